"""The rows of the weekly hours board, composed by hand: sixty of them on a page that is open all day.

Every text that comes from a person goes through `words`, which escapes it; the rest are our own words and numbers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby

from django.utils import dateformat
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from openiop.base.look.hours import dose_meter, hours
from openiop.base.look.icons import icon
from openiop.base.look.markup import words
from openiop.base.look.moments import local_day
from openiop.base.look.parts import chip
from openiop.base.look.persons import person
from openiop.care.schedule.claims import Claims
from openiop.care.schedule.queries import ClientWeek
from openiop.care.schedule.rules import Day
from openiop.rulebook.dose import ClaimDecision

WEEKDAYS = 5


@dataclass(frozen=True)
class Track:
    """One group of rows."""

    name: str
    size: int
    rows: SafeString


def tracks(weeks: Iterable[ClientWeek], shown: Sequence[date], base: str, query: str, claims: Claims) -> list[Track]:
    """The board's rows by track, whoever may miss their hours first. `shown`: the days that have a column; `base` and
    `query`: each person's page is base + id + "/" + query."""
    found = []
    ordered = sorted(weeks, key=lambda each: each.track or "\uffff")
    for name, members in groupby(ordered, key=lambda each: each.track):
        people = sorted(members, key=lambda each: (not each.at_risk, each.left_on is not None, -each.short_by))
        rows = "".join([row(each, shown, f"{base}{each.client_id}/{query}", claims) for each in people])
        found.append(Track(name or _("Without a stay here"), len(people), SafeString(rows)))
    return found


def columns(weeks: Iterable[ClientWeek], days: Sequence[date]) -> list[date]:
    """The days worth a column: the first five, and later ones on which anybody has anything."""
    used = {day.date for week in weeks for day in week.days if day.scheduled or day.attended}
    return [day for at, day in enumerate(days) if day.weekday() < WEEKDAYS or day in used]


def row(each: ClientWeek, shown: Sequence[date], url: str, claims: Claims) -> str:
    """One person's week as a table row."""
    language = get_language()
    href = words(url)
    behind = words(url.partition("?")[0])
    cells = "".join(
        [cell(language, day, behind, claims.get((each.client_id, day.date))) for day in each.days if day.date in shown]
    )
    action = f'<a class="btn small" href="{href}#makeup">{_mend(language)}</a>' if each.at_risk else ""
    return (
        f'<tr role="row"><th scope="row" role="rowheader">'
        f"{person(each.name, href=href, line=_week(language, each.week_number), pronouns=False, size='small')}</th>"
        f"{cells}{_meter_cell(language, each.attended, each.ahead, each.prescribed, each.has_plan)}"
        f'<td role="cell">{forecast(each)}</td><td class="num" role="cell">{action}</td></tr>'
    )


# Words and numbers only, in the reader's language: the same on every row.


@lru_cache(maxsize=256)
def _week(_language: str | None, number: int) -> SafeString:
    return words(_("week %(n)s") % {"n": number})


@lru_cache(maxsize=8)
def _mend(_language: str | None) -> SafeString:
    return words(_("Find a seat"))


@lru_cache(maxsize=8192)
def _meter_cell(_language: str | None, attended: int, ahead: int, prescribed: int, has_plan: bool) -> str:
    of = _("of %(hours)s") % {"hours": hours(prescribed, "clock")} if has_plan else ""
    return (
        f'<td class="dose-cell" role="cell"><div class="stack gap1"><span class="row sm">'
        f'<b>{hours(attended, "clock")}</b><span class="push muted">{words(of)}</span></span>'
        f"{dose_meter(attended, ahead, 0, prescribed, 'slim')}</div></td>"
    )


def forecast(each: ClientWeek) -> SafeString:
    """What will come of the week, as a chip."""
    if each.left_on is not None:
        return chip(_("Left %(day)s") % {"day": local_day(each.left_on)})
    return _forecast(get_language(), each.has_plan, each.decision.reached, each.short_by, each.decision.short_days)


@lru_cache(maxsize=1024)
def _forecast(_language: str | None, has_plan: bool, reached: bool, short_by: int, short_days: int) -> SafeString:
    if not has_plan:
        return chip(_("No signed plan"), "open")
    if reached:
        return chip(_("Reached"), "good", "check")
    if short_by:
        return chip(_("Short %(hours)s") % {"hours": hours(short_by)}, "caution")
    if short_days:
        return chip(ngettext("%(n)s day short", "%(n)s days short", short_days) % {"n": short_days}, "caution")
    return chip(_("On track"), "good")


HERE = "\x00"  # stands in a remembered cell where the person's own address goes
GLYPHS = {
    "ok": "check",
    "wait": "file-pen-line",
    "part": "half",
    "out": "minus",
    "open": "circle-help",
    "plan": "circle-dashed",
    "none": "",
}


def meaning(state: str) -> str:
    """What a day's glyph says, for the legend and for whoever does not see it."""
    return {
        "ok": _("day counts"),
        "wait": _("day counts, its claim waits"),
        "part": _("hours count, the day does not"),
        "out": _("missed"),
        "open": _("attendance not recorded"),
        "plan": _("planned"),
        "none": _("no group"),
    }[state]


def cell(language: str | None, day: Day, behind: str, claim: ClaimDecision | None) -> str:
    """One day of one person; the number leads to the rows behind it, on a page below `behind`."""
    state = "wait" if day.state == "ok" and claim is not None and claim.standing == "lacks" else day.state
    return _cell(language, day.date, state, day.attended, day.ahead, day.scheduled).replace(HERE, behind, 1)


@lru_cache(maxsize=16384)
def _cell(_language: str | None, on: date, state: str, attended: int, ahead: int, scheduled: int) -> str:
    minutes = attended + ahead if state == "plan" else attended
    told = "·" if state == "none" else hours(scheduled if state == "open" else minutes, "clock")
    glyph = icon(GLYPHS[state]) if GLYPHS[state] else ""
    said = f'{told}{glyph}<span class="vh">{words(meaning(state))}</span>'
    if state == "none":
        said = f"<span>{said}</span>"
    else:
        said = f'<a class="why" href="{HERE}why?day={on.isoformat()}">{said}</a>'
    return f'<td class="day {state}" role="cell" data-day="{words(day_name(on))}">{said}</td>'


def day_name(on: date) -> str:
    """Mon 16"""
    return dateformat.format(on, pgettext("weekday and day, in Django's date letters", "D j"))
