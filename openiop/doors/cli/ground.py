"""What a verb stands on: the data folder, its database, and Django when it is needed."""

import contextlib
import json
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openiop.doors.cli.refusal import Refusal


def home() -> Path:
    """The data folder of this command."""
    if chosen := os.environ.get("OPENIOP_HOME"):
        return Path(chosen).expanduser().absolute()
    shared = os.environ.get("XDG_DATA_HOME")
    return (Path(shared) if shared else Path.home() / ".local" / "share").absolute() / "openiop"


def has_own_server() -> bool:
    """Whether a database server of the operator's own is configured, so that none is embedded."""
    return bool(os.environ.get("DATABASE_URL"))


def say(line: str) -> None:
    """Tell a person, on standard error, what is going on."""
    print(line, file=sys.stderr, flush=True)


def answer(data: Any, *, as_json: bool, text: str, indent: int | None = 1) -> None:
    """Print the verb's answer: `data` as JSON, or `text` for a person."""
    print(json.dumps(data, indent=indent, default=str, ensure_ascii=False) if as_json else text, flush=True)


@contextlib.contextmanager
def database_errors() -> Iterator[None]:
    """Turn what the database engine refuses into a refusal of the command."""
    from openiop.engines.postgres import DatabaseError

    try:
        yield
    except DatabaseError as error:
        raise Refusal(str(error)) from None


def database_url(role: str = "app") -> str:
    """Where the database answers for `role` (app, migrator); the embedded one is started if need be."""
    if own := os.environ.get("DATABASE_URL"):
        return os.environ.get("OPENIOP_MIGRATOR_DATABASE_URL", own) if role == "migrator" else own
    from openiop.engines import postgres

    with database_errors():
        return postgres.ensure_running(home(), say=say).url(role)


def django_up(role: str = "app") -> None:
    """Make Django usable in this process, signed in to the database as `role`."""
    url = database_url(role)
    os.environ["DATABASE_URL"] = url
    os.environ.setdefault("OPENIOP_HOME", str(home()))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    reach_database()


def reach_database() -> None:
    """Refuse with one line where the database does not let us in."""
    from django.db import OperationalError, connection

    try:
        connection.ensure_connection()
    except OperationalError as error:
        said = (str(error).strip().splitlines() or ["no reason given"])[0]
        raise Refusal(f"the database does not answer: {said}; look with 'openiop doctor'") from None


def follow_parent() -> None:
    """Ask this process to end when its parent is gone, even by kill -9: the parent holds the pipe open."""
    handle = os.environ.pop("OPENIOP_PARENT_PIPE", "")
    if not handle.isdigit():
        return

    def watch() -> None:
        import signal
        import time

        os.read(int(handle), 1)  # returns only when the other end is closed
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(15)
        os.killpg(os.getpgrp(), signal.SIGKILL)

    threading.Thread(target=watch, name="follow-parent", daemon=True).start()
