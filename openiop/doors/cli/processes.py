"""Keeps a server's children running, and takes all of them down with it."""

import contextlib
import os
import signal
import subprocess
import time
from dataclasses import dataclass, field

from openiop.doors.cli.ground import say
from openiop.doors.cli.serving import Process, birth

GRACE_SECONDS = 12
STANDARD_ERROR = 2
LONGEST_PAUSE = 30.0
HEALTHY_AFTER = 60.0


@dataclass
class Child:
    """One long-running process: started again, after a growing pause, whenever it dies."""

    name: str
    command: list[str]
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None
    deaths: int = 0
    _began: float = 0.0
    _next_start: float = 0.0

    def tend(self, pipe: int) -> bool:
        """Start the child if it is not running and its pause is over. True if it was started."""
        now = time.monotonic()
        if self.process is not None:
            if self.process.poll() is None:
                return False
            self._mourn(now)
        if now < self._next_start:
            return False
        self.process = subprocess.Popen(  # noqa: S603
            self.command,
            env={**self.environment, "OPENIOP_PARENT_PIPE": str(pipe)},
            pass_fds=[pipe],
            process_group=0,
            stdin=subprocess.DEVNULL,
            stdout=STANDARD_ERROR,  # standard output is the command's own answer and nothing else
        )
        self._began = now
        return True

    def _mourn(self, now: float) -> None:
        assert self.process is not None
        self._signal(signal.SIGKILL)  # what it left behind: a web server's workers outlive it
        self.deaths = self.deaths + 1 if now - self._began < HEALTHY_AFTER else 1
        pause = min(0.25 * 2**self.deaths, LONGEST_PAUSE)
        say(f"{self.name} ended with {self.process.returncode}; it starts again in {pause:.1f} s")
        self.process, self._next_start = None, now + pause

    def note(self) -> Process | None:
        return Process(self.process.pid, birth(self.process.pid)) if self.process else None

    def ask_to_end(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)

    def end(self, deadline: float) -> None:
        if self.process is None:
            return
        try:
            self.process.wait(max(deadline - time.monotonic(), 0))
        except subprocess.TimeoutExpired:
            say(f"{self.name} does not end; it is killed")
        self._signal(signal.SIGKILL)
        self.process.wait()

    def _signal(self, number: int) -> None:
        assert self.process is not None
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, number)


@dataclass
class Family:
    """The children of one server, and the pipe whose closing tells them that it is gone."""

    children: list[Child]
    _pipe: tuple[int, int] = field(default_factory=os.pipe)

    def tend(self) -> bool:
        """Start whoever is missing. True if somebody was started."""
        started = [child.tend(self._pipe[0]) for child in self.children]
        return any(started)

    def notes(self) -> dict[str, Process]:
        found = {child.name: child.note() for child in self.children}
        return {name: note for name, note in found.items() if note}

    def end(self) -> None:
        """End all children, in order where they can, by force where they cannot."""
        deadline = time.monotonic() + GRACE_SECONDS
        for child in self.children:
            child.ask_to_end()
        for child in self.children:
            child.end(deadline)
        for handle in self._pipe:
            os.close(handle)
