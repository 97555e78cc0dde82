"""Reads that are compiled once give what their queryset gives, within the gate's walls."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import DataError, connection, transaction
from django.db.models import Count
from django.utils import timezone

from openiop.base.people.models import Client, Contact, Staff
from openiop.base.people.roles import Permission, Refused
from openiop.base.privacy.gate import Gate
from openiop.base.reads import Read, Unpreparable


def contacts() -> "Read[Contact]":
    return Read(Contact, lambda rows, client: rows.filter(client=client).order_by("name"), client=UUID)


@pytest.fixture
def people(cast, elsewhere):
    for place, client in ((cast, cast.jordan), (cast, cast.ana), (elsewhere, elsewhere.jordan)):
        for name in ("Their cousin", "A friend"):
            Contact.objects.create(organisation=place.organisation, client=client, name=name)
    return cast


def test_a_read_gives_what_its_queryset_gives_for_every_value(people, elsewhere):
    read = contacts()
    for client in (people.jordan, people.ana, elsewhere.jordan, people.jordan):
        assert read.rows(client=client.pk) == list(Contact.objects.filter(client=client).order_by("name"))
    assert len(read.statements) == 1


def test_through_the_gate_another_organisations_rows_are_not_there(people, elsewhere):
    read = contacts()
    assert len(Gate(people.dana).read(read, Permission.SEE_CLIENTS, client=people.jordan.pk)) == 2
    assert Gate(people.dana).read(read, Permission.SEE_CLIENTS, client=elsewhere.jordan.pk) == []
    assert len(Gate(elsewhere.dana).read(read, Permission.SEE_CLIENTS, client=elsewhere.jordan.pk)) == 2


def test_through_the_gate_a_client_reads_only_their_own(people):
    read = contacts()
    assert Gate(people.dana).read(read, Permission.SEE_CLIENTS, client=people.ana.pk)
    assert Gate(people.jordan).read(read, Permission.SEE_OWN, client=people.ana.pk) == []
    assert len(Gate(people.jordan).read(read, Permission.SEE_OWN, client=people.jordan.pk)) == 2


def test_through_the_gate_the_right_is_asked_every_time(people, django_assert_num_queries):
    read = contacts()
    Gate(people.dana).read(read, Permission.SEE_CHART, client=people.jordan.pk)
    with django_assert_num_queries(0), pytest.raises(Refused):
        Gate(people.bea).read(read, Permission.SEE_CHART, client=people.jordan.pk)
    with django_assert_num_queries(0), pytest.raises(Refused):
        staff = Read(Staff, lambda rows, person: rows.filter(pk=person), person=UUID)
        Gate(people.jordan).read(staff, Permission.SEE_OWN, person=people.dana.pk)


def test_joined_rows_come_without_another_question(people, django_assert_num_queries):
    read = Read(
        Contact,
        lambda rows, client: rows.filter(client=client).select_related("client__organisation", "client__user"),
        client=UUID,
    )
    with django_assert_num_queries(1):
        found = read.first(client=people.jordan.pk)
        assert found.client.organisation.name == people.organisation.name
        assert found.client.user == people.jordan.user
    assert not found._state.adding


def test_what_is_annotated_stands_on_the_row(people):
    read = Read(Client, lambda rows, client: rows.filter(pk=client).annotate(n=Count("contacts")), client=UUID)
    assert read.first(client=people.jordan.pk).n == 2


def test_the_shape_has_a_statement_of_its_own(people):
    read = Read(
        Contact,
        lambda rows, names, at_most, since: rows.filter(name__in=names, created_at__lt=since)[:at_most],
        since=datetime,
    )
    now = timezone.now()
    assert len(read.rows(("A friend",), 2, since=now)) == 2
    assert {each.name for each in read.rows(("A friend", "Their cousin"), 9, since=now)} == {"A friend", "Their cousin"}
    assert len(read.rows(("A friend",), 9, since=now)) == 3


def test_a_value_that_is_none_has_a_statement_of_its_own(people):
    def build(rows, name, client):
        return rows.filter(client=client, name=name) if client else rows.filter(name=name)

    read = Read(Contact, build, name=str, client=UUID)
    assert len(read.rows(name="A friend", client=None)) == 3
    assert len(read.rows(name="A friend", client=people.ana.pk)) == 1
    assert len(read.rows(name="A friend", client=None)) == 3


def test_tuples_are_what_values_list_gives(people):
    def build(rows, client):
        return rows.filter(client=client).order_by("-name").values_list("name", "client", "created_at")

    assert Read(Contact, build, client=UUID).rows(client=people.ana.pk) == list(build(Contact.objects, people.ana))


def test_a_value_that_the_query_does_not_hold_is_a_clear_error(people):
    with pytest.raises(Unpreparable, match="client"):
        Read(Contact, lambda rows, client: rows, client=UUID).rows(client=people.ana.pk)


def test_a_read_survives_a_rolled_back_transaction(people):
    read = contacts()
    for _again in range(3):
        with transaction.atomic():
            read.rows(client=people.ana.pk)
            transaction.set_rollback(True)
    assert len(read.rows(client=people.ana.pk)) == 2


def test_the_server_keeps_the_statement_of_a_read_and_of_nothing_else(people):
    def kept() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%people_contact%'")
            return cursor.fetchone()[0]

    before = kept()
    read = Read(Contact, lambda rows, client: rows.filter(client=client).order_by("phone", "name"), client=UUID)
    for _ in range(2):
        read.rows(client=people.ana.pk)
        list(Contact.objects.filter(client=people.ana).order_by("name"))
    assert kept() == before + 1


def test_a_connection_that_the_server_ended_is_found_out(committed_db, django_db_blocker):
    with django_db_blocker.unblock():
        connection.ensure_connection()
        assert connection.is_usable()
        with connection.connection.cursor() as cursor:
            pid = cursor.execute("SELECT pg_backend_pid()").fetchone()[0]
        from tests.aside import run_aside

        run_aside(f"SELECT pg_terminate_backend({pid}, 5000)")
        assert not connection.is_usable()
        connection.close()


EACH = Read(
    Contact,
    lambda rows, client, name, since: (
        rows.filter(client=client, created_at__gt=since)
        .exclude(name=name)
        .order_by("name")
        .values_list("id", "created_at", "client", "name", "client__birth_date", "is_emergency")
    ),
    client=UUID,
    name=str,
    since=datetime,
)


def test_the_short_way_to_the_database_gives_what_a_cursor_gives(people, django_assert_num_queries):
    """Where statements are counted they go through Django's cursors, elsewhere they do not."""
    for name, left in (("", 2), ("A friend", 1), ("100 %s, señora", 2)):
        values = {"client": people.jordan.pk, "name": name, "since": timezone.now() - timedelta(days=1)}
        short = EACH.rows(**values)
        with django_assert_num_queries(1):
            assert EACH.rows(**values) == short
        assert len(short) == left
        assert short[-1][1].tzinfo is UTC


def test_a_kept_statement_keeps_its_plan(people):
    read = Read(Contact, lambda rows, client: rows.filter(client=client).order_by("email", "name"), client=UUID)
    for _ in range(8):
        read.rows(client=people.ana.pk)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement LIKE %s",
            ['%ORDER BY "people_contact"."email" ASC%'],
        )
        assert cursor.fetchone() == (8, 0)


def test_values_may_have_names(people):
    asked = "SELECT %(a)s::int - %(b)s::int, %(a)s::int %% 4"
    assert connection.prepared_rows(asked, {"b": 2, "a": 7, "left": "unused"}) == [(5, 3)]


def test_an_error_of_the_short_way_is_djangos_and_spoils_the_transaction(people):
    with pytest.raises(DataError, match="division by zero"), transaction.atomic():
        connection.prepared_rows("SELECT 1 / (%s - 1), 100 %% 7", [1])
    assert contacts().rows(client=people.jordan.pk)
    with transaction.atomic():
        connection.set_rollback(True)
        with pytest.raises(transaction.TransactionManagementError):
            contacts().rows(client=people.jordan.pk)


def test_the_short_way_begins_the_transaction_it_stands_in(committed_db):
    with transaction.atomic():
        connection.prepared_rows("SELECT set_config('openiop.said', %s, true)", ["here"])
        assert connection.prepared_rows("SELECT current_setting('openiop.said')", []) == [("here",)]
    assert connection.prepared_rows("SELECT current_setting('openiop.said', true)", []) in ([("",)], [(None,)])
