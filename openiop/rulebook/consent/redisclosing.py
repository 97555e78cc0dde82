"""What a recipient may do with what they received (42 CFR 2.33(b), 2.12(d); rules.md §3.3)."""

from __future__ import annotations

from ..text import Explanation, explain, gettext_noop
from .kinds import TPO


def allowed(*, covered: bool, part2_program: bool, purposes: frozenset[str]) -> Explanation:
    """Return in words what may be passed on. covered: a covered entity or business associate."""
    if purposes and purposes <= TPO:
        if covered:
            return explain(
                "as_hipaa",
                gettext_noop(
                    "May pass it on as HIPAA permits, but not for proceedings against the client (42 CFR 2.33(b)(1))."
                ),
            )
        if part2_program:
            return explain(
                "as_consent",
                gettext_noop("May pass it on only as the consent allows (42 CFR 2.33(b)(2))."),
            )
        if purposes <= {"payment", "operations"}:
            return explain(
                "contractors",
                gettext_noop(
                    "May pass on only what contractors need for this purpose, under a written contract that binds them "
                    "to 42 CFR part 2 (42 CFR 2.33(b)(3), (c))."
                ),
            )
    return explain(
        "not_at_all",
        gettext_noop("May not pass it on, unless the client's consent or 42 CFR part 2 permits it (42 CFR 2.32)."),
    )
