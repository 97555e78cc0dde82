"""Short-lived, single-use tickets for the door of a video room. They name nobody: an organisation, a room, an
admission, and the room's epoch. The gateway takes each once; who it is and whether they still may, it asks the
database."""

import secrets
import time
from dataclasses import dataclass
from uuid import UUID

from django.core import signing

SECONDS = 30
SALT = "openiop.video.room"


@dataclass(frozen=True)
class Ticket:
    """A ticket as it was read. `issued` and `until` are instants in seconds since 1970."""

    organisation: UUID
    room: UUID
    admission: UUID
    epoch: int
    nonce: str
    issued: float
    until: float


def ticket_for(*, organisation: UUID, room: UUID, admission: UUID, epoch: int) -> str:
    """Lets its holder enter the gateway once, within half a minute, as this admission."""
    now = time.time()
    told = [str(organisation), str(room), str(admission), epoch, secrets.token_hex(8), now, now + SECONDS]
    return signing.dumps(told, salt=SALT)


def read_ticket(text: str) -> Ticket | None:
    """The ticket, or None where it is not ours or over."""
    try:
        organisation, room, admission, epoch, nonce, issued, until = signing.loads(text, salt=SALT, max_age=SECONDS)
        ticket = Ticket(UUID(organisation), UUID(room), UUID(admission), int(epoch), str(nonce), issued, until)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return ticket if ticket.until > time.time() else None


def news_of(room: UUID) -> str:
    """What PostgreSQL says, on the channel of the boards, when something about this room changed."""
    return f"video:{room}"
