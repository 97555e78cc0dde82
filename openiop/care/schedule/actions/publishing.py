"""A planned week becomes the calendar (and is taken back: undoing.py).

In one transaction: groups open, change and end from the week's first day on and for good; people join and leave them;
individual and family hours of the week are booked, moved, cancelled. Two who publish at once: the second is told.
"""

import hashlib
from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from openiop.base.audit.actions import record
from openiop.base.look.moments import local_time
from openiop.base.people.models import Client, Staff
from openiop.base.privacy.gate import Gate
from openiop.base.programs.models import Program, Room
from openiop.care.calendar import actions as calendar
from openiop.care.calendar import rules
from openiop.care.calendar.actions.weekly import Changes, Move, rearrange
from openiop.care.calendar.models import Group, Session
from openiop.care.schedule.actions.proposing import require_planner
from openiop.care.schedule.diff import merge, pairs
from openiop.care.schedule.problem import LiveWeek, plan_digest, slot_key, week_problem
from openiop.care.schedule.proposals import Proposal, Publication
from openiop.care.schedule.telling import affected_by, tell
from openiop.engines.scheduler import convert, plan

WHY = "The week was planned anew"


class WeekChanged(Exception):
    """The calendar is no longer the week this plan was made against. The text is for a person."""

    def __init__(self, words: str, publication: Publication | None = None):
        super().__init__(words)
        self.publication = publication


class TooLate(Exception):
    """Something of it has happened, or something else was built on it. The text is for a person."""


@transaction.atomic
def publish(
    *,
    by: Any,
    program: Program,
    plan: plan.Plan,
    base_digest: str,
    parts: Collection[str] | None = None,
    proposal: Proposal | None = None,
    page: str = "",
    desk: str = "",
    now: datetime | None = None,
) -> Publication:
    """Makes the plan of a week (or of it only `parts`, keys of diff.parts_of) the calendar, and tells those affected.

    `base_digest`: LiveWeek.digest of the week it was made against. `page`, `desk`: addresses for the messages to
    clients and to staff. The same again returns what was published. Raises WeekChanged where the calendar is another
    one by now, Clash in words where somebody or something is taken, TooLate for a week that is over. Director only.
    """
    require_planner(by)
    Program.objects.select_for_update(no_key=True).get(pk=program.pk)  # one publishes, the other waits here
    now = now or timezone.now()
    known = Publication.objects.filter(program=program, week=plan.first_day, base_digest=base_digest, undone_at=None)
    asked = _asked_digest(plan, parts)
    if (again := known.filter(plan_digest=asked).first()) is not None:
        return again
    week = week_problem(Gate.of(by, program), program, plan.first_day, now=now)
    _still_the_same(week, base_digest)
    wanted = plan if parts is None else merge(week.plan, plan, parts)
    since = max(week.problem.first_day, program.local(now).date() + timedelta(days=1))
    if since > program.week_of(plan.first_day).last:
        raise TooLate(_("This week is over, or ends today. Publish the next one."))
    done = _Publishing(by, week, wanted, since, now).run()
    affected = affected_by(week.plan, wanted)
    made = Publication.objects.create(
        organisation_id=program.organisation_id,
        program=program,
        week=plan.first_day,
        proposal=proposal,
        base_digest=base_digest,
        plan_digest=asked,
        before=convert.plan_to_json(week.plan),
        after=convert.plan_to_json(wanted),
        done=done,
        affected=affected,
        published_by=by if isinstance(by, Staff) else None,
        published_at=now,
    )
    if proposal is not None:
        Proposal.objects.filter(pk=proposal.pk, state=Proposal.State.READY).update(state=Proposal.State.USED)
    record(
        "schedule.week.published", made, by=by, week=plan.first_day.isoformat(),
        clients=len(affected["clients"]), staff=len(affected["staff"]),
    )  # fmt: skip
    tell(by=by, program=program, affected=affected, key=f"schedule.published:{made.pk}", page=page, desk=desk)
    return made


def _asked_digest(made: plan.Plan, parts: Collection[str] | None) -> str:
    if parts is None:
        return plan_digest(made)
    return hashlib.sha256("|".join([plan_digest(made), *sorted(parts)]).encode()).hexdigest()


def _still_the_same(week: LiveWeek, base_digest: str) -> None:
    if week.digest == base_digest:
        return
    program = week.facts.program
    last = Publication.objects.filter(program=program, undone_at=None).select_related("published_by").first()
    if last is not None and last.published_at > timezone.now() - timedelta(days=1):
        name = last.published_by.name if last.published_by else "OpenIOP"
        words = _("{name} published a week at {time}. Look at the week as it is now, then publish again.")
        raise WeekChanged(words.format(name=name, time=local_time(last.published_at, program)), last)
    raise WeekChanged(_("The calendar has changed since. Look at the week as it is now, then publish again."))


class _Publishing:
    """From the difference of two plans to changes of the calendar, and what was done, for whoever takes it back."""

    def __init__(self, by: Any, week: LiveWeek, wanted: plan.Plan, since: date, now: datetime):
        self.by, self.week, self.wanted, self.since, self.now = by, week, wanted, since, now
        self.program = week.facts.program
        self.groups = {str(group.pk): group for group in week.facts.groups}
        self.rooms = {str(room.pk): room for room in week.facts.rooms}
        self.staff = {str(staff.pk): staff for staff in week.facts.staff}
        self.people = {str(each.client_id): each.client for each in week.facts.episodes}
        self.changes = Changes()
        self.done: dict[str, Any] = {"since": since.isoformat()}
        self.moments: list[datetime] = []

    def run(self) -> dict[str, Any]:
        changed: list[dict[str, Any]] = []
        joined: list[list[str]] = []
        for before, after in pairs(self.week.plan.sessions, self.wanted.sessions):
            self._session(before, after, changed, joined)
        gone, new, moved = self._slots()
        until = self.program.week_of(self.since).last
        for session in gone:
            calendar.cancel_session(by=self.by, session=session, why=WHY)
        made = rearrange(by=self.by, program=self.program, since=self.since, until=until, changes=self.changes, why=WHY)
        booked = [self._book(slot) for slot in new]
        self.done |= {
            "changed": changed,
            "joined": joined,
            "opened": [str(group.pk) for group in made.opened],
            "ended": made.ended,
            "left": [[str(group.pk), str(client.pk)] for group, client in made.left],
            "moved": moved,
            "cancelled": [self._as_it_was(session) for session in gone],
            "booked": [str(session.pk) for session in booked],
            "until": min(self.moments).isoformat() if self.moments else None,
        }
        return self.done

    def _session(
        self,
        before: plan.Session | None,
        after: plan.Session | None,
        changed: list[dict[str, Any]],
        joined: list[list[str]],
    ) -> None:
        if before is None and after is not None:
            self._touch(after)
            self.changes.opens.append((self._new_group(after), [self._client(c) for c in after.members]))
            return
        if before is None:
            return
        same = after is not None and _place(before) == _place(after) and before.members == after.members
        if same:
            return
        self._touch(before)
        group = self.groups[before.id]
        if after is None:
            self.changes.ends.append(group)
            return
        self._touch(after)
        fields = self._fields(group, before, after)
        if fields:
            self.changes.changes.append((group, fields))
            changed.append({"group": before.id, "fields": {name: _plain(getattr(group, name)) for name in fields}})
        for client in sorted({*after.members} - {*before.members}):
            self.changes.joins.append((group, self._client(client)))
            joined.append([before.id, client])
        for client in sorted({*before.members} - {*after.members}):
            self.changes.leaves.append((group, self._client(client)))

    def _touch(self, each: plan.Session | plan.Slot) -> None:
        """Nothing that has begun is changed."""
        begins = self._instant(each)
        if each.frozen or begins <= self.now or self._day(each) < self.since:
            words = _("What has begun, is of today or was moved by hand stays as it is ({day}, {time}).")
            local = self.program.local(begins)
            raise calendar.Clash(
                "frozen", words.format(day=local.date().isoformat(), time=local_time(begins, self.program))
            )
        self.moments.append(begins)

    def _fields(self, group: Group, before: plan.Session, after: plan.Session) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        if (before.day, before.at) != (after.day, after.at):
            fields["weekday"], fields["starts"] = self._day(after).weekday(), _clock(after.at)
        if before.clinician != after.clinician:
            fields["facilitator"] = self._staff(after.clinician)
            if group.co_facilitator_id == fields["facilitator"].pk:
                fields["co_facilitator"] = None
        if before.room != after.room and after.room is not None:
            fields["room"] = self._room(after.room)
        if "room" in fields or len(after.members) > group.capacity:  # as many as the line and the room take
            room = fields.get("room", group.room)
            most = max(each.capacity for each in self.week.lines.groups[before.type])
            fields["capacity"] = min(most, room.capacity) if room else most
        return {name: value for name, value in fields.items() if getattr(group, name) != value}

    def _new_group(self, after: plan.Session) -> dict[str, Any]:
        together = self.week.lines.groups.get(after.type)
        if not together:
            raise ValidationError(_("The plan opens a kind of group that this program does not have."))
        like = together[0]
        names = ("track", "name", "kind", "module", "minutes", "break_after", "break_minutes", "is_virtual", "is_open")
        room = self._room(after.room) if after.room else None
        return {name: getattr(like, name) for name in names} | {
            "weekday": self._day(after).weekday(),
            "starts": _clock(after.at),
            "facilitator": self._staff(after.clinician),
            "room": room,
            "capacity": min(like.capacity, room.capacity) if room else like.capacity,
        }

    def _slots(self) -> tuple[list[Session], list[plan.Slot], list[dict[str, Any]]]:
        """Sessions that are cancelled, slots that are booked anew, and what was moved; a move goes into the changes."""
        gone, new, moved = list[Session](), list[plan.Slot](), list[dict[str, Any]]()
        keys = {(each.kind, each.client) for each in (*self.week.plan.slots, *self.wanted.slots)}
        for kind, client in sorted(keys):
            before = [s for s in self.week.plan.slots if (s.kind, s.client) == (kind, client)]
            after = [s for s in self.wanted.slots if (s.kind, s.client) == (kind, client)]
            kept = {_thawed(s) for s in before} & {_thawed(s) for s in after}
            before = [s for s in before if _thawed(s) not in kept]
            after = [s for s in after if _thawed(s) not in kept]
            for slot in (*before, *after):
                self._touch(slot)
            while before and after:
                one, other = before.pop(0), after.pop(0)
                session = self.week.meetings[slot_key(one)]
                if one.clinician == other.clinician and (one.room is None) == (other.room is None):
                    moved.append(self._as_it_was(session))
                    room = self._room(other.room) if other.room else None
                    self.changes.moves.append(Move(session, self._instant(other), room))
                else:
                    gone.append(session)
                    new.append(other)
            gone += [self.week.meetings[slot_key(s)] for s in before]
            new += after
        return gone, new, moved

    def _book(self, slot: plan.Slot) -> Session:
        return calendar.book_session(
            by=self.by, program=self.program, kind=slot.kind, clients=[self._client(slot.client)],
            staff=self._staff(slot.clinician), start=self._instant(slot), minutes=slot.minutes,
            room=self._room(slot.room) if slot.room else None, virtual=slot.room is None,
        )  # fmt: skip

    def _as_it_was(self, session: Session) -> dict[str, Any]:
        return {
            "session": str(session.pk),
            "start": session.during.lower.isoformat(),
            "minutes": session.minutes,
            "room": str(session.room_id) if session.room_id else None,
            "kind": session.kind,
            "virtual": session.is_virtual,
            "staff": [str(lead.staff_id) for lead in self.week.facts.leads[session.pk]],
            "clients": [str(client) for client in self.week.facts.seats[session.pk]],
        }

    def _day(self, each: plan.Session | plan.Slot) -> date:
        return self.week.problem.first_day + timedelta(days=each.day)

    def _instant(self, each: plan.Session | plan.Slot) -> datetime:
        if isinstance(each, plan.Slot) and (known := self.week.meetings.get(slot_key(each))) and each.frozen:
            return known.during.lower
        return rules.slot(self._day(each), _clock(each.at), each.minutes, self.program.zone)[0]

    def _client(self, key: str) -> Client:
        return _of(self.people, key)

    def _staff(self, key: str) -> Staff:
        return _of(self.staff, key)

    def _room(self, key: str) -> Room:
        return _of(self.rooms, key)


def _of(rows: dict[str, Any], key: str) -> Any:
    if key not in rows:
        raise ValidationError(_("The plan names somebody or something that is not here this week."))
    return rows[key]


def _place(each: plan.Session) -> tuple[Any, ...]:
    return each.day, each.at, each.minutes, each.clinician, each.room


def _thawed(slot: plan.Slot) -> plan.Slot:
    return replace(slot, frozen=False)


def _clock(at: int) -> time:
    return time(at // 2 % 24, at % 2 * 30)


def _plain(value: Any) -> Any:
    """A field of a group as JSON: a row by its id, a time as text."""
    if isinstance(value, time):
        return value.isoformat()
    return str(value.pk) if hasattr(value, "pk") else value
