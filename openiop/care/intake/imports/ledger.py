"""The ledger of imported records: which row each one became, so that a second import changes nothing.

A record is known by its key within the organisation. It never changes hands: a key that belongs to one person is
refused for another.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from openiop.base.people.models import Client
from openiop.base.rows import Row
from openiop.care.intake.models import ImportedResource, SourceDocument

KEY_LENGTH = 300


class AnothersRecord(Exception):
    """A record that was imported for somebody else before."""

    def __init__(self, key: str):
        super().__init__(key)
        self.key = key


@dataclass(frozen=True)
class Item:
    """One record to keep. `digest` changes when the record says something new; `values` are the row's fields.
    Several items may be one row (refills of a medication): they share `row`, and the last one's values hold."""

    key: str
    digest: str
    values: Mapping[str, Any]
    row: str = ""


@dataclass
class Changes:
    """How many rows were written, and what was left as it was on purpose (in words)."""

    created: int = 0
    updated: int = 0
    left: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.created or self.updated)

    def add(self, other: "Changes") -> None:
        self.created += other.created
        self.updated += other.updated
        self.left += other.left


def clients_known_as(organisation_id: UUID, keys: Iterable[str]) -> dict[str, ImportedResource]:
    """The ledger's entries under these keys, each with its client."""
    rows = ImportedResource.objects.filter(organisation_id=organisation_id, source_key__in=list(keys))
    return {row.source_key: row for row in rows.select_related("client")}


def remember_client(*, document: SourceDocument, client: Client, key: str, digest: str) -> bool:
    """Notes that this record is this client; False where that was known and it says nothing new."""
    known = ImportedResource.objects.filter(organisation_id=client.organisation_id, source_key=key).first()
    if known is None:
        _note(document, client, Item(key, digest, {}), client)
        return True
    if known.client_id != client.pk:
        raise AnothersRecord(key)
    if known.content_hash == digest:
        return False
    ImportedResource.objects.filter(pk=known.pk).update(content_hash=digest, document=document)
    return True


def settle[R: Row](
    *,
    document: SourceDocument,
    client: Client,
    model: type[R],
    items: Sequence[Item],
    spoken_for: Callable[[R], bool] = lambda row: False,
) -> Changes:
    """Writes the rows for `items` of one client: new ones, and those whose record changed.

    `spoken_for` tells whether a person here has spoken about a row: such a row is left alone. Raises
    AnothersRecord. One query where nothing is new.
    """
    known = clients_known_as(client.organisation_id, {item.key for item in items})
    for key, entry in known.items():
        if entry.client_id != client.pk:
            raise AnothersRecord(key)
    changed = [item for item in items if item.key not in known or known[item.key].content_hash != item.digest]
    if not changed:
        return Changes()
    rows = _rows(model, client, items, known)
    changes = Changes()
    fresh: dict[UUID, R] = {}
    entries = []
    for item in changed:
        row = rows.get(item.row or item.key)
        if row is None:
            row = model(organisation_id=client.organisation_id, client=client, **item.values)
            rows[item.row or item.key] = fresh[row.pk] = row
        elif row.pk in fresh:
            _set(row, item.values)
        elif spoken_for(row):
            changes.left.append(item.key)
        elif differing := _set(row, item.values):
            row.save(update_fields=differing)
            changes.updated += 1
        entries.append(_entry(document, client, item, row))
    model._default_manager.bulk_create(fresh.values())
    changes.created += len(fresh)
    ImportedResource.objects.bulk_create(
        entries,
        update_conflicts=True,
        unique_fields=["organisation", "source_key"],
        update_fields=["content_hash", "document"],
    )
    return changes


def _rows[R: Row](
    model: type[R], client: Client, items: Sequence[Item], known: Mapping[str, ImportedResource]
) -> dict[str, R]:
    """The rows that some of the items became before, by the name of the row they share."""
    ids = {entry.became_id for entry in known.values()}
    found = model._default_manager.filter(client=client).in_bulk(ids)
    return {
        item.row or item.key: found[known[item.key].became_id]
        for item in items
        if item.key in known and known[item.key].became_id in found
    }


def _set(row: Row, values: Mapping[str, Any]) -> list[str]:
    """Writes what differs; the names of those fields."""
    differing = [name for name, value in values.items() if getattr(row, name) != value]
    for name in differing:
        setattr(row, name, values[name])
    return differing


def _entry(document: SourceDocument, client: Client, item: Item, row: Row) -> ImportedResource:
    return ImportedResource(
        organisation_id=client.organisation_id,
        document=document,
        client=client,
        source_key=item.key,
        content_hash=item.digest,
        became=row._meta.label,
        became_id=row.pk,
    )


def _note(document: SourceDocument, client: Client, item: Item, row: Row) -> None:
    _entry(document, client, item, row).save()
