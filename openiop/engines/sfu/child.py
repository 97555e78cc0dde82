"""One program under supervision: started, started again after a growing pause, and never left behind."""

import contextlib
import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..postgres.account import Account

LONGEST_PAUSE = 15.0
HEALTHY_AFTER = 60.0
GRACE_SECONDS = 5.0
LARGEST_LOG = 5_000_000

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


@dataclass
class Child:
    """A program of the router. Its first restart is at once: people are waiting in rooms."""

    name: str
    command: list[str]
    account: Account
    log: Path
    process: subprocess.Popen[bytes] | None = None
    starts: int = 0
    deaths: int = 0
    ended_with: int | None = None
    _began: float = 0.0
    _next_start: float = 0.0

    def poll(self) -> bool:
        """Whether the program has ended since the last look."""
        if self.process is None or self.process.poll() is None:
            return False
        now = time.monotonic()
        self.deaths = self.deaths + 1 if now - self._began < HEALTHY_AFTER else 1
        pause = 0.0 if self.deaths == 1 else min(0.25 * 2**self.deaths, LONGEST_PAUSE)
        self.ended_with, self.process, self._next_start = self.process.returncode, None, now + pause
        return True

    def is_due(self) -> bool:
        return self.process is None and time.monotonic() >= self._next_start

    def start(self) -> None:
        """Start the program. It dies with the thread that calls this, even by kill -9 of its process."""
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG:
            self.log.rename(self.log.with_suffix(".old.log"))
        handle = os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            self.process = subprocess.Popen(  # noqa: S603
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=handle,
                stderr=subprocess.STDOUT,
                process_group=0,
                preexec_fn=_die_with(os.getpid()),
                **self.account.popen_options(),
            )
        finally:
            os.close(handle)
        self._began = time.monotonic()
        self.starts += 1

    def kill(self) -> None:
        """End it without mercy: it no longer answers."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)

    def ask_to_end(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)

    def end(self) -> None:
        """Wait for it to end in order, or kill it."""
        if self.process is None:
            return
        try:
            self.process.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
        self.ended_with = self.process.wait()
        self.process = None


def _die_with(parent: int) -> Callable[[], None]:
    """What the child does before it becomes the program. Called after the change of account, which would undo it."""

    def ask() -> None:
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it was gone before we could ask
            os._exit(1)

    return ask
