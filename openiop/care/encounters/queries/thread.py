"""Which sessions touched an objective, and since how many none did."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from openiop.base.people.roles import Permission as P
from openiop.base.privacy.gate import Gate
from openiop.care.encounters.models import Note, Presence
from openiop.care.plan.models import Objective
from openiop.care.plan.queries import open_objectives

UNTOUCHED = 6  # sessions attended without a word about an objective, before it is asked about
LOOKED_AT = 60  # sessions back


def touching(gate: Gate, objective: Objective) -> QuerySet[Note]:
    """Notes of this person that are linked to the objective, or whose board had it on; newest session first."""
    client = objective.goal.problem.plan.episode.client_id
    also = Q(drafted__objectives__contains=[str(objective.pk)])
    return (
        gate.rows(Note, P.SEE_NOTES)
        .filter(Q(objective=objective) | also, client=client)
        .select_related("session__program", "session__topic", "signed_by")
        .defer("signed_content")
        .order_by("-session__during")
    )


def since_touched(gate: Gate, client_id: UUID) -> dict[UUID, int]:
    """Of each open objective: how many sessions this person attended since the last that touched it, newest back to
    LOOKED_AT. Three queries."""
    objectives = open_objectives([client_id]).get(client_id, [])
    if not objectives:
        return {}
    notes = (
        gate.rows(Note, P.SEE_NOTES)
        .filter(client=client_id, session__during__startswith__lte=timezone.now())
        .filter(session__presence__client=client_id, session__presence__code__in=Presence.ATTENDED)
        .filter(session__presence__replaced_by=None)
        .order_by("-session__during")
        .values_list("session", "objective", "drafted__objectives")
    )
    seen: dict[UUID, set[str]] = {}
    for session, objective, also in notes[: LOOKED_AT * 2]:
        seen.setdefault(session, set()).update([str(objective)], also or [])
    touched = list(seen.values())[:LOOKED_AT]
    return {
        each.pk: next((n for n, hit in enumerate(touched) if str(each.pk) in hit), len(touched)) for each in objectives
    }


def left_alone(gate: Gate, client_id: UUID) -> dict[UUID, int]:
    """Open objectives that UNTOUCHED or more attended sessions went past: what a review should ask about."""
    return {pk: n for pk, n in since_touched(gate, client_id).items() if n >= UNTOUCHED}
