"""Answers to instruments: kept as given, scored by the rulebook, and answered by a human where they cannot wait."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from openiop.base.audit.actions import record
from openiop.base.people.models import Client, Staff
from openiop.base.people.roles import Permission, Refused, require
from openiop.base.programs.models import Program
from openiop.base.worklist.actions import close_source
from openiop.care.measures.alerts import WORK, call_for_help
from openiop.care.measures.models import Response, SafetyAlert
from openiop.rulebook import instruments


@transaction.atomic
def answer(
    *,
    by: Any,
    client: Client,
    program: Program,
    instrument: str,
    answers: Mapping[str, int | None],
    source: str = Response.Source.STAFF,
    key: str = "",
    to: Staff | None = None,
    answered_at: datetime | None = None,
    replaces: Response | None = None,
    why: str = "",
) -> Response:
    """Keeps one set of answers with its score, and raises its safety alerts in the same transaction (INS-2).

    `answers`: item code to score; None is unanswered (an incomplete form is kept without a total, INS-1). `key` names
    this sending of the form: sent twice, it is one answer, and the first is returned. `to`: who is told of an
    alert (the therapist of the open episode); without it every primary therapist of `program`.
    Raises Refused unless `by` may ask measures or is the client themselves, and ValidationError for an unknown
    instrument, item or answer.
    """
    if not (isinstance(by, Client) and by.pk == client.pk):
        require(by, Permission.ASK_MEASURES)
    if key and (sent := _sent(client, key)):
        return sent
    score = _score(instrument, answers, client)
    response = Response(
        organisation_id=client.organisation_id,
        client=client,
        instrument=score.key,
        version=score.version,
        answered_at=answered_at or timezone.now(),
        answers=dict(score.item_scores),
        total=score.total,
        band=score.band.key if score.band else "",
        alerts=[alert.explanation.as_dict() for alert in score.alerts],
        source=source,
        recorded_by=by if isinstance(by, Staff) else None,
        replaces=replaces,
        key=key,
    )
    try:
        with transaction.atomic():
            response.save(force_insert=True)
    except IntegrityError:  # the same form arrived twice at the same moment, or was corrected by somebody else
        if key and (sent := _sent(client, key)):
            return sent
        raise ValidationError(_("Somebody else changed this answer a moment ago. Open it again.")) from None
    detail = {"instrument": score.key, "complete": score.complete}
    record("measures.response.given", response, by=by, why=why, seals=response, **detail)
    for alert in score.alerts:
        raised = SafetyAlert.objects.create(
            organisation_id=client.organisation_id,
            client=client,
            response=response,
            item=alert.item,
            value=alert.value,
        )
        record("measures.alert.raised", raised, by=by, item=alert.item)
        call_for_help(by=by, alert=raised, program=program, to=to)
    return response


def correct(
    *, by: Any, response: Response, program: Program, answers: Mapping[str, int | None], why: str, key: str = ""
) -> Response:
    """A corrected set of answers that takes the place of `response`; the old one is kept. Says when it was answered
    as the old one did. Raises ValidationError without a reason, or where the old one was replaced already."""
    if not why.strip():
        raise ValidationError({"why": _("Say why the answers change. The old ones are kept beside the new ones.")})
    return answer(
        by=by,
        client=response.client,
        program=program,
        instrument=response.instrument,
        answers=answers,
        source=response.source,
        key=key,
        answered_at=response.answered_at,
        replaces=response,
        why=why.strip(),
    )


@transaction.atomic
def close_alert(*, by: Any, alert: SafetyAlert, action_taken: str) -> bool:
    """Says what was done about an alert and takes it off the list; False where somebody already had.

    Raises Refused without ASK_MEASURES, ValidationError where nothing is said.
    """
    require(by, Permission.ASK_MEASURES)
    said = action_taken.strip()
    if not said:
        raise ValidationError({"action_taken": _("Write what you did: whom you spoke to, and what was agreed.")})
    if not isinstance(by, Staff):
        raise Refused(Permission.ASK_MEASURES)
    closed = SafetyAlert.objects.filter(pk=alert.pk, answered_at=None).update(
        answered_by=by, answered_at=timezone.now(), action_taken=said
    )
    if closed:
        record("measures.alert.answered", alert, by=by)
        close_source(
            by=by,
            organisation_id=alert.organisation_id,
            kind=WORK,
            source=str(alert.pk),
            outcome=_("Answered on the safety page"),
        )
    return bool(closed)


def _sent(client: Client, key: str) -> Response | None:
    return Response.objects.filter(organisation_id=client.organisation_id, client=client, key=key).first()


def _score(instrument: str, answers: Mapping[str, int | None], client: Client) -> instruments.Score:
    sex = client.sex if client.sex in (Client.Sex.FEMALE, Client.Sex.MALE) else None
    try:
        return instruments.score(instrument, answers, sex=sex)
    except KeyError as error:
        raise ValidationError({"instrument": str(error.args[0])}) from None
    except ValueError as error:
        raise ValidationError({"answers": str(error)}) from None
