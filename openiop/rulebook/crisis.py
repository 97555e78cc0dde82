"""The words a person sees at once when an answer says that they may be in danger (INS-2).

Data of the jurisdiction (United States): 988 is the suicide and crisis lifeline, 911 the emergency number.
"""

from __future__ import annotations

from .text import explain, gettext_noop

LIFELINE = "988"
EMERGENCY = "911"

CRISIS_TEXT = explain(
    "crisis",
    gettext_noop(
        "You do not have to carry this alone. Call or text %(lifeline)s at any hour to talk with someone now. "
        "If your life is in danger, call %(emergency)s."
    ),
    lifeline=LIFELINE,
    emergency=EMERGENCY,
)
