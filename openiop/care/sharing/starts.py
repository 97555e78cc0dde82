"""Where a consent may begin: who it is for decides its kind, and what is usually enough (42 CFR 2.13(a))."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class Start:
    """One starting point. recipient: key of kinds.RECIPIENTS; kind: of kinds.KINDS; items and days are suggestions."""

    label: StrPromise
    recipient: str
    kind: str = "specific"
    purposes: tuple[str, ...] = ("request",)
    items: tuple[str, ...] = ()
    days: int = 180
    covered: bool = False
    treating: bool = False


STARTS: Mapping[str, Start] = {
    "doctor": Start(
        _("My doctor"),
        "provider",
        purposes=("treatment",),
        items=("hours", "placement", "medical"),
        days=365,
        covered=True,
        treating=True,
    ),
    "probation": Start(
        _("My probation or parole officer"), "probation", "criminal_justice", ("monitoring",), ("hours", "placement")
    ),
    "family": Start(_("My mother, or somebody close to me"), "family", purposes=("support",), items=("calendar",)),
    "court": Start(
        _("A treatment court"), "treatment_court", "criminal_justice", ("monitoring",), ("hours", "placement")
    ),
    "attorney": Start(_("My attorney"), "attorney", items=("hours", "placement"), days=90),
    "plan": Start(
        _("My health plan"),
        "health_plan",
        purposes=("payment",),
        items=("hours", "placement", "evaluation"),
        days=365,
        covered=True,
    ),
    "employer": Start(_("My employer or school"), "employer", items=("hours",), days=90),
    "other": Start(_("Somebody else"), "other", days=90),
}
