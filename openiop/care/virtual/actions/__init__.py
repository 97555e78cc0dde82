"""What is done with a video room. `from openiop.care.virtual import actions as virtual`.

Every action asks for its right, locks what it changes, keeps its audit, tells the gateway, and raises ValidationError
in words.
"""

from openiop.care.virtual.actions.asides import (
    call_for_help,
    keep_chat,
    look_up,
    raise_danger,
    see_to,
    write_privately,
)
from openiop.care.virtual.actions.breakouts import call_back, deal, place, send, walk
from openiop.care.virtual.actions.confirming import confirm
from openiop.care.virtual.actions.deciding import decide
from openiop.care.virtual.actions.entering import agree, attest, be_called, enter_as_staff, enter_as_wall, knock, leave
from openiop.care.virtual.actions.guests import invite, knock_as_guest, may_bring, promise_as_guest, take_back
from openiop.care.virtual.actions.hosting import admit, admit_all, close_room, lock_room, remove, require_host

__all__ = [
    "admit",
    "admit_all",
    "agree",
    "attest",
    "be_called",
    "call_back",
    "call_for_help",
    "close_room",
    "confirm",
    "deal",
    "decide",
    "enter_as_staff",
    "enter_as_wall",
    "invite",
    "keep_chat",
    "knock",
    "knock_as_guest",
    "leave",
    "lock_room",
    "look_up",
    "may_bring",
    "place",
    "promise_as_guest",
    "raise_danger",
    "remove",
    "require_host",
    "see_to",
    "send",
    "take_back",
    "walk",
    "write_privately",
]
