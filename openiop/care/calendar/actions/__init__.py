"""What is done to the calendar. `from openiop.care.calendar import actions as calendar`.

Everything here checks the right SCHEDULE, keeps its audit, and raises `Clash` in words where somebody or something
would be booked twice, or ValidationError naming the field.
"""

from openiop.care.calendar.actions.clashes import Clash, Clashes
from openiop.care.calendar.actions.curriculum import add_topic, change_topic, take_over_starter
from openiop.care.calendar.actions.groups import change_group, end_group, open_group
from openiop.care.calendar.actions.planning import Planned, plan_sessions
from openiop.care.calendar.actions.seats import end_membership, give_seat, give_up_seat, place
from openiop.care.calendar.actions.sessions import (
    book_session,
    cancel_session,
    mark_held,
    move_session,
    set_end,
    stand_in,
    teach,
)

__all__ = [
    "Clash",
    "Clashes",
    "Planned",
    "add_topic",
    "book_session",
    "cancel_session",
    "change_group",
    "change_topic",
    "end_group",
    "end_membership",
    "give_seat",
    "give_up_seat",
    "mark_held",
    "move_session",
    "open_group",
    "place",
    "plan_sessions",
    "set_end",
    "stand_in",
    "take_over_starter",
    "teach",
]
