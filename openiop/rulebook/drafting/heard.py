"""What was tapped about one person, and the words that came of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heard:
    """What was tapped about one person.

    name: the given name they chose. pronouns: "she/her", "he/him", "they/them"; with any other the name stands instead.
    present: whether they were there; if not, absence is the attendance code ("no_show", "excused", "cancelled").
    minutes: countable ones of session_minutes; late_minutes, left_minutes: missed at the start and at the end.
    topic: of the session. participation: 0..4. affect, engagement, response: codes of `observed`, or "".
    quote: the person's own words, without quotation marks. objective: its text. worked: whether it was worked on.
    kind: group, skills, education, individual, family, case, medical. seed: any text; another gives other words.
    avoid: ids of sentences used lately in this person's notes and, in this session, in the others'. language: en, es.
    """

    name: str
    pronouns: str = ""
    present: bool = True
    absence: str = ""
    minutes: int = 0
    session_minutes: int = 0
    late_minutes: int = 0
    left_minutes: int = 0
    topic: str = ""
    participation: int | None = None
    affect: str = ""
    engagement: str = ""
    response: str = ""
    quote: str = ""
    objective: str = ""
    worked: bool = False
    kind: str = "group"
    seed: str = ""
    avoid: frozenset[str] = frozenset()
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Drafted:
    """The words: `response` is how this person took part, `next_step` what comes next. used: ids of its sentences."""

    response: str
    next_step: str
    used: tuple[str, ...]
