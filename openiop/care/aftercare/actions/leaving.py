"""The last day: the stay closes, seats are given back, calls are promised, and the person stays one person."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from openiop.base.audit.actions import record
from openiop.base.people.models import Staff
from openiop.base.people.roles import Permission, require
from openiop.base.worklist.actions import ask, close_source
from openiop.care.aftercare.actions.calls import ask_for_next_call
from openiop.care.aftercare.models import Alumni, DischargeSummary, FollowUp
from openiop.care.calendar import actions as calendar
from openiop.care.calendar.models import Membership, Seat, Session
from openiop.care.placement import actions as placement
from openiop.care.placement.actions.decisions import end_of
from openiop.care.placement.models import Discharge, Episode
from openiop.care.placement.rules import pack_for
from openiop.rulebook import dose, timers

DIED = Discharge.Reason.DIED
SUMMARY_WORK = "aftercare.discharge_summary"


@transaction.atomic
def leave(
    *,
    by: Staff,
    episode: Episode,
    reason: str,
    last_contact: date,
    discharged_on: date,
    destination: str = "",
    summary: str = "",
    wants_alumni: bool = True,
    evidence: Any = (),
) -> Discharge:
    """Ends a stay and everything that hangs on it.

    Closes the episode (`reason` is a TEDS code, DIS 10), ends standing seats after `discharged_on`, gives back later
    seats, cancels later one-to-one sessions, promises the calls, and keeps in touch where the person wants it. Nobody
    calls after a death. Raises ValidationError naming the field; nothing is changed then.
    """
    for right in (Permission.WORK_AFTERCARE, Permission.SCHEDULE):
        require(by, right)
    if discharged_on > episode.program.today():
        raise ValidationError({"discharged_on": _("This day is still to come. Record the last day once it is here.")})
    row = placement.discharge(
        by=by,
        episode=episode,
        reason=reason,
        last_contact=last_contact,
        discharged_on=discharged_on,
        destination=destination,
        summary=summary,
        evidence=evidence,
    )
    episode.refresh_from_db()
    freed = _give_back_seats(by, episode, discharged_on)
    if not summary.strip():
        _ask_for_summary(by, episode, last_contact)
    if reason != DIED:
        _promise_calls(by, episode, discharged_on)
        _stay_in_touch(episode, discharged_on, wants_alumni)
    record("aftercare.client.left", row, by=by, client_id=episode.client_id, seats_freed=freed, alumni=wants_alumni)
    return row


@transaction.atomic
def write_summary(*, by: Staff, discharge: Discharge, summary: str) -> DischargeSummary:
    """The discharge summary, where the stay was closed without one, or an addition to it. The same words twice are one
    row. Raises ValidationError where it is empty."""
    require(by, Permission.WORK_AFTERCARE)
    require(by, Permission.SEE_CHART)
    discharge = Discharge.objects.select_for_update(of=("self",)).select_related("episode").get(pk=discharge.pk)
    if not summary.strip():
        raise ValidationError({"summary": _("Write the summary first.")})
    row, made = DischargeSummary.objects.get_or_create(
        organisation_id=discharge.organisation_id,
        discharge=discharge,
        text=summary.strip(),
        defaults={"written_by": by},
    )
    if made:
        stay = discharge.episode
        close_source(by=by, organisation_id=stay.organisation_id, kind=SUMMARY_WORK, source=str(stay.pk))
        record("aftercare.summary.written", row, by=by, client_id=stay.client_id, seals=row)
    return row


def _give_back_seats(by: Staff, episode: Episode, last_day: date) -> int:
    """Ends standing seats and frees every later seat of this program; how many seats were freed."""
    why = _("The stay has ended.")
    program = episode.program
    standing = Membership.objects.filter(client_id=episode.client_id, group__program=program).filter(
        Q(last_day=None) | Q(last_day__gt=last_day)
    )
    freed = sum(calendar.end_membership(by=by, membership=each, last_day=last_day, why=why) for each in standing)
    after = dose.day_span(last_day, program.zone).end
    later = Seat.objects.filter(
        client_id=episode.client_id,
        session__program=program,
        session__state=Session.State.PLANNED,
        is_live=True,
        during__startswith__gte=after,
    )
    for seat in later.select_related("session"):
        if seat.session.group_id is None and not seat.session.seats.filter(is_live=True).exclude(pk=seat.pk).exists():
            calendar.cancel_session(by=by, session=seat.session, why=why)  # the clinician's hour is free again, too
        else:
            calendar.give_up_seat(by=by, seat=seat, why=why)
        freed += 1
    return freed


def _ask_for_summary(by: Staff, episode: Episode, last_contact: date) -> None:
    today = episode.program.today()
    due = timers.discharge_summary(last_contact, pack_for(episode.program.pack, episode.client.birth_date, today))
    ask(
        by=by,
        program=episode.program,
        kind=SUMMARY_WORK,
        source=str(episode.pk),
        title=_("Write the discharge summary: %(name)s") % {"name": episode.client.name},
        detail=due.explanation.translated(_),
        client=episode.client,
        to=episode.therapist,
        due_at=end_of(due.on, episode.program),
        link=f"/aftercare/of/{episode.client_id}/",
    )


def _promise_calls(by: Staff, episode: Episode, discharged_on: date) -> None:
    FollowUp.objects.bulk_create(
        FollowUp(
            organisation_id=episode.organisation_id,
            episode=episode,
            day=(due.on - discharged_on).days,
            due_on=due.on,
        )
        for due in timers.follow_ups(discharged_on)
    )
    ask_for_next_call(by, episode)


def _stay_in_touch(episode: Episode, since: date, wants: bool) -> None:
    """One alumni chapter a person, however often they come and go."""
    alumni = Alumni.objects.filter(client_id=episode.client_id).first()
    if alumni is None:
        if wants:
            Alumni.objects.create(organisation_id=episode.organisation_id, client=episode.client, since=since)
        return
    alumni.wants_contact, alumni.last_heard_at = wants, timezone.now()
    alumni.save(update_fields=["wants_contact", "last_heard_at"])
