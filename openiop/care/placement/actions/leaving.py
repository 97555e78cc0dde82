"""The end of a stay. Seats that are still to come are given back by the rooms above, which call this too."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from openiop.base.audit.actions import record
from openiop.base.look.moments import local_day
from openiop.base.people.models import Staff
from openiop.base.people.roles import Permission, require
from openiop.base.worklist.actions import close_source
from openiop.care.placement.actions.decisions import write_decision
from openiop.care.placement.actions.levels import Evidence, call_off_unbegun, current_period, open_episode
from openiop.care.placement.models import Decision, Discharge, Episode
from openiop.care.placement.rules import day_after, discharge_problems

WAITING = (
    "placement.continued_stay",
    "placement.taper_ends",
    "plan.initial_plan",
    "plan.master_plan",
    "plan.review_due",
)


@transaction.atomic
def discharge(
    *,
    by: Staff,
    episode: Episode,
    reason: str,
    last_contact: date,
    discharged_on: date,
    destination: str = "",
    summary: str = "",
    why: str = "",
    evidence: Evidence = (),
) -> Discharge:
    """Closes the stay and its level. `reason` is a TEDS code of Discharge.Reason (DIS 10); a transfer names its
    destination; `last_contact` lies between admission and discharge (DIS 8, 9)."""
    require(by, Permission.PLACE)
    episode = open_episode(episode)
    problems = {
        field: problem.translated(_)
        for field, problem in discharge_problems(episode.opened_on, last_contact, discharged_on)
    }
    if reason not in Discharge.Reason.values:
        problems["reason"] = _("Choose a reason for the discharge.")
    if reason in (Discharge.Reason.TRANSFERRED, Discharge.Reason.TRANSFER_NO_SHOW) and not destination.strip():
        problems["destination"] = _("Name the place this person was transferred to.")
    call_off_unbegun(by, episode, discharged_on)
    period = current_period(episode)
    if discharged_on < period.during.lower:
        problems["discharged_on"] = _("The level of today began on %(day)s; the discharge cannot be before it.") % {
            "day": local_day(period.during.lower)
        }
    if problems:
        raise ValidationError(problems)
    decision = write_decision(
        by=by,
        episode=episode,
        kind=Decision.Kind.DISCHARGE,
        recommended=period.level,
        actual=period.level,
        why=why or summary,
        evidence=evidence,
    )
    if period.during.upper is None or period.during.upper > day_after(discharged_on):
        period.during = DateRange(period.during.lower, day_after(discharged_on))
        period.save(update_fields=["during"])
    episode.closed_on = discharged_on
    episode.save(update_fields=["closed_on"])
    row = Discharge.objects.create(
        organisation_id=episode.organisation_id,
        episode=episode,
        decision=decision,
        reason=reason,
        last_contact=last_contact,
        discharged_on=discharged_on,
        destination=destination.strip(),
        summary=summary.strip(),
        discharged_by=by,
    )
    for kind in WAITING:
        close_source(
            by=by,
            organisation_id=episode.organisation_id,
            kind=kind,
            source=str(episode.pk),
            outcome=_("The stay has ended."),
        )
    record("placement.episode.closed", episode, by=by, why=why or summary, seals=row, reason=reason)
    return row
