"""The embedded database by itself.

    openiop db start            make it if need be, and start it
    openiop db status           look at it; start nothing
    openiop db dump FILE        write all of it to a new file (PostgreSQL's custom format)
    openiop db restore FILE     fill an empty database from a dump, of this or an earlier major version
    openiop db url --role app   how a role signs in (holds a password)

To move to another major version of PostgreSQL, dump with the old server (OPENIOP_PG_BIN=/path/to/15/bin) and
restore with the new one into a new data folder (OPENIOP_HOME).

--json prints for start and status {"home", "exists", "running", "pid", "version", "sockets", "roles_ok",
"why_not"}; for dump {"file", "bytes"}; for restore {"file", "tables"}; for url {"url"}
"""

import argparse
import dataclasses
from pathlib import Path
from typing import Any

from openiop.doors.cli import ground
from openiop.doors.cli.refusal import Refusal

HELP = "the embedded database by itself"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("act", choices=["start", "status", "dump", "restore", "url"])
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE")
    parser.add_argument("--role", default="app", choices=["app", "migrator", "owner", "tester", "admin"])


def run(options: argparse.Namespace) -> int:
    if ground.has_own_server():
        raise Refusal("DATABASE_URL names a server of your own; use its own tools (pg_dump, pg_restore)")
    if (options.act in ("dump", "restore")) != (options.file is not None):
        raise Refusal(f"{options.act} {'takes no' if options.file else 'needs a'} FILE")
    with ground.database_errors():
        data, text, code = act(options)
    ground.answer(data, as_json=options.json, text=text)
    return code


def act(options: argparse.Namespace) -> tuple[dict[str, Any], str, int]:
    """Do it; return the answer as data and as text, and the exit code."""
    from openiop.engines import postgres

    home = ground.home()
    if options.act == "dump":
        size = postgres.dump(home, options.file)
        return {"file": str(options.file), "bytes": size}, f"wrote {size} bytes to {options.file}", 0
    if options.act == "restore":
        tables = postgres.restore(home, options.file)
        return {"file": str(options.file), "tables": tables}, f"restored {tables} tables", 0
    if options.act == "url":
        url = postgres.ensure_running(home, say=ground.say).url(options.role)
        return {"url": url}, url, 0
    if options.act == "start":
        postgres.ensure_running(home, say=ground.say)
    seen = postgres.status(home)
    text = f"PostgreSQL {seen.version} runs as process {seen.pid}" if seen.running else str(seen.why_not)
    return dataclasses.asdict(seen), text, 0 if seen.running else 1
