"""Short-lived tickets for the stream of news of one session's board: who may listen is asked where the ticket is given,
and asked again within a minute, for a ticket lasts no longer."""

import time
from uuid import UUID

from django.core import signing

SECONDS = 60
CHANNEL = "board"  # on which PostgreSQL says that there is news; the payload is the session's id
SALT = "openiop.board.live"


def ticket_for(*, session: UUID, staff: UUID) -> str:
    """Lets its holder hear for a minute that there is something new in this session, and nothing else."""
    return signing.dumps([str(session), str(staff), time.time() + SECONDS], salt=SALT)


def read_ticket(ticket: str) -> tuple[str, float] | None:
    """The session's id and for how many seconds more the ticket is good; None where it is not."""
    try:
        session, _staff, until = signing.loads(ticket, salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return None
    left = until - time.time()
    return (session, left) if left > 0 else None
