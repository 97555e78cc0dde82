"""What a facilitator can tap about one person in a session: behaviour that can be seen, never a judgement.

Each list is ordered as a board shows it. A code is what a tap keeps; the label stands on a form and in a note's
heading, the short word on a button. Codes never change their meaning.
"""

from __future__ import annotations

from typing import NamedTuple

from .text import gettext_noop


class Observed[Code: (int, str)](NamedTuple):
    """One thing that can be tapped. label, short: message ids."""

    code: Code
    label: str
    short: str


PARTICIPATION: tuple[Observed[int], ...] = (  # the board shows 1 to 4; 0 is for whoever was there and took no part
    Observed(0, gettext_noop("Present, did not take part"), gettext_noop("present")),
    Observed(1, gettext_noop("Listened"), gettext_noop("listening")),
    Observed(2, gettext_noop("Took part at times"), gettext_noop("a little")),
    Observed(3, gettext_noop("Took part actively"), gettext_noop("actively")),
    Observed(4, gettext_noop("Helped others"), gettext_noop("helping others")),
)

AFFECT: tuple[Observed[str], ...] = (
    Observed("calm", gettext_noop("Appeared calm"), gettext_noop("calm")),
    Observed("bright", gettext_noop("Appeared bright"), gettext_noop("bright")),
    Observed("anxious", gettext_noop("Appeared anxious"), gettext_noop("anxious")),
    Observed("low", gettext_noop("Appeared low"), gettext_noop("low")),
    Observed("flat", gettext_noop("Showed little expression"), gettext_noop("flat")),
    Observed("irritable", gettext_noop("Appeared irritable"), gettext_noop("irritable")),
    Observed("tearful", gettext_noop("Was tearful"), gettext_noop("tearful")),
)

ENGAGEMENT: tuple[Observed[str], ...] = (
    Observed("withdrawn", gettext_noop("Kept to themself"), gettext_noop("withdrawn")),
    Observed("distracted", gettext_noop("Attention came and went"), gettext_noop("distracted")),
    Observed("attentive", gettext_noop("Followed attentively"), gettext_noop("attentive")),
    Observed("absorbed", gettext_noop("Was absorbed in the work"), gettext_noop("absorbed")),
)

RESPONSE: tuple[Observed[str], ...] = (
    Observed("practised", gettext_noop("Practiced the skill"), gettext_noop("practiced")),
    Observed("insight", gettext_noop("Named something new"), gettext_noop("insight")),
    Observed("questioned", gettext_noop("Asked questions"), gettext_noop("asked")),
    Observed("hesitant", gettext_noop("Was hesitant"), gettext_noop("hesitant")),
    Observed("declined", gettext_noop("Declined the exercise"), gettext_noop("declined")),
    Observed("supported", gettext_noop("Supported a peer"), gettext_noop("supported")),
)
