"""Everything the page of a planned week shows: the calendar, the draft over it, who falls short, what does not fit."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from openiop.base.people.roles import Permission as P
from openiop.base.privacy.gate import Gate
from openiop.base.programs.models import Program
from openiop.care.calendar.grid import Grid, week_grid
from openiop.care.schedule.diff import Part, parts_of
from openiop.care.schedule.drafts import Draft
from openiop.care.schedule.drawing import Hour, hour_of, key_of, owed
from openiop.care.schedule.heaps import Heap, heaps_of
from openiop.care.schedule.naming import Change, Conflict, Misfit, Names, misfits_of
from openiop.care.schedule.problem import LiveWeek
from openiop.engines.scheduler.plan import Kind, Plan, Session, Slot, Standing
from openiop.engines.scheduler.score import Score, score
from openiop.engines.scheduler.verify import verify


@dataclass(frozen=True)
class Cell:
    """One appointment as the grid draws it. mark: "" | "new" | "moved" | "led" (by somebody else) |
    "gone"."""

    key: str
    title: str
    room: str
    lead: str
    taken: int
    seats: int
    mark: str
    is_slot: bool
    is_frozen: bool
    is_wrong: bool
    hour: Hour | None = None


@dataclass(frozen=True)
class Short:
    """Somebody who does not reach what is prescribed."""

    key: str
    name: str
    has: int
    prescribed: int
    missing: int
    bad_days: int
    owed: tuple[Kind, ...]  # kinds of hours one to one that are still to be given
    lacks: tuple[tuple[str, int], ...] = ()  # of which group how many minutes, though there are hours enough


@dataclass
class Sketch:
    """The week as it would be if the draft were published now."""

    week: LiveWeek
    names: Names
    draft: Draft | None
    plan: Plan
    now: Score
    then: Score
    conflicts: list[Conflict]
    short: list[Short]
    parts: list[Part]
    changes: list[Change] = field(default_factory=list)

    @property
    def heaps(self) -> list[Heap]:
        """The changes, folded."""
        return heaps_of(self.names, self.parts)

    @property
    def misfits(self) -> list[Misfit]:
        """What does not fit, session by session."""
        return misfits_of(self.conflicts)

    @property
    def is_behind(self) -> bool:
        """Whether the calendar has changed since the draft was begun."""
        return self.draft is not None and self.draft.base_digest != self.week.digest

    @property
    def version(self) -> int:
        return self.draft.version if self.draft is not None else 0

    @property
    def short_before(self) -> int:
        return sum(_falls_short(each) for each in self.now.standing)

    def grid(self, by: str = "", who: str = "") -> Grid:
        """The week's grid, of one room, clinician, kind of group or client; or all groups (everybody's hours one to one
        would hide them; those that change are in the list of changes)."""
        was = {each.id: each for each in self.week.plan.sessions}
        wrong = {each.hour or each.key for each in self.conflicts} - {""}
        shown: list[tuple[Session | Slot, str]] = []
        for each in self.plan.sessions:
            before = was.get(each.id)
            shown.append((each, _mark(before, each)))
            if before is not None and (_mark(before, each) == "moved" or (by == "clinician" and _mark(before, each))):
                shown.append((before, "gone"))
        kept = {each.id for each in self.plan.sessions}
        shown += [(each, "gone") for key, each in was.items() if key not in kept]
        had = {(s.client, s.kind, s.start) for s in self.week.plan.slots}
        have = {(s.client, s.kind, s.start) for s in self.plan.slots}
        shown += [(s, "" if (s.client, s.kind, s.start) in had else "new") for s in self.plan.slots]
        shown += [(s, "gone") for s in self.week.plan.slots if (s.client, s.kind, s.start) not in have]
        items = []
        for each, mark in shown:
            if _is_of(each, by, who) and (by or isinstance(each, Session)):
                start, end = self.names.span(each)
                items.append((start, end, self._cell(each, mark, wrong)))
        problem = self.week.problem
        worked = [each for one in problem.clinicians for each in one.available]  # where a group could be put at all
        days = {problem.date(each.day) for each in worked}
        clock = [(min(each.start for each in worked) // 2, -(-max(each.end for each in worked) // 2))] if worked else []
        return week_grid(self.names.program, self.week.facts.week, items, days, *clock)

    def _cell(self, each: Session | Slot, mark: str, wrong: set[str | Hour]) -> Cell:
        is_slot = isinstance(each, Slot)
        kind = None if is_slot else self.week.problem.group_type.get(each.type)
        hour = hour_of(self.plan, each) if is_slot and mark != "gone" else None
        return Cell(
            key=key_of(each),
            title=self.names.of(each),
            room=self.names.room(each.room),
            lead=self.names.lead(each.clinician),
            taken=1 if is_slot else len(each.members),
            seats=kind.maximum if kind else 1,
            mark=mark,
            is_slot=is_slot,
            is_frozen=each.frozen,
            is_wrong=(hour or ("" if is_slot else each.id)) in wrong,
            hour=hour,
        )

    def choices(self, by: str) -> list[tuple[str, str]]:
        """Whose week can be shown: (id, name), by name."""
        names, problem = self.names, self.week.problem
        found = {
            "room": [(each.id, names.room(each.id)) for each in problem.rooms],
            "clinician": [(each.id, names.lead(each.id)) for each in problem.clinicians],
            "group": [(each.id, names.line(each.id)) for each in problem.group_types],
            "client": [(each.id, names.client(each.id)) for each in problem.clients],
        }.get(by, [])
        return sorted(found, key=lambda pair: (pair[1].casefold(), pair[0]))


def sketch(gate: Gate, program: Program, week: LiveWeek) -> Sketch:
    """Reads the draft of the week, if there is one, and says how it stands against the calendar."""
    draft = (
        gate.rows(Draft, P.SCHEDULE)
        .filter(program=program, week=week.problem.first_day)
        .select_related("touched_by")
        .first()
    )
    plan = draft.drawn if draft is not None else week.plan
    problem, names = week.problem, Names(week)
    then = score(problem, plan.sessions, plan.slots)
    now = score(problem, week.plan.sessions, week.plan.slots) if draft is not None else then
    conflicts = names.conflicts(plan, verify(problem, plan, claims=False))
    parts = parts_of(week.plan, plan) if draft is not None else []
    short = [_short(names, plan, each) for each in then.standing if _falls_short(each)]
    short.sort(key=lambda each: (-each.missing, -each.bad_days, each.name))
    return Sketch(week, names, draft, plan, now, then, conflicts, short, parts, names.changes(parts))


def _mark(before: Session | None, now: Session) -> str:
    if before is None:
        return "new"
    if (before.start, before.room) != (now.start, now.room):
        return "moved"
    return "led" if before.clinician != now.clinician else ""


def _falls_short(each: Standing) -> bool:
    return each.unmet_minutes > 0 or each.invalid_days > 0


def _short(names: Names, plan: Plan, each: Standing) -> Short:
    problem, key = names.week.problem, each.client
    return Short(
        key=key,
        name=names.client(key),
        has=each.minutes,
        prescribed=problem.client[key].dose.minutes,
        missing=each.unmet_minutes,
        bad_days=each.invalid_days,
        owed=tuple(owed(plan, problem, key)),
        lacks=tuple(_lacks(names, plan, key)),
    )


def _lacks(names: Names, plan: Plan, key: str) -> Iterator[tuple[str, int]]:
    """What their plan of care names and this week does not have, by what is taught."""
    problem = names.week.problem
    for need in problem.client[key].needs:
        those = [s for s in plan.sessions if key in s.members and s.type in problem.group_type]
        has = sum(s.minutes for s in those if problem.group_type[s.type].curriculum == need.curriculum)
        if has < need.minutes:
            yield names.curriculum(need.curriculum), need.minutes - has


def _is_of(each: Session | Slot, by: str, who: str) -> bool:
    """Whether it belongs to the week of the one that was asked for."""
    if not by or not who:
        return True
    if by == "room":
        return each.room == who
    if by == "clinician":
        return each.clinician == who
    if isinstance(each, Slot):
        return by == "client" and each.client == who
    return each.type == who if by == "group" else who in each.members
