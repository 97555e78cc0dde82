"""Facts on disk, in the order in which they came, so that no restart of anything loses who was there.

One file a day (UTC), one JSON object a line, under <home>/video/facts. The supervisor appends; whoever writes the
ledger reads from where it stopped. A line that a crash cut off is skipped; files are kept for two weeks.
"""

import contextlib
import datetime
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from .facts import Fact

KEPT_DAYS = 14


class Journal:
    def __init__(self, home: Path):
        self.folder = home / "video" / "facts"

    def add(self, facts: Sequence[Fact]) -> None:
        """Append facts; they are on disk when this returns."""
        if not facts:
            return
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        today = self.folder / f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d}.jsonl"
        if not today.exists():
            self.forget_old()
        text = "".join(f"\n{json.dumps(fact.as_json(), separators=(',', ':'))}" for fact in facts)
        handle = os.open(today, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(handle, f"{text}\n".encode())
            os.fdatasync(handle)
        finally:
            os.close(handle)

    def read(self, since: tuple[str, int] = ("", 0)) -> Iterator[tuple[tuple[str, int], Fact]]:
        """Facts after `since`, each with the place after it, which is the next `since`."""
        for path in sorted(self.folder.glob("*.jsonl")):
            if path.name < since[0]:
                continue
            with path.open("rb") as file:
                file.seek(since[1] if path.name == since[0] else 0)
                while line := file.readline():
                    if not line.endswith(b"\n"):
                        break  # still being written
                    with contextlib.suppress(ValueError, TypeError, KeyError):
                        yield (path.name, file.tell()), Fact.from_json(json.loads(line))

    def forget_old(self) -> None:
        oldest = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=KEPT_DAYS)
        for path in self.folder.glob("*.jsonl"):
            if path.stem < f"{oldest:%Y-%m-%d}":
                path.unlink(missing_ok=True)
