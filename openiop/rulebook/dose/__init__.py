"""The arithmetic of treatment minutes, from ranges of presence to a payer's day and week."""

from .claiming import ClaimDecision, Lack, decide_claim, notes_missing
from .counting import (
    AttendedSession,
    SessionDose,
    count_day,
    count_session,
    countable,
    countable_minutes,
)
from .deciding import DayDecision, DayTally, Prescription, WeekDecision, decide_day, decide_week
from .local import Week, day_of, day_span, session_day, week_of, week_span
from .ranges import Span, intersect, seconds, subtract, union

__all__ = [
    "AttendedSession",
    "ClaimDecision",
    "DayDecision",
    "DayTally",
    "Lack",
    "Prescription",
    "SessionDose",
    "Span",
    "Week",
    "WeekDecision",
    "count_day",
    "count_session",
    "countable",
    "countable_minutes",
    "day_of",
    "day_span",
    "decide_claim",
    "decide_day",
    "decide_week",
    "intersect",
    "notes_missing",
    "seconds",
    "session_day",
    "subtract",
    "union",
    "week_of",
    "week_span",
]
