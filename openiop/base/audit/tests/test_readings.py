"""Looks at a record are counted per hour, cannot be taken away, and are told to the chain."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import RequestFactory

from openiop.base.audit import whence
from openiop.base.audit.actions import record
from openiop.base.audit.models import Event, Reading
from openiop.base.audit.readings import close_readings, record_reading
from openiop.base.audit.tests.hands import look, run, settle
from openiop.base.audit.words import DONE, LOOKED_AT, ROOMS, looked_at, told


def an_hour_passes():
    for column in ("hour", "first_at", "last_at"):
        run(f"UPDATE audit_reading SET {column} = {column} - interval '1 hour'")


def test_the_same_look_within_an_hour_is_one_row_with_a_count(cast):
    for _ in range(3):
        record_reading(cast.dana, cast.jordan.pk, "plan:client")
    record_reading(cast.dana, cast.jordan.pk, "desk:chart")
    record_reading(cast.dana, cast.ana.pk, "desk:chart")
    record_reading(cast.noor, cast.jordan.pk, "plan:client")
    assert sorted(Reading.objects.values_list("actor_name", "count")) == [
        ("Dana Whitfield, LMFT", 1), ("Dana Whitfield, LMFT", 1), ("Dana Whitfield, LMFT", 3), ("Noor Haddad, LCSW", 1),
    ]  # fmt: skip


def test_one_look_costs_one_question(cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        record_reading(cast.dana, cast.jordan.pk, "plan:client")


def test_whoever_looks_at_their_own_and_openiop_itself_are_not_counted(cast, django_assert_num_queries):
    with django_assert_num_queries(0):
        record_reading(cast.jordan, cast.jordan.pk, "portal:today")
        record_reading(cast.system, cast.jordan.pk)


def test_an_hour_that_is_over_becomes_events_once(cast):
    with whence.enter(address="203.0.113.7", door="medical:client"):
        record_reading(cast.chioma, cast.jordan.pk)
        record_reading(cast.chioma, cast.jordan.pk)
    assert close_readings() == 0
    an_hour_passes()
    record_reading(cast.chioma, cast.jordan.pk, "medical:client")
    assert close_readings() == 1
    assert close_readings() == 0
    event = Event.objects.get(verb="privacy.chart.opened")
    assert (event.actor_id, event.client_id, event.door) == (cast.chioma.pk, cast.jordan.pk, "medical:client")
    assert (event.address, event.detail["times"]) == ("203.0.113.7", 2)
    assert Reading.objects.get().count == 1
    settle()
    assert look(cast).fault is None


def test_the_application_cannot_take_a_trace_away(cast):
    if not run("SELECT 1 FROM pg_roles WHERE rolname = 'openiop_app'"):
        return  # a server of somebody else's, with roles of its own
    run("SET LOCAL ROLE openiop_app")
    record_reading(cast.dana, cast.jordan.pk, "plan:client")
    for statement in ("DELETE FROM audit_reading", "UPDATE audit_reading SET count = 0", "TRUNCATE audit_reading"):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            run(statement)


def test_an_event_tells_from_where(cast):
    with whence.enter(address="2001:db8::7", door=lambda: "plan:sign"):
        record("plan.plan.signed", cast.jordan, by=cast.dana)
    record("plan.plan.signed", cast.jordan, by=cast.dana)
    first, second = Event.objects.filter(verb="plan.plan.signed").order_by("id")
    assert (first.address, first.door) == ("2001:db8::7", "plan:sign")
    assert (second.address, second.door) == ("", "")


@pytest.mark.parametrize(("method", "looks"), [("get", 1), ("post", 0)])
def test_a_request_that_writes_tells_of_itself(cast, method, looks):
    with whence.of_request(getattr(RequestFactory(), method)("/"), "203.0.113.7"):
        record_reading(cast.dana, cast.jordan.pk)
    assert list(Reading.objects.values_list("address", flat=True)) == ["203.0.113.7"] * looks


def test_every_verb_that_is_recorded_has_words():
    import re
    from pathlib import Path

    import openiop

    recorded = set()
    for file in Path(openiop.__file__).parent.rglob("*.py"):
        if "tests" not in file.parts:
            recorded |= set(re.findall(r"""record\(\s*"([a-z_]+\.[a-z_]+\.[a-z_]+)\"""", file.read_text()))
            if "people" in file.parts:  # openiop.base.people.signins.note
                found = re.findall(r"""\bnote\(\s*"([a-z_]+)"[,)]""", file.read_text())
                recorded |= {f"people.sign_in.{verb}" for verb in found}
    assert len(recorded) > 80
    assert recorded - set(DONE) == set()
    assert {verb.partition(".")[0] for verb in recorded} <= set(ROOMS)


def test_what_has_no_words_is_shown_as_it_is():
    assert told("room.row.was_changed") == "room row was changed"
    assert looked_at("somewhere:else") == "the record"
    assert looked_at("plan:client") == str(LOOKED_AT["plan"])


def test_a_reading_can_be_as_old_as_the_worker_was_away(cast):
    record_reading(cast.dana, cast.jordan.pk, "plan:client")
    for _ in range(30):
        an_hour_passes()
    assert close_readings() == 1
    event = Event.objects.get(verb="privacy.chart.opened")
    assert Event.objects.filter(at__lt=event.at + timedelta(seconds=1)).count() == 1
