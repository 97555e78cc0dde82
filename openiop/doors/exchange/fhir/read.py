"""Reads a file of FHIR R4 JSON: a Bundle, one resource, or Bulk Data NDJSON; plain or gzip.

What it refuses, it refuses with the place of the defect (`Defect`). It checks that the file is whole, that it
is JSON, that every resource names its type, and that nothing in it is built to exhaust memory or the stack.
What the resources say is checked where they are taken (`take`).
"""

import json
from pathlib import Path
from typing import Any

from openiop.doors.exchange.fhir.defect import Defect, quoted
from openiop.doors.exchange.fhir.document import Document, Entry
from openiop.doors.exchange.fhir.resource_types import RESOURCE_TYPES
from openiop.doors.exchange.fhir.unpack import LIMITS, Limits, load, shape, text_of, unpack

BUNDLE_TYPES = ("transaction", "batch", "collection", "searchset", "document")
EXPECTED = (
    "expected FHIR R4 JSON: a Bundle (transaction, batch, collection, searchset or document), one resource, "
    "or Bulk Data NDJSON"
)


def read(path: Path | str, limits: Limits = LIMITS) -> Document:
    """Reads a file from disk, named as it was called; raises `Defect`."""
    return read_bytes(str(path), load(Path(path), limits), limits)


def read_bytes(name: str, raw: bytes, limits: Limits = LIMITS) -> Document:
    """Reads a file from its bytes, as it came (an upload, a kept source document); raises `Defect`.

    NDJSON is known by its name, or by a second resource following the first one on a line of its own.
    """
    content = unpack(raw, limits)
    text = text_of(content)
    if ".ndjson" in name.lower():
        return Document(name, "ndjson", content, _lines(name, text, limits))
    try:
        root = _parse(text, "", limits)
    except _Trailing as second:
        if _is_lines(text):
            return Document(name, "ndjson", content, _lines(name, text, limits))
        raise Defect(second.where, second.problem) from None
    if isinstance(root, dict) and root.get("resourceType") == "Bundle":
        return Document(name, "bundle", content, _bundle(name, root, limits))
    return Document(name, "resource", content, (_single(name, root, ""),))


class _Trailing(Defect):
    """A whole JSON value, and then more text: broken JSON, or NDJSON."""


def _parse(text: str, place: str, limits: Limits) -> Any:
    """One JSON value. `place` is the line number in NDJSON ("line 4"), else ""."""
    depth, values = shape(text)
    if depth > limits.depth:
        raise Defect(place, f"nested more than {limits.depth} levels deep; no FHIR record is")
    if values > limits.values:
        raise Defect(place, f"more than {limits.values:,} values, the limit for one file")
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        where = f"{place}, column {error.colno}" if place else f"line {error.lineno}, column {error.colno}"
        if error.msg == "Extra data":
            raise _Trailing(where, "not JSON: more text follows the end of the record") from None
        if error.msg.startswith("Unterminated string"):
            raise Defect(where, "truncated, or a missing quotation mark: this text never ends") from None
        if error.pos >= len(text.rstrip()) - 6:  # up to a cut "\\u00f" or "fals"
            raise Defect(where, "truncated: the file ends in the middle of a record") from None
        raise Defect(where, f"not JSON: {error.msg}") from None
    except ValueError as error:  # a doubled name, NaN, a number of thousands of digits
        raise Defect(place, f"not FHIR JSON: {error}") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"one object says {quoted(twice)} twice")
    return made


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not a JSON number")


def _is_lines(text: str) -> bool:
    first = text.lstrip().partition("\n")[0]
    try:
        return isinstance(json.loads(first), dict)
    except ValueError:
        return False


def _lines(name: str, text: str, limits: Limits) -> tuple[Entry, ...]:
    entries = []
    if shape(text)[1] > limits.values:
        raise Defect("", f"more than {limits.values:,} values, the limit for one file")
    # Not splitlines(): U+2028 and its like are legal inside a JSON string.
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        place = f"line {number}"
        resource = _parse(line, place, limits)
        if isinstance(resource, dict) and "exportId" in resource and "eventId" in resource:
            raise Defect(place, "this is the log of a Bulk Data export, not records: leave it out")
        entries.append(_single(name, resource, f"{place}: "))
        if len(entries) > limits.resources:
            raise Defect(place, f"more than {limits.resources:,} resources, the limit for one file")
    return tuple(entries)


def _single(name: str, resource: Any, prefix: str) -> Entry:
    kind = _kind_of(resource, prefix.removesuffix(": "))
    return Entry(resource, f"{prefix}{kind}", name)


def _bundle(name: str, bundle: dict[str, Any], limits: Limits) -> tuple[Entry, ...]:
    kind = bundle.get("type")
    if kind not in BUNDLE_TYPES:
        shown = "is missing" if kind is None else f"{quoted(kind)} holds no records to take"
        raise Defect("Bundle.type", f"{shown}; one of {', '.join(BUNDLE_TYPES)} was expected")
    rows = bundle.get("entry", [])
    if not isinstance(rows, list) or not rows:
        raise Defect("Bundle.entry", "a list of at least one entry was expected")
    if len(rows) > limits.resources:
        raise Defect("Bundle.entry", f"more than {limits.resources:,} resources, the limit for one file")
    return tuple(_entry(name, row, f"Bundle.entry[{number}]") for number, row in enumerate(rows))


def _entry(name: str, row: Any, path: str) -> Entry:
    if not isinstance(row, dict):
        raise Defect(path, "an object with a resource was expected")
    request = row.get("request")
    method = request.get("method") if isinstance(request, dict) else None
    if method in ("DELETE", "PATCH"):
        raise Defect(
            f"{path}.request.method",
            f"{quoted(method)}: an import takes whole records, it does not change others",
        )
    if "resource" not in row:
        raise Defect(f"{path}.resource", "missing")
    url = row.get("fullUrl", "")
    if not isinstance(url, str):
        raise Defect(f"{path}.fullUrl", "text was expected")
    _kind_of(row["resource"], f"{path}.resource")
    return Entry(row["resource"], f"{path}.resource", name, url)


def _kind_of(resource: Any, where: str) -> str:
    """The resourceType, checked; the message says what was expected where there is none."""
    if not isinstance(resource, dict) or "resourceType" not in resource:
        raise Defect(where, f"no resourceType: this is JSON, but not FHIR; {EXPECTED}")
    kind = resource["resourceType"]
    if not isinstance(kind, str) or kind not in RESOURCE_TYPES:
        raise Defect(f"{where}.resourceType".lstrip("."), f"{quoted(kind)} is not a resource type of FHIR R4")
    return kind
