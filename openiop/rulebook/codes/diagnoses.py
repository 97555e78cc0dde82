"""Diagnoses: a starter list of ICD-10-CM codes for a picker, and a map from SNOMED CT for imported
conditions.

ICD-10-CM is in the public domain; labels are our own short words, person first. The list is a start, not
the book: any well-formed ICD-10-CM code may be stored. The map covers substance-use, mental-health and
common conditions; what it does not know stays SNOMED CT, with its display. Version: ICD-10-CM fiscal year
2026.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from .diagnosis_data import DIAGNOSES as _ROWS
from .diagnosis_data import SNOMED_TO_ICD10CM

ICD10CM = "http://hl7.org/fhir/sid/icd-10-cm"
SNOMED = "http://snomed.info/sct"
VERSION = "2026"

type Kind = Literal["sud", "mh", "other"]

_SHAPE = re.compile(r"[A-TV-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?")


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One ICD-10-CM code with our label (message id). kind: substance use, mental health, or other."""

    code: str
    label: str
    kind: Kind
    system: str = ICD10CM
    version: str = VERSION


@dataclass(frozen=True, slots=True)
class SnomedMap:
    """What a SNOMED CT code becomes in ICD-10-CM. exact False: near, but a clinician should confirm."""

    snomed: str
    icd10cm: str
    exact: bool
    kind: Kind


def is_icd10cm(code: str) -> bool:
    """Say whether the code has the shape of an ICD-10-CM code with its point ("F10.20", "T50.901A")."""
    return _SHAPE.fullmatch(code) is not None


def diagnosis_kind(code: str) -> Kind:
    """Return the kind of any ICD-10-CM code: F10 to F19 substance use, other F mental health."""
    if re.match(r"F1[0-9]", code):
        return "sud"
    return "mh" if code.startswith("F") else "other"


DIAGNOSES = tuple(Diagnosis(code, label, diagnosis_kind(code)) for code, label in _ROWS)
_BY_CODE = {each.code: each for each in DIAGNOSES}
_BY_SNOMED = {snomed: SnomedMap(snomed, code, exact, diagnosis_kind(code)) for snomed, code, exact in SNOMED_TO_ICD10CM}


def diagnosis(code: str) -> Diagnosis | None:
    """Return a code of the starter list, or None if it is not on it."""
    return _BY_CODE.get(code)


def search_diagnoses(text: str, limit: int = 20) -> tuple[Diagnosis, ...]:
    """Return diagnoses whose code begins with the text or whose English label holds all its words, best
    first.
    """
    wanted = text.strip().casefold()
    if not wanted:
        return DIAGNOSES[:limit]
    by_code = [each for each in DIAGNOSES if each.code.casefold().startswith(wanted)]
    words = wanted.split()
    by_label = [
        each for each in DIAGNOSES if each not in by_code and all(word in each.label.casefold() for word in words)
    ]
    return tuple([*by_code, *by_label][:limit])


def icd10cm_for_snomed(snomed: str) -> SnomedMap | None:
    """Return the ICD-10-CM code for a SNOMED CT code, or None: then keep the SNOMED CT code."""
    return _BY_SNOMED.get(snomed)
