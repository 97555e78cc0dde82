"""A cursor over FHIR JSON that knows its own path, and so can say where a defect stands."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from openiop.doors.exchange.fhir.defect import Defect, quoted
from openiop.doors.exchange.fhir.taken import ICD10CM, RXNORM, SNOMED, Coding, Concept, Moment, Precision

LONGEST = 4_000  # characters of any one text that is taken; FHIR allows a megabyte, no name or label needs it

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_MOMENT = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?(Z|[+-]\d\d:\d\d))?)?)?", re.ASCII
)
_CODE = re.compile(r"[^\s]+(?: [^\s]+)*")
_SHAPES = {
    SNOMED: (re.compile(r"[1-9]\d{5,17}", re.ASCII), "a SNOMED CT code (6 to 18 digits)"),
    RXNORM: (re.compile(r"\d{1,8}", re.ASCII), "an RxNorm code (digits)"),
    ICD10CM: (
        re.compile(r"[A-Z]\d[0-9A-Z](?:\.?[0-9A-Z]{1,4})?", re.ASCII),
        "an ICD-10-CM code (like F10.20)",
    ),
}


@dataclass(frozen=True)
class Element:
    """A JSON value and its path. Every reader returns the value checked, or raises `Defect` with the path."""

    value: Any
    path: str

    def get(self, name: str) -> "Element | None":
        """The child, or None if it is absent."""
        if not isinstance(self.value, dict):
            raise Defect(self.path, f"an object was expected, not {_a(self.value)}")
        child = self.value.get(name)
        return None if child is None else Element(child, f"{self.path}.{name}")

    def need(self, name: str) -> "Element":
        child = self.get(name)
        if child is None:
            raise Defect(f"{self.path}.{name}", "missing, and FHIR R4 requires it")
        return child

    def each(self, name: str) -> list["Element"]:
        """The items of a list, [] if it is absent. (FHIR has null where only an extension is known.)"""
        child = self.get(name)
        if child is None:
            return []
        if not isinstance(child.value, list):
            raise Defect(child.path, f"a list was expected, not {_a(child.value)}")
        return [Element(item, f"{child.path}[{number}]") for number, item in enumerate(child.value) if item is not None]

    def text(self) -> str:
        """Text without surrounding space, fit to be kept and shown."""
        if not isinstance(self.value, str):
            raise Defect(self.path, f"text was expected, not {_a(self.value)}")
        if found := _CONTROL.search(self.value):
            raise Defect(self.path, f"has the character U+{ord(found[0]):04X}, which text may not have")
        if len(self.value) > LONGEST:
            raise Defect(self.path, f"is {len(self.value):,} characters long; at most {LONGEST:,} are taken")
        return self.value.strip()

    def flag(self) -> bool:
        if not isinstance(self.value, bool):
            raise Defect(self.path, f"true or false was expected, not {_a(self.value)}")
        return self.value

    def code(self, allowed: Collection[str] = ()) -> str:
        """A code; one of `allowed` where FHIR binds it."""
        text = self.text()
        if allowed and text not in allowed:
            raise Defect(self.path, f"{quoted(text)} is not one of {', '.join(allowed)}")
        if not _CODE.fullmatch(text):
            raise Defect(self.path, f"{quoted(text)} is not a code")
        return text

    def moment(self) -> Moment:
        """A date, dateTime or instant; it may stop at the year or the month."""
        text = self.text()
        parts = _MOMENT.fullmatch(text)
        moment = parts and _moment(text, parts)
        if not moment:
            raise Defect(self.path, f"{quoted(text)} is not a date")
        return moment

    def coding(self) -> Coding:
        system = self.string("system")
        code = self.get("code")
        value = code.code() if code else ""
        if code and system in _SHAPES:
            shape, expected = _SHAPES[system]
            if not shape.fullmatch(value):
                raise Defect(code.path, f"{quoted(value)} is not {expected}")
        return Coding(system, value, self.string("display"), self.string("version"))

    def concept(self) -> Concept:
        """A CodeableConcept."""
        if isinstance(self.value, str):
            raise Defect(self.path, "is plain text where FHIR R4 has a CodeableConcept; is this an older FHIR?")
        return Concept(tuple(coding.coding() for coding in self.each("coding")), self.string("text"))

    def string(self, name: str) -> str:
        """The child's text, "" if it is absent."""
        child = self.get(name)
        return child.text() if child else ""

    def concept_of(self, name: str) -> Concept:
        """The child's concept, empty if it is absent."""
        child = self.get(name)
        return child.concept() if child else Concept()

    def moment_of(self, name: str) -> Moment | None:
        child = self.get(name)
        return child.moment() if child else None


def _moment(text: str, parts: re.Match[str]) -> Moment | None:
    year, month, day, hour, _minute, second, _zone = parts.groups()
    precision: Precision = "instant" if hour else "day" if day else "month" if month else "year"
    try:
        first = date(int(year), int(month or 1), int(day or 1))
        if not hour:
            return Moment(text, precision, first)
        # A leap second (":60", which FHIR allows) is kept as the second before it.
        written = text if second != "60" else f"{text[:17]}59{text[19:]}"
        return Moment(text, precision, first, datetime.fromisoformat(written).astimezone(UTC))
    except (ValueError, OverflowError):
        return None


def _a(value: Any) -> str:
    names = {
        dict: "an object",
        list: "a list",
        str: "text",
        bool: "true or false",
        int: "a number",
        float: "a number",
    }
    return names.get(type(value), "null")
