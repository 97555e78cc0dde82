"""The database holds alone: whatever the application asks, a policy answers."""

import time
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from openiop.base import context
from openiop.base.people.models import Client, Contact
from openiop.base.privacy import keys
from openiop.base.privacy.models import Reach
from openiop.base.privacy.ready import faults, tables_of_clients


def as_application(said: str = "") -> None:
    """Signs in as the application for the rest of the transaction, with whatever it says about who acts."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('role', 'openiop_app', true), privacy_enter(%s)", [said])


def count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]


@pytest.mark.parametrize("table", ["people_client", "people_contact", "privacy_reach", "audit_event"])
def test_without_a_context_there_are_no_rows(cast, table):
    Contact.objects.create(organisation=cast.organisation, client=cast.jordan, name="Their cousin")
    assert count(table) > 0
    as_application()
    assert count(table) == 0


def test_a_context_opens_only_what_its_holders_reach(cast, elsewhere):
    with context.standing(cast.dana.standing):
        assert set(Client.objects.all()) == {cast.jordan, cast.ana, cast.luis}
    Reach.objects.filter(client=cast.ana, holder_id__in=[cast.dana.pk, cast.program.pk]).delete()
    with context.standing(cast.dana.standing):
        assert set(Client.objects.all()) == {cast.jordan, cast.luis}
    with context.standing(cast.jordan.standing):
        assert list(Client.objects.all()) == [cast.jordan]


@pytest.mark.parametrize(
    "forge",
    [
        lambda said, pid: "0" * 64 + said[64:],
        lambda said, pid: said[:64] + said[64:].replace("staff", "system"),
        lambda said, pid: "x",
        lambda said, pid: said[:70],
    ],
    ids=["no key", "another kind", "nothing like it", "cut short"],
)
def test_a_forged_context_opens_nothing(cast, forge):
    pid = connection.connection.info.backend_pid
    said = cast.priya.standing.wire(pid, time.time())
    as_application(said)
    assert count("people_client") == 3
    try:
        with transaction.atomic():
            as_application(forge(said, pid))
            assert count("people_client") == 0
    except DatabaseError:
        pass  # refused outright


@pytest.mark.parametrize(("pid", "ago"), [(1, 0), (0, 120)], ids=["of another connection", "of two minutes ago"])
def test_a_context_that_was_overheard_opens_nothing(cast, pid, ago):
    own = connection.connection.info.backend_pid
    as_application(cast.priya.standing.wire(own + pid, time.time() - ago))
    assert count("people_client") == 0


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT key FROM privacy_key",
        "INSERT INTO privacy_key VALUES ('mine')",
        "UPDATE privacy_reach SET until = '9999-01-01'",
        "DELETE FROM privacy_reach",
        "INSERT INTO privacy_standing SELECT * FROM privacy_standing",
        "UPDATE privacy_standing SET kind = 'system'",
        "ALTER TABLE people_client DISABLE ROW LEVEL SECURITY",
        "DROP POLICY people_client_read ON people_client",
        "SELECT privacy_reach_of_seats(NULL, NULL)",
    ],
)
def test_the_application_cannot_help_itself(cast, statement):
    as_application(cast.priya.standing.wire(connection.connection.info.backend_pid, time.time()))
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute(statement)


def test_who_acted_in_the_last_transaction_does_not_act_in_the_next(cast):
    """A pooled connection carries the row of whoever used it before (F8)."""
    as_application(cast.priya.standing.wire(connection.connection.info.backend_pid, time.time()))
    assert count("people_client") == 3
    with connection.cursor() as cursor:  # the next transaction begins at another moment
        cursor.execute("RESET ROLE")
        cursor.execute("UPDATE privacy_standing SET at = at - interval '1 microsecond'")
        cursor.execute("SELECT set_config('role', 'openiop_app', true)")
    assert count("people_client") == 0


def test_nobody_writes_into_another_organisation_or_a_record_they_do_not_reach(cast, elsewhere):
    for organisation, client in ((elsewhere.organisation, elsewhere.jordan), (cast.organisation, elsewhere.jordan)):
        with pytest.raises(DatabaseError), context.standing(cast.priya.standing):
            Contact.objects.create(organisation=organisation, client=client, name="Nobody")


def test_a_recipient_reads_and_changes_nothing(cast):
    contact = Contact.objects.create(organisation=cast.organisation, client=cast.jordan, name="Their cousin")
    officer = context.Context(
        context.RECIPIENT, cast.organisation.pk, items=("identity",), holders=(cast.program.pk,)
    )  # somebody whose consent covers who it is
    with context.standing(officer):
        assert Contact.objects.count() == 1
        assert Contact.objects.update(name="Somebody else") == 0
        assert Contact.objects.all().delete()[0] == 0
    with pytest.raises(DatabaseError), context.standing(officer):
        Contact.objects.create(organisation=cast.organisation, client=cast.jordan, name="Nobody")
    contact.refresh_from_db()
    assert contact.name == "Their cousin"


def test_every_table_of_clients_stands_behind_a_policy(db):
    assert len(tables_of_clients()) > 35
    assert [fault for fault in faults() if fault.startswith("the table")] == []


def test_a_table_without_a_policy_and_another_key_are_faults(cast):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE people_contact DISABLE ROW LEVEL SECURITY")
    assert "the table people_contact has no policy" in faults()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE privacy_key SET key = 'another'")
    assert any("another signing key" in fault for fault in faults())
    keys.install()
    assert not any("another signing key" in fault for fault in faults())


def test_the_whole_house_sees_no_other_house(cast, elsewhere):
    with context.standing(context.everything(cast.organisation.pk)):
        assert Client.objects.count() == 3
    with context.standing(context.everything(uuid4())):
        assert Client.objects.count() == 0
