"""The golden thread: which sessions touched an objective, and since how many none did."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from openiop.base.people.roles import Permission as P
from openiop.base.privacy.gate import Gate
from openiop.care.encounters.models import Note, Presence
from openiop.care.plan.models import Objective
from openiop.care.plan.queries import open_objectives

UNTOUCHED = 6  # sessions attended without a word about an objective, before it is asked about
LOOKED_AT = 60  # sessions back


@dataclass(frozen=True)
class Strand:
    """One open objective: how many of the sessions looked at touched it, when the last did, and how many this person
    attended since."""

    objective: Objective
    touched: int
    last: datetime | None
    since: int

    @property
    def is_left_alone(self) -> bool:
        return self.since >= UNTOUCHED


def touching(gate: Gate, objective: Objective) -> QuerySet[Note]:
    """Notes of this person that are linked to the objective, or whose board had it on; newest session first. It is
    the same objective in every version of the plan that words it alike."""
    client = objective.goal.problem.plan.episode.client_id
    same = same_objectives(objective)
    also = Q()
    for pk in same:
        also |= Q(drafted__objectives__contains=[str(pk)])
    return (
        gate.rows(Note, P.SEE_NOTES)
        .filter(Q(objective__in=same) | also, client=client)
        .select_related("session__program", "session__topic", "signed_by")
        .defer("signed_content")
        .order_by("-session__during")
    )


def same_objectives(objective: Objective) -> list[UUID]:
    """The ids of this objective in every version of the person's plan."""
    client = objective.goal.problem.plan.episode.client_id
    return [pk for pk, known in _kin(client).items() if known == _named(objective)]


def strands_of(gate: Gate, client_id: UUID) -> dict[UUID, Strand]:
    """Every open objective of this person's plan, by id, over the last sessions they attended. Three queries."""
    objectives = open_objectives([client_id]).get(client_id, [])
    if not objectives:
        return {}
    there = Presence.objects.filter(
        session=OuterRef("session"), client=client_id, code__in=Presence.ATTENDED, replaced_by=None
    )
    rows = (
        gate.rows(Note, P.SEE_NOTES)
        .filter(Exists(there), client=client_id, session__during__startswith__lte=timezone.now())
        .order_by("-session__during")
        .values_list("session__during", "objective", "drafted__objectives")
    )
    kin = {str(pk): known for pk, known in _kin(client_id).items()}
    sessions = [
        (during.lower, {kin.get(str(each)) for each in (one, *(also or ()))}) for during, one, also in rows[:LOOKED_AT]
    ]
    found = {}
    for each in objectives:
        hits = [n for n, (_at, touched) in enumerate(sessions) if _named(each) in touched]
        last = sessions[hits[0]][0] if hits else None
        found[each.pk] = Strand(each, len(hits), last, hits[0] if hits else len(sessions))
    return found


def _named(objective: Objective) -> tuple[str, str]:
    return objective.goal.title, objective.text


def _kin(client_id: UUID) -> dict[UUID, tuple[str, str]]:
    """Every objective of this person's plans with its goal and words: a new version copies what it goes on with."""
    rows = Objective.objects.filter(goal__problem__plan__episode__client=client_id)
    return {pk: (title, text) for pk, title, text in rows.values_list("pk", "goal__title", "text")}
