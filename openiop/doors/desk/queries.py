"""What needs this person now, in as few questions to the database as it takes."""

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Func, IntegerField, QuerySet, Subquery
from django.db.models.functions import Now

from openiop.base.people.models import Client, Staff, fold
from openiop.base.people.roles import Permission as P
from openiop.base.people.roles import rights_of
from openiop.base.privacy.gate import Gate
from openiop.base.privacy.glass import Glass
from openiop.base.programs.models import Program
from openiop.base.reads import Read
from openiop.base.worklist.models import WorkItem
from openiop.care.calendar.models import Group
from openiop.care.encounters.models import Note
from openiop.care.encounters.queries.cosigning import waiting_for
from openiop.care.intake.models import Referral
from openiop.care.measures.models import SafetyAlert
from openiop.care.placement.models import Episode
from openiop.doors.desk.reads import own_work
from openiop.rulebook import dose


def mine(staff: Staff, program: Program) -> QuerySet[WorkItem]:
    """Open work of this person: their own, and what waits for one of their roles."""
    return own_work(WorkItem.objects.all(), staff.roles, staff.pk, program.pk)


def waiting(staff: Staff, program: Program) -> dict[str, int]:
    """The counts in the rail, in one query."""
    names, read = _counts(tuple(staff.roles))
    values = {
        "program": program.pk,
        "staff": staff.pk,
        "organisation": staff.organisation_id,
        "by": end_of_today(program),
    }
    counted = dict(zip(names, read.first(**{name: values[name] for name in read.types}), strict=True))
    if "notes" in counted:  # one's own notes, and those that wait for one's co-signature
        counted["notes"] += counted.get("cosign", 0)
    return counted


@lru_cache(maxsize=256)
def _counts(roles: tuple[str, ...]) -> tuple[list[str], Read[Program]]:
    """What is counted for people with these roles, and the read that counts it."""
    rights = rights_of(roles)
    counts: dict[str, Callable[[Any], QuerySet[Any]]] = {
        "work": lambda v: own_work(WorkItem.objects.all(), roles, v["staff"], v["program"])
    }
    types: dict[str, Any] = {"program": UUID, "staff": UUID}
    if P.WRITE_NOTES in rights:
        counts["notes"] = lambda v: Note.objects.filter(written_by=v["staff"], signed_at=None, due_at__lt=v["by"])
        types["by"] = datetime
    if P.SIGN_NOTES in rights:
        counts["cosign"] = lambda v: waiting_for(v["staff"])
    if P.WORK_REFERRALS in rights:
        counts["referrals"] = lambda v: Referral.objects.filter(program=v["program"], state=Referral.State.NEW)
    if P.SEE_CHART in rights:
        counts["alerts"] = lambda v: SafetyAlert.objects.filter(organisation=v["organisation"], answered_at=None)
        types["organisation"] = UUID
        counts["glass"] = lambda v: Glass.objects.filter(staff=v["staff"], until__gt=Now(), closing=None)

    def build(rows: QuerySet[Program], **values: Any) -> QuerySet[Any]:
        subqueries = {
            f"{name}_waiting": Subquery(count(values).order_by().values(n=Func("pk", function="COUNT")), IntegerField())
            for name, count in counts.items()
        }
        return rows.filter(pk=values["program"]).annotate(**subqueries).values_list(*subqueries)

    return list(counts), Read(Program, build, **types)


def end_of_today(program: Program) -> datetime:
    """The instant at which the program's local day ends."""
    return dose.day_span(program.today(), program.zone).end


def find(gate: Gate, text: str) -> QuerySet[Client]:
    """Clients whose name, alias, phone or email holds every word of `text`, however it is accented."""
    rows = gate.rows(Client, P.SEE_CLIENTS)
    for word in fold(text).split():
        rows = rows.filter(search__contains=word)
    return rows


def open_episodes(gate: Gate) -> QuerySet[Episode]:
    """Everyone in this program now."""
    return gate.rows(Episode, P.SEE_CLIENTS).filter(program=gate.program, closed_on=None)


def search(gate: Gate, text: str, at_most: int = 10) -> dict[str, Any]:
    """Clients and groups that hold the words; the view adds the pages of this person's rail."""
    people = list(find(gate, text)[: at_most + 1]) if fold(text) else []
    groups = []
    if fold(text):
        rows = gate.rows(Group, P.SEE_PROGRAM).filter(program=gate.program, name__icontains=text)
        groups = list(rows[:at_most])
    return {"people": people[:at_most], "more_people": len(people) > at_most, "groups": groups}
