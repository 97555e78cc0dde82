"""What a pack says that cannot all be true, or in words that nobody knows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from .known import CODES, EXCLUSIONS, KINDS, MODIFIERS, NEEDS, PLACES, RULES, STANDINGS
from .pack import Pack

type Wrong = Callable[[tuple[str | int, ...], str], None]

A_DAY = 24 * 60


def look(pack: Pack, wrong: Wrong) -> None:
    """Call `wrong(place, reason)` for everything found."""
    _dates(pack, wrong)
    _day(pack, wrong)
    _week(pack, wrong)
    _timers(pack, wrong)
    _words(pack, wrong)
    _claim(pack, wrong)
    _cases(pack, wrong)


def _dates(pack: Pack, wrong: Wrong) -> None:
    if pack.effective_to and pack.effective_to < pack.effective_from:
        wrong(("effective_to",), f"effective_to: {pack.effective_to} is before effective_from {pack.effective_from}")


def _day(pack: Pack, wrong: Wrong) -> None:
    day = pack.day
    needed = {"minutes": day.minutes, "services": day.services}
    if needed[day.basis] <= 0:
        wrong(("day",), f"day.{day.basis}: give the number that makes a day count, at least 1")
    if day.minutes > A_DAY:
        wrong(("day", "minutes"), f"day.minutes: a day has {A_DAY} minutes, not {day.minutes}")
    if day.basis == "minutes" and (day.services or day.tier_from):
        name = "services" if day.services else "tier_from"
        wrong(("day", name), f"day.{name}: a day counts by minutes or by services, never by both (BIL-2, MCR-8)")
    if day.basis == "services" and day.minutes:
        wrong(("day", "minutes"), "day.minutes: a day counts by minutes or by services, never by both (BIL-2, MCR-8)")
    if day.tier_from and day.tier_from <= day.services:
        wrong(("day", "tier_from"), f"day.tier_from: the upper tier must begin above {day.services} services")


def _week(pack: Pack, wrong: Wrong) -> None:
    week, day = pack.week, pack.day
    if not 1 <= week.days <= 7:
        wrong(("week", "days"), f"week.days: give 1 to 7, not {week.days}")
    if week.minutes >= week.below_minutes:
        wrong(("week", "below_minutes"), f"week.below_minutes: must be more than week.minutes, {week.minutes} (HRS-6)")
    if week.days * day.minutes >= week.below_minutes:
        wrong(("week", "below_minutes"), f"week.below_minutes: {week.days} days of {day.minutes} minutes reach it")
    if week.minutes > 7 * A_DAY:
        wrong(("week", "minutes"), "week.minutes: a week has no more than 10080 minutes")
    if pack.claim.days_a_week and pack.claim.days_a_week < week.days:
        wrong(
            ("claim", "days_a_week"),
            f"claim.days_a_week: a cap of {pack.claim.days_a_week} never reaches week.days, {week.days} (BIL-8)",
        )
    if pack.claim.days_a_week > 7:
        wrong(("claim", "days_a_week"), "claim.days_a_week: a week has 7 days")


def _timers(pack: Pack, wrong: Wrong) -> None:
    timers, limits = pack.timers, pack.limits
    for first, second in (
        ("progress_note_due_hours", "progress_note_late_hours"),
        ("initial_plan", "master_plan"),
    ):
        if getattr(timers, first) > getattr(timers, second):
            wrong(("timers", first), f"timers.{first}: is after timers.{second}")
    if limits.taper_days_min > limits.taper_days_max:
        wrong(("limits", "taper_days_min"), "limits.taper_days_min: is more than limits.taper_days_max (HRS-7)")
    if limits.group_max < 1:
        wrong(("limits", "group_max"), "limits.group_max: a group has at least 1 seat")
    if not 12 <= limits.adolescent_under <= 26:
        wrong(("limits", "adolescent_under"), f"limits.adolescent_under: {limits.adolescent_under} is no such age")


def _words(pack: Pack, wrong: Wrong) -> None:
    claim, counts, telehealth = pack.claim, pack.counts, pack.telehealth
    codes = CODES | set(claim.own)
    for name in ("codes", "components", "bundled", "not_same_day", "primary"):
        _known(wrong, ("claim", name), getattr(claim, name), codes, "code", "a code of your own goes into claim.own")
    _known(wrong, ("claim", "needs"), claim.needs, NEEDS, "need")
    _known(wrong, ("counts", "services"), counts.services, KINDS, "kind of service")
    _known(wrong, ("counts", "not_counted"), counts.not_counted, EXCLUSIONS, "kind of time")
    _known(wrong, ("telehealth", "modifiers"), telehealth.modifiers, MODIFIERS, "modifier")
    _known(wrong, ("telehealth", "places"), telehealth.places, PLACES, "place of service")
    for rule in pack.cites:
        _known(wrong, ("cites", rule), [rule], RULES, "rule")
    for n, case in enumerate(pack.cases):
        _known(wrong, ("case", n, "lacks"), case.lacks, NEEDS, "need")
        _known(wrong, ("case", n, "unknown"), case.unknown, NEEDS, "need")
        _known(wrong, ("case", n, "claim"), [case.claim] if case.claim else [], STANDINGS, "standing of a claim")
        _known(wrong, ("case", n, "rule"), [case.rule] if case.rule else [], RULES, "rule")
    if not counts.services:
        wrong(("counts", "services"), "counts.services: no kind of service counts, so no day ever could")
    if not telehealth.allowed and (telehealth.audio_only or telehealth.modifiers or telehealth.places):
        wrong(("telehealth", "allowed"), "telehealth.allowed: is false, yet modifiers, places or audio are named")
    if telehealth.min_in_person > 100:
        wrong(("telehealth", "min_in_person"), "telehealth.min_in_person: is a share in percent, 0 to 100")
    deciding = "BIL-2" if pack.day.basis == "minutes" else "MCR-8"
    if pack.cites and deciding not in pack.cites:
        wrong(("cites",), f"cites: say where {deciding} comes from, by which its days are decided")


def _known(
    wrong: Wrong,
    place: tuple[str | int, ...],
    given: Iterable[str],
    known: Iterable[str],
    what: str,
    hint: str = "",
) -> None:
    for each in given:
        if each not in known:
            shown = hint or f"there are {', '.join(sorted(known))}" if len(list(known)) < 15 else hint
            wrong(place, f"unknown {what} {each!r}" + (f"; {shown}" if shown else ""))


def _claim(pack: Pack, wrong: Wrong) -> None:
    claim = pack.claim
    for name in ("components", "bundled", "not_same_day"):
        if twice := set(claim.codes) & set(getattr(claim, name)):
            code = ", ".join(sorted(twice))
            wrong(("claim", name), f"claim.{name}: {code} is what the day is claimed as (claim.codes)")
    if both := set(claim.components) & set(claim.not_same_day):
        code = ", ".join(sorted(both))
        wrong(("claim", "not_same_day"), f"claim.not_same_day: {code} is offered for a short day (claim.components)")
    if claim.a_day < 1:
        wrong(("claim", "a_day"), "claim.a_day: a day that counts is at least 1 unit (BIL-5)")
    if claim.if_short == "nothing" and claim.components:
        wrong(("claim", "if_short"), 'claim.if_short: is "nothing", yet claim.components are named (BIL-7)')


def _cases(pack: Pack, wrong: Wrong) -> None:
    if {case.valid for case in pack.cases} != {True, False}:
        wrong((), "bring cases of your own ([[case]]): at least one day that counts and one that does not")
    names: dict[str, int] = {}
    said: dict[tuple[object, ...], str] = {}
    for n, case in enumerate(pack.cases):
        if case.name in names:
            wrong(("case", n, "name"), f"a case is called {case.name!r} already")
        names[case.name] = n
        asked = (case.minutes, case.services, frozenset(case.lacks), frozenset(case.unknown))
        answer = f"{case.valid} {case.tier}"
        if said.setdefault(asked, answer) != answer:
            wrong(("case", n), f"case {case.name!r} contradicts another of the same minutes and services")
    for n, week in enumerate(pack.week_cases):
        if len(week.attended) > 7:
            wrong(("week_case", n, "attended"), "week_case.attended: a week has 7 days")


def overlaps(packs: Iterable[Pack]) -> Iterable[tuple[Pack, Pack]]:
    """Pairs of versions of one pack, earlier and later, that are in force on the same day."""
    by_key: Mapping[str, list[Pack]] = {}
    for pack in sorted(packs, key=lambda each: (each.key, each.effective_from)):
        by_key.setdefault(pack.key, []).append(pack)  # type: ignore[attr-defined]
    for versions in by_key.values():
        for n, later in enumerate(versions):
            for earlier in versions[:n]:
                if earlier.in_force(later.effective_from):
                    yield earlier, later
