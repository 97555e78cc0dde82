"""Signed, short-lived permissions: for the router's core, for one room, for the relay.

Router (Janus "signed tokens"): `expiry,realm,word,word…:base64(HMAC-SHA1(secret, what stands before the colon))`. The
realm is "janus" for the core, with the plugins one may attach to, and the plugin's name for a room, with "room=<id>".
Relay (draft-uberti-behave-turn-rest): user `expiry:mark`, password base64(HMAC-SHA1(secret, user)).

They are the second lock: the first is that only OpenIOP reaches the router's socket at all.
"""

import base64
import hashlib
import hmac
import secrets
import time
from dataclasses import dataclass

PLUGIN = "janus.plugin.videoroom"
CORE_SECONDS = 600
ROOM_SECONDS = 12 * 3600  # longer than the longest session: a permission that runs out ends the call
RELAY_SECONDS = 3600


@dataclass(frozen=True)
class RelayPermit:
    """What a browser signs in to the relay with, and where that is (`turn:…?transport=…`)."""

    username: str
    password: str
    urls: tuple[str, ...]
    expires: int


def core_token(secret: str, *, seconds: int = CORE_SECONDS, now: float | None = None) -> str:
    """Permission to speak to the router and to attach to its VideoRoom."""
    return _signed(secret, ["janus", PLUGIN], seconds, now)


def room_token(secret: str, room: str, *, seconds: int = ROOM_SECONDS, now: float | None = None) -> str:
    """Permission to enter one room; every one is different, so that one person's can be taken back."""
    return _signed(secret, [PLUGIN, f"room={room}", f"seat={secrets.token_hex(8)}"], seconds, now)


def room_secret(key: str, room: str) -> str:
    """The password of a room's moderator verbs, the same after a restart of either side."""
    return hmac.new(key.encode(), f"room:{room}".encode(), hashlib.sha256).hexdigest()


def relay_permit(
    secret: str, urls: tuple[str, ...], *, seconds: int = RELAY_SECONDS, now: float | None = None
) -> RelayPermit:
    """Permission to use the relay for a while. The mark is random: nothing of a person is in it."""
    expires = int((time.time() if now is None else now) + seconds)
    username = f"{expires}:{secrets.token_hex(8)}"
    return RelayPermit(username, _mac(secret, username), urls, expires)


def _signed(secret: str, words: list[str], seconds: int, now: float | None) -> str:
    expires = int((time.time() if now is None else now) + seconds)
    said = ",".join([str(expires), *words])
    return f"{said}:{_mac(secret, said)}"


def _mac(secret: str, said: str) -> str:
    # SHA-1 is what both programs ask for; as a keyed MAC it still holds
    return base64.b64encode(hmac.new(secret.encode(), said.encode(), hashlib.sha1).digest()).decode()
