"""Which level of care the evaluation points to, in transparent steps of our own wording (rules.md §1.3,
§1.4).

The highest need decides, matched to the least intensive level that meets it; needs are never averaged.
The software recommends, a licensed human decides, and a difference is kept with its author and words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .codes import ANY, EVALUATE_FIRST, REASONS_FOR_DIFFERENCE, Edition, Level, dimensions, level, ratings
from .text import Explanation, explain, gettext_noop, label

type Severities = Mapping[int, Mapping[int, str]]

# Third edition: for each dimension and severity 0-4, the least level that meets it; "any" asks for none. Our own
# starting values, to be replaced by a program's clinical team or a licensed pack.
THIRD_EDITION: Severities = {
    1: {0: ANY, 1: ANY, 2: "2.5", 3: "3.7", 4: "4.0"},
    2: {0: ANY, 1: ANY, 2: "2.5", 3: "3.7", 4: "4.0"},
    3: {0: ANY, 1: "1.0", 2: "2.1", 3: "2.5", 4: "3.7"},
    4: {0: ANY, 1: "1.0", 2: "2.1", 3: "2.1", 4: "2.5"},
    5: {0: ANY, 1: "1.0", 2: "2.1", 3: "2.5", 4: "3.5"},
    6: {0: ANY, 1: "1.0", 2: "2.1", 3: "3.1", 4: "3.5"},
}
LEAST_LEVEL = "1.0"


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What the ratings point to.

    level: code, or None while something in `blocking` is open. highest: the dimensions that set it.
    at_least: what the ratings so far already ask for, when level is None. alongside: medical care that
    the level itself does not bring.
    """

    level: str | None
    highest: tuple[int, ...]
    reasons: tuple[Explanation, ...]
    blocking: tuple[Explanation, ...]
    at_least: str | None = None
    alongside: tuple[Explanation, ...] = field(default=())


def recommend(
    rated: Mapping[int, int | str | None],
    edition: Edition,
    *,
    dx_sud: bool,
    dx_mh: bool,
    severities: Severities = THIRD_EDITION,
) -> Recommendation:
    """Recommend a level of care from the six dimensions.

    rated: dimension number to rating: 0-4 in the third edition (int or "0".."4"), a level code, "any" or
    "evaluate_first" in the fourth; None or absent is not rated yet, and never taken as safe.
    dx_sud, dx_mh: whether a substance-use or mental-health diagnosis is recorded; one of them is needed.
    severities: the third edition's table, if a program has its own. ValueError for a rating that cannot be.
    """
    said = _checked(rated, edition)
    needs: dict[int, Level] = {}
    blocking = [] if dx_sud or dx_mh else [_NO_DIAGNOSIS]
    reasons: list[Explanation] = []
    for dimension in dimensions(edition):
        rating = said.get(dimension.number)
        if not dimension.drives_level:
            reasons += [_person_centred(dimension.label)] if rating is not None else []
            continue
        if rating is None:
            blocking.append(_about(dimension.label, "not_rated", gettext_noop("Not rated yet: %(dimension)s")))
            continue
        if rating == EVALUATE_FIRST:
            blocking.append(
                _about(dimension.label, "evaluate_first", gettext_noop("Needs an evaluation first: %(dimension)s"))
            )
            continue
        need = severities[dimension.number][int(rating)] if edition == "third" else rating
        if need != ANY:
            needs[dimension.number] = level(need)
            reasons.append(_asks(dimension.label, level(need), edition))
    chosen = max(needs.values(), key=lambda each: each.order, default=level(LEAST_LEVEL))
    highest = tuple(number for number, need in needs.items() if need == chosen)
    return Recommendation(
        level=None if blocking else chosen.code,
        highest=highest,
        reasons=(_summary(chosen, edition, bool(highest)), *reasons),
        blocking=tuple(blocking),
        at_least=chosen.code if blocking and needs else None,
        alongside=_alongside(needs, chosen, edition),
    )


def difference_problems(
    recommended: str | None, actual: str, reason: str = "", words: str = "", author: str = ""
) -> tuple[Explanation, ...]:
    """Return what is missing before an actual level may be recorded; empty if nothing is.

    Where the actual level is not the recommended one, the record needs a reason code, words and an author.
    """
    level(actual)
    if recommended == actual:
        return ()
    problems = []
    if reason not in REASONS_FOR_DIFFERENCE:
        problems.append(explain("reason", gettext_noop("Choose why the actual level differs from the recommended one")))
    if not words.strip():
        problems.append(explain("words", gettext_noop("Say in your words why the level differs")))
    if not author.strip():
        problems.append(explain("author", gettext_noop("A licensed clinician signs the difference")))
    return tuple(problems)


_NO_DIAGNOSIS = explain("no_diagnosis", gettext_noop("No substance-use or mental-health diagnosis is recorded yet"))


def _checked(rated: Mapping[int, int | str | None], edition: Edition) -> dict[int, str]:
    allowed = [value for value, _ in ratings(edition)]
    said: dict[int, str] = {}
    for number, rating in rated.items():
        if number not in range(1, 7):
            raise ValueError(f"dimension: give 1 to 6, not {number}")
        if rating is None:
            continue
        if isinstance(rating, bool) or str(rating) not in allowed:
            raise ValueError(f"dimension {number}: {rating!r} is no rating; give one of {', '.join(allowed)}")
        said[number] = str(rating)
    return said


def _summary(chosen: Level, edition: Edition, driven: bool) -> Explanation:
    message = (
        gettext_noop("The highest need asks for %(level)s %(name)s")
        if driven
        else gettext_noop("No need asks for more than %(level)s %(name)s")
    )
    return explain("highest_need", message, level=chosen.code, name=label(chosen.label_in(edition)))


def _asks(dimension: str, need: Level, edition: Edition) -> Explanation:
    return explain(
        "asks",
        gettext_noop("%(dimension)s asks for at least %(level)s %(name)s"),
        dimension=label(dimension),
        level=need.code,
        name=label(need.label_in(edition)),
    )


def _about(dimension: str, code: str, message: str) -> Explanation:
    return explain(code, message, dimension=label(dimension))


def _person_centred(dimension: str) -> Explanation:
    return explain(
        "person",
        gettext_noop("%(dimension)s: talked over with the person; it does not set the level"),
        dimension=label(dimension),
    )


def _alongside(needs: Mapping[int, Level], chosen: Level, edition: Edition) -> tuple[Explanation, ...]:
    if chosen.medical or not any(need.medical for need in needs.values()):
        return ()
    need = max((each for each in needs.values() if each.medical), key=lambda each: each.order)
    return (
        explain(
            "medical_alongside",
            gettext_noop("Arrange medical care alongside: a need asks for %(level)s %(name)s"),
            level=need.code,
            name=label(need.label_in(edition)),
        ),
    )
