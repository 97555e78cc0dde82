"""AES-256-GCM (NIST SP 800-38D) with the place of a text as associated data; wrapping of keys under keys.

Shapes: a key is 32 bytes; a sealed text is b"1" + version (4 bytes, big endian) + nonce (12) + ciphertext with its tag
(16 bytes more than the text); a wrapped key is the fingerprint of what wraps it (8) + nonce (12) + 48 bytes.
"""

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FORM = b"1"
NONCE = 12


class Unopenable(ValueError):
    """These bytes were not sealed here, under this key: moved, altered, or the wrong root key."""


class Shredded(Unopenable):
    """The key was thrown away on purpose; nobody opens this again."""


def new_key() -> bytes:
    return AESGCM.generate_key(256)


def fingerprint(key: bytes) -> bytes:
    """Eight bytes that name a key and tell nothing of it."""
    return hashlib.sha256(b"openiop key " + key).digest()[:8]


def place_of(*parts: object) -> bytes:
    """Associated data; lengths are written, so that no two places spell the same bytes."""
    return b"".join(len(part).to_bytes(4) + part for part in (str(each).encode() for each in parts))


def seal(key: bytes, version: int, text: str, place: bytes) -> bytes:
    """`text` sealed to `place` under `key`. Random 96-bit nonces: safe for 2**32 texts a key (SP 800-38D, 8.3)."""
    nonce = os.urandom(NONCE)
    head = FORM + version.to_bytes(4)
    return head + nonce + AESGCM(key).encrypt(nonce, text.encode(), place + head)


def version_of(sealed: bytes) -> int:
    """The version of the data key under which this was sealed. Raises Unopenable for other bytes."""
    if sealed[:1] != FORM or len(sealed) < 5 + NONCE + 16:
        raise Unopenable("these bytes are no sealed text")
    return int.from_bytes(sealed[1:5])


def open_sealed(key: bytes, sealed: bytes, place: bytes) -> str:
    """The text. Raises Unopenable."""
    version_of(sealed)
    head, nonce, rest = sealed[:5], sealed[5 : 5 + NONCE], sealed[5 + NONCE :]
    try:
        return AESGCM(key).decrypt(nonce, rest, place + head).decode()
    except InvalidTag:
        raise Unopenable("this text was moved or altered after it was sealed") from None


def wrap(key: bytes, under: bytes, place: bytes) -> bytes:
    nonce = os.urandom(NONCE)
    return fingerprint(under) + nonce + AESGCM(under).encrypt(nonce, key, place)


def unwrap(wrapped: bytes, under: bytes, place: bytes) -> bytes:
    """The key. Raises Unopenable where it was wrapped under another key, or moved."""
    if wrapped[:8] != fingerprint(under):
        raise Unopenable("this key was wrapped under another key")
    try:
        return AESGCM(under).decrypt(wrapped[8 : 8 + NONCE], wrapped[8 + NONCE :], place)
    except InvalidTag:
        raise Unopenable("this key was moved or altered after it was wrapped") from None


def tag(key: bytes, text: str) -> bytes:
    """HMAC-SHA256: the same for the same text, and without the key nothing can be guessed from it."""
    return hmac.new(key, text.encode(), hashlib.sha256).digest()
