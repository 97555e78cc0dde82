"""What to do when somebody in a group is not safe: steps in plain words, and whom to call.

Starting texts for the clinic's own policy, written for the United States: 988 is the suicide and crisis lifeline, 911
the emergency number. What may be told to whom is 42 CFR 2.51 (medical emergency) and 2.12(c)(6) (abuse or neglect of a
child); a duty to protect others differs by state.
"""

from __future__ import annotations

from typing import NamedTuple

from .text import gettext_noop


class Protocol(NamedTuple):
    """code: what a tap keeps. label and steps: message ids. numbers: to call, as they are dialled."""

    code: str
    label: str
    steps: tuple[str, ...]
    numbers: tuple[str, ...] = ()


PROTOCOLS: tuple[Protocol, ...] = (
    Protocol(
        "passive_thoughts",
        gettext_noop("Thoughts of not being here, no plan"),
        (
            gettext_noop("Speak with them alone, today, before they leave."),
            gettext_noop("Ask directly about thoughts, plan, means and intent."),
            gettext_noop("Go through the safety plan together and change what no longer fits."),
            gettext_noop("Tell their primary clinician and agree who calls tomorrow."),
        ),
        ("988",),
    ),
    Protocol(
        "active_plan",
        gettext_noop("Thoughts of suicide with a plan or intent"),
        (
            gettext_noop("Stay with them. Do not leave them alone, not even for a moment."),
            gettext_noop("Ask a colleague to take the group and to call the clinician in charge."),
            gettext_noop("Make the means safe: ask what is at hand and where."),
            gettext_noop("Call 988 together, or 911 if their life is in danger now."),
            gettext_noop("They do not go home alone. Write down who decided what, and when."),
        ),
        ("988", "911"),
    ),
    Protocol(
        "intoxication",
        gettext_noop("Seems intoxicated or in withdrawal"),
        (
            gettext_noop("Lead them out of the group kindly, to a quiet room with somebody."),
            gettext_noop("Call medical staff to look at them: breathing, alertness, shaking, confusion."),
            gettext_noop("Slow breathing or cannot be woken: give naloxone and call 911."),
            gettext_noop("They do not drive. Arrange a safe way home and who is there tonight."),
        ),
        ("911",),
    ),
    Protocol(
        "medical",
        gettext_noop("Medical emergency"),
        (
            gettext_noop("Call 911 and say the address and the room."),
            gettext_noop("Stay, and send somebody for the first-aid kit, the defibrillator and medical staff."),
            gettext_noop("Ask the others to wait in another room with a colleague."),
            gettext_noop("Tell the ambulance what they need to know to treat; write down what was told to whom."),
        ),
        ("911",),
    ),
    Protocol(
        "threat_to_other",
        gettext_noop("Threat to somebody else"),
        (
            gettext_noop("Keep yourself and the group safe: distance, a way out, a calm voice."),
            gettext_noop("In danger now: call 911."),
            gettext_noop("Ask who, how and when, and whether there is a weapon."),
            gettext_noop(
                "Call the clinician in charge before anybody is warned: the duty to protect differs by state."
            ),
        ),
        ("911",),
    ),
    Protocol(
        "abuse",
        gettext_noop("Abuse or neglect of a child, an elder or a dependent adult"),
        (
            gettext_noop("Listen, and promise no secrecy. Do not investigate."),
            gettext_noop("Is somebody in danger now? Call 911."),
            gettext_noop("You report it yourself to your state’s protective services, today; nobody may forbid it."),
            gettext_noop("Tell the clinician in charge, and write down when you reported and to whom."),
        ),
        ("911",),
    ),
)
CODES = {each.code: each for each in PROTOCOLS}
