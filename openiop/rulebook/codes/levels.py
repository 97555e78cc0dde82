"""Levels of care: their codes are facts; the labels are our own words (rules.md §1.2, §1.4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..text import gettext_noop

type Edition = Literal["third", "fourth"]

EDITIONS: tuple[Edition, ...] = ("third", "fourth")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of care, from the least to the most intensive by `order`.

    label: our words for the fourth edition's frame; label_third: for the third's, where the same code
    means another thing, or "" where that edition has no such level. medical: managed by medical staff.
    around_the_clock: the person stays there day and night.
    """

    code: str
    label: str
    label_third: str
    order: int
    medical: bool
    around_the_clock: bool

    def label_in(self, edition: Edition) -> str:
        """Return the label (message id) under an edition."""
        return (self.label_third or self.label) if edition == "third" else self.label


_ROWS = (
    ("1.0", gettext_noop("Recovery check-ins over the long term"), gettext_noop("Outpatient"), False, False),
    ("1.5", gettext_noop("Outpatient therapy"), "", False, False),
    ("1.7", gettext_noop("Outpatient with medical management"), "", True, False),
    ("2.1", gettext_noop("Intensive outpatient"), gettext_noop("Intensive outpatient"), False, False),
    ("2.5", gettext_noop("High-intensity outpatient"), gettext_noop("Partial hospitalization"), False, False),
    ("2.7", gettext_noop("Intensive outpatient with medical management"), "", True, False),
    (
        "3.1",
        gettext_noop("Residential, lower intensity"),
        gettext_noop("Residential, lower intensity"),
        False,
        True,
    ),
    (
        "3.5",
        gettext_noop("Residential, higher intensity"),
        gettext_noop("Residential, higher intensity"),
        False,
        True,
    ),
    (
        "3.7",
        gettext_noop("Residential with medical management"),
        gettext_noop("Inpatient with medical monitoring"),
        True,
        True,
    ),
    ("4.0", gettext_noop("Hospital inpatient"), gettext_noop("Hospital inpatient"), True, True),
)

LEVELS = tuple(
    Level(code, label, third, order, medical, stays) for order, (code, label, third, medical, stays) in enumerate(_ROWS)
)


def level(code: str) -> Level:
    """Return one level, else KeyError naming the codes there are."""
    for each in LEVELS:
        if each.code == code:
            return each
    raise KeyError(f"no level of care {code!r}; levels are {', '.join(each.code for each in LEVELS)}")
