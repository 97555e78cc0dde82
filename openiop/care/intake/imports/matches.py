"""Is this the same person? Where the rules are unsure, a human is asked, and nothing is merged until then."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from openiop.base.audit.actions import record
from openiop.base.people.models import Client, Staff
from openiop.base.people.roles import Permission, Role, require
from openiop.base.privacy.gate import Gate
from openiop.base.programs.models import Program
from openiop.base.worklist.actions import ask, close_source
from openiop.care.intake.models import MatchReview, SourceDocument

WORK = "intake.same_person"


@transaction.atomic
def ask_which(
    *,
    by: Any,
    program: Program,
    document: SourceDocument,
    incoming: dict[str, Any],
    candidates: list[UUID],
    reasons: list[Any],
) -> MatchReview:
    """Asks admissions whether `incoming` (JSON with at least "key" and "shown") is one of `candidates`.

    `reasons` are rulebook explanations as dicts. The document waits in `incoming["documents"]`.
    """
    require(by, Permission.WORK_REFERRALS)
    review = MatchReview.objects.create(
        organisation_id=program.organisation_id,
        program=program,
        document=document,
        incoming={**incoming, "documents": [str(document.pk)]},
        candidates=candidates,
        reasons=reasons,
    )
    record("intake.match.asked", review, by=by, candidates=len(candidates))
    ask(
        by=by,
        program=program,
        kind=WORK,
        source=str(review.pk),
        title=_("Is this the same person?"),
        detail=_("A referral came in for someone who may already be known here."),
        role=Role.ADMISSIONS,
        severity="today",
        link=f"/referrals/matches/{review.pk}",
    )
    return review


def waiting_for(organisation_id: UUID, key: str) -> MatchReview | None:
    """The open question about the person with this key."""
    return MatchReview.objects.filter(organisation_id=organisation_id, decision="", incoming__key=key).first()


def add_document(review: MatchReview, document: SourceDocument) -> bool:
    """Lets one more document wait for the answer; False where it already does."""
    waiting = review.incoming["documents"]
    if str(document.pk) in waiting:
        return False
    review.incoming = {**review.incoming, "documents": [*waiting, str(document.pk)]}
    review.save(update_fields=["incoming"])
    return True


def widen(review: MatchReview, candidates: list[UUID]) -> None:
    """Adds people who may be the same person and were not known when the question was asked."""
    review.candidates = [*review.candidates, *candidates]
    review.save(update_fields=["candidates"])


def hold_open(review: MatchReview) -> MatchReview:
    """The question as it stands now, held against other answers until the transaction ends.

    Raises ValidationError where somebody answered a moment ago.
    """
    held = MatchReview.objects.select_for_update(of=["self"]).select_related("program").get(pk=review.pk)
    if held.decision:
        raise ValidationError(_("Somebody has just answered this. Nothing was changed."))
    return held


@transaction.atomic
def decide(*, by: Staff, review: MatchReview, client: Client) -> MatchReview:
    """Writes the answer: `client` is one of the candidates (the same person), or somebody new.

    Raises ValidationError where somebody answered a moment ago.
    """
    require(by, Permission.WORK_REFERRALS)
    review = hold_open(review)
    same = client.pk in review.candidates
    review.decision = MatchReview.Decision.SAME if same else MatchReview.Decision.NEW
    review.client, review.decided_by, review.decided_at = client, by, timezone.now()
    review.save(update_fields=["decision", "client", "decided_by", "decided_at"])
    record("intake.match.decided", review, by=by, client_id=client.pk, decision=review.decision)
    close_source(
        by=by,
        organisation_id=review.organisation_id,
        kind=WORK,
        source=str(review.pk),
        outcome=str(review.get_decision_display()),
    )
    return review


def reviews(gate: Gate) -> QuerySet[MatchReview]:
    """Open questions that the one who asks may answer, oldest first."""
    rows = gate.rows(MatchReview, Permission.WORK_REFERRALS).filter(decision="", program__in=gate.staff.places)
    return rows.select_related("program", "document").defer("document__content").order_by("created_at")


def fetch_review(gate: Gate, pk: UUID) -> MatchReview:
    """One question, open or answered."""
    related = ("program", "client", "decided_by", "document")
    found = gate.fetch(MatchReview, pk, Permission.WORK_REFERRALS, related=related)
    if found.program_id not in gate.staff.places:  # who came to another site is that site's to know
        raise Http404
    return found


def candidates_of(gate: Gate, review: MatchReview) -> list[Client]:
    """The people it may be, the likeliest first, with their numbers at hand."""
    found = gate.rows(Client, Permission.WORK_REFERRALS).prefetch_related("identifiers").in_bulk(review.candidates)
    return [found[pk] for pk in review.candidates if pk in found]
