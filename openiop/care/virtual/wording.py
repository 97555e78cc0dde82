"""What people promise each other before a group by video, word for word. A new wording gets a new number; the old ones
stay, because what somebody agreed to must be readable later."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openiop.rulebook.text import gettext_noop


@dataclass(frozen=True)
class Wording:
    """One edition of the agreement."""

    version: int
    points: tuple[str, ...]

    @property
    def text(self) -> str:
        """Every point in the reader's language, a line each."""
        return "\n".join(_(each) for each in self.points)


EDITIONS = (
    Wording(
        1,
        (
            gettext_noop("What is said here and who is here stays here. I tell nobody outside the group."),
            gettext_noop("I am in a private place, or I use headphones so that nobody near me hears the others."),
            gettext_noop("I do not record, photograph or copy anything of the screen or the sound."),
            gettext_noop("I use the name that I have in this group, and I do not look for who the others are."),
            gettext_noop("I know that this program does not record. It cannot promise what other members do."),
            gettext_noop("The facilitator may ask me to leave if this is not kept, and then talks with me alone."),
        ),
    ),
)
CURRENT = EDITIONS[-1]
FOR_GUESTS = gettext_lazy(
    "What I hear in this session, and that it takes place, stays with me. "
    "I am in a private place, or use headphones. I do not record, photograph or copy anything. "
    "Whoever leads the session may ask me to leave."
)
ALIASES = (
    gettext_noop("Swan"), gettext_noop("Lantern"), gettext_noop("Cedar"), gettext_noop("Sail"),
    gettext_noop("Pebble"), gettext_noop("Moon"), gettext_noop("Kettle"), gettext_noop("Beacon"),
    gettext_noop("Heron"), gettext_noop("Maple"), gettext_noop("Harbor"), gettext_noop("Comet"),
    gettext_noop("Otter"), gettext_noop("Clover"), gettext_noop("Anchor"), gettext_noop("Finch"),
    gettext_noop("Willow"), gettext_noop("Ember"), gettext_noop("Badger"), gettext_noop("Meadow"),
    gettext_noop("Compass"), gettext_noop("Juniper"), gettext_noop("Robin"), gettext_noop("Tide"),
    gettext_noop("Acorn"), gettext_noop("Fern"), gettext_noop("Kite"), gettext_noop("Quill"),
    gettext_noop("Marble"), gettext_noop("Thistle"),
)  # fmt: skip
