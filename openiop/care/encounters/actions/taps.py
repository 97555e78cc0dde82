"""Keeping what was tapped on the board of a session, from as many devices as there are, online or late."""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from openiop.base.audit.actions import record
from openiop.base.context import everything, standing
from openiop.base.look.moments import local_datetime
from openiop.base.people.models import Client, Staff
from openiop.base.people.roles import Permission, require
from openiop.base.privacy.gate import Gate
from openiop.care.calendar.actions import Clash, give_seat
from openiop.care.calendar.models import Session, Topic
from openiop.care.encounters import rules
from openiop.care.encounters.actions import ledger
from openiop.care.encounters.actions.flags import follow_flags
from openiop.care.encounters.actions.heard import hear, in_time
from openiop.care.encounters.actions.news import tell
from openiop.care.encounters.actions.settling import settle
from openiop.care.encounters.models import Note, Presence, Tap
from openiop.care.encounters.queries.taps import Heard, HeardTap, heard, known_here
from openiop.care.encounters.tap_rules import Presence as Known
from openiop.care.encounters.tap_rules import Tapped, written
from openiop.care.plan.models import Objective
from openiop.rulebook.text import gettext_noop

Kind = Tap.Kind
P = Permission
MOST = 500  # taps in one sending: a whole group hour has fewer
SENT_ONCE = "tap_sent_once"  # the constraint
ELSEWHERE = gettext_noop("This tap belongs to another session or person. Open the page again.")
NEEDS_NO_NOTES = {Kind.ATTENDANCE, Kind.UNDO, Kind.SAFETY}


@dataclass
class Kept:
    """What became of taps that were sent. Keys are texts; `why` is in words."""

    kept: list[str] = field(default_factory=list)
    refused: list[dict[str, str]] = field(default_factory=list)
    adjusted: list[dict[str, str | None]] = field(default_factory=list)
    heard: Heard | None = None  # the session with the new taps in it

    def refuse(self, key: Any, error: ValidationError) -> None:
        self.refused.append({"key": str(key), "why": " ".join(error.messages)})


@transaction.atomic
def keep(
    *,
    by: Any,
    session: Session,
    taps: Sequence[Any],
    clock: datetime | None = None,
    source: str = Presence.Source.FACILITATOR,
    now: datetime | None = None,
) -> Kept:
    """Keeps these taps, as the device sent them (see README.md), and lets the dose ledger follow.

    `clock`: what the device's clock shows now (aware), so that what it is off is taken out of every tap. A tap that
    was kept before is kept; one that cannot be is refused in words and stops none of the others. Raises Refused
    without the right, ValidationError where the whole sending cannot be.
    """
    require(by, P.TAKE_ATTENDANCE)
    now = now or timezone.now()
    if len(taps) > MOST:
        raise ValidationError(_("Send at most %(n)s taps at once.") % {"n": MOST})
    answer, offset = Kept(), now - clock if clock else timedelta()
    understood: dict[str, Tapped] = {}
    for said in taps:
        try:
            tap = hear(said, offset)
        except ValidationError as error:
            answer.refuse(said.get("key") if isinstance(said, dict) else None, error)
        else:
            understood.setdefault(tap.key, replace(tap, source=source))
    gate = Gate.of(by)
    unseated = _seat_guests(gate, session, understood.values())
    session = ledger.hold(session)
    answer.heard = heard(gate, session)
    if understood:
        _keep(_Sending(by, session, answer, now, unseated), understood)
    return answer


@dataclass
class _Sending:
    by: Any
    session: Session
    answer: Kept
    now: datetime
    unseated: dict[str, str]  # guests who got no seat, and why


def _keep(sending: _Sending, understood: dict[str, Tapped]) -> None:
    answer, board = sending.answer, sending.answer.heard
    assert board is not None
    known = {str(tap.key): tap.client_id for tap in board.taps}
    with _reading(sending):
        unknown = Tap.objects.filter(key__in=set(understood) - known.keys()).order_by()
        rows = list(unknown.values_list("key", "session_id", "client_id"))
        look = _Look(sending, list(understood.values()))
    known |= {str(key): client for key, at, client in rows if at == sending.session.pk}
    elsewhere = {str(key) for key, at, _client in rows if at != sending.session.pk}
    fresh: list[Tapped] = []
    for tap in sorted(understood.values(), key=lambda tap: (tap.kind == Kind.UNDO, tap.order)):
        if tap.key in known:
            answer.kept.append(tap.key)
            continue
        try:
            if tap.key in elsewhere:
                raise ValidationError(_(ELSEWHERE))
            checked, why = look.check(tap, known)
        except ValidationError as error:
            answer.refuse(tap.key, error)
            continue
        if why:
            answer.adjusted.append({"key": tap.key, "at": written(checked.at), "why": why})
        fresh.append(checked)
        known[tap.key] = UUID(checked.client) if checked.client else None
        answer.kept.append(tap.key)
    if fresh and (rows := _write(sending, fresh)):
        name = sending.by.name if isinstance(sending.by, Staff) else None
        board.taps += [
            HeardTap(
                row.key, row.client_id, row.kind, row.value, row.at, row.source, row.tapped_by_id, name, row.number
            )
            for row in rows
        ]
        follow_flags(by=sending.by, session=sending.session, taps=rows)
        moved = {row.client_id for row in rows if row.client_id and row.kind in (Kind.ATTENDANCE, Kind.UNDO)}
        if moved:
            follow(by=sending.by, board=board, clients=moved, now=sending.now)
        tell(sending.session)


def _reading(sending: _Sending) -> AbstractContextManager[None]:
    """What was tapped and signed before, whoever may not read notes has to respect without seeing it."""
    if sending.by.may(P.SEE_NOTES):
        return nullcontext()
    return standing(everything(sending.session.organisation_id))


class _Look:
    """What has to be known to say whether a tap can be: asked once for all of a sending."""

    def __init__(self, sending: _Sending, taps: list[Tapped]):
        self.sending = sending
        board = sending.answer.heard
        assert board is not None
        self.clients = {str(client) for client in board.clients}
        signed = Note.objects.filter(session=sending.session, signed_at__isnull=False)
        self.signed = set(map(str, signed.values_list("client_id", flat=True)))
        wanted = {tap.value["id"] for tap in taps if tap.kind == Kind.OBJECTIVE}
        path = "goal__problem__plan__episode__client_id"
        self.objectives = (
            {(str(pk), str(client)) for pk, client in Objective.objects.filter(pk__in=wanted).values_list("pk", path)}
            if wanted
            else set()
        )
        topics = {tap.value for tap in taps if tap.kind == Kind.TOPIC and tap.value}
        found = (
            Topic.objects.filter(pk__in=topics, program=sending.session.program_id) if topics else Topic.objects.none()
        )
        self.topics = set(map(str, found.values_list("pk", flat=True)))

    def check(self, tap: Tapped, known: dict[str, UUID | None]) -> tuple[Tapped, str]:
        """The tap as it is kept and why its time is another one; raises ValidationError or says why not."""
        session, now = self.sending.session, self.sending.now
        ledger.refuse_cancelled(session)
        if now < session.during.lower - rules.OPENS:
            start = local_datetime(session.during.lower, session.program)
            raise ValidationError(
                _("This session starts %(start)s. The board opens an hour before.") % {"start": start}
            )
        if tap.kind not in NEEDS_NO_NOTES and not self.sending.by.may(P.WRITE_NOTES):
            raise ValidationError(_("Your role takes attendance here. Somebody who writes notes taps the rest."))
        if tap.kind == Kind.UNDO:
            tap = self._undo(tap, known)
        if tap.client and tap.client not in self.clients:
            words = _("This person has no seat in this session. Give them one, then tap again.")
            raise ValidationError(self.sending.unseated.get(tap.client, words))
        if tap.client in self.signed:
            raise ValidationError(_("This person’s note is signed. Use an addendum instead."))
        if tap.client is None and self.signed:
            raise ValidationError(_("Notes of this session are signed. Use an addendum instead."))
        if tap.kind == Kind.OBJECTIVE and (tap.value["id"], tap.client) not in self.objectives:
            raise ValidationError(_("Choose an objective of this person's own plan."))
        if tap.kind == Kind.TOPIC and tap.value and tap.value not in self.topics:
            raise ValidationError(_("Choose a topic of this program’s curriculum."))
        return in_time(tap, session, now)

    def _undo(self, tap: Tapped, known: dict[str, UUID | None]) -> Tapped:
        board = self.sending.answer.heard
        assert board is not None
        if tap.value not in known:
            raise ValidationError(_("The tap to be taken back is not known here."))
        if any(str(each.key) == tap.value and each.kind == Kind.UNDO for each in board.taps):
            raise ValidationError(_("What was taken back stays so: tap it once more instead."))
        client = known[tap.value]
        return replace(tap, client=str(client) if client else None)


def _write(sending: _Sending, fresh: list[Tapped]) -> list[Tap]:
    session, by = sending.session, sending.by
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('encounters_tap_order') FROM generate_series(1, %s)", [len(fresh)])
        numbers = [row[0] for row in cursor.fetchall()]
    rows = [
        Tap(
            organisation_id=session.organisation_id,
            session_id=session.pk,
            client_id=UUID(tap.client) if tap.client else None,
            kind=tap.kind,
            value=tap.value,
            at=tap.at,
            tapped_by=by if isinstance(by, Staff) else None,
            source=tap.source,
            key=UUID(tap.key),
            number=number,
        )
        for tap, number in zip(fresh, numbers, strict=True)
    ]
    rows = _insert(rows, sending.answer)
    if not rows:
        return []
    record("encounters.board.tapped", session, by=by, taps=len(rows), people=len({row.client_id for row in rows}))
    return rows


def _insert(rows: list[Tap], answer: Kept) -> list[Tap]:
    """The rows that are written now. A key that was used elsewhere, at this very moment or where one does not look, is
    refused."""
    try:
        with transaction.atomic():
            Tap.objects.bulk_create(rows)  # asks nothing back: whoever taps need not be one who reads
        return rows
    except IntegrityError as error:
        if SENT_ONCE not in str(error):
            raise
    if len(rows) > 1:
        return [kept for row in rows for kept in _insert([row], answer)]
    key = str(rows[0].key)
    answer.kept.remove(key)
    answer.refuse(key, ValidationError(_(ELSEWHERE)))
    return []


def follow(*, by: Any, board: Heard, clients: Iterable[UUID], now: datetime) -> None:
    """The ledger of these people says what the board says. The session is held."""
    folded = board.folded()
    for client in sorted(clients):
        person = folded.people.get(str(client))
        rows = board.presence.get(client, [])
        if rows or (person and (person.presence.status or person.presence.stretches)):
            known = person.presence if person else Known()
            if settle(by=by, session=board.session, known=known, client_id=client, rows=rows, now=now):
                board.presence[client] = list(Presence.objects.filter(session=board.session, client=client))


def _seat_guests(gate: Gate, session: Session, taps: Iterable[Tapped]) -> dict[str, str]:
    """Somebody of the program who arrives without a seat gets one, if whoever taps may give it and one is free. Returns
    who got none, and why. It comes before the session is held: seats lock the person first."""
    arrived = {tap.client for tap in taps if tap.kind == Kind.ATTENDANCE and tap.value in ("arrived", "late")}
    if not arrived or not gate.may(P.SCHEDULE) or session.is_cancelled:
        return {}
    strangers = arrived - {str(client) for client in known_here(gate, session)}
    unseated: dict[str, str] = {}
    for client in gate.rows(Client, P.SCHEDULE).filter(pk__in=strangers) if strangers else ():
        try:
            with transaction.atomic():
                give_seat(by=gate.actor, session=session, client=client)
        except (Clash, ValidationError) as error:
            unseated[str(client.pk)] = str(error) if isinstance(error, Clash) else " ".join(error.messages)
    return unseated
