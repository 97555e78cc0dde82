"""Deciding about a level of care. Every decision keeps what the rules recommended, what was decided, and why.

All take `by=`, the Staff who decides (PLACE), and are one transaction each:

    admit(evaluation=, program=, track=, therapist=, actual_level=, difference=, why=, opened_on=, entry_route=)
    refer_elsewhere(evaluation=, level=, to=, why=, follow_up_on=)
    change_therapist(episode=, therapist=, why=)
    continue_stay(episode=, …)  change_level(episode=, level=, on=, …)  start_taper(episode=, start=, end=, reason=, …)
    discharge(episode=, reason=, last_contact=, discharged_on=, destination=, summary=, …)

Bad input raises ValidationError naming the field; a missing right raises Refused.
"""

from .admission import admit, change_therapist, refer_elsewhere
from .leaving import discharge
from .levels import change_level, continue_stay, start_taper

__all__ = [
    "admit",
    "change_level",
    "change_therapist",
    "continue_stay",
    "discharge",
    "refer_elsewhere",
    "start_taper",
]
