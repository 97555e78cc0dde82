"""Which topics of the curriculum somebody has been present for, and when the others come."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils import timezone

from openiop.base.people.models import Client
from openiop.base.people.roles import Permission as P
from openiop.base.privacy.gate import Gate
from openiop.base.programs.models import Program
from openiop.care.calendar.models import Seat, Session, Topic
from openiop.care.encounters.models import Presence
from openiop.care.encounters.queries.attendance import standing


@dataclass
class Covered:
    """One topic: the local days on which this person was there for it, newest first, and the next seat that has it."""

    topic: Topic
    days: list[date] = field(default_factory=list)
    next: Session | None = None


@dataclass
class Module:
    """One curriculum with its topics in their order."""

    name: str
    topics: list[Covered]

    @property
    def met(self) -> int:
        return sum(bool(each.days) for each in self.topics)

    @property
    def whole(self) -> int:
        return len(self.topics)


def coverage_of(gate: Gate, client: Client, program: Program) -> list[Module]:
    """Every curriculum of which this person met a topic or has a seat for one, in three queries. Topics that are no
    longer in use stand there where they were met."""
    permission = P.SEE_OWN if isinstance(gate.actor, Client) else P.SEE_HOURS
    days: dict[UUID, set[date]] = defaultdict(set)
    came = standing(gate.rows(Presence, permission)).filter(
        client=client, code__in=Presence.ATTENDED, session__program=program, session__topic__isnull=False
    )
    for topic, at in came.values_list("session__topic", "session__during__startswith"):
        days[topic].add(program.local(at).date())
    coming: dict[UUID, Session] = {}
    seats = gate.rows(Seat, permission).filter(
        client=client, is_live=True, during__startswith__gt=timezone.now(), session__topic__isnull=False,
        session__program=program,
    )  # fmt: skip
    for seat in seats.exclude(session__state=Session.State.CANCELLED).select_related("session").order_by("during"):
        coming.setdefault(seat.session.topic_id, seat.session)
    modules: dict[str, list[Covered]] = defaultdict(list)
    for topic in program.topics.order_by("module", "order", "title"):
        if topic.is_used or topic.pk in days:
            found = sorted(days.get(topic.pk, ()), reverse=True)
            modules[topic.module].append(Covered(topic, found, coming.get(topic.pk)))
    mine = [Module(name, topics) for name, topics in modules.items()]
    return [module for module in mine if any(each.days or each.next for each in module.topics)]


def handouts_of(modules: list[Module]) -> list[Covered]:
    """Topics met that have something to take home, the newest first."""
    met = [each for module in modules for each in module.topics if each.days]
    useful = [each for each in met if each.topic.handout or each.topic.homework]
    return sorted(useful, key=lambda each: each.days[0], reverse=True)
