"""Long answers under a consent stop where the consent stops (CON-5, T9)."""

import time
from collections.abc import Iterable, Iterator
from uuid import UUID

from openiop.base.privacy.queries import is_live

LOOK_AGAIN = 0.25  # seconds: far below the second within which a revocation has to stop everything


class Stopped(Exception):
    """The consent ended while something was leaving: what has not left yet stays."""


def while_live(consent_id: UUID, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Hands on the pieces of a long answer as long as the consent holds; raises Stopped, so that whoever receives
    knows that it broke off. Asks before a piece leaves, never after."""
    asked = float("-inf")
    for piece in pieces:
        if time.monotonic() - asked >= LOOK_AGAIN:
            if not is_live(consent_id):
                raise Stopped(str(consent_id))
            asked = time.monotonic()
        yield piece
