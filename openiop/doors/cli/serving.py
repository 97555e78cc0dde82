"""What a data folder knows of the server that runs on it: a lock held for life, and a note of who and where.

<home>/serve.lock   held by the running `openiop serve` (or demo); the system frees it however that ends
<home>/serve.json   {"pid", "address", "started", "children": {name: {"pid", "born"}}}
"""

import contextlib
import fcntl
import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from openiop.doors.cli.refusal import Refusal


@dataclass
class Process:
    """A process by its number and the moment it began, so that a reused number is not mistaken for it."""

    pid: int
    born: str

    def alive(self) -> bool:
        return bool(self.born) and birth(self.pid) == self.born


@dataclass
class Note:
    """What serve.json holds."""

    pid: int
    address: str
    started: str
    children: dict[str, Process] = field(default_factory=dict)


def read_note(home: Path) -> Note | None:
    """The note of the server that runs, or ran last, on this data folder."""
    try:
        found = json.loads((home / "serve.json").read_text())
        children = {name: Process(**child) for name, child in found.pop("children").items()}
        return Note(**found, children=children)
    except (OSError, ValueError, TypeError, KeyError):
        return None


def write_note(home: Path, note: Note) -> None:
    scratch = home / f".serve.{os.getpid()}"
    scratch.write_text(json.dumps(asdict(note), indent=1))
    scratch.rename(home / "serve.json")


def forget(home: Path) -> None:
    (home / "serve.json").unlink(missing_ok=True)


@contextlib.contextmanager
def sole_server(home: Path) -> Iterator[None]:
    """Be the one server of this data folder, or refuse and name the one there is."""
    handle = _open_lock(home)
    try:
        if not _take(handle):
            note = read_note(home)
            where = f" at {note.address}" if note and note.pid == server_pid(home) else ""
            raise Refusal(
                f"the data folder {home} is served already{where} by process {server_pid(home)};"
                " 'openiop stop' ends that"
            )
        os.truncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        end_leftovers(home)
        yield
    finally:
        os.close(handle)


def _take(handle: int) -> bool:
    deadline = time.monotonic() + 0.5  # somebody who only looks lets go at once
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.02)


def server_pid(home: Path) -> int | None:
    """The process that serves this data folder right now, if one does."""
    if not (home / "serve.lock").exists():
        return None
    handle = _open_lock(home)
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return int(os.pread(handle, 20, 0) or b"0") or None
    finally:
        os.close(handle)
    return None


def is_served(home: Path) -> bool:
    """Whether a server runs on this data folder right now."""
    return server_pid(home) is not None


def end_leftovers(home: Path) -> None:
    """End the children of a server that was killed; they are on their way out, and hold its port."""
    note = read_note(home)
    for child in note.children.values() if note else ():
        if child.alive():
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(child.pid, signal.SIGKILL)


def birth(pid: int) -> str:
    """When a process began, as the system words it; empty where there is none, or only its zombie."""
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return "" if after_name[0] in "ZX" else after_name[19]
    except OSError:
        if Path("/proc/self/stat").exists():
            return ""
    ps = ["/bin/ps", "-o", "lstart=", "-p", str(pid)]
    return subprocess.run(ps, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603


def _open_lock(home: Path) -> int:
    try:
        return os.open(home / "serve.lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise Refusal(f"{home / 'serve.lock'} cannot be opened: {error.strerror}") from None
