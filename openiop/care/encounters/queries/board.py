"""The live group board: everything its first paint shows, and what each sync answers."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.text import Truncator

from openiop.base.people.models import Client, Staff
from openiop.base.people.roles import Permission
from openiop.base.privacy.gate import Gate
from openiop.base.reads import Read
from openiop.care.calendar.models import Lead, Session, Topic
from openiop.care.encounters import rules
from openiop.care.encounters.queries.attendance import Attendance
from openiop.care.encounters.queries.taps import Heard, hand_as_json, heard, standing_of, tap_as_json
from openiop.care.encounters.tap_rules import Folded, as_state, written
from openiop.care.encounters.tickets import ticket_for
from openiop.care.plan.models import Objective
from openiop.care.plan.queries import open_objectives
from openiop.rulebook.dose import Span

P = Permission
SHORT = 42  # characters of an objective on a chip

LEADS = Read(
    Lead, lambda rows, session: rows.filter(session=session, is_live=True).select_related("staff"), session=UUID
)


@dataclass(frozen=True)
class Aim:
    """An open objective of somebody's current plan, as a chip and in full."""

    id: str
    short: str
    text: str
    goal: str


@dataclass
class Member:
    """One person of the roster as the board paints them first."""

    client: Client
    attendance: Attendance
    aims: list[Aim] = field(default_factory=list)
    state: dict[str, Any] = field(default_factory=dict)  # as in the answer of a sync: {} where nothing was tapped

    @property
    def name(self) -> str:
        """What the group calls them."""
        return self.client.alias or self.client.name

    @property
    def initials(self) -> str:
        return self.client.initials

    @property
    def pronouns(self) -> str:
        return self.client.pronouns


@dataclass
class Board:
    """The board of one session at `now`."""

    session: Session
    now: datetime
    members: list[Member]
    leads: list[Lead]
    heard: Heard
    topic: Topic | None
    may_note: bool  # taps other than attendance
    curriculum: list[Topic] = field(default_factory=list)  # what could be taken instead; the group's own module first

    @property
    def phases(self) -> list[dict[str, Any]]:
        """How the hour goes: title, minutes, and when each begins on the clock (aware)."""
        return phases_of(self.session, self.topic)

    @property
    def breaks(self) -> tuple[Span, ...]:
        return rules.breaks_of(self.session.breaks)

    @property
    def minutes_left(self) -> int:
        return max(0, int((self.session.during.upper - self.now).total_seconds() // 60))

    @cached_property
    def folded(self) -> Folded:
        return self.heard.folded()


def board_of(gate: Gate, session: Session, now: datetime | None = None) -> Board:
    """The board's first paint, in ten queries. `session` came through the gate with its program, topic and room."""
    now = now or timezone.now()
    board = heard(gate, session)
    clients = gate.rows(Client, P.SEE_HOURS).filter(pk__in=board.clients).order_by("legal_last", "legal_first", "id")
    aims = open_objectives(board.clients) if gate.may(P.SEE_CHART) else {}
    folded = board.folded()
    state = as_state(folded)["people"]
    members = [
        Member(
            client,
            Attendance(session, client, standing_of(board.presence.get(client.pk, [])), now=now),
            [aim_of(each) for each in aims.get(client.pk, [])],
            state.get(str(client.pk), {}),
        )
        for client in clients
    ]
    topic = session.topic
    if folded.topic and folded.topic != str(session.topic_id):
        topic = Topic.objects.filter(pk=folded.topic, program=session.program_id).first()
    leads, may_note = LEADS.rows(session=session.pk), gate.may(P.WRITE_NOTES)
    curriculum = curriculum_for(gate, session, topic) if may_note and session.is_group else []
    return Board(session, now, members, leads, board, topic, may_note, curriculum)


def curriculum_for(gate: Gate, session: Session, topic: Topic | None) -> list[Topic]:
    """The program's topics in use, those of the group's own curriculum first."""
    module = session.group.module if session.group else topic.module if topic else ""
    rows = gate.rows(Topic, P.SEE_PROGRAM).filter(program=session.program_id, is_used=True)
    return sorted(rows.only("module", "title", "order", "program_id"), key=lambda each: each.module != module)


def aim_of(objective: Objective) -> Aim:
    """An objective as a chip: its first clause, shortened at a word."""
    clause = objective.text.split(",")[0].split(";")[0].strip().rstrip(".")
    return Aim(str(objective.pk), Truncator(clause).chars(SHORT), objective.text, objective.goal.title)


def phases_of(session: Session, topic: Topic | None) -> list[dict[str, Any]]:
    """The topic's outline on the session's clock; breaks push what follows back."""
    from datetime import timedelta

    at, found = session.during.lower, []
    pauses = sorted(rules.breaks_of(session.breaks))
    for part in topic.outline if topic else []:
        while pauses and pauses[0].start <= at:
            at = max(at, pauses.pop(0).end)
        minutes = int(part.get("minutes") or 0)
        found.append({"title": part.get("title", ""), "minutes": minutes, "starts": at})
        at += timedelta(minutes=minutes)
    return found


# The answer of a sync


def sync_state(board: Heard, staff: Staff, since: int, now: datetime) -> dict[str, Any]:
    """What every sync answers about the session: taps after the cursor `since`, the whole fold, and a ticket for the
    stream (see README.md)."""
    fresh = [tap for tap in board.taps if tap.number > since]
    return {
        "taps": [tap_as_json(tap) for tap in sorted(fresh, key=lambda tap: tap.number)],
        "people": {str(tap.tapped_by_id): tap.name for tap in fresh if tap.tapped_by_id},
        "hand": [hand_as_json(each) for each in sorted(board.hand, key=lambda each: each.client)],
        "cursor": max([since, *(tap.number for tap in board.taps)]),
        "now": written(now),
        "end": written(board.session.during.upper),
        "state": as_state(board.folded()),
        "ticket": ticket_for(session=board.session.pk, staff=staff.pk),
        "live": settings.LIVE_URL,
    }
