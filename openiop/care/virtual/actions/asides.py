"""Between one person and whoever leads, quietly: calls for help, what help needs to know, and private notes."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from openiop.base.audit.actions import record
from openiop.base.context import everything, standing
from openiop.base.people.models import Client
from openiop.base.worklist.actions import ask, close_source
from openiop.base.worklist.models import WorkItem
from openiop.care.calendar.models import Seat, Session
from openiop.care.virtual.actions.hosting import held_admission, require_host
from openiop.care.virtual.actions.rooms import own_session, tell
from openiop.care.virtual.asides import HelpCall, Written
from openiop.care.virtual.models import Admission, Attestation, VideoRoom
from openiop.care.virtual.queries.who import latest_attestation

KIND = "virtual.help_call"  # of the work item
LONGEST = 500


@transaction.atomic
def call_for_help(*, by: Client, seat: Seat) -> HelpCall:
    """The client needs whoever leads, alone. It is on the leader's list until somebody sees to it, whatever page is
    open; the others in the room learn nothing."""
    return _call(by, own_session(by, seat), by, HelpCall.Kind.ALONE)


@transaction.atomic
def raise_danger(*, by: Any, session: Session, seat: str) -> HelpCall:
    """Somebody who leads fears for this person."""
    require_host(by, session)
    found = held_admission(session, seat)
    if found.client is None:
        raise ValidationError(_("This is for clients."))
    return _call(found.client, session, by, HelpCall.Kind.DANGER)


def _call(client: Client, session: Session, by: Any, kind: str) -> HelpCall:
    made, is_new = HelpCall.objects.get_or_create(
        organisation_id=session.organisation_id, client=client, session=session, kind=kind, seen_at=None,
        defaults={"called_by": None if isinstance(by, Client) else by},
    )  # fmt: skip
    if not is_new:
        return made
    record("virtual.help.called", made, by=by, client_id=client.pk, session=str(session.pk), kind=str(kind))
    with standing(everything(session.organisation_id)):  # a client asks nobody for work; the house does
        lead = session.leads.filter(is_live=True).order_by("-part").select_related("staff__user").first()
        reads = lead.staff.user.language if lead and lead.staff.user else ""
        with override(reads or "en"):  # in the language of whoever is asked
            title = _("Somebody in your video session needs you")
        ask(
            by=by, program=session.program, kind=KIND, source=str(made.pk), client=client, title=title,
            to=lead.staff if lead else None, role="" if lead else "director", severity=WorkItem.Severity.NOW,
            link=reverse("virtual:room", args=[session.pk]),
        )  # fmt: skip
    _tell(session)
    return made


@transaction.atomic
def look_up(*, by: Any, session: Session, seat: str) -> tuple[Admission, Attestation | None]:
    """Where somebody is and whom to call there, for whoever leads and must help now (42 CFR 2.51). Only while a call
    for help of theirs is open or was seen to in this session; each look is kept."""
    require_host(by, session)
    found = held_admission(session, seat)
    calls = HelpCall.objects.filter(session=session, client=found.client)
    if found.client is None or not calls.exists():
        raise ValidationError(_("Nobody has called for help here. Press “In danger” if you fear for them."))
    record("virtual.help.looked_up", found, by=by, client_id=found.client_id, session=str(session.pk))
    with standing(everything(session.organisation_id)):  # in an emergency it does not hang on a right to the notes
        said = latest_attestation(found.client, session)
        if said:
            said.place, said.phone, said.contact, said.nearby  # noqa: B018 - unsealed while we may
    return found, said


@transaction.atomic
def see_to(*, by: Any, session: Session, seat: str) -> None:
    """Somebody who leads has it in hand: the calls of this person are off the list."""
    require_host(by, session)
    found = held_admission(session, seat)
    for call in HelpCall.objects.filter(session=session, client=found.client, seen_at=None).select_for_update(
        no_key=True
    ):
        call.seen_at, call.seen_by = timezone.now(), by
        call.save(update_fields=["seen_at", "seen_by"])
        record("virtual.help.seen", call, by=by, client_id=call.client_id, session=str(session.pk))
        with standing(everything(session.organisation_id)):
            close_source(by=by, organisation_id=session.organisation_id, kind=KIND, source=str(call.pk))
    _tell(session)


@transaction.atomic
def write_privately(*, by: Client, seat: Seat, words: str) -> Written:
    """A note for whoever leads, on the writer's own chart."""
    session = own_session(by, seat)
    return _write(by, session, Written.To.LEADERS, words)


@transaction.atomic
def keep_chat(*, by: Client, admission: Admission, words: str) -> Written:
    """What somebody writes to the group, on their own chart, where the program keeps it."""
    if admission.client_id != by.pk:
        raise ValidationError(_("This is somebody else’s."))
    return _write(by, admission.room.session, Written.To.GROUP, words, longest=1000)


def _write(by: Client, session: Session, to: str, words: str, longest: int = LONGEST) -> Written:
    words = words.strip()
    if not words:
        raise ValidationError({"words": _("Write a few words.")})
    if len(words) > longest:
        raise ValidationError({"words": _("Use %(most)d characters or fewer.") % {"most": longest}})
    made = Written.objects.create(
        organisation_id=session.organisation_id, client=by, session=session, to=to, words=words
    )
    record("virtual.words.written", made, by=by, client_id=by.pk, seals=made, session=str(session.pk), to=str(to))
    if to == Written.To.LEADERS:
        _tell(session)
    return made


def _tell(session: Session) -> None:
    if room := VideoRoom.objects.filter(session=session).first():
        tell(room)
