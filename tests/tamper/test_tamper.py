"""A short version of `make tamper`, and what each seal is made of."""

import pytest
from django.apps import apps
from django.db import connection, transaction

from openiop.base.audit.seals import SEALED
from openiop.base.audit.tests.hands import settle
from openiop.base.audit.verify import verify
from tests.tamper import scene
from tests.tamper.vandal import Vandal, drill

ROUNDS = 64  # four of each kind


@pytest.fixture
def sealed(db):
    organisation = scene.make()
    settle()
    return organisation


@pytest.mark.slow
def test_14_whatever_is_touched_is_found(sealed):
    assert verify(connection.connection, sealed).fault is None
    tally = drill(Vandal(connection.connection, sealed, seed=7), ROUNDS)
    assert tally.missed == []
    assert tally.total == ROUNDS
    verdict = verify(connection.connection, sealed)
    assert verdict.fault is None
    assert verdict.seals > 1000


def test_every_column_of_a_sealed_row_is_in_its_seal(db):
    for kind, sealed in SEALED.items():
        columns = {field.attname for field in apps.get_model(kind)._meta.concrete_fields}
        assert columns == set(sealed.columns), kind
        for part in sealed.parts:
            columns = {field.attname for field in apps.get_model(part.kind)._meta.concrete_fields}
            assert columns == set(part.columns), part.kind


def test_every_table_that_only_grows_is_sealed(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
            " AND (tgname LIKE '%%_append_only' OR tgname LIKE '%%_frozen')"
        )
        kept = {table for (table,) in cursor.fetchall()} - {"audit_event", "audit_link"}
    kinds = {*SEALED, *(part.kind for sealed in SEALED.values() for part in sealed.parts)}
    sealed = {apps.get_model(kind)._meta.db_table for kind in kinds}
    assert sealed <= kept
    # the words of a signed plan are sealed where they were signed: in the signature's content
    plan = {"plan_goal", "plan_intervention", "plan_objective", "plan_prescribeddose", "plan_problem"}
    # what taps amount to is sealed in the ledger and in the signed note
    assert kept - sealed == plan | {"encounters_tap"}


def test_a_row_that_nobody_told_of_is_found(sealed):
    from openiop.care.encounters.models import Presence

    with transaction.atomic():
        like = Presence.objects.filter(organisation=sealed).first()
        Presence.objects.create(
            organisation_id=sealed,
            session=like.session,
            client=like.client,
            code="excused",
            recorded_at=like.recorded_at,
        )
        fault = verify(connection.connection, sealed).fault
        assert fault.wrong == "signed row" and "no event tells of it" in fault.told
        transaction.set_rollback(True)
    assert verify(connection.connection, sealed).fault is None
