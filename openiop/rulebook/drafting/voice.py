"""What a language has to bring so that notes can be written in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

type Phrases = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """The phrases of one language.

    Predicates follow a subject ("Jordan", "she", or none in Spanish) and are in the past tense. In every phrase may
    stand: {name}, {whose} (her, Jordan's), {whom} (her, Jordan), {was} (was, were), {session} ("the skills group"),
    {topic} (in quotation marks), {objective}, {quote}, {late}, {left}, {minutes}, {of}.

    pronouns: by what the person uses: subject, whose, whom. joins: how two predicates {a}, {b} of one subject {s}
    (name or pronoun) make a sentence. contexts: a whole sentence around {it}, which begins with the subject; those
    with {topic} are left out where the session has none. alone: instead of their namesakes, for sessions of one person,
    where there are no other members.
    """

    quotes: tuple[str, str]
    subjectless: bool
    pronouns: Mapping[str, tuple[str, str, str]]
    whose_name: str
    somebody: str  # who has no name
    sessions: Mapping[str, str]
    participation: Mapping[int, Phrases]
    engagement: Mapping[str, Phrases]
    affect: Mapping[str, Phrases]
    response: Mapping[str, Phrases]
    alone: Mapping[str, Phrases]
    joins: Phrases
    contexts: Phrases
    late: Phrases
    left: Phrases
    late_and_left: Phrases
    short: Phrases
    worked: Phrases
    quoting: Phrases
    present_only: Phrases
    absent: Mapping[str, Phrases]
    next_objective: Phrases
    next_plain: Phrases
    next_after: Mapping[str, Phrases]
    next_absent: Mapping[str, Phrases]
