"""Classes of fault that no table may have: rows that belong to nobody, and history that can be rewritten."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

from openiop.base.audit.models import Event, Reading
from openiop.base.people.models import Knock, SignedIn, User
from openiop.base.privacy.models import Reach
from openiop.base.programs.models import Organisation
from openiop.base.rows import Row
from tests.house.people import Town

OURS = [model for model in apps.get_models() if model.__module__.startswith("openiop.")]
# the house, a way in with its sessions and guesses, the audit, what the database keeps alone
NOT_ROWS = {Organisation, User, SignedIn, Knock, Event, Reading, Reach}
ONLY_GROW = [
    "aftercare_dischargesummary",
    "audit_event",
    "audit_link",
    "encounters_addendum",
    "encounters_cosignature",
    "encounters_presence",
    "encounters_tap",
    "intake_sourcedocument",
    "measures_response",
    "placement_decision",
    "placement_discharge",
    "plan_review",
    "plan_signature",
    "privacy_consentsignature",
    "privacy_disclosure",
    "privacy_expiryreached",
    "privacy_glass",
    "privacy_glassclosing",
    "privacy_glassreview",
    "privacy_noticegiven",
    "privacy_revocability",
    "privacy_revocation",
    "privacy_revocationnotice",
    "virtual_agreement",
    "virtual_attestation",
    "virtual_evidence",
    "virtual_written",
]


@pytest.fixture(autouse=True)
def nothing_stays(town: Town) -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def called(model: type[models.Model]) -> str:
    return model._meta.label


@pytest.mark.parametrize("model", [each for each in OURS if each not in NOT_ROWS], ids=called)
def test_every_row_belongs_to_an_organisation(model: type[models.Model]) -> None:
    assert issubclass(model, Row)
    assert not model._meta.get_field("organisation").null


@pytest.mark.parametrize("model", [each for each in OURS if issubclass(each, Row)], ids=called)
def test_the_way_to_the_client_leads_to_a_client(model: type[Row]) -> None:
    """A wrong `client_path` would show nothing to the one person it is about, or everything."""
    if model.client_path is None:
        return
    reached: type[models.Model] = model
    for step in [] if model.client_path == "id" else model.client_path.split("__"):
        reached = reached._meta.get_field(step).related_model  # type: ignore[assignment]
    assert called(reached) == "people.Client"


@pytest.mark.parametrize("table", ONLY_GROW)
@pytest.mark.parametrize(
    "statement",
    ["UPDATE {table} SET organisation_id = organisation_id", "DELETE FROM {table}", "TRUNCATE {table} CASCADE"],
    ids=str.split,
)
def test_history_is_never_rewritten(table: str, statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # TRUNCATE is heard only when no check is pending
        cursor.execute(f"SELECT count(*) FROM {table}")
        assert cursor.fetchone()[0] > 0, "an empty table would refuse nothing"
        with pytest.raises(DatabaseError, match="amended, never edited"), transaction.atomic():
            cursor.execute(statement.format(table=table))


def test_every_table_that_only_grows_is_named_here() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal AND tgname LIKE '%%_append_only'"
        )
        assert {table for (table,) in cursor.fetchall()} == set(ONLY_GROW)


def test_the_application_may_change_rows_and_no_table() -> None:
    """Where the embedded server made its roles: the app's owns nothing here and cannot lay hands on a trigger."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = 'openiop_app'")
        role = cursor.fetchone()
        if role is None:  # a server of somebody else's, with roles of its own
            return
        assert role == (False, False)
        cursor.execute("SET LOCAL ROLE openiop_app")
        with pytest.raises(DatabaseError, match="must be owner"), transaction.atomic():
            cursor.execute("ALTER TABLE encounters_presence DISABLE TRIGGER ALL")
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            cursor.execute("TRUNCATE plan_problem CASCADE")
        cursor.execute("SELECT count(*) FROM pg_class WHERE relowner = 'openiop_app'::regrole")
        assert cursor.fetchone()[0] == 0
