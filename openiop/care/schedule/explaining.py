"""Why a day is what it is: the decision, its rule and where that comes from, and every row of the ledger behind it.

What is counted here is counted by the rulebook alone, session by session; the board counts in the database. The tests
hold both to the same minutes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from openiop.base.people.models import Client
from openiop.base.people.roles import Permission
from openiop.base.privacy.gate import Gate
from openiop.base.programs.models import Program
from openiop.care.calendar.models import Session
from openiop.care.encounters.models import Note, Presence
from openiop.care.encounters.rules import ATTENDED, breaks_of
from openiop.care.placement.rules import pack_for
from openiop.care.schedule.claims import claim_of, facts_of
from openiop.care.schedule.counting import LONGEST, NO_FACTS
from openiop.care.schedule.queries import ClientWeek, client_week
from openiop.rulebook.dose import (
    AttendedSession,
    ClaimDecision,
    DayDecision,
    SessionDose,
    Span,
    Week,
    count_day,
    count_session,
    day_span,
    decide_day,
)
from openiop.rulebook.packs import Pack
from openiop.rulebook.text import Explanation, explain, gettext_noop, hours

RULES = ("BIL-2", "BIL-3", "BIL-4", "BIL-12")  # of minutes; of services MCR-8 stands in the first one's place


@dataclass(frozen=True)
class Line:
    """One row of the ledger; `stands` says whether it counts, or was replaced or taken back."""

    row: Presence
    stands: bool
    replaced_by: UUID | None


@dataclass(frozen=True)
class Told:
    """One session of the day. minutes: what it gives this day, after what another session at the same time kept.

    counts: False for a kind of service whose time the payer does not count. is_signed: of this person's note, None
    where there is none or whoever asks may not know.
    """

    session: Session
    minutes: int
    dose: SessionDose
    lines: tuple[Line, ...]
    counts: bool
    is_over: bool
    is_signed: bool | None
    reasons: tuple[Explanation, ...]


@dataclass(frozen=True)
class DayTold:
    """Everything behind one local day of one person."""

    client: Client
    program: Program
    day: date
    pack: Pack
    decision: DayDecision
    claim: ClaimDecision
    week: ClientWeek | None
    sessions: tuple[Told, ...]

    @property
    def rule(self) -> str:
        return self.decision.rule

    @property
    def citation(self) -> str:
        return self.pack.cited(self.rule)

    @property
    def rules(self) -> list[tuple[str, str]]:
        """The rules that the minutes follow, each with where it comes from."""
        deciding = (self.rule, *(each for each in RULES if each != "BIL-2"))
        if self.claim.standing == "lacks":
            deciding += tuple({each.code: None for each in self.claim.missing if each.code not in deciding})
        return [(rule, self.pack.cited(rule)) for rule in deciding]

    def in_words(self, gettext: Callable[[str], str] = str) -> str:
        """165 of 180 minutes: arrived 13:12, 12 min after the start · break 14:30–14:45 not counted"""
        told = self.decision.explanation.translated(gettext)
        head = told.partition(":")[0] if self.decision.basis == "minutes" else told
        reasons = [each.translated(gettext) for told in self.sessions for each in told.reasons if each.code != "BIL-4"]
        return f"{head}: {' · '.join(reasons)}" if reasons else told


def explain_day(
    gate: Gate, program: Program, client: Client, day: date, right: Permission, now: datetime | None = None
) -> DayTold:
    """What one local day of this client rests on. The client came through the gate; `right` is what it was asked for.

    Raises packs.NotInForce where no version of the program's rules holds that day.
    """
    now = now or timezone.now()
    pack = pack_for(program.pack, client.birth_date, day)
    span = day_span(day, program.zone)
    rows = gate.rows(Presence, right).filter(
        client=client,
        session__program=program,
        session__during__startswith__gte=span.start - LONGEST,
        session__during__startswith__lt=span.end,
    )
    rows = rows.exclude(session__state=Session.State.CANCELLED).order_by("recorded_at", "created_at", "id")
    found: dict[Session, list[Presence]] = {}
    for row in rows.select_related("session", "session__topic", "recorded_by"):
        found.setdefault(row.session, []).append(row)
    meetings = sorted(found, key=lambda each: (each.during.lower, each.during.upper, each.pk))
    attended = [_attended(each, found[each], now) for each in meetings if pack.counts_kind(each.kind)]
    minutes = count_day(attended)
    signed = _signed(gate, client, meetings)
    told = tuple(
        _told(each, found[each], minutes, program, pack, now, signed)
        for each in meetings
        if program.local(each.during.lower).date() == day
    )
    week = client_week(program, client.pk, day, now)
    least = max((each.decision.needed for each in week.days), default=0) if week else 0  # the plan's, if it asks more
    decision = decide_day(
        sum(each.minutes for each in told), sum(each.minutes > 0 for each in told), pack, needed=least
    )
    facts = facts_of(program, Week(day, day), now, client.pk).get((client.pk, day), NO_FACTS)
    claim = claim_of(decision, facts, pack, program, now)
    return DayTold(client, program, day, pack, decision, claim, week, told)


def _standing(rows: list[Presence]) -> list[Presence]:
    gone = {row.replaces_id for row in rows}
    return [row for row in rows if row.pk not in gone and row.code != Presence.Code.VOID]


def _attended(session: Session, rows: list[Presence], now: datetime) -> AttendedSession[UUID]:
    presence = tuple(
        Span(row.during.lower, min(row.during.upper, now))
        for row in _standing(rows)
        if row.code in ATTENDED and row.during.lower < now
    )
    return AttendedSession(session.pk, Span(session.during.lower, session.during.upper), presence,
                           breaks_of(session.breaks))  # fmt: skip


def _told(
    session: Session,
    rows: list[Presence],
    minutes: Mapping[UUID, int],
    program: Program,
    pack: Pack,
    now: datetime,
    signed: dict[UUID, bool],
) -> Told:
    each = _attended(session, rows, now)
    dose = count_session(each.presence, each.session, each.breaks, tz=program.zone)
    counts, own = pack.counts_kind(session.kind), minutes.get(session.pk, 0)
    reasons = list(dose.explanation)
    if not counts:
        reasons.append(explain("BIL-3", gettext_noop("Time in this kind of service does not count")))
    elif own < dose.minutes:
        twice = hours(dose.minutes - own)
        reasons.append(explain("BIL-12", gettext_noop("%(twice)s counted in another session then"), twice=twice))
    replaced = {row.replaces_id: row.pk for row in rows if row.replaces_id}
    standing = {row.pk for row in _standing(rows)}
    lines = tuple(Line(row, row.pk in standing, replaced.get(row.pk)) for row in rows)
    over = session.during.upper <= now
    return Told(session, own, dose, lines, counts, over, signed.get(session.pk), tuple(reasons))


def _signed(gate: Gate, client: Client, sessions: list[Session]) -> dict[UUID, bool]:
    """Whether this person's note of each session is signed (BIL-3), for whoever may see notes."""
    if not gate.may(Permission.SEE_NOTES):
        return {}
    rows = gate.rows(Note, Permission.SEE_NOTES).filter(client=client, session__in=sessions)
    return {session: at is not None for session, at in rows.values_list("session", "signed_at")}


def as_data(told: DayTold) -> dict[str, Any]:
    """The day for other programs to read (`openiop dose explain --json`). Minutes are integers, instants in UTC."""
    day, week = told.decision, told.week
    return {
        "client_id": str(told.client.pk),
        "name": told.client.name,
        "program": told.program.slug,
        "time_zone": told.program.time_zone,
        "date": told.day.isoformat(),
        "words": told.in_words(),
        "pack": {
            "key": told.pack.key,
            "version": told.pack.version,
            "effective_from": told.pack.effective_from.isoformat(),
            "effective_to": told.pack.effective_to.isoformat() if told.pack.effective_to else None,
        },
        "day": {
            "valid": day.valid,
            "basis": day.basis,
            "minutes": day.minutes,
            "needed": day.needed,
            "services": day.services,
            "needed_services": day.needed_services,
            "tier": day.tier,
            "short_by": day.short_by,
            "severity": day.severity,
            "rule": told.rule,
            "citation": told.citation,
            "explanation": day.explanation.en(),
        },
        "claim": _claim(told),
        "week": _week(told, week) if week else None,
        "rules": [{"rule": rule, "citation": citation} for rule, citation in told.rules],
        "sessions": [_session(each) for each in told.sessions],
    }


def _claim(told: DayTold) -> dict[str, Any]:
    """Whether the day can be claimed: "valid" is null where nothing is missing and not everything is known here."""
    claim = told.claim
    return {
        "valid": claim.valid,
        "standing": claim.standing,
        "rule": claim.rule,
        "citation": told.pack.cited(claim.rule),
        "words": claim.in_words(),
        "needs": list(told.pack.claim.needs),
        "missing": [
            {"need": lack.need, "rule": said.code, "count": lack.n, "explanation": said.en()}
            for lack in claim.lacks
            for said in [lack.explanation]
        ],
        "unknown": list(claim.unknown),
    }


def _week(told: DayTold, week: ClientWeek) -> dict[str, Any]:
    rule = next((each for each in ("HRS-1", "HRS-2", "MCR-3") if each in told.pack.cites), "")
    decision = week.decision
    return {
        "first": week.days[0].date.isoformat(),
        "last": week.days[-1].date.isoformat(),
        "plan_signed": week.has_plan,
        "prescribed": week.prescribed,
        "scheduled": week.scheduled,
        "attended": week.attended,
        "ahead": week.ahead,
        "reachable": week.reachable,
        "short_by": week.short_by,
        "days_needed": decision.days_needed,
        "valid_days": decision.valid_days,
        "short_days": decision.short_days,
        "on_track": week.on_track,
        "reached": decision.reached,
        "rule": rule,
        "citation": told.pack.cited(rule),
        "explanation": [reason.en() for reason in decision.explanation],
    }


def _session(told: Told) -> dict[str, Any]:
    session = told.session
    return {
        "session_id": str(session.pk),
        "title": session.title,
        "kind": session.kind,
        "start": session.during.lower.isoformat(),
        "end": session.during.upper.isoformat(),
        "counts": told.counts,
        "minutes": told.minutes,
        "of": told.dose.session_minutes,
        "counted": [[span.start.isoformat(), span.end.isoformat()] for span in told.dose.spans],
        "breaks": session.breaks,
        "break_minutes": told.dose.break_minutes,
        "late_minutes": told.dose.late_minutes,
        "early_minutes": told.dose.early_minutes,
        "away_minutes": told.dose.away_minutes,
        "is_over": told.is_over,
        "note_signed": told.is_signed,
        "explanation": [reason.en() for reason in told.reasons],
        "rows": [_row(line) for line in told.lines],
    }


def _row(line: Line) -> dict[str, Any]:
    row = line.row
    return {
        "id": str(row.pk),
        "code": row.code,
        "from": row.during.lower.isoformat() if row.during else None,
        "to": row.during.upper.isoformat() if row.during else None,
        "source": row.source,
        "recorded_by": row.recorded_by.name if row.recorded_by else None,
        "recorded_at": row.recorded_at.isoformat(),
        "reason": row.reason,
        "replaces": str(row.replaces_id) if row.replaces_id else None,
        "replaced_by": str(line.replaced_by) if line.replaced_by else None,
        "used": line.stands,
    }


def as_text(told: DayTold) -> str:
    """The same for a terminal."""
    lines = [f"{told.client.name}, {told.day}: {told.in_words()}"]
    lines.append(f"  {told.decision.explanation.en()} ({told.rule}: {told.citation})")
    lines.append(f"  Claim: {told.claim.in_words()}")
    for each in told.sessions:
        start, end = (told.program.local(at) for at in (each.session.during.lower, each.session.during.upper))
        counted = f"{each.minutes} of {each.dose.session_minutes} min"
        lines.append(f"  {start:%H:%M}–{end:%H:%M} {each.session.title}: {counted}")
        lines += [_line(line, told.program) for line in each.lines]
    if told.week:
        lines.append("  Week: " + "; ".join(reason.en() for reason in told.week.decision.explanation))
    return "\n".join(lines)


def _line(line: Line, program: Program) -> str:
    row, stretch = line.row, "no time"
    if row.during:
        stretch = f"{program.local(row.during.lower):%H:%M}–{program.local(row.during.upper):%H:%M}"
    mark = "counts" if line.stands else "replaced"
    return f"    {mark:<9} {row.code:<10} {stretch}  by {row.source}{f': {row.reason}' if row.reason else ''}"
