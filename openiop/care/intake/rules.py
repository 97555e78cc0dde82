"""What an evaluation needs before a clinician signs it."""

from collections.abc import Mapping
from dataclasses import dataclass

from openiop.rulebook import codes
from openiop.rulebook.text import Explanation, explain, gettext_noop

ASKED = ("PHQ-9", "GAD-7", "AUDIT-C")


@dataclass(frozen=True, slots=True)
class Draft:
    """An evaluation as far as it is written. ratings: dimension number to rating (None: not rated yet).
    diagnoses: active ICD-10-CM codes. scores: instrument key to whether it is complete."""

    own_words: str
    history: str
    edition: codes.Edition
    ratings: Mapping[int, str | None]
    diagnoses: tuple[str, ...]
    has_primary: bool
    substances: int
    scores: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing, and the section of the page where it is written. required: it holds the signature."""

    section: str
    explanation: Explanation
    required: bool = True


def missing(draft: Draft) -> tuple[Gap, ...]:
    """Everything that is missing, in the order of the page."""
    return (*_story(draft), *_substances(draft), *_dimensions(draft), *_diagnoses(draft), *_measures(draft))


def _story(draft: Draft) -> tuple[Gap, ...]:
    found = []
    if not draft.own_words.strip():
        found.append(Gap("story", explain("own_words", gettext_noop("What they want, in their own words"))))
    if not draft.history.strip():
        found.append(Gap("story", explain("history", gettext_noop("The history of use and treatment"))))
    return tuple(found)


def _substances(draft: Draft) -> tuple[Gap, ...]:
    uses = any(codes.diagnosis_kind(code) == "sud" for code in draft.diagnoses)
    if uses and not draft.substances:
        reason = explain("substances", gettext_noop("The substances, because a substance use diagnosis is named"))
        return (Gap("substances", reason),)
    return ()


def _dimensions(draft: Draft) -> tuple[Gap, ...]:
    found = []
    for dimension in codes.dimensions(draft.edition):
        if draft.ratings.get(dimension.number) is None:
            label = Explanation("label", dimension.label)
            reason = explain(
                "dimension",
                gettext_noop("A rating for “%(dimension)s”"),
                dimension=label,
            )
            # What matters to the person has words, not a level: it never holds the signature.
            found.append(Gap("dimensions", reason, dimension.drives_level))
    return tuple(found)


def _diagnoses(draft: Draft) -> tuple[Gap, ...]:
    if not draft.diagnoses:
        return (Gap("diagnoses", explain("diagnosis", gettext_noop("At least one active diagnosis"))),)
    if not draft.has_primary:
        return (Gap("diagnoses", explain("primary", gettext_noop("Which diagnosis is the primary one"))),)
    return ()


def _measures(draft: Draft) -> tuple[Gap, ...]:
    return tuple(
        Gap("measures", explain("measure", gettext_noop("%(instrument)s, answered in full"), instrument=key), False)
        for key in ASKED
        if not draft.scores.get(key)
    )
