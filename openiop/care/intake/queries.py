"""Who waits, where each one stands, and what an evaluation still needs. Reads with a `gate` go through it; the others
take a row that came through it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Case, Count, IntegerField, Prefetch, Q, QuerySet, Value, When
from django.utils import timezone

from openiop.base.people.models import Client, fold
from openiop.base.people.roles import Permission as P
from openiop.base.privacy.gate import Gate
from openiop.base.worklist.models import WorkItem
from openiop.care.intake.models import Diagnosis, Evaluation, Referral, Screening
from openiop.care.intake.rules import Draft, Gap, missing
from openiop.care.measures.models import Response
from openiop.rulebook import codes, instruments

WAITING = (Referral.State.NEW, Referral.State.SCREENED, Referral.State.EVALUATED)


def referrals(gate: Gate, *, show: str = "waiting", text: str = "") -> QuerySet[Referral]:
    """The referrals of the program: those who wait (longest first), or one state, or all; `text` is looked for in
    names, phones and emails."""
    rows = gate.rows(Referral, P.WORK_REFERRALS).filter(program=gate.program)
    for word in fold(text).split():
        rows = rows.filter(Q(client__search__contains=word) | Q(referrer_name__icontains=word))
    last = Prefetch("screenings", Screening.objects.order_by("-screened_at"))
    rows = rows.select_related("client").prefetch_related(last)
    if show == "waiting":
        return rows.filter(state__in=WAITING).order_by("received_at", "id")
    if show in Referral.State.values:
        rows = rows.filter(state=show)
    return rows.order_by("-received_at", "id")


def counts(gate: Gate) -> dict[str, int]:
    """How many referrals stand in each state, and how many wait."""
    rows = gate.rows(Referral, P.WORK_REFERRALS).filter(program=gate.program).order_by()
    found = dict(rows.values_list("state").annotate(n=Count("id")))
    by_state = {state: found.get(state, 0) for state in Referral.State.values}
    return {**by_state, "waiting": sum(by_state[state] for state in WAITING), "all": sum(by_state.values())}


def last_month(gate: Gate) -> dict[str, int]:
    """What became of those who came in the last 30 days."""
    rows = gate.rows(Referral, P.WORK_REFERRALS).filter(
        program=gate.program, received_at__gte=timezone.now() - timedelta(days=30)
    )
    return rows.aggregate(
        came=Count("id"),
        started=Count("id", filter=Q(state=Referral.State.ADMITTED)),
        handed=Count("id", filter=Q(state=Referral.State.HANDED_OFF)),
    )


def evaluation_of(referral: Referral) -> Evaluation | None:
    """The evaluation that belongs to this referral: an open one, else the last signed."""
    rows = referral.evaluations.order_by(
        Case(When(signed_at=None, then=Value(0)), default=Value(1), output_field=IntegerField()), "-signed_at"
    )
    return rows.select_related("signed_by", "started_by").first()


def appointment_of(gate: Gate, client: Client) -> Any:
    """The session in which they are evaluated, with `leading` and `is_over`: the next one, else the last; None without
    one."""
    # The calendar is a room above this one; the person's own relation leads there without importing it.
    seat = Client._meta.get_field("seats").related_model
    rows = gate.rows(seat, P.SEE_CLIENTS).filter(
        client=client, is_live=True, session__kind="evaluation", session__program=gate.program
    )
    rows = rows.select_related("session__room", "session__program")
    coming = rows.filter(during__endswith__gt=timezone.now()).order_by("during").first()
    found = coming or rows.order_by("-during").first()
    if found is None:
        return None
    found.session.is_over = coming is None
    found.session.leading = list(found.session.leads.filter(is_live=True).select_related("staff"))
    return found.session


def diagnoses_of(client: Client) -> QuerySet[Diagnosis]:
    """What this person has or had, the primary one first; wrong entries stay out of sight."""
    return Diagnosis.objects.filter(client=client).exclude(status=Diagnosis.Status.WRONG).order_by(
        Case(When(status=Diagnosis.Status.ACTIVE, then=Value(0)), default=Value(1), output_field=IntegerField()),
        "-is_primary",
        "code",
    )  # fmt: skip


@dataclass(frozen=True)
class Background:
    """What the referring record told, for reference beside the evaluation. Bounded; `more` says what is not shown."""

    diagnoses: list[Diagnosis]
    medications: list[Any]
    encounters: list[Any]
    coverages: list[Any]

    def __bool__(self) -> bool:
        return bool(self.diagnoses or self.medications or self.encounters or self.coverages)


def background(gate: Gate, client: Client, at_most: int = 8) -> Background:
    """Imported diagnoses, medications, earlier care and payers of this client."""
    # Medications belong to a room above this one; the person's own relation leads there without importing it.
    medication = Client._meta.get_field("medications").related_model
    return Background(
        diagnoses=list(diagnoses_of(client).filter(source="import")[:at_most]),
        medications=list(gate.rows(medication, P.SEE_CHART).filter(client=client, status="active")[:at_most]),
        encounters=list(client.prior_encounters.all()[:at_most]),
        coverages=list(client.coverages.all()[:at_most]),
    )


def scores_of(client: Client) -> dict[str, Response]:
    """The last answer to each instrument."""
    rows = Response.objects.filter(client=client, replaced_by=None)
    return {r.instrument: r for r in rows.order_by("instrument", "-answered_at").distinct("instrument")}


def rating_values(evaluation: Evaluation) -> dict[int, str | None]:
    """Dimension number to its rating as a form holds it; None where it is not rated."""
    third = evaluation.edition == "third"
    return {
        row.dimension: (None if row.severity is None else str(row.severity)) if third else row.minimum_level or None
        for row in evaluation.ratings.all()
    }


def gaps(evaluation: Evaluation) -> tuple[Gap, ...]:
    """What is missing before this evaluation can be signed."""
    active = [d for d in diagnoses_of(evaluation.client) if d.status == Diagnosis.Status.ACTIVE]
    return missing(
        Draft(
            own_words=evaluation.own_words,
            history=evaluation.history,
            edition=evaluation.edition,  # type: ignore[arg-type]
            ratings=rating_values(evaluation),
            diagnoses=tuple(d.code for d in active),
            has_primary=any(d.is_primary for d in active),
            substances=evaluation.substances.count(),
            scores={key: r.total is not None for key, r in scores_of(evaluation.client).items()},
        )
    )


def as_signed(evaluation: Evaluation) -> dict[str, Any]:
    """Diagnoses and scores as they stand now, to be kept with the signature: both go on changing afterwards."""
    active = [d for d in diagnoses_of(evaluation.client) if d.status == Diagnosis.Status.ACTIVE]
    return {
        "diagnoses": [
            {"system": d.system, "code": d.code, "label": d.label, "is_primary": d.is_primary} for d in active
        ],
        "scores": [
            {
                "instrument": r.instrument,
                "version": r.version,
                "total": r.total,
                "maximum": instruments.get(r.instrument).maximum,
                "band": r.band,
                "answered_at": r.answered_at.isoformat(),
            }
            for key, r in sorted(scores_of(evaluation.client).items())
            if key in instruments.known() and r.total is not None
        ],
    }


def substance_label(row: Any) -> str:
    """The English label (message id) of a substance row."""
    return codes.SUBSTANCES.label(row.substance)


def is_in_doubt(referral: Referral) -> bool:
    """Whether somebody still has to say if this is a person we knew."""
    return WorkItem.objects.filter(
        organisation_id=referral.organisation_id, kind="intake.same_as", source=str(referral.pk), done_at=None
    ).exists()
