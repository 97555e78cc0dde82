"""Signing. A plan holds once the clinician and the client have both signed the same words."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from openiop.base.audit.actions import record
from openiop.base.people.models import Client, Staff
from openiop.base.people.roles import Permission, require
from openiop.base.worklist.actions import ask, close_source
from openiop.care.placement.actions.decisions import end_of
from openiop.care.placement.rules import pack_for
from openiop.care.plan.models import Plan, Signature
from openiop.care.plan.queries import snapshot, steps_of, whole
from openiop.care.plan.rules import fingerprint, readiness
from openiop.rulebook import timers


@transaction.atomic
def sign_as_clinician(*, by: Staff, plan: Plan) -> Signature:
    """The clinician's signature. Raises ValidationError listing what the plan still lacks."""
    require(by, Permission.SIGN_PLAN)
    return sign(by, plan, kind=Signature.Kind.CLINICIAN, name=by.actor_name, staff=by)


@transaction.atomic
def sign_with_client(*, by: Staff, plan: Plan, name: str) -> Signature:
    """The client signs on this screen, with `by` as the witness. `name` is what they typed."""
    require(by, Permission.WRITE_PLAN)
    client = Client.objects.get(episodes__plans=plan)
    return sign(by, plan, kind=Signature.Kind.CLIENT, name=name, client=client, witnessed_by=by)


@transaction.atomic
def sign_as_client(*, by: Client, plan: Plan, name: str) -> Signature:
    """The client signs on their own page."""
    require(by, Permission.SEE_OWN)
    if plan.episode.client_id != by.pk:
        raise ValidationError(_("This is not your plan."))
    return sign(by, plan, kind=Signature.Kind.CLIENT, name=name, client=by)


def sign(by: Any, plan: Plan, *, kind: str, name: str, **signer: Any) -> Signature:
    """Keeps the words with the signature, and lets the plan hold once both are there."""
    plan = (
        Plan.objects.select_for_update(of=("self",))
        .select_related("episode__client", "episode__program", "episode__therapist")
        .get(pk=plan.pk)
    )
    program = plan.episode.program
    if plan.state != Plan.State.DRAFT or plan.episode.closed_on:
        raise ValidationError(_("This version is not open for signing."))
    if not name.strip():
        raise ValidationError({"name": _("Type your name to sign.")})
    if plan.signatures.filter(kind=kind).exists():
        raise ValidationError(_("This signature is already there."))
    content = snapshot(plan)
    missing = [each for each in readiness(content, steps_of(whole(plan)), program.today()) if each.severity == "block"]
    if missing:
        raise ValidationError([each.explanation.translated(_) for each in missing])
    signature = Signature.objects.create(
        organisation_id=plan.organisation_id,
        plan=plan,
        kind=kind,
        name=name.strip(),
        signed_at=timezone.now(),
        content=content,
        content_hash=fingerprint(content),
        **signer,
    )
    record(
        "plan.plan.signed",
        plan,
        by=by,
        client_id=plan.episode.client_id,
        seals=signature,
        kind=kind,
        sha256=signature.content_hash,
    )
    if {Signature.Kind.CLIENT, Signature.Kind.CLINICIAN} <= set(plan.signatures.values_list("kind", flat=True)):
        activate(by, plan)
    return signature


def activate(by: Any, plan: Plan) -> None:
    """The plan holds from today, the one before is replaced, and its review is asked for."""
    episode = plan.episode
    today = episode.program.today()
    due = timers.plan_review(today, pack_for(episode.program.pack, episode.client.birth_date, today))
    episode.plans.filter(state=Plan.State.ACTIVE).update(state=Plan.State.REPLACED)
    plan.state, plan.active_from, plan.review_due = Plan.State.ACTIVE, today, due.on
    plan.save(update_fields=["state", "active_from", "review_due"])
    for kind in ("plan.initial_plan", "plan.master_plan", "plan.dose_for_taper"):
        close_source(by=by, organisation_id=plan.organisation_id, kind=kind, source=str(episode.pk))
    ask_for_review(by, plan)
    record("plan.plan.activated", plan, by=by, client_id=episode.client_id, version=plan.version)


def ask_for_review(by: Any, plan: Plan) -> None:
    """The next review, in place of the one before."""
    episode = plan.episode
    close_source(by=by, organisation_id=plan.organisation_id, kind="plan.review_due", source=str(episode.pk))
    ask(
        by=by,
        program=episode.program,
        kind="plan.review_due",
        source=str(episode.pk),
        title=_("Review the plan with %(name)s") % {"name": episode.client.name},
        client=episode.client,
        to=episode.therapist,
        due_at=end_of(plan.review_due, episode.program),
        link=f"/plans/{episode.client_id}/",
    )
