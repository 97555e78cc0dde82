"""A file as it was read: its bytes, and the FHIR resources in it with the place where each one stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any, Literal

Resource = Mapping[str, Any]
Form = Literal["bundle", "resource", "ndjson"]


@dataclass(frozen=True)
class Entry:
    """One resource and where it stands.

    `path` begins every message about it ("Bundle.entry[12].resource", "line 3: Condition"). `url` is the
    fullUrl of a bundle entry, "" elsewhere. `file` is the name of the document that holds it.
    """

    resource: Resource
    path: str
    file: str
    url: str = ""

    @property
    def kind(self) -> str:
        return str(self.resource["resourceType"])

    @property
    def id(self) -> str:
        """The logical id; for an entry that has only a urn:uuid fullUrl, that uuid; else ""."""
        own = self.resource.get("id")
        if isinstance(own, str) and own:
            return own
        return self.url.removeprefix("urn:uuid:") if self.url.startswith("urn:uuid:") else ""

    @property
    def key(self) -> str:
        """What names this entry within the documents of one call."""
        return f"{self.kind}/{self.id}" if self.id else f"{self.file}#{self.path}"


@dataclass(frozen=True)
class Document:
    """A file that was read and is FHIR. `content` is its text as bytes, uncompressed, exactly as it came."""

    name: str
    form: Form
    content: bytes = field(repr=False)
    entries: tuple[Entry, ...] = field(repr=False)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the content in hex: the same for a file and its compressed copy."""
        return sha256(self.content).hexdigest()
