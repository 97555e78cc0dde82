"""One organisation in mid-week with a chain of some hundred events, and seals of both kinds: one row at a time, as
acts make them, and many rows at once, as a seed makes them."""

from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from openiop.base.audit.actions import System, record
from openiop.base.audit.sealing import seal_what_stands
from openiop.base.audit.seals import SEALED
from openiop.base.programs.models import Program
from openiop.doors.demo.seed import seed_program
from tests.house.people import fill_what_the_demo_leaves_out

EVENTS = 300
BY_NAME = 12  # rows of each table that have a seal of their own


@transaction.atomic
def make(number: int = 0) -> UUID:
    """Seeds the organisation and seals it; returns its id."""
    before = set(Program.objects.values_list("pk", flat=True))
    seed_program(number, timezone.now(), seal=False)
    program = Program.objects.exclude(pk__in=before).get()
    fill_what_the_demo_leaves_out(program)
    system = System("scene", program.organisation_id)
    for kind, sealed in SEALED.items():
        rows = apps.get_model(kind)._default_manager.filter(organisation=program.organisation_id)
        if sealed.since:
            rows = rows.filter(**{f"{sealed.since}__isnull": False})
        for row in rows.order_by("-pk")[:BY_NAME]:
            record("test.row.sealed", row, by=system, seals=row, kind=kind)
    for number in range(EVENTS):
        record("test.happened", program, by=system, why=f"reason {number} 🌊", number=number)
    seal_what_stands(program.organisation_id, "scene")
    return program.organisation_id
