"""Admitting somebody, sending somebody on, and who answers for them."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from openiop.base.audit.actions import record
from openiop.base.people.models import Client, Staff
from openiop.base.people.roles import Permission, Role, require
from openiop.base.programs.models import Program, Track
from openiop.base.worklist.actions import ask, close_source
from openiop.base.worklist.models import WorkItem
from openiop.care.intake.actions.evaluations import PLACE_WORK
from openiop.care.intake.models import Evaluation, Referral
from openiop.care.placement import queries
from openiop.care.placement.actions.decisions import check_difference, end_of, write_decision
from openiop.care.placement.actions.levels import ask_for_review
from openiop.care.placement.models import Decision, Episode, LevelPeriod
from openiop.care.placement.rules import ADMITS, pack_for
from openiop.rulebook import codes, timers


@transaction.atomic
def admit(
    *,
    by: Staff,
    evaluation: Evaluation,
    program: Program,
    track: Track,
    therapist: Staff,
    actual_level: str,
    opened_on: date,
    difference: str = "",
    why: str = "",
    entry_route: str = Episode.EntryRoute.PRIMARY,
) -> Episode:
    """Opens the episode: decision, first level period, primary therapist, and what is due from here.

    Raises ValidationError naming the field: an unsigned evaluation, a level not given here, a difference without
    its reason and words, a therapist without a licence in the client's state on that day, or a client who is
    already admitted to this program.
    """
    require(by, Permission.PLACE)
    client = Client.objects.select_for_update().get(pk=evaluation.client_id)
    recommendation = queries.recommendation_of(evaluation)
    check_admission(evaluation, client, program, track, actual_level)
    check_difference(recommendation.level or "", actual_level, difference, why, by)
    check_therapist(therapist, client, program, opened_on)
    try:
        with transaction.atomic():
            episode = Episode.objects.create(
                organisation_id=program.organisation_id,
                client=client,
                program=program,
                track=track,
                referral_id=evaluation.referral_id,
                evaluation=evaluation,
                therapist=therapist,
                entry_route=entry_route,
                opened_on=opened_on,
            )
    except IntegrityError as error:
        raise already_admitted(client, program) from error
    decision = write_decision(
        by=by,
        episode=episode,
        evaluation=evaluation,
        kind=Decision.Kind.ADMIT,
        recommended=recommendation.level or "",
        actual=actual_level,
        difference=difference,
        why=why,
        evidence=(*recommendation.reasons, *recommendation.alongside, *recommendation.blocking),
    )
    LevelPeriod.objects.create(
        organisation_id=program.organisation_id,
        episode=episode,
        decision=decision,
        level=actual_level,
        during=DateRange(opened_on, None),
    )
    close_referral(by, evaluation, Referral.State.ADMITTED)
    ask_for_documents(by, episode)
    ask_for_review(by, episode)
    record(
        "placement.episode.opened",
        episode,
        by=by,
        level=actual_level,
        recommended=recommendation.level,
        therapist=str(therapist.pk),
    )
    return episode


def check_admission(evaluation: Evaluation, client: Client, program: Program, track: Track, level: str) -> None:
    """What has to be true before anyone is admitted."""
    if evaluation.signed_at is None:
        raise ValidationError(_("Sign the evaluation first; the decision rests on it."))
    if evaluation.organisation_id != program.organisation_id or track.program_id != program.pk:
        raise ValidationError({"track": _("Choose a track of this program.")})
    if level not in ADMITS:
        raise ValidationError({"actual_level": _("This program does not give that level. Send the person on instead.")})
    if Episode.objects.filter(client=client, program=program, closed_on=None).exists():
        raise already_admitted(client, program)


def already_admitted(client: Client, program: Program) -> ValidationError:
    """One open episode per client and program."""
    return ValidationError(
        _("%(name)s is already admitted to %(program)s. Open the stay instead of admitting again.")
        % {"name": client.first_name, "program": program.name}
    )


def check_therapist(therapist: Staff, client: Client, program: Program, on: date) -> None:
    """A primary therapist works here on that day and holds a licence where the client is (TEL-1)."""
    if therapist.organisation_id != program.organisation_id or Role.THERAPIST not in therapist.roles:
        raise ValidationError({"therapist": _("Choose a primary therapist of this program.")})
    if not therapist.works_on(on):
        raise ValidationError({"therapist": _("%(name)s does not work here on that day.") % {"name": therapist.name}})
    state = queries.state_of(client, program)
    if not therapist.licences.filter(state=state, valid__contains=on).exists():
        raise ValidationError(
            {
                "therapist": _("%(name)s has no licence in %(state)s on that day. Choose someone who has one.")
                % {"name": therapist.name, "state": state}
            }
        )


def close_referral(by: Any, evaluation: Evaluation, state: str, reason: str = "") -> None:
    """The referral that led here is answered, and nobody is asked to decide any more."""
    close_source(
        by=by, organisation_id=evaluation.organisation_id, kind=PLACE_WORK, source=str(evaluation.pk), outcome=reason
    )
    referral = evaluation.referral
    if referral is None or referral.state == state:
        return
    referral.state, referral.closed_reason = state, reason
    referral.save(update_fields=["state", "closed_reason"])
    record("intake.referral.answered", referral, by=by, state=state)


def ask_for_documents(by: Any, episode: Episode) -> None:
    """The timers that an admission starts (rules.md 4.1), as work of the therapist. The full evaluation is signed
    already, so only the plans are left."""
    pack = pack_for(episode.program.pack, episode.client.birth_date, episode.opened_on)
    for due in timers.at_admission(episode.opened_on, pack):
        if due.key == "biopsychosocial":
            continue
        ask(
            by=by,
            program=episode.program,
            kind=f"plan.{due.key}",
            source=str(episode.pk),
            title=f"{_(due.label)}: {episode.client.name}",
            detail=due.explanation.translated(_),
            client=episode.client,
            to=episode.therapist,
            severity=WorkItem.Severity.TODAY if due.on == episode.opened_on else WorkItem.Severity.SOON,
            due_at=end_of(due.on, episode.program),
            link=f"/plans/{episode.client_id}/",
        )


@transaction.atomic
def refer_elsewhere(
    *, by: Staff, evaluation: Evaluation, level: str, to: str, why: str = "", follow_up_on: date | None = None
) -> WorkItem:
    """Hands a person on to a level that is not given here, and asks somebody to see that they arrive.

    `to` names the place. The task waits for a case manager until `follow_up_on` (default: the next day).
    """
    require(by, Permission.PLACE)
    if evaluation.signed_at is None:
        raise ValidationError(_("Sign the evaluation first; the decision rests on it."))
    if not to.strip():
        raise ValidationError({"to": _("Name the place that takes over.")})
    if level not in {each.code for each in codes.LEVELS}:
        raise ValidationError({"level": _("Choose a level of care.")})
    client, program = evaluation.client, evaluation.program
    close_referral(by, evaluation, Referral.State.HANDED_OFF, f"{level} · {to.strip()}. {why.strip()}".strip())
    due_on = follow_up_on or date.fromordinal(program.today().toordinal() + 1)
    item = ask(
        by=by,
        program=program,
        kind="placement.hand_off",
        source=str(evaluation.pk),
        title=_("See that %(name)s arrived at %(place)s") % {"name": client.name, "place": to.strip()},
        detail=why.strip(),
        client=client,
        role=Role.CASE_MANAGER,
        severity=WorkItem.Severity.TODAY,
        due_at=end_of(due_on, program),
        link=f"/placement/evaluations/{evaluation.pk}/decide",
    )
    record(
        "placement.client.referred_elsewhere",
        evaluation,
        by=by,
        client_id=client.pk,
        why=why,
        level=level,
        to=to.strip(),
    )
    return item


@transaction.atomic
def change_therapist(*, by: Staff, episode: Episode, therapist: Staff, why: str) -> Episode:
    """Another primary therapist, with the reason; open work of the one before moves along."""
    require(by, Permission.PLACE)
    episode = Episode.objects.select_for_update(of=("self",)).select_related("client", "program").get(pk=episode.pk)
    if episode.closed_on:
        raise ValidationError(_("This stay has ended."))
    if not why.strip():
        raise ValidationError({"why": _("Say why, so that it can be understood later.")})
    check_therapist(therapist, episode.client, episode.program, episode.program.today())
    before = episode.therapist_id
    if before == therapist.pk:
        return episode
    WorkItem.objects.filter(client=episode.client, assigned_to_id=before, done_at=None).update(assigned_to=therapist)
    episode.therapist = therapist
    episode.save(update_fields=["therapist"])
    record("placement.therapist.changed", episode, by=by, why=why, before=str(before), after=str(therapist.pk))
    return episode
