"""The arithmetic of treatment minutes, from ranges of presence to a payer's day and week."""

from .counting import (
    AttendedSession,
    SessionDose,
    count_day,
    count_session,
    countable,
    countable_minutes,
)
from .deciding import DayDecision, DayTally, Prescription, WeekDecision, decide_day, decide_week, unmet
from .local import Week, day_of, day_span, session_day, week_of, week_span
from .ranges import Span, intersect, seconds, subtract, union

__all__ = [
    "AttendedSession",
    "DayDecision",
    "DayTally",
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
    "decide_day",
    "decide_week",
    "intersect",
    "seconds",
    "session_day",
    "subtract",
    "union",
    "unmet",
    "week_of",
    "week_span",
]
