"""Writing the audit, inside the transaction of the act itself."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.db import models

from openiop.base.audit import whence
from openiop.base.audit.models import Event
from openiop.base.audit.seals import seal_of
from openiop.base.context import Context, everything


@dataclass(frozen=True)
class System:
    """OpenIOP acting on its own (an import, a nightly job): named, so that the audit can say so."""

    name: str
    organisation_id: uuid.UUID
    id: None = None
    actor_kind = "system"

    @property
    def actor_name(self) -> str:
        return self.name

    def may(self, permission: str) -> bool:
        """A job was allowed by whoever scheduled it."""
        return True

    @property
    def standing(self) -> Context:
        """Who acts, as the database is told: a job that reaches everybody of one organisation."""
        return everything(self.organisation_id)


def record(
    verb: str,
    subject: models.Model,
    *,
    by: Any,
    client_id: uuid.UUID | None = None,
    why: str = "",
    seals: models.Model | None = None,
    **detail: Any,
) -> Event:
    """Writes one event.

    `verb` reads `room.noun.verb` ("plan.plan.signed"); `subject` is the row acted on; `by` is a Staff, a Client
    or a System; `client_id` the client it is about (found from `subject.client_id` where it has one); `detail`
    is small and JSON-ready. `seals` names a row that this act makes final (openiop.base.audit.seals): the event keeps
    its digest. Raises whatever the database raises: an act that cannot be recorded must not happen.
    """
    here = whence.here()
    event = Event(
        organisation_id=getattr(subject, "organisation_id", None) or by.organisation_id,
        actor_kind=by.actor_kind,
        actor_id=by.id,
        actor_name=by.actor_name,
        verb=verb,
        subject_kind=subject._meta.label_lower,
        subject_id=subject.pk,
        client_id=client_id or getattr(subject, "client_id", None),
        detail=detail,
        why=why,
        address=here.address,
        door=here.door,
    )
    if seals is not None:
        event.sealed_kind, event.sealed_id = seals._meta.label_lower, seals.pk
        event.seal = seal_of(seals)  # type: ignore[assignment]
    # bulk_create asks nothing back: whoever acts may write an event without being allowed to read one
    Event.objects.bulk_create([event])
    return event
