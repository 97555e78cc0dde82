"""Who is meant by a reference: the entries that belong together, and how one points at another.

A bundle stands alone. The other files of one call (Bulk NDJSON, single resources) belong together, so that a
Condition in one finds its Patient in another. Nothing is ever fetched from elsewhere.
"""

from collections.abc import Iterable
from urllib.parse import unquote

from openiop.doors.exchange.fhir.defect import Defect, quoted
from openiop.doors.exchange.fhir.document import Document, Entry
from openiop.doors.exchange.fhir.element import Element


class References:
    """An index of entries by full URL, by type and id, and by identifier (for conditional references)."""

    def __init__(self) -> None:
        self._by_url: dict[str, Entry] = {}
        self._by_key: dict[str, Entry] = {}
        self._by_identifier: dict[tuple[str, str, str], list[Entry]] = {}

    def add(self, document: Document) -> None:
        """Takes a document in, whole or (raising `Defect`) not at all: two records may not go by one name."""
        fresh = References()
        for entry in document.entries:
            twin = self._twin(entry) or fresh._twin(entry)
            if twin and (document.form == "bundle" or twin.resource != entry.resource):
                where = twin.path if twin.file == entry.file else f"{twin.file}, {twin.path}"
                raise Defect(entry.path, f"goes by the same name as another record ({where})")
            fresh._put(entry)
        self._by_url |= fresh._by_url
        self._by_key = fresh._by_key | self._by_key
        for name, entries in fresh._by_identifier.items():
            self._by_identifier.setdefault(name, []).extend(entries)

    def find(self, reference: Element, holder: Entry) -> Entry | None:
        """The entry that a Reference means; None where it means something outside these files.

        A reference that can only be met inside (urn:uuid, urn:oid, "#contained") and is not, is a defect.
        """
        target = reference.get("reference")
        if target is None:
            return self._identified(reference)
        text = target.text()
        if text.startswith("#"):
            return self._contained(target, text[1:], holder)
        if text.startswith(("urn:uuid:", "urn:oid:")):
            if text not in self._by_url:
                raise Defect(target.path, f"{quoted(text)} is not in this file")
            return self._by_url[text]
        if "?" in text:
            return self._conditional(target, text)
        return self._literal(text, holder)

    def first_of(self, kind: str) -> Entry | None:
        return next((entry for entry in self._by_key.values() if entry.kind == kind), None)

    def _twin(self, entry: Entry) -> Entry | None:
        return self._by_key.get(entry.key) or (self._by_url.get(entry.url) if entry.url else None)

    def _put(self, entry: Entry) -> None:
        self._by_key[entry.key] = entry
        if entry.url:
            self._by_url[entry.url] = entry
        for system, value in identifiers_of(entry):
            self._by_identifier.setdefault((entry.kind, system, value), []).append(entry)

    def _literal(self, text: str, holder: Entry) -> Entry | None:
        text = text.partition("/_history/")[0]
        if "://" in text:
            return self._by_url.get(text)
        base = holder.url.rsplit("/", 2)[0] if "://" in holder.url else ""
        return (self._by_url.get(f"{base}/{text}") if base else None) or self._by_key.get(text)

    def _conditional(self, target: Element, text: str) -> Entry | None:
        kind, _, query = text.partition("?")
        name, _, token = query.partition("=")
        if name != "identifier" or "&" in token:
            raise Defect(target.path, f"{quoted(text)}: only ?identifier=system|value can be followed")
        system, _, value = unquote(token).rpartition("|")
        return self._only(self._by_identifier.get((kind, system, value), []), target)

    def _identified(self, reference: Element) -> Entry | None:
        identifier = reference.get("identifier")
        if identifier is None:
            return None
        kind = reference.string("type")
        name = (kind, identifier.string("system"), identifier.string("value"))
        return self._only(self._by_identifier.get(name, []), identifier)

    @staticmethod
    def _only(found: list[Entry], target: Element) -> Entry | None:
        different = {entry.key: entry for entry in found}
        if len(different) > 1:
            raise Defect(target.path, "means more than one record: " + ", ".join(e.path for e in different.values()))
        return next(iter(different.values()), None)

    @staticmethod
    def _contained(target: Element, name: str, holder: Entry) -> Entry | None:
        if not name:  # "#" alone is the containing resource
            return holder
        for inner in contained_in(holder):
            if inner.resource.get("id") == name:
                return inner
        raise Defect(target.path, f"{quoted('#' + name)} is not contained in this record")


def contained_in(holder: Entry) -> Iterable[Entry]:
    """The resources contained in an entry, each with its path."""
    for inner in Element(holder.resource, holder.path).each("contained"):
        if isinstance(inner.value, dict) and isinstance(inner.value.get("resourceType"), str):
            yield Entry(inner.value, inner.path, holder.file)


def identifiers_of(entry: Entry) -> list[tuple[str, str]]:
    """(system, value) of every usable identifier; what is not one is left to the taking to complain about."""
    rows = entry.resource.get("identifier")
    return [
        (str(row.get("system", "")), row["value"])
        for row in (rows if isinstance(rows, list) else [])
        if isinstance(row, dict) and isinstance(row.get("value"), str)
    ]
