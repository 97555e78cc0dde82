"""Stop this data folder's server and its embedded database.

--json prints {"home": str, "server_stopped": bool, "database_stopped": bool}
"""

import argparse
import os
import signal
import time
from pathlib import Path

from openiop.doors.cli import ground, serving
from openiop.doors.cli.refusal import Refusal

HELP = "stop this data folder's server and database"
PATIENCE_SECONDS = 30


def add_arguments(parser: argparse.ArgumentParser) -> None:
    pass


def run(options: argparse.Namespace) -> int:
    from openiop.engines import postgres

    home = ground.home()
    with ground.database_errors():
        had_database = postgres.is_running(home)
        server = stop_server(home) if home.is_dir() else False
        postgres.stop(home)
    stopped = [name for name, was in (("server", server), ("database", had_database)) if was]
    text = f"stopped: {' and '.join(stopped)}" if stopped else f"nothing was running on {home}"
    data = {"home": str(home), "server_stopped": server, "database_stopped": had_database}
    ground.answer(data, as_json=options.json, text=text)
    return 0


def stop_server(home: Path) -> bool:
    """End the server of this data folder: asked first, killed if it does not listen. False if none ran."""
    pid = serving.server_pid(home)
    if pid is not None and not any(_ends(home, pid, number) for number in (signal.SIGTERM, signal.SIGKILL)):
        raise Refusal(f"process {pid} does not end")
    serving.end_leftovers(home)
    serving.forget(home)
    return pid is not None


def _ends(home: Path, pid: int, number: int) -> bool:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass
    except PermissionError:
        raise Refusal(f"process {pid} belongs to another user; stop it as that user") from None
    deadline = time.monotonic() + PATIENCE_SECONDS
    while serving.is_served(home):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
