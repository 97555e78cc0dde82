"""The picture while a client is placed by hand: who has a seat, what overlaps, what the week gives."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import combinations
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openiop.base.look.hours import hours
from openiop.base.look.moments import local_day, local_time
from openiop.base.people.models import Client
from openiop.base.privacy.gate import Gate
from openiop.care.calendar import queries, rules
from openiop.care.calendar.grid import Grid, week_grid
from openiop.care.calendar.models import Group, Membership, Seat
from openiop.care.plan.models import PrescribedDose
from openiop.care.plan.queries import doses_by_week
from openiop.rulebook import dose, packs


@dataclass
class Offer:
    """One group as a choice. `locked`: why it cannot be ticked; `note`: what else to know."""

    group: Group
    ticked: bool = False
    mine: bool = False
    locked: str = ""
    note: str = ""


@dataclass
class Booked:
    """A seat outside the groups offered here: an individual session, a make-up."""

    seat: Seat


@dataclass
class Placing:
    """Everything the page shows. Minutes are those of a whole week, breaks left out."""

    client: Client
    first_day: date
    week: dose.Week
    grid: Grid
    offers: list[Offer]
    memberships: list[Membership]
    conflicts: list[str]
    prescribed: PrescribedDose | None
    minutes: int
    decision: dose.WeekDecision | None

    @property
    def ticked(self) -> list[Group]:
        return [offer.group for offer in self.offers if offer.ticked and not offer.mine]

    @property
    def answer(self) -> str:
        """The page's heading: what the week would give."""
        if self.prescribed is None or self.decision is None:
            return _("Place {name} in the week").format(name=self.client.first_name)
        if self.decision.on_track:
            return _("This week gives {name} the prescribed hours").format(name=self.client.first_name)
        return _("{name} needs more than this week gives").format(name=self.client.first_name)

    @property
    def missing(self) -> str:
        """What the week lacks, in words; empty where it lacks nothing."""
        if self.decision is None or self.decision.on_track or self.prescribed is None:
            return ""
        parts = []
        if self.decision.short_by:
            parts.append(_("{time} short of the prescribed hours").format(time=hours(self.decision.short_by)))
        if self.decision.short_days:
            count = self.decision.short_days
            least = hours(self.day_minutes)
            parts.append(
                ngettext("{count} more day of at least {least}", "{count} more days of at least {least}", count).format(
                    count=count, least=least
                )
            )
        return "; ".join(parts)

    @property
    def day_minutes(self) -> int:
        return self.prescribed.day_minutes if self.prescribed else 0


def picture(gate: Gate, client: Client, first_day: date, wanted: Iterable[Any] = ()) -> Placing:
    """The whole picture, in a number of queries that does not grow with groups or clients.

    `wanted`: the groups ticked so far (rows). The week is the first whole treatment week from `first_day`.
    """
    program, wanted_keys = gate.program, {group.pk for group in wanted}
    week = program.week_of(first_day)
    if first_day > week.first:
        week = program.week_of(first_day + timedelta(days=7))
    memberships = list(queries.memberships_of(gate, client, first_day))
    mine = {m.group_id for m in memberships if m.last_day is None or m.last_day >= week.first}
    offers = [_offer(group, group.pk in wanted_keys, group.pk in mine, first_day) for group in queries.groups(gate)]
    other = [seat for seat in _seats(gate, client, first_day) if seat.session.group_id not in mine]
    here = [offer for offer in offers if offer.mine or offer.ticked]
    day_of = {day.weekday(): day for day in week.days()}

    items: list[tuple[datetime, datetime, Any]] = []
    counted: list[_Part] = []
    for seat in other:
        items.append((seat.during.lower, seat.during.upper, Booked(seat)))
        counted.append(_Part(program, seat.during, seat.session.treatment_minutes))
    for offer in sorted(offers, key=lambda each: not each.mine):
        during = offer.group.during_on(day_of[offer.group.weekday], program)
        items.append((during.lower, during.upper, offer))
        if offer in here:
            counted.append(_Part(program, during, offer.group.treatment_minutes))
    minutes = _by_day(week, counted)

    prescribed = doses_by_week(client.pk, [week]).get(week)
    return Placing(
        client=client,
        first_day=first_day,
        week=week,
        grid=week_grid(program, week, items),
        offers=offers,
        memberships=memberships,
        conflicts=[*_overlaps(here), *_booked_overlaps(gate, here, other)],
        prescribed=prescribed,
        minutes=sum(sum(each) for each in minutes.values()),
        decision=_decide(program, week, prescribed, minutes),
    )


def _offer(group: Group, ticked: bool, mine: bool, first_day: date) -> Offer:
    offer = Offer(group, ticked=ticked, mine=mine)
    if mine:
        offer.note = _("has a seat")
    elif not group.runs_on(first_day):
        offer.locked = _("Met for the last time on {day}").format(day=local_day(group.last_day))
    elif group.open_seats <= 0:  # type: ignore[attr-defined]
        offer.locked = _("Full: {taken} of {seats}").format(taken=group.members, seats=group.capacity)  # type: ignore[attr-defined]
    elif not group.is_open and group.first_day < first_day:
        offer.locked = _("Closed: began {day}").format(day=local_day(group.first_day))
    else:
        count = group.open_seats  # type: ignore[attr-defined]
        offer.note = ngettext("{count} open", "{count} open", count).format(count=count)
        if group.first_day > first_day:
            offer.note += " · " + _("begins {day}").format(day=local_day(group.first_day))
    if offer.locked:
        offer.ticked = False
    return offer


def _seats(gate: Gate, client: Client, first_day: date) -> list[Seat]:
    """The client's booked seats of the weeks that are planned."""
    program = gate.program
    span = dose.week_span(dose.Week(first_day, first_day + timedelta(weeks=rules.WEEKS_AHEAD + 2)), program.zone)
    seats = gate.rows(Seat, queries.P.SEE_CLIENTS).filter(
        client=client, is_live=True, during__overlap=(span.start, span.end)
    )
    return list(seats.select_related("session").order_by("during"))


def _overlaps(here: list[Offer]) -> list[str]:
    return [
        _("{one} overlaps with {other}, {day} {time}.").format(
            one=one.group.name,
            other=other.group.name,
            day=other.group.get_weekday_display(),
            time=other.group.clock,
        )
        for one, other in combinations(here, 2)
        if not (one.mine and other.mine) and rules.weekly_overlap(one.group.weekly, other.group.weekly)
    ]


def _booked_overlaps(gate: Gate, here: list[Offer], other: list[Seat]) -> list[str]:
    program, found = gate.program, []
    for offer in here:
        for seat in other:
            day = program.local(seat.during.lower).date()
            if offer.mine or day.weekday() != offer.group.weekday:
                continue
            during = offer.group.during_on(day, program)
            if during.lower < seat.during.upper and seat.during.lower < during.upper:
                words = _("{group} overlaps with {session}, {day} {time}.")
                found.append(
                    words.format(
                        group=offer.group.name,
                        session=seat.session.title,
                        day=local_day(seat.during.lower, program),
                        time=local_time(seat.during.lower, program),
                    )
                )
    return found


@dataclass
class _Part:
    """A stretch of the week that would be attended, with the minutes of it that count."""

    program: Any
    during: Any
    minutes: int

    @property
    def day(self) -> date:
        return self.program.local(self.during.lower).date()

    def overlaps(self, other: "_Part") -> bool:
        return self.during.lower < other.during.upper and other.during.lower < self.during.upper


def _by_day(week: dose.Week, parts: list[_Part]) -> dict[date, list[int]]:
    """Minutes by local day. Of two parts at one time only the first counts: nobody is in two places."""
    kept: list[_Part] = []
    minutes: dict[date, list[int]] = defaultdict(list)
    for part in parts:
        if part.day in week and not any(part.overlaps(other) for other in kept):
            kept.append(part)
            minutes[part.day].append(part.minutes)
    return minutes


def _decide(
    program: Any, week: dose.Week, prescribed: PrescribedDose | None, minutes: dict[date, list[int]]
) -> dose.WeekDecision | None:
    if prescribed is None:
        return None
    tallies = [
        dose.DayTally(day, attended=0, scheduled=sum(each), scheduled_services=len(each))
        for day, each in minutes.items()
    ]
    wanted = dose.Prescription(prescribed.weekly_minutes, prescribed.days, prescribed.day_minutes)
    return dose.decide_week(tallies, wanted, packs.load(program.pack, on=week.first))
