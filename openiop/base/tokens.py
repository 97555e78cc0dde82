"""Secrets that go out in a link or stay on a device, and what is kept of them instead.

What is kept of a secret never leads back to it. 256 random bits need no salt; a short one (a kiosk's number) is only
kept keyed, so that whoever has the database without the installation's key cannot try them all.
"""

import hmac
import secrets
from hashlib import sha256

from django.conf import settings


def fresh_token() -> str:
    """256 random bits, in letters that an address takes."""
    return secrets.token_urlsafe(32)


def fingerprint(token: str) -> str:
    """SHA-256 of a fresh_token: 64 hexadecimal digits."""
    return sha256(token.encode()).hexdigest()


def keyed_fingerprint(purpose: str, *parts: str) -> str:
    """HMAC-SHA-256 under the installation's key, another one for each purpose: 64 hexadecimal digits."""
    said = "\x1f".join((f"openiop.{purpose}", *parts)).encode()
    return hmac.new(settings.SECRET_KEY.encode(), said, sha256).hexdigest()
