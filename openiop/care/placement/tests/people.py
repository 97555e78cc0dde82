"""A signed evaluation, as intake leaves it."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from openiop.care.intake.models import Diagnosis, DimensionRating, Evaluation, Referral
from openiop.care.placement import actions


def evaluated(house: Any, who: str = "jordan", level: str = "2.1", *, signed: bool = True) -> Evaluation:
    """Jordan's evaluation: one dimension asks for `level`, the others for nothing; opioid use disorder recorded."""
    client = getattr(house, who)
    referral = Referral.objects.create(
        organisation=house.organisation, program=house.program, client=client, state=Referral.State.EVALUATED
    )
    evaluation = Evaluation.objects.create(
        organisation=house.organisation,
        client=client,
        program=house.program,
        referral=referral,
        edition="fourth",
        own_words="I want my Fridays back.",
        started_by=house.noor,
    )
    for number in range(1, 7):
        DimensionRating.objects.create(
            organisation=house.organisation,
            evaluation=evaluation,
            dimension=number,
            minimum_level=level if number == 4 else "any",
        )
    Diagnosis.objects.create(
        organisation=house.organisation,
        client=client,
        evaluation=evaluation,
        code="F11.20",
        label="Opioid use disorder, severe",
        is_primary=True,
    )
    if signed:
        evaluation.signed_by, evaluation.signed_at = house.noor, timezone.now()
        evaluation.save(update_fields=["signed_by", "signed_at"])
    return evaluation


def admitted(house: Any, who: str = "jordan", days_ago: int = 30, **changes: Any) -> Any:
    """An open stay through the action itself."""
    return actions.admit(**(asked(house, evaluated(house, who), days_ago) | changes))


def asked(house: Any, evaluation: Evaluation, days_ago: int = 0) -> dict[str, Any]:
    """The arguments of an ordinary admission."""
    on: date = house.program.today() - timedelta(days=days_ago)
    return {
        "by": house.noor,
        "evaluation": evaluation,
        "program": house.program,
        "track": house.track,
        "therapist": house.dana,
        "actual_level": "2.1",
        "opened_on": on,
    }
