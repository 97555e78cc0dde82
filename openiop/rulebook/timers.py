"""When documents are due (rules.md §4.1) and when to ask how a person is after discharge.

Days are calendar days, counted with date arithmetic, so that month ends and leap days need no rule of
their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from .packs import Pack
from .text import Explanation, explain, gettext_noop

FOLLOW_UP_DAYS = (30, 90, 180, 365)
SOON_DAYS = 3

type State = Literal["ahead", "soon", "today", "late"]


@dataclass(frozen=True, slots=True)
class Due:
    """Something due on a local day. `label` is a message id."""

    key: str
    label: str
    on: date
    explanation: Explanation

    def state(self, today: date, *, soon: int = SOON_DAYS) -> State:
        """Say how near it is: late after its day, soon within `soon` days before."""
        left = (self.on - today).days
        if left < 0:
            return "late"
        if left == 0:
            return "today"
        return "soon" if left <= soon else "ahead"


@dataclass(frozen=True, slots=True)
class NoteDue:
    """When a progress note is due and when it is late, as instants."""

    due_at: datetime
    late_at: datetime
    explanation: Explanation

    def state(self, now: datetime) -> Literal["open", "overdue", "late"]:
        """Say whether an unsigned note is in time, past its due time, or late (NOTE-3)."""
        if now >= self.late_at:
            return "late"
        return "overdue" if now >= self.due_at else "open"


def at_admission(admitted_on: date, pack: Pack) -> tuple[Due, ...]:
    """Return the documents that an admission starts, by date."""
    timers = pack.timers
    return (
        _due("initial_plan", gettext_noop("Initial plan"), admitted_on, timers.initial_plan, _AFTER_ADMISSION),
        _due("biopsychosocial", gettext_noop("Full evaluation"), admitted_on, timers.biopsychosocial, _AFTER_ADMISSION),
        _due("master_plan", gettext_noop("Treatment plan"), admitted_on, timers.master_plan, _AFTER_ADMISSION),
    )


def plan_review(signed_on: date, pack: Pack) -> Due:
    """Return when a signed plan is to be reviewed."""
    return _due(
        "plan_review",
        gettext_noop("Plan review"),
        signed_on,
        pack.timers.plan_review,
        gettext_noop(
            "%(days)s days after the plan was signed, or at a change of level, relapse, hospital stay or risk"
        ),
    )


def continued_stay(last_on: date, pack: Pack, authorized_through: date | None = None) -> Due:
    """Return the next continued-stay review: by the pack, or before the payer's authorization ends, if
    earlier.
    """
    regular = _due(
        "continued_stay",
        gettext_noop("Continued-stay review"),
        last_on,
        pack.timers.continued_stay,
        gettext_noop("%(days)s days after the last review"),
    )
    if authorized_through is None:
        return regular
    before = pack.timers.before_authorization_ends
    payer = Due(
        regular.key,
        regular.label,
        authorized_through - timedelta(days=before),
        explain(
            "authorization",
            gettext_noop("%(days)s days before the authorization ends on %(end)s"),
            days=before,
            end=authorized_through.isoformat(),
        ),
    )
    return min(regular, payer, key=lambda due: due.on)


def discharge_summary(last_contact_on: date, pack: Pack) -> Due:
    """Return when the discharge summary is due."""
    return _due(
        "discharge_summary",
        gettext_noop("Discharge summary"),
        last_contact_on,
        pack.timers.discharge_summary,
        gettext_noop("%(days)s days after the last contact"),
    )


def progress_note(session_end: datetime, pack: Pack) -> NoteDue:
    """Return when a session's note is due and late. session_end: aware; the results are in UTC."""
    if session_end.utcoffset() is None:
        raise ValueError("session_end: give an aware datetime (with its time zone)")
    end = session_end.astimezone(UTC)
    timers = pack.timers
    return NoteDue(
        end + timedelta(hours=timers.progress_note_due_hours),
        end + timedelta(hours=timers.progress_note_late_hours),
        explain(
            "note",
            gettext_noop("Due %(due)s hours after the session, late after %(late)s"),
            due=timers.progress_note_due_hours,
            late=timers.progress_note_late_hours,
        ),
    )


def follow_ups(discharged_on: date) -> tuple[Due, ...]:
    """Return the follow-ups at 30, 90, 180 and 365 days after discharge."""
    return tuple(
        _due(
            f"follow_up_{days}",
            gettext_noop("Follow-up"),
            discharged_on,
            days,
            gettext_noop("%(days)s days after discharge"),
        )
        for days in FOLLOW_UP_DAYS
    )


_AFTER_ADMISSION = gettext_noop("%(days)s days after admission")


def _due(key: str, name: str, start: date, days: int, message: str) -> Due:
    return Due(key, name, start + timedelta(days=days), explain(key, message, days=days))
