"""Two whole organisations in mid-week, seeded once for all tests of this folder and taken back afterwards."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import setup_databases
from django.utils import timezone

from openiop.base.audit.actions import System
from openiop.base.people.actions import employ
from openiop.base.people.models import Client, Staff
from openiop.base.people.roles import WHOLE_SITE, Role
from openiop.base.privacy.models import Reach
from openiop.base.programs.models import Program
from openiop.doors.demo.seed import seed_program
from tests.house.people import Inhabitant, Town, fill_what_the_demo_leaves_out


@pytest.fixture(scope="package")
def town(django_db_setup: None, django_db_blocker: Any) -> Iterator[Town]:
    """Harbor Street with one person for every role and a client, and a second organisation just as full."""
    with django_db_blocker.unblock():
        if connection.settings_dict["NAME"] != connection.settings_dict["TEST"]["NAME"]:
            setup_databases(verbosity=0, interactive=False, keepdb=True, aliases={"default"})
        with transaction.atomic():
            for number in (0, 1):
                seed_program(number, timezone.now())
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")  # the planner knows nothing yet of what came in at once
            here, there = Program.objects.order_by("organisation__slug")
            for program in (here, there):
                fill_what_the_demo_leaves_out(program)
            yield Town(here, there, people_of(here))
            transaction.set_rollback(True)


def know_everybody(program: Program, staff: list[Staff]) -> None:
    """A caseload of the whole program, for those whose role alone opens no record."""
    clients = Reach.objects.filter(holder_id=program.pk).values_list("client_id", flat=True).distinct()
    Reach.objects.bulk_create(
        Reach(
            organisation_id=program.organisation_id, client_id=client, holder_id=person.pk, source_id=person.pk,
            basis="caseload", until=timezone.now() + timedelta(days=1),
        )
        for client in clients for person in staff
    )  # fmt: skip


def people_of(program: Program) -> dict[str, Inhabitant]:
    """Somebody for each role, who wears that hat only, and a client."""
    system = System("test", program.organisation_id)
    found = {}
    for role in Role:
        staff = employ(
            by=system, program=program, name=f"Only {role.value}", roles=[role.value],
            email=f"{role.value}@only.example", started_on=date(2020, 1, 1), languages=["en"],
        )  # fmt: skip
        found[role.value] = Inhabitant(role.value, staff.user, staff)
    know_everybody(program, [found[role.value].person for role in Role if role not in WHOLE_SITE])
    client = Client.objects.filter(organisation=program.organisation_id, user__isnull=False).get()
    found["client"] = Inhabitant("client", client.user, client)
    return found
