"""Every event is linked to the one before it, and nobody changes one unseen."""

import threading

import pytest
from django.db import DatabaseError, connection, transaction

from openiop.base.audit.actions import record
from openiop.base.audit.chain import COLUMNS
from openiop.base.audit.models import Event
from openiop.base.audit.tests.hands import look, run, settle, unguarded


@pytest.fixture
def told(cast, elsewhere):
    """Eight more events of one organisation, and another organisation beside it."""
    for number in range(8):
        record(
            "people.client.registered", cast.jordan, by=cast.dana, why=f"reason {number}", zone="ñ 🌊", number=number
        )
    settle()
    return cast


def numbers(house):
    return [
        n for (n,) in run("SELECT number FROM audit_link WHERE organisation_id = %s ORDER BY 1", house.organisation.pk)
    ]


def test_events_are_numbered_without_a_gap_in_each_organisation(told, elsewhere):
    count = Event.objects.filter(organisation_id=told.organisation.pk).count()
    assert numbers(told) == list(range(1, count + 1))
    assert numbers(elsewhere)[0] == 1


def test_an_untouched_chain_is_whole(told, elsewhere):
    for house in (told, elsewhere):
        verdict = look(house)
        assert verdict.fault is None
        assert verdict.events == len(numbers(house))


def test_what_is_rolled_back_leaves_no_gap(told):
    before = numbers(told)
    with transaction.atomic():
        record("people.client.registered", told.jordan, by=told.dana)
        transaction.set_rollback(True)
    record("people.client.registered", told.jordan, by=told.dana)
    settle()
    assert len(numbers(told)) == len(before) + 1
    assert look(told).fault is None


def test_many_rows_written_at_once_are_linked_each(told):
    """As COPY and bulk writing do it."""
    organisation = told.organisation.pk
    with (
        connection.cursor() as cursor,
        cursor.copy(
            "COPY audit_event (id, organisation_id, at, actor_kind, actor_name, verb, subject_kind, detail, why)"
            " FROM STDIN"
        ) as copy,
    ):
        for _ in range(50):
            made = Event(organisation_id=organisation)
            copy.write_row([made.id, organisation, made.at, "system", "seed", "a.b.c", "x.y", '{"n": 1.50}', ""])
    settle()
    assert look(told).fault is None
    assert look(told).events == Event.objects.filter(organisation_id=organisation).count()


def event_number(house, number):
    return run(
        "SELECT event_id FROM audit_link WHERE organisation_id = %s AND number = %s", house.organisation.pk, number
    )[0][0]


OTHER = {
    "id": "gen_random_uuid()", "organisation_id": "gen_random_uuid()", "at": "at + interval '1 microsecond'",
    "actor_id": "gen_random_uuid()", "subject_id": "gen_random_uuid()", "client_id": "gen_random_uuid()",
    "detail": "jsonb_set(detail, '{number}', '99')", "sealed_id": "gen_random_uuid()",
}  # fmt: skip


@pytest.mark.parametrize("column", COLUMNS)
def test_an_altered_column_is_found(told, column):
    at = len(numbers(told)) - 3
    value = OTHER.get(column, f"{column} || 'x'")
    unguarded("audit_event", f"UPDATE audit_event SET {column} = {value} WHERE id = %s", event_number(told, at))
    fault = look(told).fault
    assert fault and fault.number == at
    assert fault.wrong == ("missing" if column == "id" else "altered")


def test_text_shifted_from_one_column_into_the_next_is_found(told):
    unguarded(
        "audit_event",
        "UPDATE audit_event SET actor_name = actor_name || left(verb, 1), verb = substr(verb, 2) WHERE id = %s",
        event_number(told, 5),
    )
    assert look(told).fault.wrong == "altered"


def test_a_deleted_event_is_found(told):
    unguarded("audit_event", "DELETE FROM audit_event WHERE id = %s", event_number(told, 4))
    assert (look(told).fault.number, look(told).fault.wrong) == (4, "missing")


@pytest.mark.parametrize("number", [1, 4, -1])
def test_an_event_deleted_with_its_link_is_found(told, number):
    number = number if number > 0 else len(numbers(told))
    event = event_number(told, number)
    unguarded("audit_event", "DELETE FROM audit_event WHERE id = %s", event)
    unguarded("audit_link", "DELETE FROM audit_link WHERE event_id = %s", event)
    assert (look(told).fault.number, look(told).fault.wrong) == (number, "missing")


def test_an_event_written_around_the_chain_is_found(told):
    unguarded(
        "audit_event",
        """INSERT INTO audit_event (id, organisation_id, at, actor_kind, actor_name, verb, subject_kind, detail, why)
           SELECT gen_random_uuid(), organisation_id, at, actor_kind, actor_name, verb, subject_kind, detail, why
           FROM audit_event WHERE id = %s""",
        event_number(told, 5),
    )
    assert look(told).fault.wrong == "inserted"


def test_two_events_that_changed_places_are_found(told):
    one, other = event_number(told, 5), event_number(told, 7)
    unguarded(
        "audit_link",
        """UPDATE audit_link SET event_id = CASE event_id WHEN %s THEN %s::uuid ELSE %s::uuid END
           WHERE organisation_id = %s AND event_id IN (%s, %s)""",
        one, other, one, told.organisation.pk, one, other,
    )  # fmt: skip
    assert look(told).fault.number == 5


def test_links_that_changed_places_are_found(told):
    unguarded(
        "audit_link",
        "UPDATE audit_link SET number = CASE number WHEN 5 THEN -7 ELSE -5 END WHERE organisation_id = %s"
        " AND number IN (5, 7)",
        told.organisation.pk,
    )
    unguarded("audit_link", "UPDATE audit_link SET number = -number WHERE number < 0")
    assert (look(told).fault.number, look(told).fault.wrong) == (5, "reordered")


@pytest.mark.parametrize(
    ("statement", "wrong"),
    [
        ("UPDATE audit_head SET number = number - 1 WHERE organisation_id = %s", "inserted"),
        ("UPDATE audit_head SET number = number + 1 WHERE organisation_id = %s", "missing"),
        ("UPDATE audit_head SET hash = reverse(hash) WHERE organisation_id = %s", "head"),
        ("DELETE FROM audit_head WHERE organisation_id = %s", "head"),
    ],
)
def test_a_wrong_head_is_found(told, statement, wrong):
    unguarded("audit_head", statement, told.organisation.pk)
    assert look(told).fault.wrong == wrong


@pytest.mark.parametrize("table", ["audit_event", "audit_link"])
@pytest.mark.parametrize(
    "statement", ["UPDATE {} SET organisation_id = organisation_id", "DELETE FROM {}", "TRUNCATE {}"]
)
def test_nobody_edits_the_chain_without_switching_its_guards_off(told, table, statement):
    settle()
    run("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError, match="amended, never edited"), transaction.atomic():
        run(statement.format(table))


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM audit_head", "SELECT * FROM audit_link", "UPDATE audit_head SET number = 1",
        "INSERT INTO audit_link VALUES (gen_random_uuid(), 1, gen_random_uuid(), '', '')", "DELETE FROM audit_head",
        "SELECT audit_link_event(NULL::audit_event)", "DELETE FROM audit_reading",
        "UPDATE audit_reading SET count = 0",
    ],
)  # fmt: skip
def test_the_application_cannot_lay_hands_on_the_chain(told, statement):
    if not run("SELECT 1 FROM pg_roles WHERE rolname = 'openiop_app'"):
        return  # a server of somebody else's, with roles of its own
    run("SET LOCAL ROLE openiop_app")
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        run(statement)


@pytest.mark.slow
def test_many_at_the_same_time_make_one_chain_and_never_lock_each_other_out(committed_db, django_db_blocker):
    """Half of them write an event and then need a row, the other half hold that row and then write an event: a chain
    that was locked before the commit would end in a deadlock."""
    from tests.cast import make_house

    failures = []

    def act(house, turn):
        try:
            for _ in range(10):
                with transaction.atomic():
                    steps = [
                        lambda: record("people.client.registered", house.jordan, by=house.dana),
                        lambda: type(house.organisation).objects.select_for_update().get(pk=house.organisation.pk),
                    ]
                    for step in steps if turn % 2 else reversed(steps):
                        step()
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    with django_db_blocker.unblock():
        house = make_house("harbor", "Harbor Street")
        before = Event.objects.count()
        threads = [threading.Thread(target=act, args=(house, turn)) for turn in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert failures == []
        assert Event.objects.count() == before + 40
        connection.ensure_connection()
        with transaction.atomic():
            assert look(house).fault is None
