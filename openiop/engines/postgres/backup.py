"""Carries a database out of one data folder and into another, also across major versions.

A dump is PostgreSQL's own custom format: `pg_restore` of the same or a later version reads it anywhere.
"""

import os
import subprocess
from pathlib import Path

from openiop.engines.postgres import cluster
from openiop.engines.postgres.binaries import find_binaries
from openiop.engines.postgres.errors import DatabaseError
from openiop.engines.postgres.server import Server, ensure_running


def dump(home: Path, file: Path) -> int:
    """Write the whole database to `file` (0600) and return its size in bytes. An existing file is refused."""
    if file.exists():
        raise DatabaseError(f"{file} exists already; name a new file")
    if not file.absolute().parent.is_dir():
        raise DatabaseError(f"the folder {file.absolute().parent} does not exist; create it or name another")
    server = ensure_running(home)
    scratch = file.with_name(f".{file.name}.{os.getpid()}")
    os.close(os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        # the superuser, because row-level security would hide rows even from the owner
        _run(server, "admin", "pg_dump", "--format=custom", f"--file={scratch}")
        scratch.rename(file)
    finally:
        scratch.unlink(missing_ok=True)
    return file.stat().st_size


def restore(home: Path, file: Path) -> int:
    """Fill the empty database of `home` from a dump; return how many tables came. All of it or nothing."""
    if not file.is_file():
        raise DatabaseError(f"there is no file {file}")
    server = ensure_running(home)
    if _tables(server):
        raise DatabaseError(f"the database in {home} is not empty; restore into a new OPENIOP_HOME")
    _run(server, "migrator", "pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", str(file))
    return _tables(server)


def _run(server: Server, role: str, program: str, *options: str) -> None:
    binaries = find_binaries()
    command = [
        binaries.program(program),
        f"--host={server.record.sockets}",
        "--port=5432",
        f"--username=openiop_{role}",
        f"--dbname={cluster.DATABASE}",
        "--no-password",
        *options,
    ]
    environment = {**os.environ, "PGPASSWORD": server.record.passwords[role], "LC_ALL": "C"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode != 0:
        said = [line for line in done.stderr.splitlines() if "error" in line] or ["no reason given"]
        raise DatabaseError(f"{program} failed: {said[0].strip()}")


def _tables(server: Server) -> int:
    with cluster.connect(server.record, "migrator") as migrator:
        row = migrator.execute(
            "SELECT count(*) FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
        ).fetchone()
    return int(str(row[0])) if row else 0
