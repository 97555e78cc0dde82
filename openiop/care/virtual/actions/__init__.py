"""What is done with a video room. `from openiop.care.virtual import actions as virtual`.

Every action asks for its right, locks what it changes, keeps its audit, tells the gateway, and raises ValidationError
in words.
"""

from openiop.care.virtual.actions.confirming import confirm
from openiop.care.virtual.actions.entering import agree, attest, be_called, enter_as_staff, knock, leave
from openiop.care.virtual.actions.hosting import admit, admit_all, close_room, lock_room, remove, require_host

__all__ = [
    "admit",
    "admit_all",
    "agree",
    "attest",
    "be_called",
    "close_room",
    "confirm",
    "enter_as_staff",
    "knock",
    "leave",
    "lock_room",
    "remove",
    "require_host",
]
