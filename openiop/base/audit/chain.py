"""The text of an event that its hash is made of, as SQL. One text for the database, which links, and for the
verification, which reads the columns again and makes the hash outside the database.

A link's hash is sha256 of `openiop audit 1|number|previous|` and the event's text: for each column that is not NULL
its name, the length of its value in bytes, and the value, so that nothing can be shifted from one column into another.
What is written here never changes for format 1. A column that comes later must be NULL where an event says nothing
of it: it then leaves the text of older events as it was.
"""

from collections.abc import Iterable

FORMAT = "openiop audit 1"
FIRST = "0" * 64  # what the first event of an organisation follows
INSTANT = "to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US BC')"
COLUMNS = [
    "id", "organisation_id", "at", "actor_kind", "actor_id", "actor_name", "verb", "subject_kind", "subject_id",
    "client_id", "detail", "why", "address", "door", "sealed_kind", "sealed_id", "seal",
]  # fmt: skip


def piece(name: str, text: str) -> str:
    """SQL for one column: `name=length:value`, or nothing where `text` (a SQL expression of type text) is NULL."""
    return f"coalesce('{name}=' || octet_length({text}) || ':' || {text}, '')"


def text_of(pieces: Iterable[tuple[str, str]]) -> str:
    """SQL of the whole text: (name, SQL expression of type text) of every column."""
    return " || ".join(piece(name, text) for name, text in pieces)


def event_text(row: str) -> str:
    """SQL of an event's text; `row` is the alias of an audit_event."""
    return text_of(
        (name, INSTANT.format(f"{row}.{name}") if name == "at" else f"{row}.{name}::text") for name in COLUMNS
    )
