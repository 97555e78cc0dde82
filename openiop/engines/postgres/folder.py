"""The data folder of one installation, and the record it keeps of its database.

    <home>/database.json   what this folder's database is: version, place, sockets, passwords (0600)
    <home>/database.lock   held while a database is made, started or stopped
    <home>/postgres/       data/, socket/, server.log: the server's own, 0700

Where the server's account cannot reach <home> (root's own home, say), `postgres/` lies under /var/lib/openiop
instead, and database.json says where.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import secrets
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from openiop.engines.postgres.account import Account
from openiop.engines.postgres.binaries import SHARED
from openiop.engines.postgres.errors import DatabaseError

ROLES = ("admin", "migrator", "app", "tester")
"""Roles that can sign in. `owner` cannot: the migrator acts as owner."""

LONGEST_SOCKET_PATH = 103
"""Bytes a Unix socket path may have on every supported system (macOS 103, Linux 107)."""

SOCKET_NAME = ".s.PGSQL.5432"


@dataclass
class Record:
    """What database.json holds."""

    major: int
    place: str
    sockets: str
    passwords: dict[str, str]
    format: int = 1
    set_up: int = 0
    """The version of the set-up (roles, database, rights) that was completed; 0 is none."""
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        return Path(self.place) / "data"

    @property
    def log(self) -> Path:
        return Path(self.place) / "server.log"


def default_home() -> Path:
    """`OPENIOP_HOME`, or the per-user default (`$XDG_DATA_HOME/openiop`, `~/.local/share/openiop`)."""
    if chosen := os.environ.get("OPENIOP_HOME"):
        return Path(chosen).expanduser().absolute()
    shared = os.environ.get("XDG_DATA_HOME")
    return (Path(shared) if shared else Path.home() / ".local" / "share").absolute() / "openiop"


def open_home(home: Path) -> None:
    """Create the data folder if need be, for its owner alone."""
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseError(f"the data folder {home} cannot be created: {error.strerror}; set OPENIOP_HOME") from None
    if home.stat().st_uid == os.geteuid():
        home.chmod(home.stat().st_mode & 0o711)  # others may at most pass through
    if not os.access(home, os.W_OK | os.X_OK):
        raise DatabaseError(f"the data folder {home} is not writable for this user; set OPENIOP_HOME to one that is")


def read_record(home: Path) -> Record | None:
    """The record of the data folder's database, or None where there is none yet."""
    path = home / "database.json"
    try:
        return Record(**json.loads(path.read_text()))
    except FileNotFoundError:
        return None
    except PermissionError:
        raise DatabaseError(f"{path} belongs to another user; run openiop as that user") from None
    except (ValueError, TypeError) as error:
        raise DatabaseError(f"{path} is damaged ({error}); restore it from a backup") from None


def write_record(home: Path, record: Record) -> None:
    """Replace database.json in one step, so that a crash leaves the old one or the new one."""
    path, scratch = home / "database.json", home / f".database.{os.getpid()}"
    handle = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        json.dump(asdict(record), file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    _give_to_owner_of(home, scratch)
    scratch.rename(path)


def new_record(home: Path, account: Account, major: int) -> Record:
    """A record for a database that is about to be made: place and passwords chosen."""
    place = choose_place(home, account)
    passwords = {role: secrets.token_urlsafe(24) for role in ROLES}
    return Record(major=major, place=str(place), sockets="", passwords=passwords)


def choose_place(home: Path, account: Account) -> Path:
    """Where the server's own files go: inside the home if its account can get there."""
    if account.dropped and not account.can("-x", home) and account.can("-x", home.parent):
        home.chmod(home.stat().st_mode | 0o001)  # may pass through, still may not look around
    if not account.dropped or account.can("-x", home):
        return home / "postgres"
    mark = hashlib.sha256(str(home).encode()).hexdigest()[:12]
    SHARED.mkdir(mode=0o711, parents=True, exist_ok=True)
    return SHARED / mark


def socket_folder(record: Record, account: Account) -> Path:
    """A folder for the socket, private to the server's account and short enough for the kernel."""
    beside = Path(record.place) / "socket"
    if len(os.fsencode(beside / SOCKET_NAME)) <= LONGEST_SOCKET_PATH:
        account.make_private(beside)
        return beside
    recorded = Path(record.sockets) if record.sockets else None
    if recorded and recorded != beside and _is_private(recorded, account):
        return recorded
    for parent in (os.environ.get("XDG_RUNTIME_DIR"), tempfile.gettempdir(), "/tmp"):  # noqa: S108
        if not parent or len(os.fsencode(parent)) > 70:
            continue
        if account.can("-x", Path(parent)) and os.access(parent, os.W_OK):
            folder = Path(tempfile.mkdtemp(prefix="openiop-", dir=parent))
            account.make_private(folder)
            return folder
    raise DatabaseError("no folder short enough for a database socket; set OPENIOP_HOME to a shorter path")


def _is_private(folder: Path, account: Account) -> bool:
    """Whether `folder` is still ours alone: nobody may have put another in its place."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    return found.st_uid == account.uid and found.st_mode == 0o40700


@contextlib.contextmanager
def locked(home: Path, seconds: float = 660) -> Iterator[None]:
    """Hold the data folder's database lock, so that two commands never make or start it at once."""
    path = home / "database.lock"
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except PermissionError:
        raise DatabaseError(f"{path} belongs to another user; run openiop as that user") from None
    try:
        _give_to_owner_of(home, path)
        deadline = time.monotonic() + seconds
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise DatabaseError(f"another command has held {path} for {seconds:.0f} s; look at it") from None
                time.sleep(0.05)
        yield
    finally:
        os.close(handle)


def _give_to_owner_of(home: Path, path: Path) -> None:
    if os.geteuid() == 0 and (owner := home.stat()).st_uid != 0:
        os.chown(path, owner.st_uid, owner.st_gid)
