"""Who is due a call, who has gone quiet, and one person's chapter after the last day. Each takes the gate."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from openiop.base.people.models import Client
from openiop.base.people.roles import Permission as P
from openiop.base.privacy.gate import Gate
from openiop.care.aftercare.models import Alumni, ContinuingCare, DischargeSummary, FollowUp
from openiop.care.placement.models import Episode, LevelPeriod

SILENT = timedelta(days=60)


def stay_of(gate: Gate, client: Client) -> Episode | None:
    """The open stay in the gate's program, else the last that ended."""
    rows = gate.rows(Episode, P.WORK_AFTERCARE).filter(client=client, program=gate.program)
    rows = rows.select_related("program", "therapist", "track", "client", "discharge__discharged_by")
    return max(rows, key=lambda each: (each.closed_on is None, each.opened_on), default=None)


def care_of(gate: Gate, episode: Episode, permission: P = P.WORK_AFTERCARE) -> ContinuingCare | None:
    """The continuing-care plan of a stay; a client reads their own with SEE_OWN."""
    return gate.rows(ContinuingCare, permission).filter(episode=episode).select_related("written_by").first()


def summaries_of(gate: Gate, stay: Episode) -> QuerySet[DischargeSummary]:
    """What was written about the stay after it was closed, oldest first; clinical."""
    rows = gate.rows(DischargeSummary, P.SEE_CHART).filter(discharge__episode=stay)
    return rows.select_related("written_by").order_by("created_at")


def calls_of(gate: Gate, episode: Episode) -> QuerySet[FollowUp]:
    """Every promised call of a stay, by date."""
    return gate.rows(FollowUp, P.WORK_AFTERCARE).filter(episode=episode).select_related("done_by").order_by("due_on")


def calls_due(gate: Gate, through: date) -> QuerySet[FollowUp]:
    """Promised calls of the program due by `through` that nobody has made, the oldest first. Who is here again needs
    none."""
    here = Episode.objects.filter(client=OuterRef("episode__client"), program=gate.program, closed_on=None)
    rows = gate.rows(FollowUp, P.WORK_AFTERCARE).filter(episode__program=gate.program, outcome="", due_on__lte=through)
    return rows.exclude(Exists(here)).select_related("episode__client", "episode__therapist").order_by("due_on", "id")


def silent(gate: Gate) -> QuerySet[Alumni]:
    """Alumni of the program who like to hear from it and were not heard of for 60 days, the longest silence first."""
    were_here = Episode.objects.filter(client=OuterRef("client"), program=gate.program)
    rows = gate.rows(Alumni, P.WORK_AFTERCARE).filter(
        wants_contact=True, last_heard_at__lt=timezone.now() - SILENT, client__deceased_on=None
    )
    return (
        rows.filter(Exists(were_here))
        .exclude(Exists(were_here.filter(closed_on=None)))
        .select_related("client")
        .order_by("last_heard_at", "id")
    )


def leaving_without_plan(gate: Gate, today: date) -> QuerySet[Episode]:
    """People in their step-down taper for whom nobody has written a continuing-care plan yet."""
    tapering = LevelPeriod.objects.filter(episode=OuterRef("pk"), state=LevelPeriod.State.TAPER, during__contains=today)
    rows = gate.rows(Episode, P.WORK_AFTERCARE).filter(program=gate.program, closed_on=None, continuing_care=None)
    return rows.filter(Exists(tapering)).select_related("client", "therapist").order_by("opened_on")


def alumni_of(gate: Gate, client: Client) -> Alumni | None:
    """The alumni chapter of this person."""
    return gate.rows(Alumni, P.WORK_AFTERCARE).filter(client=client).first()


PARTS = (  # field, the question as staff read it, and as the person on whose page or paper it stands
    ("own_words", _("What they want to keep, in their words"), _("What I want to keep")),
    ("warning_signs", _("Signs that things get harder"), _("How I notice that things get harder")),
    ("what_helps", _("What helps then"), _("What helps me then")),
    ("supports", _("People and groups that help"), _("Who helps me")),
    ("next_care", _("Next care: who, where, when"), _("What comes next: who, where, when")),
    ("medications", _("Medications and who prescribes them"), _("My medications and who prescribes them")),
)


def texts_of(care: ContinuingCare | None, *, mine: bool = False) -> list[dict[str, Any]]:
    """The plan's parts that hold words, in the order they are read: dict(name, label, text). `mine`: labelled for the
    person themselves."""
    if care is None:
        return []
    return [
        {"name": name, "label": own if mine else label, "text": getattr(care, name)}
        for name, label, own in PARTS
        if getattr(care, name).strip()
    ]
