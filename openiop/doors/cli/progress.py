"""A progress bar on standard error, where a person watches; silent everywhere else."""

import shutil
import sys
import time
from types import TracebackType
from typing import Self


class Progress:
    """Counts what was done.

    with Progress("Importing", len(files)) as progress:
        for file in files:
            progress.step(file.name)
    """

    def __init__(self, label: str, total: int | None = None) -> None:
        self.label, self.total, self.done = label, total, 0
        self._shown = sys.stderr.isatty()
        self._drawn = 0.0

    def __enter__(self) -> Self:
        self._draw("")
        return self

    def step(self, what: str = "", by: int = 1) -> None:
        """`by` more are done; `what` names the one at hand."""
        self.done += by
        if time.monotonic() - self._drawn > 0.05 or self.done == self.total:
            self._draw(what)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def _draw(self, what: str) -> None:
        if not self._shown:
            return
        self._drawn = time.monotonic()
        width = shutil.get_terminal_size().columns
        if self.total:
            filled = round(20 * min(self.done / self.total, 1))
            bar = f" [{'#' * filled}{'.' * (20 - filled)}] {self.done}/{self.total}"
        else:
            bar = f" {self.done}" if self.done else " …"
        sys.stderr.write(f"\r\x1b[K{f'{self.label}{bar} {what}'[: width - 1]}")
        sys.stderr.flush()
