"""How a group is doing: who comes and goes, how full it is against its limit, what was taught, who has gone quiet."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q
from django.utils import timezone

from openiop.base.context import everything, standing
from openiop.base.people.models import Client
from openiop.base.people.roles import Permission as P
from openiop.base.privacy.gate import Gate
from openiop.care.calendar.models import Group, Membership, Session
from openiop.care.encounters.models import Note, Presence
from openiop.care.encounters.queries import attendance
from openiop.rulebook.groups import Limit, limit_of

WEEKS = 12
NEW_FOR = timedelta(days=21)
LATELY = timedelta(days=28)
QUIET_NOTES = 3  # that many notes in a row
QUIET = Note.Participation.LISTENED  # at most


@dataclass(frozen=True)
class Meeting:
    """One meeting that is over: how many were present."""

    day: date
    session: Session
    present: int

    @property
    def label(self) -> str:
        return f"{self.day.month}/{self.day.day}"


@dataclass(frozen=True)
class Health:
    """A group over the last twelve weeks. Numbers count people, and name nobody."""

    meetings: list[Meeting]  # oldest first
    members: int
    newcomers: int  # whose seat is younger than three weeks
    joined: int  # in the last four weeks
    left: int
    limit: Limit | None
    topics_taught: int
    topics: int
    quiet: list[tuple[Client, int]]  # with their notes in a row; only those whom the reader reaches

    @property
    def turnover(self) -> int:
        """Of a hundred who could stay, how many left in four weeks."""
        stood = self.members + self.left - self.joined
        return round(100 * self.left / stood) if stood > 0 else 0

    @property
    def newcomer_share(self) -> int:
        return round(100 * self.newcomers / self.members) if self.members else 0

    @property
    def usual(self) -> float:
        """People present, on average."""
        return sum(each.present for each in self.meetings) / len(self.meetings) if self.meetings else 0.0

    @property
    def too_full(self) -> list[Meeting]:
        """Meetings with more people than the limit allows (BIL-11)."""
        return [each for each in self.meetings if self.limit and each.present > self.limit.most]


def health_of(gate: Gate, group: Group) -> Health:
    """The group came through the gate; six queries. How many were present is counted by the house, because whoever
    leads a group no longer reaches those who left it; no name comes out of that."""
    program, now = gate.program, timezone.now()
    today = program.today()
    over = gate.rows(Session, P.SEE_HOURS).filter(
        group=group, during__endswith__lte=now, during__startswith__gt=now - timedelta(weeks=WEEKS)
    )
    sessions = list(over.exclude(state=Session.State.CANCELLED).order_by("during"))
    with standing(everything(group.organisation_id)):
        came = attendance.standing(Presence.objects.filter(session__in=sessions, code__in=Presence.ATTENDED))
        counts = came.order_by().values("session").annotate(n=Count("client", distinct=True))
        present = {row["session"]: row["n"] for row in counts}
    seats = gate.rows(Membership, P.SEE_CLIENTS).filter(group=group)
    holds = Q(first_day__lte=today) & (Q(last_day=None) | Q(last_day__gte=today))
    numbers = seats.aggregate(
        members=Count("pk", filter=holds),
        newcomers=Count("pk", filter=holds & Q(first_day__gt=today - NEW_FOR)),
        joined=Count("pk", filter=Q(first_day__gt=today - LATELY, first_day__lte=today)),
        left=Count("pk", filter=Q(last_day__gte=today - LATELY, last_day__lt=today)),
    )
    topics = set(program.topics.filter(module=group.module, is_used=True).values_list("pk", flat=True))
    return Health(
        meetings=[Meeting(program.local(s.during.lower).date(), s, present.get(s.pk, 0)) for s in sessions],
        limit=limit_of(program.site.state, group.kind, today),
        topics_taught=len(topics & {session.topic_id for session in sessions}),
        topics=len(topics),
        quiet=quiet_in(gate, group) if gate.may(P.SEE_NOTES) else [],
        **numbers,
    )


def quiet_in(gate: Gate, group: Group) -> list[tuple[Client, int]]:
    """Who only listened, or not even that, in each of their last notes of this group: at least two, at most three."""
    notes = gate.rows(Note, P.SEE_NOTES).filter(
        session__group=group, participation__isnull=False, session__during__startswith__gt=timezone.now() - LATELY
    )
    lately: dict[Client, list[int]] = defaultdict(list)
    for note in notes.select_related("client").defer("signed_content").order_by("-session__during"):
        if len(lately[note.client]) < QUIET_NOTES:
            lately[note.client].append(note.participation)
    found = [(client, len(said)) for client, said in lately.items() if len(said) > 1 and max(said) <= QUIET]
    return sorted(found, key=lambda pair: pair[0].legal_name)
