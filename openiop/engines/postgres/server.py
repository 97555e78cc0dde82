"""Starts, finds, stops and describes the database of one data folder.

The server is detached: it outlives the command that started it, and the next command finds it. Whatever was
killed before, `ensure_running` ends with one working server or with one line that says why not.
"""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg

from openiop.engines.postgres import cluster
from openiop.engines.postgres.account import Account, account_for
from openiop.engines.postgres.binaries import Binaries, find_binaries, reachable_by
from openiop.engines.postgres.errors import DatabaseError, VersionMismatch
from openiop.engines.postgres.folder import (
    SOCKET_NAME,
    Record,
    default_home,
    locked,
    new_record,
    open_home,
    read_record,
    socket_folder,
    write_record,
)

RECOVERY_SECONDS = 600
"""How long a start may take: after a crash the server replays its log, and killing it starts that over."""

ORPHAN_SECONDS = 60
"""How long the sessions of a killed server may hold its memory before we give up."""

ORPHANS = ("pre-existing shared memory block", "is the server still running", "still in use")

Say = Callable[[str], None]


@dataclass(frozen=True)
class Server:
    """A running database: where it listens and how its roles sign in."""

    home: Path
    pid: int
    version: str
    record: Record

    def url(self, role: str = "app", database: str = cluster.DATABASE) -> str:
        """A libpq URL for `role`: app, migrator, owner (the migrator, acting as owner), tester or admin."""
        return _url(self.record, role, database)


@dataclass(frozen=True)
class Status:
    """What can be said of a data folder's database without touching it."""

    home: Path
    exists: bool
    running: bool
    pid: int | None
    version: str | None
    """The data folder's major version, or the full version where the programs match it."""
    sockets: Path | None
    roles_ok: bool | None
    """Whether the application's role is bound by every rule; None where the server is not running."""
    why_not: str | None
    """One line: why the database cannot be used right now."""


def home() -> Path:
    """The data folder of this user: `OPENIOP_HOME` or the per-user default."""
    return default_home()


def ensure_running(home: Path | None = None, say: Say = lambda line: None) -> Server:
    """The running database of the data folder, made and started if need be.

    `say` is told in a few words what takes long. Raises `DatabaseError` with one clear line.
    """
    if sys.platform == "win32":
        raise DatabaseError("no embedded database on Windows yet: use WSL, or set DATABASE_URL to a PostgreSQL server")
    folder = (home or default_home()).absolute()
    open_home(folder)
    record = read_record(folder)
    if record and record.set_up == cluster.SET_UP and (pid := _running_pid(record)) and _answers(record):
        return Server(folder, pid, _server_version(record), record)
    with locked(folder):
        return _start(folder, say)


def stop(home: Path | None = None) -> bool:
    """Stop the data folder's database in an orderly way. False where none was running."""
    folder = (home or default_home()).absolute()
    if (record := read_record(folder)) is None:
        return False
    with locked(folder):
        if _running_pid(record) is None:
            return False
        account = account_for(folder)
        binaries = reachable_by(account, find_binaries())
        command = [binaries.program("pg_ctl"), "stop", "-D", str(record.data), "-m", "fast", "-w"]
        command += ["-t", str(RECOVERY_SECONDS), "-s"]
        done = subprocess.run(command, **account.popen_options(), capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode != 0 and _running_pid(record) is not None:
            raise DatabaseError(f"the database in {folder} did not stop: {_last_line(done.stderr)}")
        return True


def status(home: Path | None = None) -> Status:
    """Look at the data folder's database; start nothing, change nothing."""
    folder = (home or default_home()).absolute()
    try:
        record = read_record(folder)
    except DatabaseError as error:
        return Status(folder, True, False, None, None, None, None, str(error))
    if record is None or not record.data.exists():
        return Status(folder, False, False, None, None, None, None, f"there is no database in {folder} yet")
    version, sockets = _version_on_disk(record), Path(record.sockets) if record.sockets else None
    pid = _running_pid(record)
    if pid is None:
        why = _mismatch(folder, record) or f"the database in {folder} is not running"
        return Status(folder, True, False, None, version, sockets, None, why)
    try:
        with cluster.connect(record, "app") as app:
            faults = cluster.weakness_faults(app)
        version = _server_version(record)
    except psycopg.Error as error:
        why = f"the database in {folder} runs and does not answer: {_last_line(str(error))}"
        return Status(folder, True, False, pid, version, sockets, None, why)
    return Status(folder, True, True, pid, version, sockets, not faults, "; ".join(faults) or None)


def url(home: Path | None = None, role: str = "app", database: str = cluster.DATABASE) -> str:
    """A libpq URL for `role` of the data folder's database, running or not."""
    folder = (home or default_home()).absolute()
    if (record := read_record(folder)) is None:
        raise DatabaseError(f"there is no database in {folder} yet; openiop serve or openiop demo makes it")
    return _url(record, role, database)


def is_running(home: Path | None = None) -> bool:
    """Whether the data folder's server lives: quick, and without signing in."""
    record = read_record((home or default_home()).absolute())
    return record is not None and _running_pid(record) is not None


def _start(folder: Path, say: Say) -> Server:
    account = account_for(folder)
    found = find_binaries()
    binaries = reachable_by(account, found)
    record = read_record(folder)
    if record is None:
        record = new_record(folder, account, found.major)
        write_record(folder, record)
    if not record.data.exists():
        if record.set_up:
            raise DatabaseError(f"the database of {folder} is gone from {record.data}; restore it from a backup")
        say(f"making a database in {record.place}")
        cluster.make_cluster(record, account, binaries)
        record.major = found.major
    if why := _mismatch(folder, record, found):
        raise VersionMismatch(why)
    if _running_pid(record) is None:
        record.sockets = str(socket_folder(record, account))
        write_record(folder, record)
        cluster.write_settings(record, account)
        _launch(record, account, binaries, say)
    _wait_for_answer(record, say)
    if record.set_up != cluster.SET_UP:
        cluster.set_up(record)
        record.set_up = cluster.SET_UP
        write_record(folder, record)
    pid = _running_pid(record)
    if pid is None:
        raise DatabaseError(f"the database stopped again at once; its log is {record.log}")
    return Server(folder, pid, _server_version(record), record)


def _launch(record: Record, account: Account, binaries: Binaries, say: Say) -> None:
    """Start the server, detached, and wait until it is ready: crash recovery included."""
    command = [binaries.program("pg_ctl"), "start", "-D", str(record.data), "-l", str(record.log), "-w"]
    command += ["-t", str(RECOVERY_SECONDS), "-s"]
    deadline, told = time.monotonic() + ORPHAN_SECONDS, False
    while True:
        _drop_stale_locks(record)
        seen = _log_sizes(record)
        # the server inherits our output unless it is sent elsewhere, and would hold a caller's pipe open
        done = subprocess.run(  # noqa: S603
            command, **account.popen_options(), start_new_session=True, check=False,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        if done.returncode == 0:
            return
        said = _logged_since(record, seen)
        if not any(sign in said for sign in ORPHANS) or time.monotonic() > deadline:
            fatal = [line for line in said.splitlines() if "FATAL" in line or "PANIC" in line]
            reason = fatal[0].split("FATAL:")[-1].strip() if fatal else f"pg_ctl ended with {done.returncode}"
            raise DatabaseError(f"the database does not start: {reason}; its log is {record.log}")
        if not told:
            say("waiting for the last sessions of the database that was killed")
            told = True
        time.sleep(0.2)


def _wait_for_answer(record: Record, say: Say) -> None:
    """Wait until the server takes connections; a server that lost a session may be replaying its log."""
    deadline, told = time.monotonic() + RECOVERY_SECONDS, False
    while True:
        try:
            cluster.connect(record, "admin", "postgres").close()
            return
        except psycopg.OperationalError as error:
            if "password authentication failed" in str(error):
                raise DatabaseError(
                    f"the passwords in database.json do not fit the database in {record.place}"
                ) from None
            if _running_pid(record) is None or time.monotonic() > deadline:
                reason = _last_line(str(error))
                raise DatabaseError(f"the database does not answer: {reason}; its log is {record.log}") from None
        if not told:
            say("the database is recovering")
            told = True
        time.sleep(0.1)


def _answers(record: Record) -> bool:
    try:
        cluster.connect(record, "app").close()
    except psycopg.OperationalError:
        return False
    return True


def _running_pid(record: Record) -> int | None:
    """The postmaster of this data folder if it lives: not a zombie, not a stranger under the same number."""
    pid = _pid_in(record.data / "postmaster.pid")
    return pid if pid is not None and _is_postmaster(pid, record.data) else None


def _pid_in(lock: Path) -> int | None:
    try:
        return int(lock.read_text().splitlines()[0])
    except (OSError, ValueError, IndexError):
        return None


def _is_postmaster(pid: int, data: Path) -> bool:
    proc = Path("/proc") / str(pid)
    if Path("/proc/self/stat").exists():
        try:
            # a zombie keeps its number and an empty command line
            words = (proc / "cmdline").read_bytes().split(b"\0")
        except OSError:
            return False
        return os.fsencode(data) in words
    ps = ["/bin/ps", "-o", "stat=,command=", "-p", str(pid)]
    shown = subprocess.run(ps, capture_output=True, text=True, check=False)  # noqa: S603
    return not shown.stdout.startswith("Z") and str(data) in shown.stdout


def _drop_stale_locks(record: Record) -> None:
    """Remove lock files whose number is now a stranger's or a zombie's: the server would think it lives.

    Safe under our lock: sessions that outlive the server are found by their shared memory, whose key comes
    from the data folder itself.
    """
    for lock in (record.data / "postmaster.pid", Path(record.sockets) / f"{SOCKET_NAME}.lock"):
        pid = _pid_in(lock)
        if pid is not None and not _is_postmaster(pid, record.data):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, 0)
                lock.unlink(missing_ok=True)


def _mismatch(folder: Path, record: Record, installed: Binaries | None = None) -> str | None:
    on_disk = _version_on_disk(record)
    try:
        installed = installed or find_binaries()
    except DatabaseError as error:
        return str(error)
    if on_disk == str(installed.major):
        return None
    return (
        f"the data folder {folder} was made by PostgreSQL {on_disk} and the installed server is PostgreSQL"
        f" {installed.version}: with the old server (OPENIOP_PG_BIN=/path/to/{on_disk}/bin) run"
        f" 'openiop db dump FILE', then with the new one and a new OPENIOP_HOME run 'openiop db restore FILE'"
    )


def _version_on_disk(record: Record) -> str:
    try:
        return (record.data / "PG_VERSION").read_text().strip()
    except OSError:
        return str(record.major)


def _server_version(record: Record) -> str:
    with cluster.connect(record, "app") as app:
        number = app.info.server_version
    return f"{number // 10000}.{number % 10000}"


def _url(record: Record, role: str, database: str) -> str:
    known = "migrator" if role == "owner" else role
    if known not in record.passwords:
        raise DatabaseError(f"no database role {role!r}; there are app, migrator, owner, tester and admin")
    where = urlencode({"host": record.sockets, "port": 5432}, quote_via=quote, safe="/")
    return f"postgresql://openiop_{known}:{record.passwords[known]}@/{database}?{where}"


def _log_sizes(record: Record) -> dict[Path, int]:
    logs = [record.log, *(record.data / "log").glob("*.log")]
    return {log: log.stat().st_size for log in logs if log.exists()}


def _logged_since(record: Record, seen: dict[Path, int]) -> str:
    said = []
    for log, size in _log_sizes(record).items():
        with log.open(errors="replace") as file:
            file.seek(seen.get(log, 0) if size >= seen.get(log, 0) else 0)
            said.append(file.read())
    return "\n".join(said)


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or ["no reason given"])[-1].strip()
