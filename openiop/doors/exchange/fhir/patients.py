"""Takes a FHIR Patient: names, birth date, identifiers, language, contact details, US Core demographics."""

from datetime import UTC, datetime, timedelta

from openiop.doors.exchange.fhir.defect import Defect, quoted
from openiop.doors.exchange.fhir.document import Entry
from openiop.doors.exchange.fhir.element import Element
from openiop.doors.exchange.fhir.origins import origin_of
from openiop.doors.exchange.fhir.taken import (
    Address,
    Coding,
    Concept,
    Contact,
    Identifier,
    Moment,
    Name,
    TakenPatient,
    Telecom,
    without_number,
)

NAME_USES = ("usual", "official", "temp", "nickname", "anonymous", "old", "maiden")
GENDERS = ("male", "female", "other", "unknown")
TELECOM_SYSTEMS = ("phone", "fax", "email", "pager", "url", "sms", "other")

US_CORE = "http://hl7.org/fhir/us/core/StructureDefinition/"
CORE = "http://hl7.org/fhir/StructureDefinition/"
RACE = f"{US_CORE}us-core-race"
ETHNICITY = f"{US_CORE}us-core-ethnicity"
BIRTH_SEX = (f"{US_CORE}us-core-birthsex", f"{US_CORE}us-core-sex")
GENDER_IDENTITY = (
    f"{US_CORE}us-core-genderIdentity",
    f"{CORE}individual-genderIdentity",
    f"{CORE}patient-genderIdentity",
)
PRONOUNS = (f"{CORE}individual-pronouns",)


def take_patient(entry: Entry) -> TakenPatient:
    """Raises `Defect` where the Patient cannot be taken; a person needs at least one name to be called by."""
    patient = Element(entry.resource, entry.path)
    names = tuple(name for element in patient.each("name") if (name := _name(element)))
    if not names:
        raise Defect(f"{entry.path}.name", "missing: a person is referred by a family name or a given name at least")
    dead, dead_at = _deceased(patient)
    gender = patient.get("gender")
    return TakenPatient(
        origin=origin_of(entry),
        identifiers=_identifiers(patient),
        names=names,
        birth_date=_birth_date(patient),
        gender=gender.code(GENDERS) if gender else "",
        sex=_coded(patient, BIRTH_SEX),
        gender_identity=_coded(patient, GENDER_IDENTITY, words=True),
        pronouns=_coded(patient, PRONOUNS, words=True),
        race=_omb(patient, RACE),
        ethnicity=_omb(patient, ETHNICITY),
        languages=_languages(patient),
        telecoms=_telecoms(patient),
        addresses=tuple(_address(element) for element in patient.each("address")),
        contacts=tuple(_contact(element) for element in patient.each("contact")),
        marital_status=patient.concept_of("maritalStatus").display,
        deceased=dead,
        deceased_at=dead_at,
        sent_by=_sent_by(patient),
    )


def _name(element: Element) -> Name | None:
    """A HumanName; None where it is masked or empty. A name given only as text is split at its last space."""
    use = element.get("use")
    family = without_number(element.string("family"))
    given = tuple(filter(None, (without_number(part.text()) for part in element.each("given"))))
    text = element.string("text")
    if not family and not given:
        *before, family = without_number(text).split() or [""]
        given = tuple(before)
    if not family and not given:
        return None
    parts = [*(part.text() for part in element.each("given")), element.string("family")]
    return Name(
        use=use.code(NAME_USES) if use else "",
        family=family,
        given=given,
        prefix=tuple(part.text() for part in element.each("prefix")),
        suffix=tuple(part.text() for part in element.each("suffix")),
        verbatim=" ".join(filter(None, parts)) or text,
    )


def _birth_date(patient: Element) -> Moment | None:
    element = patient.get("birthDate")
    if element is None:
        return None
    born = element.moment()
    if born.precision == "instant":
        raise Defect(element.path, f"{quoted(born.text)} has a time of day; a birth date is a date")
    if born.day > (datetime.now(UTC) + timedelta(days=1)).date():
        raise Defect(element.path, f"{quoted(born.text)} is in the future")
    return born


def _identifiers(patient: Element) -> tuple[Identifier, ...]:
    found = []
    for element in patient.each("identifier"):
        value = element.string("value")
        if value and element.string("use") != "old":
            codings = element.concept_of("type").codings
            found.append(Identifier(element.string("system"), value, codings[0].code if codings else ""))
    return tuple(found)


def _extension(holder: Element, urls: tuple[str, ...]) -> Element | None:
    """The first extension that goes by one of `urls`, in the order of `urls`."""
    for url in urls:
        for extension in holder.each("extension"):
            if extension.string("url") == url:
                return extension
    return None


def _coded(patient: Element, urls: tuple[str, ...], *, words: bool = False) -> str:
    """The code (or, with `words`, the words) of an extension, whichever of FHIR's shapes it has."""
    extension = _extension(patient, urls)
    if extension is None:
        return ""
    inner = _extension(extension, ("value",)) or extension
    if code := inner.get("valueCode"):
        return code.code()
    if text := inner.get("valueString"):
        return text.text()
    if coding := inner.get("valueCoding"):
        concept = Concept((coding.coding(),))
    else:
        concept = inner.concept_of("valueCodeableConcept")
    return concept.display if words or not concept.codings else concept.codings[0].code


def _omb(patient: Element, url: str) -> Concept:
    """Race or ethnicity by the OMB categories of US Core, with the person's own words where given."""
    extension = _extension(patient, (url,))
    if extension is None:
        return Concept()
    codings: list[Coding] = []
    text = ""
    for inner in extension.each("extension"):
        if inner.string("url") in ("ombCategory", "detailed"):
            codings.append(inner.need("valueCoding").coding())
        elif inner.string("url") == "text":
            text = inner.string("valueString")
    return Concept(tuple(codings), text)


def _languages(patient: Element) -> tuple[str, ...]:
    """BCP 47 tags, the preferred one first."""
    preferred: list[str] = []
    others: list[str] = []
    for element in patient.each("communication"):
        language = element.need("language").concept()
        tag = next((coding.code for coding in language.codings if coding.code), language.text)
        flag = element.get("preferred")
        (preferred if flag and flag.flag() else others).append(tag)
    return tuple(filter(None, preferred + others))


def _telecoms(holder: Element) -> tuple[Telecom, ...]:
    """Phone, mail and so on, by the sender's rank, without those marked old."""
    ranked = []
    for element in holder.each("telecom"):
        system, rank = element.get("system"), element.get("rank")
        value, use = element.string("value"), element.string("use")
        if value and use != "old":
            telecom = Telecom(system.code(TELECOM_SYSTEMS) if system else "other", value, use)
            ranked.append((rank.value if rank and isinstance(rank.value, int) else 99, telecom))
    return tuple(telecom for _, telecom in sorted(ranked, key=lambda pair: pair[0]))


def _address(element: Element) -> Address:
    return Address(
        lines=tuple(line.text() for line in element.each("line")),
        city=element.string("city"),
        district=element.string("district"),
        state=element.string("state"),
        postal_code=element.string("postalCode"),
        country=element.string("country"),
        use=element.string("use"),
    )


def _contact(element: Element) -> Contact:
    name = element.get("name")
    words: list[str] = []
    for relationship in element.each("relationship"):
        concept = relationship.concept()
        words += [coding.code for coding in concept.codings if coding.code]
        words += [concept.display] if concept.display not in words else []
    return Contact(_name(name) if name else None, tuple(filter(None, words)), _telecoms(element))


def _deceased(patient: Element) -> tuple[bool | None, Moment | None]:
    at, flag = patient.moment_of("deceasedDateTime"), patient.get("deceasedBoolean")
    if at:
        return True, at
    return (flag.flag() if flag else None), None


def _sent_by(patient: Element) -> str:
    """Who looks after the person now, in words, where the sender says it."""
    organization = patient.get("managingOrganization")
    named = [organization] if organization else []
    return next(
        filter(None, (element.string("display") for element in named + patient.each("generalPractitioner"))),
        "",
    )
