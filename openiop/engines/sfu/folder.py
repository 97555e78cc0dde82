"""Where a router keeps its things, and how others on this machine reach it.

    <home>/video/            0700, the supervisor's own: video.lock, reach.json (0600), facts/
    <home>/router/           0700, the programs' own: configuration, socket, logs; made anew at every start

Where the programs' account cannot reach <home> (root's own home, say), `router/` lies under /var/lib/openiop instead.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from ..postgres.account import Account
from ..postgres.binaries import SHARED
from .choosing import find
from .errors import VideoError

LONGEST_SOCKET_PATH = 103
SOCKET = "router.sock"


@dataclass(frozen=True)
class Reach:
    """How to speak to the router, and the secrets that let one. Never leaves this machine, never reaches a browser."""

    token_secret: str
    admin_key: str
    room_key: str
    relay_secret: str
    relay_urls: tuple[str, ...] = ()
    socket: str | None = None
    url: str | None = None
    supervisor: int = 0
    """Process id of the supervisor; 0 for an external router."""

    @classmethod
    def fresh(cls, socket: str, relay_urls: tuple[str, ...]) -> "Reach":
        """New secrets for one life of a supervisor."""
        token, admin, room, relay = (secrets.token_urlsafe(32) for _ in range(4))
        return cls(token, admin, room, relay, relay_urls=relay_urls, socket=socket, supervisor=os.getpid())

    @classmethod
    def external(cls, environment: Mapping[str, str]) -> "Reach":
        """The router of `OPENIOP_SFU_URL`, with the secrets of its own configuration."""
        told = environment.get
        urls = tuple(filter(None, (told("OPENIOP_TURN_URLS") or "").split(",")))
        if urls and not told("OPENIOP_TURN_SECRET"):
            raise VideoError("OPENIOP_TURN_URLS needs OPENIOP_TURN_SECRET, too: the relay's static-auth-secret")
        key = environment["OPENIOP_SFU_ADMIN_KEY"]
        return cls(
            token_secret=environment["OPENIOP_SFU_TOKEN_SECRET"],
            admin_key=key,
            room_key=hashlib.sha256(f"rooms of {key}".encode()).hexdigest(),
            relay_secret=told("OPENIOP_TURN_SECRET") or "",
            relay_urls=urls,
            url=environment["OPENIOP_SFU_URL"],
        )


def own_folder(home: Path) -> Path:
    """The supervisor's own folder, made for it alone."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder = home / "video"
    folder.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o700)
    return folder


def make_place(home: Path, account: Account) -> Path:
    """An empty folder for the programs, private to their account, where that account can get to."""
    if account.dropped and not account.can("-x", home) and account.can("-x", home.parent):
        home.chmod(home.stat().st_mode | 0o001)  # may pass through, still may not look around
    place = home / "router"
    if account.dropped and not account.can("-x", home):
        SHARED.mkdir(mode=0o711, parents=True, exist_ok=True)
        place = SHARED / f"{hashlib.sha256(str(home).encode()).hexdigest()[:12]}-router"
    forget_place(place)
    account.make_private(place)
    return place


def forget_place(place: Path) -> None:
    """Remove the programs' folder, and the socket's if it had one of its own."""
    with contextlib.suppress(OSError):
        shutil.rmtree((place / "socket").resolve())
    shutil.rmtree(place, ignore_errors=True)


def socket_path(place: Path, account: Account) -> Path:
    """Where the router's socket lies: in its folder, or in a private one with a path that the kernel takes."""
    beside = place / "socket"
    if len(os.fsencode(beside / SOCKET)) <= LONGEST_SOCKET_PATH:
        account.make_private(beside)
        return beside / SOCKET
    folder = Path(tempfile.mkdtemp(prefix="openiop-", dir="/tmp"))
    account.make_private(folder)
    beside.symlink_to(folder)
    return folder / SOCKET


def write_as(account: Account, path: Path, text: str) -> None:
    """Write a file that only the account reads."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(text)
    if account.dropped:
        os.chown(path, account.uid, account.gid)


def write_reach(home: Path, reach: Reach) -> None:
    path = own_folder(home) / "reach.json"
    scratch = path.with_suffix(f".{os.getpid()}")
    handle = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        json.dump(asdict(reach), file)
    scratch.rename(path)


def read_reach(home: Path) -> Reach | None:
    """How to reach the router that runs in this data folder, or None where none does."""
    try:
        told: dict[str, Any] = json.loads((home / "video" / "reach.json").read_text())
        reach = Reach(**told)
    except FileNotFoundError:
        return None
    except (ValueError, TypeError) as error:
        raise VideoError(f"{home / 'video' / 'reach.json'} is damaged: {error}") from None
    return replace(reach, relay_urls=tuple(reach.relay_urls))


def reach_now(home: Path, environment: Mapping[str, str] | None = None) -> Reach | None:
    """How to reach this installation's router: an external one, or the supervised one if it runs."""
    told = os.environ if environment is None else environment
    return Reach.external(told) if find(told).kind == "external" else read_reach(home)


def is_supervised(home: Path) -> bool:
    """Whether a supervisor holds this data folder now."""
    path = home / "video" / "video.lock"
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


@contextlib.contextmanager
def sole_supervisor(home: Path) -> Iterator[None]:
    """Hold the folder: two supervisors of one home would end each other's calls."""
    handle = os.open(own_folder(home) / "video.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise VideoError(f"a video router already runs for {home}") from None
        yield
    finally:
        os.close(handle)
