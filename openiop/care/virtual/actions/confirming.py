"""What the video saw becomes attendance, once somebody who was there says that it is so."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from openiop.base.audit.actions import record
from openiop.base.privacy.gate import Gate
from openiop.care.calendar.models import Session
from openiop.care.encounters import rules as ledger_rules
from openiop.care.encounters.actions import ledger
from openiop.care.encounters.actions.attendance import begin
from openiop.care.encounters.models import Presence
from openiop.care.virtual.actions.hosting import require_host
from openiop.care.virtual.models import Evidence
from openiop.care.virtual.queries.presence import Seen, seen_by_video
from openiop.care.virtual.queries.who import latest_attestation


@transaction.atomic
def confirm(*, by: Any, session: Session, now: datetime | None = None) -> list[Presence]:
    """Writes the rows of everybody whom the video saw and about whom nothing is recorded yet: source "video", with the
    evidence, the place of service and the state of their attestation. What somebody recorded by hand stays.

    Raises ValidationError while the session still runs.
    """
    require_host(by, session)
    now = now or timezone.now()
    session = ledger.hold(session)
    ledger.refuse_cancelled(session)
    if now < session.during.upper:
        raise ValidationError(_("The session still runs. Its minutes can be confirmed when it is over."))
    made = []
    for each in seen_by_video(Gate.of(by), session, now):
        if each.is_to_confirm:
            begin(session, each.person.client.pk, by, now)
            made += _write(each, by, session)
    return made


def _write(seen: Seen, by: Any, session: Session) -> list[Presence]:
    """A row for each stretch that lies inside the session, with what it rests on."""
    client, admission = seen.person.client, seen.person.admission
    said = latest_attestation(client, session)
    span, made = ledger.span_of(session), []
    for interval in seen.intervals:
        came, left = interval.begins.replace(microsecond=0), interval.ends.replace(microsecond=0)
        if min(left, span.end) <= max(came, span.start):
            continue
        is_later = bool(made)
        code = ledger_rules.attended_code(span.start if is_later else came, left, span)
        row = ledger.append(
            by=by, session=session, client_id=client.pk, code=code, during=(came, left), source=Presence.Source.VIDEO,
            place_of_service=said.place_of_service if said else "", state=said.state if said else "",
        )  # fmt: skip
        proof = interval.evidence
        evidence = Evidence.objects.create(
            organisation_id=session.organisation_id, client=client, presence=row, admission=admission,
            began_by=proof.began, ended_by=proof.ended, first_sign=interval.begins, last_sign=proof.last_sign,
            signs=proof.signs, bytes_in=proof.bytes_in,
        )  # fmt: skip
        record("virtual.evidence.kept", evidence, by=by, client_id=client.pk, seals=evidence)
        made.append(row)
    return made
