"""What needs this person now, in as few questions to the database as it takes."""

from datetime import datetime
from typing import Any

from django.db.models import Func, IntegerField, Q, QuerySet, Subquery

from openiop.base.people.models import Client, Staff, fold
from openiop.base.people.roles import Permission as P
from openiop.base.privacy.gate import Gate
from openiop.base.programs.models import Program
from openiop.base.worklist.models import WorkItem
from openiop.care.calendar.models import Group
from openiop.care.encounters.models import Note
from openiop.care.intake.models import Referral
from openiop.care.measures.models import SafetyAlert
from openiop.care.placement.models import Episode
from openiop.rulebook import dose


def mine(staff: Staff, program: Program) -> QuerySet[WorkItem]:
    """Open work of this person: their own, and what waits for one of their roles."""
    return WorkItem.objects.filter(program=program, done_at=None).filter(
        Q(assigned_to=staff) | Q(assigned_to=None, role__in=staff.roles)
    )


def waiting(staff: Staff, program: Program) -> dict[str, int]:
    """The counts in the rail, in one query."""
    counts: dict[str, QuerySet[Any]] = {"work": mine(staff, program)}
    if staff.may(P.WRITE_NOTES):
        counts["notes"] = Note.objects.filter(written_by=staff, signed_at=None, due_at__lt=end_of_today(program))
    if staff.may(P.WORK_REFERRALS):
        counts["referrals"] = Referral.objects.filter(program=program, state=Referral.State.NEW)
    if staff.may(P.SEE_CHART):
        counts["alerts"] = SafetyAlert.objects.filter(organisation_id=staff.organisation_id, answered_at=None)
    subqueries = {
        f"{name}_waiting": Subquery(rows.order_by().values(n=Func("pk", function="COUNT")), IntegerField())
        for name, rows in counts.items()
    }
    found = Program.objects.filter(pk=program.pk).values(**subqueries).get()
    return {name: found[f"{name}_waiting"] for name in counts}


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
