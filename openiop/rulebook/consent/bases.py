"""Why something may leave the house at all (rules.md §3.4): consent, and the few other bases of 42 CFR part 2."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..text import gettext_noop


@dataclass(frozen=True, slots=True)
class Basis:
    """One basis. must_record: what its record has to say (fields of a disclosure).

    accounted: stands in the accounting of 2.25. restricted: an agreed restriction holds it back (2.26).
    """

    key: str
    label: str
    citation: str
    must_record: tuple[str, ...] = ()
    accounted: bool = False
    restricted: bool = True


BASES: Mapping[str, Basis] = {
    basis.key: basis
    for basis in (
        Basis(
            "consent",
            gettext_noop("With the client's consent"),
            "42 CFR 2.31",
            ("consent", "statement", "texts", "scope"),
            accounted=True,
        ),
        Basis(
            "emergency",
            gettext_noop("Medical emergency"),
            "42 CFR 2.51",
            ("recipient_name", "facility", "by_name", "at", "emergency"),
            restricted=False,
        ),
        Basis("court_order", gettext_noop("Court order and subpoena"), "42 CFR 2.61", ("order",), restricted=False),
        Basis("qsoa", gettext_noop("Service agreement (QSOA)"), "42 CFR 2.12(c)(4)", ("qsoa",)),
        Basis("audit", gettext_noop("Audit or evaluation"), "42 CFR 2.53"),
        Basis("research", gettext_noop("Research"), "42 CFR 2.52"),
        Basis("public_health", gettext_noop("Public health, de-identified"), "42 CFR 2.54"),
        Basis("child_abuse", gettext_noop("Report of child abuse"), "42 CFR 2.12(c)(6)", restricted=False),
        Basis("crime", gettext_noop("Crime on the premises or against staff"), "42 CFR 2.12(c)(5)", restricted=False),
        Basis(
            "minor_safety",
            gettext_noop("To a parent, to reduce a threat to the life of a minor without capacity"),
            "42 CFR 2.14",
            ("by_name", "purpose"),
            restricted=False,
        ),
        Basis("death", gettext_noop("Cause of death, vital statistics"), "42 CFR 2.15(b)", restricted=False),
        Basis("own", gettext_noop("Given to the client"), "42 CFR 2.23", restricted=False),
    )
}
