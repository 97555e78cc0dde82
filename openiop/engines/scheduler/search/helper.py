"""A second search in a process of its own, told what to do over its pipes. `python -m` is not needed: see `Helper`."""

import contextlib
import pickle
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from typing import BinaryIO

from ..problem import Problem
from .arena import arena_of
from .bounds import Known, Task
from .climb import Climb, Hold
from .week import Hour, Meeting, Tally

type Parts = tuple[tuple[Meeting, ...], tuple[Hour, ...]]


class Helper:
    """One helper. A plain subprocess: it neither forks the solver's threads nor imports the caller's main module."""

    def __init__(self, problem: Problem, seed: int, share: int, of: int, hold: Hold) -> None:
        name = __name__
        code = f"import sys; sys.path[:] = {sys.path!r}; from {name} import serve; serve()"
        self._process = subprocess.Popen(  # noqa: S603 (this interpreter, these words)
            [sys.executable, "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C is for the caller alone, who then ends this
        )
        self._answers: queue.Queue[tuple[Parts, float, Known] | None] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        self._send((problem, seed, share, of, hold))

    def go(self, parts: Parts, effort: float, known: Known, prove: Sequence[Task], seconds: float | None) -> None:
        """Starts a round: so much effort from this week, then these bounds."""
        self._send((parts, effort, known, tuple(prove), seconds))

    def wait(self, stop: Callable[[], bool]) -> tuple[Parts, float, Known] | None:
        """The round's week, the effort it took, and the bounds proven so far; None if `stop` says so meanwhile."""
        while True:
            try:
                answer = self._answers.get(timeout=WAIT)
            except queue.Empty:
                if stop():
                    return None
                continue
            if answer is None:
                raise RuntimeError("the second search process has ended by itself")
            return answer

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with contextlib.suppress(EOFError, OSError, ValueError, pickle.UnpicklingError):
            while True:
                self._answers.put(pickle.load(self._process.stdout))  # noqa: S301 (our own child)
        self._answers.put(None)

    def close(self) -> None:
        """Ends it, whatever it does."""
        self._process.kill()
        self._process.wait()
        with contextlib.suppress(OSError):
            self._process.stdin.close()  # type: ignore[union-attr]

    def _send(self, what: object) -> None:
        assert self._process.stdin is not None
        pickle.dump(what, self._process.stdin, protocol=pickle.HIGHEST_PROTOCOL)
        self._process.stdin.flush()


WAIT = 0.2  # seconds between two questions whether to stop


def serve() -> None:
    """What the child does: rounds, until its input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    inward: BinaryIO = sys.stdin.buffer
    outward: BinaryIO = sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing else may write into the pipe
    problem, seed, share, of, hold = pickle.load(inward)  # noqa: S301 (from our own parent)
    arena = arena_of(problem)
    tally = Tally(arena)
    climb = Climb(arena, tally, tally.week([], []), seed, share, of)
    climb.hold = hold
    while True:
        try:
            parts, effort, known, prove, seconds = pickle.load(inward)  # noqa: S301
        except EOFError:
            return
        climb.learn_bounds(known)
        climb.week = tally.week(*parts)
        before = climb.spent
        climb.round(effort, seconds)
        for task in prove:
            climb.know(task)
        answer = ((climb.week.meetings, climb.week.hours), climb.spent - before, climb.known)
        pickle.dump(answer, outward, protocol=pickle.HIGHEST_PROTOCOL)
        outward.flush()
