"""Signed heads: what each organisation's chain had come to, signed by this installation and kept outside the database.

Whoever may change everything in the database could write a whole chain anew; a head that was signed and carried away
before tells. The key (Ed25519) stays in the data folder, readable by its owner only, as `audit-key.pem`; the heads of
every hour are appended to `audit-heads.jsonl` beside it. Copy that file to where this machine cannot write.
"""

import base64
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

KEPT = "audit-heads.jsonl"
KEY = "audit-key.pem"
END = 256 * 1024  # bytes of the kept file in which the newest heads stand


class BadHead(ValueError):
    """A saved head that cannot be read, or whose signature is not ours; the message says which."""


@dataclass(frozen=True)
class Head:
    """The `number` and `hash` of an organisation's newest event, and the instants of that event and of the signing."""

    organisation: str
    number: int
    hash: str
    at: str
    signed_at: str

    @property
    def words(self) -> bytes:
        """What is signed."""
        parts = ("openiop audit head 1", self.organisation, str(self.number), self.hash, self.at, self.signed_at)
        return "\n".join(parts).encode()


def heads_of(connection: Any) -> list[Head]:
    """The head of every organisation that this connection's database holds, signed now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT organisation_id, number, hash, at FROM audit_heads()")
        now = instant(datetime.now(UTC))
        return [Head(str(org), number, digest, instant(at), now) for org, number, digest, at in cursor.fetchall()]


def signed(heads: Iterable[Head], folder: Path) -> list[dict[str, Any]]:
    """The heads with this installation's signature and public key, ready for JSON."""
    key = signing_key(folder)
    return [
        asdict(head) | {"key": public(key), "signature": base64.b64encode(key.sign(head.words)).decode()}
        for head in heads
    ]


def keep(folder: Path | None = None) -> Path:
    """Appends the signed heads of this moment to the data folder's file; returns the file."""
    from django.db import connection

    folder = folder or data_folder()
    file = folder / KEPT
    lines = [json.dumps(each) + "\n" for each in signed(heads_of(connection), folder)]
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "a") as kept:
        kept.write("".join(lines))
        kept.flush()
        os.fsync(kept.fileno())
    return file


def last_kept(organisation: Any, folder: Path | None = None) -> tuple[int, datetime] | None:
    """Number and instant of the head that was signed and kept last for an organisation, or None. Looks at the end of
    the file only, and checks no signature: `openiop audit verify` does."""
    file = (folder or data_folder()) / KEPT
    try:
        with file.open("rb") as kept:
            kept.seek(max(0, file.stat().st_size - END))
            lines = kept.read().decode(errors="replace").splitlines()
    except OSError:
        return None
    for line in reversed(lines):
        if str(organisation) in line:
            try:
                entry = json.loads(line)
                return int(entry["number"]), datetime.fromisoformat(entry["signed_at"])
            except (KeyError, TypeError, ValueError):
                continue
    return None


def read(text: str, folder: Path, key: str = "") -> list[Head]:
    """The heads of a saved file (`openiop audit heads --json`, or lines of JSON), each with its signature checked
    against `key` (base64; default: this installation's own). Raises BadHead."""
    expected = key or public(signing_key(folder))
    return [_checked(entry, number, expected) for number, entry in enumerate(_entries(text), start=1)]


def _entries(text: str) -> list[Any]:
    try:
        try:
            found = json.loads(text)
        except json.JSONDecodeError:
            found = [json.loads(line) for line in text.splitlines() if line.strip()]
    except json.JSONDecodeError as error:
        raise BadHead(f"this is not a file of signed heads: {error}") from None
    found = found.get("heads", [found]) if isinstance(found, dict) else found
    if not isinstance(found, list) or not found:
        raise BadHead("there is no head in this file")
    return found


def _checked(entry: Any, number: int, key: str) -> Head:
    try:
        head = Head(**{name: entry[name] for name in ("organisation", "number", "hash", "at", "signed_at")})
        signature = base64.b64decode(entry["signature"], validate=True)
        Ed25519PublicKey.from_public_bytes(base64.b64decode(key, validate=True)).verify(signature, head.words)
    except InvalidSignature:
        raise BadHead(f"head {number} was not signed by the key {key}") from None
    except (KeyError, TypeError, ValueError) as error:
        raise BadHead(f"head {number} cannot be read: {type(error).__name__} {error}") from None
    return head


def signing_key(folder: Path) -> Ed25519PrivateKey:
    """This installation's key; made once and kept, readable by its owner only."""
    kept = folder / KEY
    if not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        made = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        scratch = folder / f"{KEY}.{os.getpid()}"
        scratch.touch(mode=0o600)
        scratch.write_bytes(made)
        try:
            os.link(scratch, kept)  # whole or not at all, and the first one wins
        except FileExistsError:
            pass
        finally:
            scratch.unlink()
    key = load_pem_private_key(kept.read_bytes(), None)
    if not isinstance(key, Ed25519PrivateKey):
        raise BadHead(f"{kept} holds no Ed25519 key")
    return key


def public(key: Ed25519PrivateKey) -> str:
    """The public key, base64: with it anybody checks a head without this installation."""
    return base64.b64encode(key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()


def instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def data_folder() -> Path:
    """The data folder of this process (`openiop` sets OPENIOP_HOME for every verb)."""
    if home := os.environ.get("OPENIOP_HOME"):
        return Path(home)
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "openiop"
