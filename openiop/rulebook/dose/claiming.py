"""Whether a day that happened can be claimed: its dose, and what the payer's pack needs beside the minutes.

What happened never changes for want of a signature: the minutes stay the minutes. A claim waits until everything that
the pack names is there (BIL-1, 3, 9 to 13), and says what is missing. What nobody here keeps is neither met nor
missing: it is not known, and said so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from ..packs import Pack
from ..packs.known import NEEDS as RULE_OF
from ..text import Explanation, explain, gettext_noop
from .deciding import DayDecision

type Standing = Literal["short", "lacks", "unknown", "valid"]


@dataclass(frozen=True, slots=True)
class Lack:
    """One need that is not met: of how many things, and in words of its own where the usual ones say too little."""

    need: str
    n: int = 1
    words: Explanation | None = None

    @property
    def explanation(self) -> Explanation:
        return self.words or explain(RULE_OF[self.need], MISSING[self.need], n=self.n)


@dataclass(frozen=True, slots=True)
class ClaimDecision:
    """What a payer would be told of a day.

    short: the day's dose does not count. lacks: it does, and something that the pack needs is missing. unknown: nothing
    is missing, and whether everything is there is not known here. valid: it can be claimed.
    """

    day: DayDecision
    standing: Standing
    lacks: tuple[Lack, ...]
    unknown: tuple[str, ...]

    @property
    def valid(self) -> bool | None:
        """None: not known here."""
        return None if self.standing == "unknown" else self.standing == "valid"

    @property
    def rule(self) -> str:
        """The rule that decided."""
        return RULE_OF[self.lacks[0].need] if self.standing == "lacks" else self.day.rule

    @property
    def missing(self) -> tuple[Explanation, ...]:
        return tuple(each.explanation for each in self.lacks)

    def in_words(self, gettext: Callable[[str], str] = str) -> str:
        """180 of 180 minutes; 1 note is not signed yet (due today 17:00)"""
        told = self.day.explanation.translated(gettext)
        if self.standing == "short":
            return told
        parts = [told.partition(":")[0] if self.day.basis == "minutes" else told]
        parts += [each.translated(gettext) for each in self.missing]
        if self.unknown:
            kept = ", ".join(gettext(SHORT[need]) for need in self.unknown)
            parts.append(gettext(gettext_noop("not known here: %(needs)s")) % {"needs": kept})
        if self.standing == "valid":
            parts.append(gettext(gettext_noop("nothing that a claim needs is missing")))
        return "; ".join(parts)


MISSING: Mapping[str, str] = {
    "authorization": gettext_noop("no authorization covers the day"),
    "signed-note": gettext_noop("notes not signed yet: %(n)s"),
    "signed-plan": gettext_noop("no signed treatment plan holds on the day"),
    "assessment": gettext_noop("no signed evaluation holds on the day"),
    "level-of-care": gettext_noop("no level of care is decided for the day"),
    "credential": gettext_noop("sessions whose leader holds no licence here and is not supervised: %(n)s"),
    "group-size": gettext_noop("groups larger than their limit: %(n)s"),
    "no-overlap": gettext_noop("time in two services at once"),
    "location": gettext_noop("sessions by video without the place where the person was: %(n)s"),
}
SHORT: Mapping[str, str] = {
    "authorization": gettext_noop("authorization"),
    "signed-note": gettext_noop("signed notes"),
    "signed-plan": gettext_noop("signed plan"),
    "assessment": gettext_noop("evaluation"),
    "level-of-care": gettext_noop("level of care"),
    "credential": gettext_noop("credential"),
    "group-size": gettext_noop("size of the group"),
    "no-overlap": gettext_noop("one service at a time"),
    "location": gettext_noop("place of care by video"),
}


def decide_claim(day: DayDecision, lacks: Iterable[Lack], unknown: Iterable[str], pack: Pack) -> ClaimDecision:
    """Decide whether the day can be claimed under the pack. `lacks` and `unknown` may name needs that this pack does
    not have: they do not matter to its payer. ValueError where one is no need at all."""
    found, open_ = list(lacks), set(unknown)
    if strange := ({each.need for each in found} | open_) - RULE_OF.keys():
        raise ValueError(f"no need of a claim: {', '.join(sorted(strange))}; there are {', '.join(RULE_OF)}")
    order = {need: at for at, need in enumerate(RULE_OF)}
    missing = sorted((each for each in found if each.need in pack.claim.needs), key=lambda each: order[each.need])
    not_known = tuple(need for need in pack.claim.needs if need in open_)
    standing: Standing = "valid"
    if not day.valid:
        standing = "short"
    elif missing:
        standing = "lacks"
    elif not_known:
        standing = "unknown"
    return ClaimDecision(day, standing, tuple(missing), not_known)


def notes_missing(unsigned: int, uncosigned: int, due: Explanation | None) -> Iterable[Lack]:
    """What is missing of the day's notes: so many without their author's signature (`due`: when the first of them is,
    in words), so many that wait for a supervisor's (BIL-3, BIL-10)."""
    rule = RULE_OF["signed-note"]
    if unsigned:
        message = gettext_noop("1 note is not signed yet")
        if unsigned > 1:
            message = gettext_noop("%(n)s notes are not signed yet")
        told = explain(rule, message, n=unsigned)
        if due is not None:
            told = explain(rule, gettext_noop("%(told)s (%(due)s)"), told=told, due=due)
        yield Lack("signed-note", unsigned, told)
    if uncosigned:
        message = gettext_noop("1 note waits for its co-signature")
        if uncosigned > 1:
            message = gettext_noop("%(n)s notes wait for their co-signature")
        yield Lack("signed-note", uncosigned, explain(rule, message, n=uncosigned))
