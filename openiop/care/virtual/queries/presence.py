"""When each client was in the room, from the router's and the gateway's facts; once confirmed, the ledger has it."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

from openiop.base.privacy.gate import Gate
from openiop.care.calendar.models import Session
from openiop.care.encounters.models import Presence
from openiop.care.encounters.queries import Attendance, roster
from openiop.care.virtual import rules
from openiop.care.virtual.models import Admission
from openiop.care.virtual.queries.who import Person, people_of, room_of
from openiop.engines import sfu


@dataclass
class Seen:
    """One client: what the video says, and what the ledger says already."""

    person: Person
    intervals: list[sfu.Interval] = field(default_factory=list)
    recorded: Attendance | None = None

    @property
    def minutes(self) -> int:
        """Whole minutes in the room, breaks and what lies outside the session included."""
        return int(sum((each.ends - each.begins).total_seconds() for each in self.intervals) // 60)

    @property
    def is_recorded(self) -> bool:
        return bool(self.recorded and self.recorded.rows)

    @property
    def is_by_video(self) -> bool:
        return bool(self.recorded and any(row.source == Presence.Source.VIDEO for row in self.recorded.rows))

    @property
    def is_to_confirm(self) -> bool:
        return bool(self.intervals) and not self.is_recorded


def home() -> Path:
    """The data folder that the video router's supervisor writes its facts into."""
    return settings.ROOT_KEY_FILE.parent


def intervals_of(session: Session, now: datetime) -> dict[str, list[sfu.Interval]]:
    """When each seat of the session's room was taken, by seat, inside the hours in which the door is open. Time in a
    breakout is time in the session."""
    room = room_of(session)
    if room is None:
        return {}
    places = {f"{room.pk}-b{n}" for n in range(1, 7)} | {str(room.pk)}
    start, end = session.during.lower - rules.OPENS, session.during.upper + rules.CLOSES
    first = (start.astimezone(UTC) - timedelta(days=1)).strftime("%Y-%m-%d.jsonl")
    facts = [
        fact
        for _place, fact in sfu.Journal(home()).read((first, 0))
        if fact.room in places or fact.connection or fact.kind.startswith("router")
        if start - timedelta(hours=1) <= fact.at <= end + timedelta(hours=1)
    ]
    found: dict[str, list[sfu.Interval]] = {}
    there = [each for each in sfu.presence(facts, until=min(now, end)) if each.room in places]
    for each in sfu.united([replace(each, room=str(room.pk)) for each in there]):
        if each.ends > each.begins:
            found.setdefault(each.seat, []).append(each)
    return found


def seen_by_video(gate: Gate, session: Session, now: datetime) -> list[Seen]:
    """Everybody of the session whom the one who asks reaches, with what the video saw of them."""
    intervals = intervals_of(session, now)
    recorded = {each.client.pk: each for each in roster(gate, session, now)}
    return [
        Seen(person, _of(person.admission, intervals), recorded.get(person.client.pk))
        for person in people_of(gate, session)
    ]


def _of(admission: Admission | None, intervals: dict[str, list[sfu.Interval]]) -> list[sfu.Interval]:
    return intervals.get(admission.seat, []) if admission else []
