"""Takes Condition, MedicationRequest, Encounter and Coverage: each function returns the record, or why not.

The values allowed are FHIR R4's required bindings (http://hl7.org/fhir/R4/): a status outside them is a
defect, a status that says "never mind" (entered in error, draft) is a reason to skip.
"""

from datetime import date

from openiop.doors.exchange.fhir.defect import Defect
from openiop.doors.exchange.fhir.document import Entry
from openiop.doors.exchange.fhir.element import Element
from openiop.doors.exchange.fhir.origins import origin_of
from openiop.doors.exchange.fhir.references import References, contained_in
from openiop.doors.exchange.fhir.taken import (
    Concept,
    Moment,
    TakenCondition,
    TakenCoverage,
    TakenEncounter,
    TakenMedication,
)
from openiop.rulebook.text import gettext_noop

CLINICAL = ("active", "recurrence", "relapse", "inactive", "remission", "resolved")
CERTAINTY = ("unconfirmed", "provisional", "differential", "confirmed", "refuted", "entered-in-error")
MEDICATION = (
    "active",
    "on-hold",
    "cancelled",
    "completed",
    "entered-in-error",
    "stopped",
    "draft",
    "unknown",
)
INTENT = (
    "proposal",
    "plan",
    "order",
    "original-order",
    "reflex-order",
    "filler-order",
    "instance-order",
    "option",
)
ENCOUNTER = (
    "planned",
    "arrived",
    "triaged",
    "in-progress",
    "onleave",
    "finished",
    "cancelled",
    "entered-in-error",
    "unknown",
)
COVERAGE = ("active", "cancelled", "draft", "entered-in-error")

ENTERED_IN_ERROR = gettext_noop("the sender marked it as entered in error")


def take_condition(entry: Entry, references: References) -> TakenCondition | str:
    condition = Element(entry.resource, entry.path)
    status = _status(condition, "clinicalStatus", CLINICAL)
    certainty = _status(condition, "verificationStatus", CERTAINTY)
    concept = condition.concept_of("code")
    onset = condition.moment_of("onsetDateTime") or _period(condition, "onsetPeriod")[0]
    abatement = condition.moment_of("abatementDateTime") or _period(condition, "abatementPeriod")[1]
    if certainty == "entered-in-error":
        return ENTERED_IN_ERROR
    if certainty == "refuted":
        return gettext_noop("the sender ruled it out")
    if not concept.display:
        return gettext_noop("it says neither a code nor words")
    return TakenCondition(
        origin=origin_of(entry),
        concept=concept,
        status=status,
        certainty=certainty,
        categories=tuple(coding.code for element in condition.each("category") for coding in element.concept().codings),
        onset=onset,
        abatement=abatement,
        recorded=condition.moment_of("recordedDate"),
        encounter=_encounter(condition, entry, references),
    )


def take_medication(entry: Entry, references: References) -> TakenMedication | str:
    request = Element(entry.resource, entry.path)
    status = request.need("status").code(MEDICATION)
    intent = request.need("intent").code(INTENT)
    concept = _medication(request, entry, references)
    if status == "entered-in-error":
        return ENTERED_IN_ERROR
    if status == "draft" or intent in ("proposal", "plan", "option"):
        return gettext_noop("it was proposed, not ordered")
    if not concept.display:
        return gettext_noop("it says neither a code nor words")
    requester = request.get("requester")
    return TakenMedication(
        origin=origin_of(entry),
        concept=concept,
        status=status,
        intent=intent,
        authored=request.moment_of("authoredOn"),
        dosage="; ".join(filter(None, (dose.string("text") for dose in request.each("dosageInstruction")))),
        prescriber=called(requester, entry, references) if requester else "",
        encounter=_encounter(request, entry, references),
    )


def take_encounter(entry: Entry, references: References) -> TakenEncounter | str:
    encounter = Element(entry.resource, entry.path)
    status = encounter.need("status").code(ENCOUNTER)
    setting = encounter.need("class").coding().code
    start, end = _period(encounter, "period")
    if status == "entered-in-error":
        return ENTERED_IN_ERROR
    if status == "cancelled":
        return gettext_noop("it was cancelled and did not take place")
    if start is None:
        return gettext_noop("it does not say when")
    reasons = [reason.concept() for reason in encounter.each("reasonCode")]
    types = [kind.concept() for kind in encounter.each("type")]
    provider = encounter.get("serviceProvider")
    return TakenEncounter(
        origin=origin_of(entry),
        status=status,
        setting=setting,
        type=types[0] if types else Concept(),
        reason=reasons[0] if reasons else Concept(),
        start=start,
        end=end,
        provider=called(provider, entry, references) if provider else "",
    )


def take_coverage(entry: Entry, references: References) -> TakenCoverage | str:
    coverage = Element(entry.resource, entry.path)
    status = coverage.need("status").code(COVERAGE)
    if not coverage.each("payor"):
        raise Defect(f"{entry.path}.payor", "missing, and FHIR R4 requires it")
    if status == "entered-in-error":
        return ENTERED_IN_ERROR
    if status == "draft":
        return gettext_noop("it is a draft")
    taken = _coverage(coverage, entry, references, status, None)
    return taken if taken.payer or taken.type.display else gettext_noop("it names no payer")


def day_of_claim(entry: Entry) -> date | None:
    """The last day that an ExplanationOfBenefit is about, else the day it was made."""
    moment = _moment_of_claim(Element(entry.resource, entry.path))
    return moment.day if moment else None


def coverage_of_claim(entry: Entry, references: References) -> TakenCoverage | None:
    """The cover contained in an ExplanationOfBenefit: who paid then. None where nobody did."""
    as_of = _moment_of_claim(Element(entry.resource, entry.path))
    for inner in contained_in(entry):
        if inner.kind == "Coverage" and as_of:
            coverage = Element(inner.resource, inner.path)
            taken = _coverage(coverage, entry, references, coverage.string("status"), as_of)
            return None if taken.payer.casefold() in ("", "no_insurance") else taken
    return None


def _moment_of_claim(claim: Element) -> Moment | None:
    return _period(claim, "billablePeriod")[1] or claim.moment_of("created")


def _coverage(
    coverage: Element, entry: Entry, references: References, status: str, as_of: Moment | None
) -> TakenCoverage:
    start, end = _period(coverage, "period")
    payers = [called(payer, entry, references) for payer in coverage.each("payor")]
    groups = [row.string("value") for row in coverage.each("class") if _class_of(row) == "group"]
    return TakenCoverage(
        origin=origin_of(entry, "coverage" if as_of else ""),
        status=status,
        payer=next(filter(None, payers), ""),
        type=coverage.concept_of("type"),
        member_id=coverage.string("subscriberId") or _first_identifier(coverage),
        group=next(iter(groups), ""),
        relationship=coverage.concept_of("relationship").display,
        start=start,
        end=end,
        as_of=as_of,
    )


def called(reference: Element, entry: Entry, references: References) -> str:
    """What somebody or some place is called: the sender's words, else the name in the record meant."""
    if words := reference.string("display"):
        return words
    meant = references.find(reference, entry)
    if meant is None:
        return ""
    name = Element(meant.resource, meant.path).get("name")
    if name is None:
        return ""
    if isinstance(name.value, str):
        return name.text()
    first = Element(meant.resource, meant.path).each("name")[:1]
    return " ".join(_parts_of(first[0])) if first else ""


def _parts_of(name: Element) -> list[str]:
    given = [*name.each("prefix"), *name.each("given")]
    return [name.string("text")] if name.get("text") else [*(p.text() for p in given), name.string("family")]


def _status(holder: Element, name: str, allowed: tuple[str, ...]) -> str:
    """The code of a status that R4 gives as a CodeableConcept with a required binding; "" if not said."""
    element = holder.get(name)
    if element is None:
        return ""
    element.concept()
    for coding in element.each("coding"):
        return coding.need("code").code(allowed)
    return ""


def _period(holder: Element, name: str) -> tuple[Moment | None, Moment | None]:
    period = holder.get(name)
    if period is None:
        return None, None
    start, end = period.moment_of("start"), period.moment_of("end")
    if start and end and start.instant and end.instant and end.instant < start.instant:
        raise Defect(period.path, "ends before it starts")
    return start, end


def _encounter(holder: Element, entry: Entry, references: References) -> str:
    """The name of the visit a record belongs to; "" if none is said or it is not among the files."""
    reference = holder.get("encounter")
    visit = references.find(reference, entry) if reference else None
    return origin_of(visit).name if visit else ""


def _medication(request: Element, entry: Entry, references: References) -> Concept:
    """What is taken, stated or in a Medication resource that is followed."""
    reference = request.get("medicationReference")
    if reference is None:
        return request.need("medicationCodeableConcept").concept()
    found = references.find(reference, entry)
    words = reference.string("display")
    if found is None:
        if not words:
            raise Defect(f"{reference.path}.reference", "the medication is not among the files given")
        return Concept(text=words)
    concept = Element(found.resource, found.path).concept_of("code")
    return concept if concept.display else Concept(text=words)


def _class_of(row: Element) -> str:
    return next((coding.code for coding in row.concept_of("type").codings), "")


def _first_identifier(holder: Element) -> str:
    return next(filter(None, (row.string("value") for row in holder.each("identifier"))), "")
