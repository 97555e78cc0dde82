"""Where a record came from, and what it is called so that it is known again."""

import json
from hashlib import sha256
from uuid import UUID

from openiop.doors.exchange.fhir.document import Entry
from openiop.doors.exchange.fhir.references import identifiers_of
from openiop.doors.exchange.fhir.taken import Origin


def origin_of(entry: Entry, part: str = "") -> Origin:
    """The origin of an entry; `part` names a record found inside another one ("coverage")."""
    name, worldwide = _name_of(entry)
    return Origin(
        file=entry.file,
        path=entry.path,
        kind=entry.kind,
        id=entry.id,
        name=f"{name}#{part}" if part else name,
        worldwide=worldwide,
        digest=digest_of(entry),
    )


def digest_of(entry: Entry) -> str:
    """SHA-256 over what the record says: the order of its members does not count, nor does its `meta`
    (a server stamps a new version there at every export)."""
    said = {name: value for name, value in entry.resource.items() if name != "meta"}
    return sha256(json.dumps(said, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _name_of(entry: Entry) -> tuple[str, bool]:
    if "://" in entry.url:
        return entry.url, True
    if _is_uuid(entry.id):
        return f"{entry.kind}/{entry.id.lower()}", True
    for system, value in identifiers_of(entry):
        if system:
            return f"{entry.kind}?identifier={system}|{value}", True
    return entry.key, False


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False
