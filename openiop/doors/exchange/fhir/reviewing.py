"""Carries out what a human decided about "Is this the same person?": the documents that waited are read again."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from openiop.base.context import everything, standing
from openiop.base.people.known import client_by_id, recognise
from openiop.care.intake.imports.documents import content_of, documents, one_import_at_a_time
from openiop.care.intake.imports.ledger import AnothersRecord
from openiop.care.intake.imports.matches import decide, hold_open, widen
from openiop.doors.exchange.fhir.defect import Defect
from openiop.doors.exchange.fhir.keeping import Keeper
from openiop.doors.exchange.fhir.read import read_bytes
from openiop.doors.exchange.fhir.take import take_all
from openiop.doors.exchange.fhir.taken import TakenPerson
from openiop.doors.exchange.fhir.translate import comparable


def answer(*, by: Any, review: Any, client_id: UUID | None) -> Any:
    """Says that the incoming person is this candidate, or (None) somebody new; keeps what waited; the client.

    Returns None, and asks again with more candidates, where "new" was said and somebody who may be the same person
    was added meanwhile. Raises ValidationError where somebody answered a moment ago, or `client_id` is no candidate.
    """
    with standing(everything(review.organisation_id)):  # the same person may be known at another site
        return _answer(by, review, client_id)


def _answer(by: Any, review: Any, client_id: UUID | None) -> Any:
    one_import_at_a_time(review.organisation_id)
    review = hold_open(review)
    waiting = _waiting(by, review)
    keeper, first = waiting[0]
    if client_id is None:
        if newcomers := _newcomers(review, first):
            widen(review, newcomers)
            return None
        client = keeper.register(first, review.incoming["key"])
    else:
        if client_id not in review.candidates:
            raise ValidationError(_("Choose one of the people shown, or say that this is somebody new."))
        client = client_by_id(review.organisation_id, client_id)
        keeper.join(client, first, review.incoming["key"])
        keeper.refer(client, first)
    try:
        for each, person in waiting:
            each.keep_records(client, person)
    except AnothersRecord:
        raise ValidationError(_("Records in this file were kept for somebody else before.")) from None
    decide(by=by, review=review, client=client)
    return client


def _newcomers(review: Any, person: TakenPerson) -> list[UUID]:
    """People who may be the same person and were not known when the question was asked."""
    match = recognise(review.organisation_id, *comparable(person.patient))
    if match.outcome == "new":
        return []
    found = [UUID(candidate.key) for candidate in match.candidates]
    return [client_id for client_id in found if client_id not in review.candidates]


def _waiting(by: Any, review: Any) -> list[tuple[Keeper, TakenPerson]]:
    """What each waiting document says about the person, the document with the patient first."""
    kept = documents(review.organisation_id, review.incoming["documents"])
    try:
        read = [read_bytes(f"{row.pk}/{row.name}", content_of(row)) for row in kept]
    except Defect as defect:  # it was read when it came: only a change of our own reader can lead here
        raise ValidationError(str(defect)) from None
    digests = {document.name: document.digest for document in read}
    found = []
    for row, document, taken in zip(kept, read, take_all(read), strict=True):
        if isinstance(taken, Defect):
            raise ValidationError(str(taken))
        keeper = Keeper(program=review.program, by=by, document=row, file=document.name, digests=digests)
        found += [(keeper, p) for p in taken.persons if keeper.key_of(p.patient) == review.incoming["key"]]
    return sorted(found, key=lambda pair: pair[1].patient.origin.file != pair[0].file)
