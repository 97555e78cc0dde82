"""What is done in and after a session. `from openiop.care.encounters import actions as encounters`.

Attendance only ever appends to the ledger (`Presence`); what was wrong is replaced by a new row that says why. Every
action checks its right, locks the session's ledger, keeps its audit, and raises ValidationError in words.
"""

from openiop.care.encounters.actions.attendance import arrive, come_back, leave, mark, mark_absent, mark_all_here
from openiop.care.encounters.actions.correcting import correct, set_breaks, set_times, take_back
from openiop.care.encounters.actions.cosigning import cosign, send_back
from openiop.care.encounters.actions.counseling import write_counseling
from openiop.care.encounters.actions.crisis import write_crisis
from openiop.care.encounters.actions.drafting import draft_notes, end_group
from openiop.care.encounters.actions.ending import end_early, set_end
from openiop.care.encounters.actions.signing import add_to, sign, sign_ready
from openiop.care.encounters.actions.taps import Kept, keep
from openiop.care.encounters.actions.writing import acknowledge, name_nobody, open_notes, write_note, write_shared

__all__ = [
    "Kept",
    "acknowledge",
    "add_to",
    "arrive",
    "come_back",
    "correct",
    "cosign",
    "draft_notes",
    "end_early",
    "end_group",
    "keep",
    "leave",
    "mark",
    "mark_absent",
    "mark_all_here",
    "name_nobody",
    "open_notes",
    "send_back",
    "set_breaks",
    "set_end",
    "set_times",
    "sign",
    "sign_ready",
    "take_back",
    "write_counseling",
    "write_crisis",
    "write_note",
    "write_shared",
]
