"""One person's medications and tests, through the gate."""

from django.db.models import QuerySet

from openiop.base.people.models import Client
from openiop.base.people.roles import Permission as P
from openiop.base.privacy.gate import Gate
from openiop.care.medical.models import Medication, ToxicologyTest


def taking(gate: Gate, client: Client) -> QuerySet[Medication]:
    """What they take now, MOUD first."""
    return _of(gate, client).filter(status=Medication.Status.ACTIVE).order_by("-is_moud", "name", "id")


def before(gate: Gate, client: Client) -> QuerySet[Medication]:
    """What they took, and what was entered by mistake."""
    return _of(gate, client).exclude(status=Medication.Status.ACTIVE).order_by("-stopped_on", "name", "id")


def _of(gate: Gate, client: Client) -> QuerySet[Medication]:
    return gate.rows(Medication, P.SEE_CHART).filter(client=client).select_related("recorded_by")


def tests(gate: Gate, client: Client) -> QuerySet[ToxicologyTest]:
    """The tests that hold, newest first, each with the row it corrected."""
    rows = gate.rows(ToxicologyTest, P.SEE_CHART).filter(client=client, replaced_by=None)
    return rows.select_related("recorded_by", "replaces").order_by("-collected_at", "id")
