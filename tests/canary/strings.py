"""The strings: each is one of a kind, and each tries something a careless page, log or sheet would do with it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

SHAPES = (  # what stands around the mark; the first is for fields that take a plain word only
    "{mark}",
    '"><img src=x onerror=alert("{mark}")>',
    "'-alert('{mark}')-'",
    "<script>alert('{mark}')</script>",
    "javascript:alert('{mark}')",
    "{mark}{{{{7*7}}}}{mark}",
    '=HYPERLINK("http://canary.invalid/{mark}")',
    "\u202e{mark}\u202c🌊",
    "</textarea></title><svg onload=alert('{mark}')>",
    "{mark}\r\nX-Canary: {mark}",
    "' OR 1=1 --{mark}",
    "%0d%0a{mark}&amp;lt;b&amp;gt;",
)
PUBLIC = (  # the name of the house and its curriculum: on the door, not in a record
    "programs", "calendar_topic.", "calendar_group.module", "calendar:new_topic", "calendar:change_topic",
)  # fmt: skip
MARK = re.compile(r"zq[0-9a-f]{4}n[0-9]{5}qz")


@dataclass
class Cage:
    """Hands out canaries until `most` were given, and remembers where each one was put."""

    run: str  # four hex digits, so that one run's strings are told from another's
    most: int
    put: dict[str, str] = field(default_factory=dict)  # mark -> field

    def next(self, where: str, *, room: int | None = None, shape: int | None = None) -> str | None:
        """A canary for the field `where`, short enough for `room` characters; None when all were given."""
        if len(self.put) >= self.most:
            return None
        mark = f"zq{self.run}n{len(self.put):05d}qz"
        self.put[mark] = where
        text = SHAPES[(len(self.put) if shape is None else shape) % len(SHAPES)].format(mark=mark)
        return text if room is None or len(text) <= room else mark[-room:] if room < len(mark) else mark

    @property
    def fields(self) -> set[str]:
        return set(self.put.values())

    def marks_in(self, text: str) -> Iterator[str]:
        """The marks of this run that stand in `text`, however they are wrapped."""
        return (found for found in dict.fromkeys(MARK.findall(text)) if found[2:6] == self.run)

    def of_persons(self, text: str) -> set[str]:
        """The marks in `text` that stand for somebody's words; the name of the house is on its door anyway."""
        return {mark for mark in self.marks_in(text) if not self.put.get(mark, "").startswith(PUBLIC)}

    def where(self, mark: str) -> str:
        return self.put.get(mark, "?")
