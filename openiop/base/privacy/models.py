"""Who reaches a client's record."""

from typing import Any, ClassVar

from django.db import models
from django.db.models.fields.related import ForeignObject

from openiop.base.people.models import Client
from openiop.base.privacy import consents, disclosures, duties, glass, notices  # noqa: F401 - tables of their own stories
from openiop.base.programs.models import Organisation


class Reach(models.Model):
    """A holder reaches a client's record until a moment, because of something that happened (its source).

    The holder is a member of staff (caseload, group, evaluation, work asked of them, a broken glass), a program (for
    those whose role serves the whole site), the client themself, or a consent (for its recipients). Rows are kept by
    triggers of the tables they follow from; the application may only read them.
    """

    pk = models.CompositePrimaryKey("client_id", "holder_id", "source_id", "basis")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+", db_index=False)
    client = models.ForeignKey(Client, models.CASCADE, related_name="reached_by", db_index=False)
    holder_id = models.UUIDField()
    source_id = models.UUIDField()
    basis = models.CharField(max_length=20)
    until = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["holder_id", "client"], name="reach_by_holder"),
            models.Index(fields=["source_id"], name="reach_by_source"),
        ]

    def __str__(self) -> str:
        return f"{self.holder_id} reaches {self.client_id} by {self.basis}"


class ReachedUnder(models.Lookup[Any]):
    """`client__reached_under=holders`: the client is reached by one of these holders now.

    The same question that the database's policies ask (openiop.base.walls), for Django's own queries.
    """

    lookup_name = "reached_under"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        client, params = self.process_lhs(compiler, connection)
        return (
            f"EXISTS (SELECT 1 FROM privacy_reach reach WHERE reach.client_id = {client}"  # noqa: S608
            " AND reach.holder_id = ANY(%s) AND reach.until > now())",
            [*params, self.rhs],
        )


ForeignObject.register_lookup(ReachedUnder)
models.UUIDField.register_lookup(ReachedUnder)
