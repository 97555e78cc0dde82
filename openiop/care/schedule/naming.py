"""A week that the engine knows by ids, in the program's own names and in sentences. For whoever plans it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openiop.base.look.moments import local_range
from openiop.care.calendar import rules
from openiop.care.calendar.when_forms import clock_of
from openiop.care.schedule.diff import Part
from openiop.care.schedule.drawing import Hour, hour_of
from openiop.care.schedule.problem import LiveWeek
from openiop.engines.scheduler.plan import Plan, Session, Slot
from openiop.engines.scheduler.verify import Violation

# What each code of the engine's verify means to a person. {who}: the client, where it is about one.
BROKEN = {
    "room_double_booked": gettext_lazy("The room is taken at that time."),
    "clinician_double_booked": gettext_lazy("{lead} is somewhere else at that time."),
    "client_double_booked": gettext_lazy("Somebody in it is somewhere else at that time."),
    "room_too_small": gettext_lazy("The room has too few seats."),
    "room_closed": gettext_lazy("The room is not free at that time."),
    "room_elsewhere": gettext_lazy("The room is at another site."),
    "site_closed": gettext_lazy("The site is closed at that time."),
    "group_too_small": gettext_lazy("Too few people for this group to meet."),
    "group_over_full": gettext_lazy("More people than this group takes."),
    "clinician_unavailable": gettext_lazy("{lead} does not work at that time."),
    "unlicensed": gettext_lazy("{lead} has no licence for where somebody attends from."),
    "skill_missing": gettext_lazy("{lead} does not lead this curriculum."),
    "language_missing": gettext_lazy("{lead} does not speak the group's language."),
    "day_cap": gettext_lazy("More hours on that day than {lead} works."),
    "week_cap": gettext_lazy("More hours in this week than {lead} works."),
    "break_missed": gettext_lazy("{lead} has no break on that day."),
    "run_too_long": gettext_lazy("{lead} has too many hours without a pause."),
    "client_unavailable": gettext_lazy("{who} cannot come at that time."),
    "wrong_track": gettext_lazy("{who} is in another track."),
    "wrong_language": gettext_lazy("{who} does not speak the group's language."),
    "wrong_mode": gettext_lazy("In person and by video do not go together here."),
    "wrong_site": gettext_lazy("{who} attends at another site."),
    "not_on_list": gettext_lazy("This group is closed, and {who} is not in it."),
    "separated": gettext_lazy("Two people who are kept apart are in it together."),
    "not_started": gettext_lazy("Somebody in it has not started yet on that day."),
    "client_day_too_long": gettext_lazy("Somebody in it would have a longer day than is paid for."),
    "client_hole": gettext_lazy("Somebody in it would have to wait too long that day."),
    "curriculum_twice": gettext_lazy("Somebody in it has this curriculum already on that day."),
    "too_often": gettext_lazy("It meets more often this week than it may."),
    "outside_windows": gettext_lazy("This group does not meet at such a time."),
    "not_due": gettext_lazy("This group does not meet in this week."),
    "frozen_changed": gettext_lazy("It has begun, or was moved by hand: it stays as it is."),
    "slot_not_prescribed": gettext_lazy("{who} has no more such hours prescribed."),
    "not_primary": gettext_lazy("Individual and family hours are with their therapist."),
}
OTHERWISE = gettext_lazy("It does not fit the week.")


@dataclass(frozen=True)
class Conflict:
    """What does not fit: where, and why. `key`: the session's id, "" for an `hour` one to one."""

    key: str
    what: str
    when: str
    words: str
    hour: Hour | None = None


@dataclass(frozen=True)
class Misfit:
    """All that does not fit about one session or hour: the first of it, and how much more there is."""

    MOST: ClassVar = 3

    key: str
    what: str
    when: str
    hour: Hour | None
    lines: tuple[str, ...]

    @property
    def shown(self) -> tuple[str, ...]:
        return self.lines[: self.MOST]

    @property
    def more(self) -> int:
        return len(self.lines) - len(self.shown)


def misfits_of(conflicts: Iterable[Conflict]) -> list[Misfit]:
    """What does not fit, session by session."""
    found: dict[tuple[str, str, str, Hour | None], list[str]] = {}
    for each in conflicts:
        found.setdefault((each.key, each.what, each.when, each.hour), []).append(each.words)
    return [Misfit(*about, tuple(lines)) for about, lines in found.items()]


@dataclass(frozen=True)
class Change:
    """One part of a difference, for a checkbox. icon: how the page marks it."""

    key: str
    icon: str
    kind: str
    what: str
    words: str


class Names:
    """Who and what the ids of a week are."""

    def __init__(self, week: LiveWeek):
        self.week, self.program = week, week.facts.program
        self.staff = {str(each.pk): each for each in week.facts.staff}
        self.rooms = {str(each.pk): each for each in week.facts.rooms}
        self.groups = {str(each.pk): each for each in week.facts.groups}
        self.clients = {str(each.client_id): each.client for each in week.facts.episodes}

    def client(self, key: str) -> str:
        found = self.clients.get(key)
        return found.name if found is not None else _("Somebody")

    def lead(self, key: str) -> str:
        found = self.staff.get(key)
        return found.first_name if found is not None else _("Somebody")

    def room(self, key: str | None) -> str:
        if key is None:
            return _("Video")
        return self.rooms[key].name if key in self.rooms else _("Another room")

    def line(self, key: str) -> str:
        """A kind of group by the name of its groups."""
        groups = self.week.lines.groups.get(key)
        return groups[0].name if groups else _("Group")

    def curriculum(self, key: str) -> str:
        """What is taught, by the words of a group that teaches it."""
        kinds = (each.id for each in self.week.problem.group_types if each.curriculum == key)
        group = next((groups[0] for kind in kinds if (groups := self.week.lines.groups.get(kind))), None)
        return (group.module or group.name) if group is not None else _("Group")

    def of(self, each: Session | Slot) -> str:
        if isinstance(each, Slot):
            whose = self.client(each.client)
            words = _("{name}: individual hour") if each.kind == "individual" else _("{name}: family session")
            return words.format(name=whose)
        return self.groups[each.id].name if each.id in self.groups else self.line(each.type)

    def span(self, each: Session | Slot) -> tuple[datetime, datetime]:
        day = self.week.problem.date(each.day)
        lasts = self.week.lines.lasts(each) if isinstance(each, Session) else each.minutes
        found = rules.slot(day, clock_of(each.at), lasts, self.program.zone)
        return found[0], found[1]

    def when(self, each: Session | Slot) -> str:
        day = self.week.problem.date(each.day)
        return f"{dateformat.format(day, 'D')} {local_range(_Range(*self.span(each)), self.program)}"

    def conflicts(self, plan: Plan, violations: list[Violation]) -> list[Conflict]:
        """Each once, in the plan's order."""
        return list(dict.fromkeys(self._conflict(plan, each) for each in violations))

    def _conflict(self, plan: Plan, each: Violation) -> Conflict:
        parts = each.path.strip("/").split("/")
        thing, who = self._thing(plan, parts)
        if thing is None:
            return Conflict("", _("The week"), "", str(BROKEN.get(each.code, OTHERWISE)).format(lead="", who=""))
        words = str(BROKEN.get(each.code, OTHERWISE)).format(lead=self.lead(thing.clinician), who=who)
        if isinstance(thing, Session):
            return Conflict(thing.id, self.of(thing), self.when(thing), words)
        return Conflict("", self.of(thing), self.when(thing), words, hour_of(plan, thing))

    def _thing(self, plan: Plan, parts: list[str]) -> tuple[Session | Slot | None, str]:
        rows: Any = {"sessions": plan.sessions, "slots": plan.slots}.get(parts[0], ())
        if len(parts) < 2 or not parts[1].isdigit() or int(parts[1]) >= len(rows):
            return None, ""
        thing = rows[int(parts[1])]
        if isinstance(thing, Slot):
            return thing, self.client(thing.client)
        if len(parts) == 4 and parts[2] == "members" and parts[3].isdigit():
            return thing, self.client(thing.members[int(parts[3])])
        return thing, _("Somebody")

    def changes(self, parts: list[Part]) -> list[Change]:
        """A difference, part by part, in words; who joins what opens is told with it."""
        joins: dict[str, list[str]] = {}
        for part in parts:
            if part.kind == "join" and f"open:{part.session}" in part.needs:
                joins.setdefault(part.session, []).append(self.client(part.client))
        shown = [part for part in parts if not (part.kind == "join" and part.session in joins)]
        return [self._change(part, joins.get(part.session, [])) for part in shown]

    def _change(self, part: Part, members: list[str]) -> Change:
        was, will = (part.before or (None,))[0], (part.after or (None,))[0]
        one = will or was
        what = self.of(one) if one is not None else ""
        if part.kind == "open" and will is not None:
            words = f"{self.when(will)} · {self.lead(will.clinician)} · {self.room(will.room)}"
            if members:
                words += " · " + ", ".join(sorted(members))
            return Change(part.key, "plus", _("Opens"), what, words)
        if part.kind == "close" and was is not None:
            return Change(part.key, "x", _("Closes"), what, self.when(was))
        if part.kind == "change" and was is not None and will is not None:
            return Change(part.key, "move-right", _("Moves"), what, self._moved(was, will))
        if part.kind in ("join", "leave"):
            kind = _("Joins") if part.kind == "join" else _("Leaves")
            icon = "user-plus" if part.kind == "join" else "user-minus"
            where = f"{what}, {self.when(one)}" if one is not None else what
            return Change(part.key, icon, kind, self.client(part.client), where)
        if not part.after:
            return Change(part.key, "x", _("Gives up"), what, ", ".join(self.when(each) for each in part.before))
        return Change(part.key, "calendar-check", _("Hour"), what, ", ".join(self.when(each) for each in part.after))

    def _moved(self, was: Session | Slot, will: Session | Slot) -> str:
        told = []
        if was.start != will.start:
            told.append(f"{self.when(was)} → {self.when(will)}")
        if was.clinician != will.clinician:
            told.append(f"{self.lead(was.clinician)} → {self.lead(will.clinician)}")
        if was.room != will.room:
            told.append(f"{self.room(was.room)} → {self.room(will.room)}")
        return " · ".join(told)


class _Range:
    """Two instants as local_range reads them."""

    def __init__(self, lower: datetime, upper: datetime):
        self.lower, self.upper = lower, upper
