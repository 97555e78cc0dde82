"""Writing an evaluation section by section, and signing it. A draft is never lost; a signed one is never changed."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from openiop.base.audit.actions import record
from openiop.base.people.models import Client, Staff
from openiop.base.people.roles import Permission, Role, require
from openiop.base.programs.models import Program
from openiop.base.worklist.actions import ask
from openiop.care.intake.actions.screenings import tasks_of
from openiop.care.intake.models import DimensionRating, Evaluation, Referral, SubstanceUse
from openiop.care.intake.queries import as_signed, gaps
from openiop.rulebook import codes

STORY = ("own_words", "history", "health", "mind", "life", "strengths")
PLACE_WORK = "intake.decide_place"


@transaction.atomic
def start_evaluation(*, by: Staff, client: Client, program: Program, referral: Referral | None = None) -> Evaluation:
    """The open evaluation of this client in this program; a new one where there is none."""
    require(by, Permission.EVALUATE)
    found = Evaluation.objects.filter(client=client, program=program, signed_at=None).first()
    if found is None:
        try:
            with transaction.atomic():
                found = Evaluation.objects.create(
                    organisation_id=program.organisation_id,
                    client=client,
                    program=program,
                    referral=referral,
                    edition=program.edition,
                    started_by=by,
                )
        except IntegrityError:  # somebody started it at the same moment
            return Evaluation.objects.get(client=client, program=program, signed_at=None)
        record("intake.evaluation.started", found, by=by)
    if referral:
        for item in tasks_of(referral).filter(kind="intake.evaluation"):
            item.done_at, item.done_by, item.outcome = timezone.now(), by, _("The evaluation has begun")
            item.save(update_fields=["done_at", "done_by", "outcome"])
    return found


@transaction.atomic
def write_story(*, by: Staff, evaluation: Evaluation, **texts: str) -> list[str]:
    """Keeps the narrative (any of STORY) and returns the names of what changed."""
    evaluation = open_for(by, evaluation)
    unknown = set(texts) - set(STORY)
    if unknown:
        raise ValidationError(_("There is no section “%(name)s”.") % {"name": sorted(unknown)[0]})
    changed = [name for name, text in texts.items() if getattr(evaluation, name) != text]
    if changed:
        for name in changed:
            setattr(evaluation, name, texts[name])
        evaluation.save(update_fields=changed)
        record("intake.evaluation.written", evaluation, by=by, changed=changed)
    return changed


@transaction.atomic
def set_edition(*, by: Staff, evaluation: Evaluation, edition: str) -> Evaluation:
    """Rates by the other edition from now on. Ratings of the one before mean something else and go; words stay."""
    evaluation = open_for(by, evaluation)
    if edition not in codes.EDITIONS:
        raise ValidationError({"edition": _("Choose the third or the fourth edition.")})
    if evaluation.edition != edition:
        evaluation.edition = edition
        evaluation.save(update_fields=["edition"])
        evaluation.ratings.update(severity=None, minimum_level="")
        record("intake.evaluation.edition", evaluation, by=by, edition=edition)
    return evaluation


@transaction.atomic
def rate_dimensions(*, by: Staff, evaluation: Evaluation, ratings: Mapping[int, tuple[str | None, str]]) -> Evaluation:
    """Keeps (rating, evidence) by dimension number. A rating is a value of codes.ratings(edition), or None: not yet."""
    evaluation = open_for(by, evaluation)
    known = {dimension.number for dimension in codes.dimensions(evaluation.edition)}  # type: ignore[arg-type]
    allowed = {value for value, _label in codes.ratings(evaluation.edition)}  # type: ignore[arg-type]
    for number, (rating, evidence) in ratings.items():
        if number not in known:
            raise ValidationError(_("There is no dimension %(number)s.") % {"number": number})
        if rating and rating not in allowed:
            raise ValidationError({f"rating_{number}": _("Choose one of the ratings in the list.")})
        third = evaluation.edition == "third"
        DimensionRating.objects.update_or_create(
            evaluation=evaluation,
            dimension=number,
            defaults={
                "organisation_id": evaluation.organisation_id,
                "severity": int(rating) if third and rating else None,
                "minimum_level": "" if third else rating or "",
                "evidence": evidence,
            },
        )
    record("intake.evaluation.rated", evaluation, by=by, dimensions=sorted(ratings))
    return evaluation


@transaction.atomic
def list_substances(*, by: Staff, evaluation: Evaluation, substances: Iterable[Mapping[str, Any]]) -> Evaluation:
    """Replaces the list: at most three, the first is the primary one (TEDS MDS 14–17).

    Each: substance, route, frequency (codes of rulebook.codes), last_use (date or None), age_first_use (int or None).
    """
    evaluation = open_for(by, evaluation)
    rows = [
        SubstanceUse(organisation_id=evaluation.organisation_id, evaluation=evaluation, rank=rank, **each)
        for rank, each in enumerate(substances, start=1)
    ]
    if len(rows) > 3:
        raise ValidationError(_("Name at most three substances, the most important first."))
    seen = {(row.substance, row.route) for row in rows}
    if len(seen) < len(rows):
        raise ValidationError(_("The same substance and route stands there twice. Keep one of them."))
    for row in rows:
        tables = (("substance", codes.SUBSTANCES), ("route", codes.ROUTES), ("frequency", codes.FREQUENCIES))
        for name, table in tables:
            if getattr(row, name) not in table:
                raise ValidationError({name: _("Choose one from the list.")})
    evaluation.substances.all().delete()
    SubstanceUse.objects.bulk_create(rows)
    record("intake.evaluation.substances", evaluation, by=by, count=len(rows))
    return evaluation


@transaction.atomic
def sign_evaluation(*, by: Staff, evaluation: Evaluation) -> Evaluation:
    """Signs: from here on the database refuses every change. Raises ValidationError with what is still missing.

    The referral stands as evaluated, and whoever decides about a place is asked.
    """
    evaluation = open_for(by, evaluation)
    lacking = [gap.explanation.translated(_) for gap in gaps(evaluation) if gap.required]
    if lacking:
        raise ValidationError([_("Still missing: %(what)s") % {"what": what} for what in lacking])
    evaluation.signed_with = as_signed(evaluation)
    evaluation.signed_by, evaluation.signed_at = by, timezone.now()
    evaluation.save(update_fields=["signed_with", "signed_by", "signed_at"])
    record("intake.evaluation.signed", evaluation, by=by, seals=evaluation)
    if evaluation.referral and evaluation.referral.state in (Referral.State.NEW, Referral.State.SCREENED):
        evaluation.referral.state = Referral.State.EVALUATED
        evaluation.referral.save(update_fields=["state"])
        ask(
            by=by,
            program=evaluation.program,
            kind=PLACE_WORK,
            source=str(evaluation.pk),
            title=_("Decide where %(name)s starts") % {"name": evaluation.client},
            detail=_("The evaluation is signed."),
            client=evaluation.client,
            to=by if by.may(Permission.PLACE) else None,
            role=Role.EVALUATOR,
            severity="today",
            link=reverse("intake:evaluation", args=[evaluation.pk]),
        )
    return evaluation


def open_for(by: Staff, evaluation: Evaluation) -> Evaluation:
    """The evaluation, locked for this transaction, for somebody who may write in it. Raises ValidationError once it is
    signed."""
    require(by, Permission.EVALUATE)
    related = ("client", "program", "referral")
    row = Evaluation.objects.select_for_update(of=("self",)).select_related(*related).get(pk=evaluation.pk)
    if row.signed_at:
        raise ValidationError(_("This evaluation is signed and stays as it is. Start a new one to add to it."))
    return row
