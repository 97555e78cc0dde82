"""What is done about hours and weeks. `from openiop.care.schedule import actions as schedule`."""

from openiop.care.calendar.actions import Clash
from openiop.care.schedule.actions.drawing import DrawnMeanwhile, catch_up, draw, step, take_parts, throw_away
from openiop.care.schedule.actions.makeups import (
    OfferOver,
    book_makeup,
    decline_makeup,
    offer_makeup,
    take_makeup,
    undo_makeup,
)
from openiop.care.schedule.actions.proposing import (
    ask_proposal,
    cancel_proposal,
    mark_interrupted,
    plans_weeks,
    set_aside,
)
from openiop.care.schedule.actions.publishing import TooLate, WeekChanged, publish
from openiop.care.schedule.actions.seating import seat
from openiop.care.schedule.actions.undoing import undo

__all__ = [
    "Clash",
    "DrawnMeanwhile",
    "OfferOver",
    "TooLate",
    "WeekChanged",
    "ask_proposal",
    "book_makeup",
    "cancel_proposal",
    "catch_up",
    "decline_makeup",
    "draw",
    "mark_interrupted",
    "offer_makeup",
    "plans_weeks",
    "publish",
    "seat",
    "set_aside",
    "step",
    "take_makeup",
    "take_parts",
    "throw_away",
    "undo",
    "undo_makeup",
]
