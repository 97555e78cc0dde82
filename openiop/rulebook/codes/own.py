"""Small code tables of our own."""

from ..text import gettext_noop
from .table import OPENIOP, table

# NOTE-5.
ATTENDANCE = table(
    "attendance",
    gettext_noop("Attendance"),
    OPENIOP,
    "1",
    (
        ("present", gettext_noop("Here")),
        ("late", gettext_noop("Late")),
        ("left_early", gettext_noop("Left early")),
        ("excused", gettext_noop("Excused")),
        ("no_show", gettext_noop("Did not come")),
        ("cancelled", gettext_noop("Cancelled by the program")),
    ),
)

# rules.md §1.1.
ENTRY_ROUTES = table(
    "entry-route",
    gettext_noop("Way in"),
    OPENIOP,
    "1",
    (
        ("primary", gettext_noop("First admission")),
        ("step_down", gettext_noop("Stepping down from residential or withdrawal care")),
        ("step_up", gettext_noop("Stepping up from outpatient")),
        ("return", gettext_noop("Returning")),
    ),
)

# rules.md §1.3: why the actual level is not the recommended one.
REASONS_FOR_DIFFERENCE = table(
    "reason-for-difference",
    gettext_noop("Reason for the difference"),
    OPENIOP,
    "1",
    (
        ("unavailable", gettext_noop("The recommended level is not available")),
        ("client_choice", gettext_noop("The client chose otherwise")),
        ("payer_denial", gettext_noop("The payer declined")),
        ("legal_mandate", gettext_noop("A legal mandate")),
        ("wait_list", gettext_noop("On a waiting list")),
        ("clinical_judgment", gettext_noop("Clinical judgment")),
    ),
)
