"""What every decision shares: the check of a difference, the row, and the deadline of what it asks for."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from openiop.base.audit.actions import record
from openiop.base.people.models import Staff
from openiop.base.programs.models import Program
from openiop.care.placement.models import Decision, Episode
from openiop.rulebook import placement
from openiop.rulebook.text import Explanation

FIELD_OF_PROBLEM = {"reason": "difference", "words": "why", "author": "why"}


def check_difference(recommended: str, actual: str, difference: str, why: str, by: Any) -> None:
    """Raises ValidationError where the actual level is not the recommended one and reason, words or author are
    missing (rules.md 1.3)."""
    problems = placement.difference_problems(recommended, actual, difference, why, by.actor_name)
    if problems:
        raise ValidationError({FIELD_OF_PROBLEM[each.code]: each.translated(_) for each in problems})


def write_decision(
    *,
    by: Staff,
    episode: Episode,
    kind: str,
    recommended: str,
    actual: str,
    difference: str = "",
    why: str = "",
    evidence: Iterable[Explanation | dict[str, Any]] = (),
    evaluation: Any = None,
) -> Decision:
    """The decision as a row, with the reasons as they stood."""
    check_difference(recommended, actual, difference, why, by)
    decision = Decision.objects.create(
        organisation_id=episode.organisation_id,
        episode=episode,
        evaluation=evaluation,
        kind=kind,
        recommended_level=recommended,
        actual_level=actual,
        difference=difference,
        why=why.strip(),
        evidence=[each.as_dict() if isinstance(each, Explanation) else each for each in evidence],
        decided_by=by,
        decided_at=timezone.now(),
    )
    detail = {"kind": kind, "recommended": recommended, "actual": actual}
    record("placement.decision.made", decision, by=by, client_id=episode.client_id, seals=decision, **detail)
    return decision


def end_of(day: date, program: Program) -> datetime:
    """The last minute of a local day: when something due on it is late."""
    return datetime.combine(day, time(23, 59), tzinfo=program.zone)
