"""How long the program has: accounting (ACC-1), intermediary's list (ACC-2), breach (ACC-4), patient notice (ACC-5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from ..text import Explanation, explain, gettext_noop
from .problem import Problem, problem

ACCOUNTING_DAYS = 60
EXTENSION_DAYS = 30
ACCOUNTING_YEARS = 3
INTERMEDIARY_DAYS = 30
BREACH_DAYS = 60
MANY_PEOPLE = 500
FREE_MONTHS = 12
REVIEW_HOURS = 72  # a broken glass is looked at within this (our own)


@dataclass(frozen=True, slots=True)
class Clock:
    """One thing to be done by a day. key: individuals, media, secretary, accounting, list."""

    key: str
    label: str
    on: date
    citation: str
    explanation: Explanation

    def late(self, today: date) -> bool:
        """Say whether its day has passed."""
        return today > self.on


@dataclass(frozen=True, slots=True)
class Period:
    """Days from first to last, both counted."""

    first: date
    last: date


def accounting(asked_on: date) -> Clock:
    """Return when an accounting of disclosures must be answered (2.25: 60 days)."""
    return Clock(
        "accounting",
        gettext_noop("Accounting of disclosures"),
        asked_on + timedelta(days=ACCOUNTING_DAYS),
        "42 CFR 2.25",
        explain("accounting", gettext_noop("%(days)s days after it was asked for"), days=ACCOUNTING_DAYS),
    )


def extended(due: Clock, reason: str) -> Clock | Problem:
    """Return the one extension by 30 days, or the Problem that it has no written reason."""
    if not reason.strip():
        return problem(
            "extension_reason",
            "extension_reason",
            "ACC-1",
            "45 CFR 164.528(c)(1)",
            gettext_noop("Write down why it takes longer; the client receives this reason."),
        )
    message = gettext_noop("%(days)s more days, once, with a written reason")
    return Clock(
        due.key,
        due.label,
        due.on + timedelta(days=EXTENSION_DAYS),
        due.citation,
        explain("extended", message, days=EXTENSION_DAYS),
    )


def accounting_period(asked_on: date) -> Period:
    """Return the three years before the request (2.25, 2.24), to the day of the request."""
    return Period(years_before(asked_on, ACCOUNTING_YEARS), asked_on)


def period_problem(since: date, until: date, asked_on: date) -> Problem | None:
    """Return why a client's own, shorter period is not one, or None."""
    whole = accounting_period(asked_on)
    if whole.first <= since <= until <= whole.last:
        return None
    return problem(
        "accounting_period",
        "since",
        "ACC-1",
        "42 CFR 2.25",
        gettext_noop("Choose a period between %(first)s and %(last)s."),
        first=whole.first.isoformat(),
        last=whole.last.isoformat(),
    )


def accounting_is_free(asked_on: date, earlier: tuple[date, ...]) -> bool:
    """Say whether it costs nothing: the first within twelve months (45 CFR 164.528(c)(2))."""
    return not any(years_before(asked_on, FREE_MONTHS // 12) < day <= asked_on for day in earlier)


def intermediary_list(asked_on: date) -> Clock:
    """Return when an intermediary must answer (2.24: 30 days)."""
    return Clock(
        "list",
        gettext_noop("List of disclosures by an intermediary"),
        asked_on + timedelta(days=INTERMEDIARY_DAYS),
        "42 CFR 2.24",
        explain("list", gettext_noop("%(days)s days after it was asked for"), days=INTERMEDIARY_DAYS),
    )


def breach(discovered_on: date, people: int, most_in_one_state: int | None = None) -> tuple[Clock, ...]:
    """Return whom to tell about a breach of unsecured records, and until when (2.16(b), 45 CFR 164.404–408).

    people: whose records it concerns. most_in_one_state: None takes all of them to live in one state.
    """
    if people < 1:
        raise ValueError(f"people: {people} is not a number of people; a breach concerns at least one")
    soon = discovered_on + timedelta(days=BREACH_DAYS)
    without_delay = explain(
        "breach", gettext_noop("without unreasonable delay, at most %(days)s days after it was found"), days=BREACH_DAYS
    )
    found = [Clock("individuals", gettext_noop("Tell the people concerned"), soon, "45 CFR 164.404", without_delay)]
    if (people if most_in_one_state is None else most_in_one_state) >= MANY_PEOPLE:
        found.append(Clock("media", gettext_noop("Tell the media"), soon, "45 CFR 164.406", without_delay))
    if people >= MANY_PEOPLE:
        found.append(Clock("secretary", gettext_noop("Tell the Secretary"), soon, "45 CFR 164.408", without_delay))
    else:
        found.append(
            Clock(
                "secretary",
                gettext_noop("Tell the Secretary"),
                date(discovered_on.year, 12, 31) + timedelta(days=BREACH_DAYS),
                "45 CFR 164.408",
                explain(
                    "breach_small", gettext_noop("%(days)s days after the year in which it was found"), days=BREACH_DAYS
                ),
            )
        )
    return tuple(found)


def is_breach(*, secured: bool, low_probability: str) -> bool:
    """Say whether notices are due: not where the records were unreadable, or compromise is unlikely, with reasons."""
    return not secured and not low_probability.strip()


def years_before(day: date, years: int) -> date:
    """Return the same day so many years earlier; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
