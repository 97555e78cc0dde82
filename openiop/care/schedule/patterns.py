"""When somebody comes late or not at all (NOTE-5), told so that it helps to plan: by weekday and time of day, and what
they said. Counts only, never a score, never compared with anybody else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from uuid import UUID

from django.utils import timezone

from openiop.base.people.models import Client
from openiop.base.people.roles import Permission
from openiop.base.privacy.gate import Gate
from openiop.base.programs.models import Program
from openiop.care.calendar.models import Session
from openiop.care.encounters.models import Presence
from openiop.care.encounters.queries.attendance import standing
from openiop.rulebook.text import Explanation, explain, gettext_noop, label

WEEKS = 8
FEWEST = 3  # fewer of a kind are chance
SHARE = 0.6  # of them, before it is said
LATE, MISSED, EARLY = "late", "missed", "early"
WEEKDAYS = (
    gettext_noop("on Mondays"),
    gettext_noop("on Tuesdays"),
    gettext_noop("on Wednesdays"),
    gettext_noop("on Thursdays"),
    gettext_noop("on Fridays"),
    gettext_noop("on Saturdays"),
    gettext_noop("on Sundays"),
)
PARTS = (gettext_noop("before noon"), gettext_noop("in the afternoon"), gettext_noop("in the evening"))


@dataclass(frozen=True, slots=True)
class Meeting:
    """One session that is over. start: local. kind: "", late, missed, early or excused. after: what came before it on
    that day, "" for nothing."""

    start: datetime
    kind: str
    late_minutes: int
    reason: str
    after: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """What the last weeks show. sentences: only what is no chance. reasons: in the words that were recorded, with how
    often, most frequent first."""

    sessions: int
    came: int
    excused: int
    missed: int
    late: int
    early: int
    sentences: tuple[Explanation, ...]
    reasons: tuple[tuple[str, int], ...]


def patterns(meetings: Iterable[Meeting]) -> Pattern:
    """Counts, and a sentence for each weekday, time of day or session before it that most of a kind share."""
    all_of = list(meetings)
    of = {kind: [each for each in all_of if each.kind == kind] for kind in (LATE, MISSED, EARLY, "excused")}
    sentences = []
    for kind in (LATE, MISSED, EARLY):
        sentences += _shared(kind, of[kind])
    said = Counter(each.reason for each in all_of if each.reason and each.kind)
    return Pattern(
        sessions=len(all_of),
        came=len(all_of) - len(of[MISSED]) - len(of["excused"]),
        excused=len(of["excused"]),
        missed=len(of[MISSED]),
        late=len(of[LATE]),
        early=len(of[EARLY]),
        sentences=tuple(sentences),
        reasons=tuple(said.most_common(5)),
    )


MESSAGES: Mapping[str, tuple[str, str]] = {
    LATE: (
        gettext_noop("%(n)s of %(all)s late starts were %(when)s, by %(minutes)s min as a rule"),
        gettext_noop("%(n)s of %(all)s late starts came after %(what)s"),
    ),
    MISSED: (
        gettext_noop("%(n)s of %(all)s sessions missed were %(when)s"),
        gettext_noop("%(n)s of %(all)s sessions missed came after %(what)s"),
    ),
    EARLY: (
        gettext_noop("%(n)s of %(all)s early leavings were %(when)s"),
        gettext_noop("%(n)s of %(all)s early leavings came after %(what)s"),
    ),
}


def _shared(kind: str, meetings: list[Meeting]) -> list[Explanation]:
    """What most of these share."""
    found, total = [], len(meetings)
    when, what = MESSAGES[kind]
    for names in (
        Counter(WEEKDAYS[each.start.weekday()] for each in meetings),
        Counter(_part(each.start) for each in meetings),
    ):
        for name, count in names.most_common(1):
            if count >= FEWEST and count >= SHARE * total:
                minutes = round(median([each.late_minutes for each in meetings]))
                told = {"minutes": minutes} if kind == LATE else {}
                found.append(explain(f"pattern-{kind}", when, n=count, all=total, when=label(name), **told))
    for name, count in Counter(each.after for each in meetings if each.after).most_common(1):
        if count >= FEWEST and count >= SHARE * total:
            found.append(explain(f"pattern-{kind}-after", what, n=count, all=total, what=name))
    return found


def _part(start: datetime) -> str:
    return PARTS[0] if start.hour < 12 else PARTS[1] if start.hour < 17 else PARTS[2]


def attendance_patterns(
    gate: Gate, program: Program, client: Client, right: Permission, now: datetime | None = None
) -> Pattern:
    """The last eight weeks of one client who came through the gate; `right` is what they were asked for. One query."""
    now = now or timezone.now()
    rows = standing(gate.rows(Presence, right)).filter(
        client=client,
        session__program=program,
        session__during__endswith__lte=now,
        session__during__startswith__gt=now - timedelta(weeks=WEEKS),
    )
    rows = rows.exclude(session__state=Session.State.CANCELLED).exclude(code=Presence.Code.CANCELLED)
    by_session: dict[UUID, list[Presence]] = {}
    for row in rows.select_related("session").order_by("session__during", "during"):
        by_session.setdefault(row.session_id, []).append(row)
    return patterns(_meetings(program, by_session.values()))


def _meetings(program: Program, sessions: Iterable[list[Presence]]) -> Iterable[Meeting]:
    before: Session | None = None
    for rows in sessions:
        session = rows[0].session
        start = program.local(session.during.lower)
        same_day = before is not None and program.local(before.during.lower).date() == start.date()
        kind, late = _kind(rows, session)
        reason = next((row.reason for row in rows if row.reason and not row.replaces_id), "")
        yield Meeting(start, kind, late, reason, before.title if before and same_day else "")
        before = session


def _kind(rows: list[Presence], session: Session) -> tuple[str, int]:
    came = [row for row in rows if row.during]
    if not came:
        return ("excused" if rows[-1].code == Presence.Code.EXCUSED else MISSED), 0
    late = max(0, int((came[0].during.lower - session.during.lower).total_seconds() // 60))
    codes = {row.code for row in came}
    if Presence.Code.LATE in codes:
        return LATE, late
    return (EARLY if Presence.Code.LEFT_EARLY in codes else ""), late
