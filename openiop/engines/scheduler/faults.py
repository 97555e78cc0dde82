"""What is wrong with a text from outside, for reading.py and meaning.py."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: where (JSON Pointer, "" is the whole), what, and how to mend it."""

    path: str
    words: str
    fix: str

    def __str__(self) -> str:
        return f"{self.path or '/'}: {self.words}; {self.fix}"


class Unreadable(ValueError):
    """The text is no problem or plan that can be used. `faults` has all of them (the first 200)."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__(f"{len(faults)} faults, the first: {faults[0]}" if len(faults) > 1 else str(faults[0]))
