"""Promised calls: asking somebody to make them, and keeping what came of them."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from openiop.base.audit.actions import record
from openiop.base.people.models import Client, Staff
from openiop.base.people.roles import Permission, Role, require
from openiop.base.programs.models import Program
from openiop.base.worklist.actions import ask, close_source
from openiop.care.aftercare.models import Alumni, FollowUp
from openiop.care.placement.actions.decisions import end_of
from openiop.care.placement.models import Episode

CALL_WORK = "aftercare.follow_up"
AHEAD = timedelta(days=7)  # a call stands on the list a week before it is due
Outcome = FollowUp.Outcome


def ask_for_next_call(by: Any, episode: Episode) -> FollowUp | None:
    """Puts the next promised call of a stay on the list of whoever keeps in touch; None where none is left."""
    follow_up = episode.follow_ups.filter(outcome="").order_by("due_on").first()
    if follow_up:
        ask_for(by, follow_up, episode)
    return follow_up


def ask_for(by: Any, follow_up: FollowUp, episode: Episode) -> None:
    """The case managers, where the program has any; else the therapist of the stay, or whoever is one now."""
    program, day = episode.program, episode.program.today()
    role, to = Role.CASE_MANAGER, None
    if not works_here(program, role, day):
        role = Role.THERAPIST
        to = episode.therapist if episode.therapist.works_on(day) else None
    ask(
        by=by,
        program=program,
        kind=CALL_WORK,
        source=str(follow_up.pk),
        title=_("Call %(name)s, day %(day)d after the last day") % {"name": episode.client.name, "day": follow_up.day},
        client=episode.client,
        to=to,
        role="" if to else role,
        due_at=end_of(follow_up.due_on, program),
        link=f"/aftercare/of/{episode.client_id}/",
    )


def works_here(program: Program, role: Role, day: date) -> bool:
    """Whether anyone with this role works in the program on `day`."""
    return any(each.works_on(day) for each in program.staff.filter(roles__contains=[role.value])[:50])


@transaction.atomic
def ask_for_due_calls(*, by: Any, program: Program, today: date | None = None) -> int:
    """Asks for every call of this program that is due within a week. May run any number of times: what stands on a
    list already stays one item. Returns how many calls are due. People who came back are not called: they are here."""
    require(by, Permission.WORK_AFTERCARE)
    due = due_calls(program, (today or program.today()) + AHEAD)
    for follow_up in due:
        ask_for(by, follow_up, follow_up.episode)
    return len(due)


def due_calls(program: Program, through: date) -> list[FollowUp]:
    here_again = Exists(Episode.objects.filter(client=OuterRef("episode__client"), program=program, closed_on=None))
    rows = FollowUp.objects.filter(episode__program=program, outcome="", due_on__lte=through)
    rows = rows.exclude(here_again)
    return list(rows.select_related("episode__client", "episode__therapist", "episode__program").order_by("due_on"))


@transaction.atomic
def record_call(*, by: Staff, follow_up: FollowUp, outcome: str, notes: str = "") -> FollowUp:
    """What came of a promised call. Without an answer it may be recorded again once somebody is reached.

    "Please do not call" ends every call of this stay that is still to come. Raises ValidationError for an unknown
    outcome, or where the call was recorded already.
    """
    require(by, Permission.WORK_AFTERCARE)
    if outcome not in Outcome.values:
        raise ValidationError({"outcome": _("Choose what came of the call.")})
    follow_up = (
        FollowUp.objects.select_for_update(of=("self",))
        .select_related("episode__client", "episode__program")
        .get(pk=follow_up.pk)
    )
    if follow_up.outcome not in ("", Outcome.NO_ANSWER):
        raise ValidationError(_("This call was recorded already. Nothing was changed."))
    _settle(by, [follow_up], outcome, notes.strip())
    client = follow_up.episode.client
    if outcome in (Outcome.REACHED, Outcome.RETURNED):
        heard_from(by=by, client=client)
    if outcome == Outcome.DECLINED:
        rest = list(follow_up.episode.follow_ups.select_for_update().filter(outcome=""))
        _settle(by, rest, outcome, _("Asked not to be called, on day %(day)d.") % {"day": follow_up.day})
        Alumni.objects.filter(client=client).update(wants_contact=False)
    record("aftercare.call.recorded", follow_up, by=by, client_id=client.pk, outcome=outcome, day=follow_up.day)
    return follow_up


def _settle(by: Staff, calls: Iterable[FollowUp], outcome: str, notes: str) -> None:
    for each in calls:
        each.outcome, each.notes, each.done_by, each.done_at = outcome, notes, by, timezone.now()
        each.save(update_fields=["outcome", "notes", "done_by", "done_at"])
        said = str(each.get_outcome_display())
        close_source(by=by, organisation_id=each.organisation_id, kind=CALL_WORK, source=str(each.pk), outcome=said)


@transaction.atomic
def set_contact(*, by: Staff, alumni: Alumni, wants: bool) -> Alumni:
    """Whether this person likes to hear from the program."""
    require(by, Permission.WORK_AFTERCARE)
    if alumni.wants_contact != wants:
        alumni.wants_contact = wants
        alumni.save(update_fields=["wants_contact"])
        record("aftercare.alumni.contact_set", alumni, by=by, wants=wants)
    return alumni


def heard_from(*, by: Any, client: Client) -> None:
    """The person gave a sign of life: the silence begins anew. Nothing for someone who is not alumni."""
    Alumni.objects.filter(client=client).update(last_heard_at=timezone.now())
