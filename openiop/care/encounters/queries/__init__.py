"""What was recorded in sessions. `from openiop.care.encounters import queries as encounters`."""

from openiop.care.encounters.queries.attendance import (
    Attendance,
    attendance_of,
    attendances,
    ledger_of,
    recorded_counts,
    roster,
    sessions_of,
)
from openiop.care.encounters.queries.notes import (
    desk_of,
    latest_notes,
    notes_of_session,
    unsigned_of,
)

__all__ = [
    "Attendance",
    "attendance_of",
    "attendances",
    "desk_of",
    "latest_notes",
    "ledger_of",
    "notes_of_session",
    "recorded_counts",
    "roster",
    "sessions_of",
    "unsigned_of",
]
