"""Whether anybody has touched the audit or a sealed row. Reads the columns as they stand and makes every hash again,
outside the database: what the database's own functions would say is not asked.

Needs a connection that sees every organisation (the owner of the tables); reads in one snapshot and writes nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

import psycopg
from django.apps import apps

from openiop.base.audit.chain import FIRST, FORMAT, event_text
from openiop.base.audit.heads import Head
from openiop.base.audit.seals import SEALED, batch_sql, is_final, seal_sql, unsealed

AT_ONCE = 5000  # rows fetched in one go


@dataclass(frozen=True)
class Fault:
    """The first thing that is wrong in an organisation. wrong: "altered", "missing", "inserted", "reordered",
    "head", "signed row" or "saved head"; `number` is the event's place in the chain where it has one."""

    organisation: str
    number: int | None
    wrong: str
    told: str


@dataclass(frozen=True)
class Verdict:
    """One organisation: how many events and seals were checked, and the first fault."""

    organisation: str
    events: int
    head: str
    seals: int
    fault: Fault | None


def snapshot(connection: "psycopg.Connection[Any]") -> None:
    """Everything after this is read as of one moment, in forms that do not depend on the server's settings."""
    connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    connection.execute("SET LOCAL TimeZone = 'UTC'")
    connection.execute("SET LOCAL DateStyle = 'ISO, YMD'")
    connection.execute("SET LOCAL bytea_output = 'hex'")
    connection.execute("SET LOCAL extra_float_digits = 1")


def organisations(connection: "psycopg.Connection[Any]") -> list[UUID]:
    """Every organisation that has a head, a link or an event."""
    rows = connection.execute(
        """SELECT organisation_id FROM audit_head UNION SELECT DISTINCT organisation_id FROM audit_link
           UNION SELECT DISTINCT organisation_id FROM audit_event ORDER BY 1"""
    )
    return [organisation for (organisation,) in rows]


def verify(
    connection: "psycopg.Connection[Any]", organisation: UUID, saved: Iterable[Head] = (), seals: bool = True
) -> Verdict:
    """One organisation, from its first event to its head, then its sealed rows. `saved` are heads that were signed
    and kept elsewhere: each must still be in the chain."""
    walk = Walk(
        connection, organisation, {head.number: head for head in saved if head.organisation == str(organisation)}
    )
    fault = walk.fault()
    checked = 0
    if seals and fault is None:
        for kind in SEALED:
            count, fault = check_seals(connection, organisation, kind)
            checked += count
            if fault:
                break
    return Verdict(str(organisation), walk.number, walk.hash, checked, fault)


class Walk:
    """Along one chain."""

    def __init__(self, connection: "psycopg.Connection[Any]", organisation: UUID, saved: dict[int, Head]):
        self.connection, self.organisation, self.saved = connection, organisation, saved
        self.number, self.hash = 0, FIRST

    def fault(self) -> Fault | None:
        """The first fault along the chain, at its end or beside it."""
        for rows in self._links():
            for row in rows:
                if found := self._step(*row):
                    return found
        return self._at_the_head() or self._beside() or self._unseen()

    def _links(self) -> Iterator[list[Any]]:
        with self.connection.cursor("audit_walk") as cursor:
            cursor.execute(
                f"""SELECT l.number, l.previous, l.hash, e.id IS NULL, {event_text("e")}
                    FROM audit_link l LEFT JOIN audit_event e ON e.id = l.event_id
                    WHERE l.organisation_id = %s ORDER BY l.number""",  # noqa: S608
                [self.organisation],
            )
            while rows := cursor.fetchmany(AT_ONCE):
                yield rows

    def _step(self, number: int, previous: str, digest: str, gone: bool, text: str) -> Fault | None:
        expected = self.number + 1
        if number is None or number < expected:
            return self._wrong(number, "inserted", "this place in the chain is taken twice")
        if number > expected:
            return self._wrong(expected, "missing", f"the next event is number {number}")
        if gone:
            return self._wrong(number, "missing", "the event is gone; its link is still there")
        made = sha256(f"{FORMAT}|{number}|{self.hash}|{text}".encode()).hexdigest()
        if previous != self.hash:
            what = "the event does not follow the one before it"
            return self._wrong(number, "reordered", what)
        if made != digest:
            return self._wrong(number, "altered", "the event is not what its hash says")
        self.number, self.hash = number, digest
        head = self.saved.pop(number, None)
        if head and head.hash != digest:
            return self._wrong(number, "saved head", f"the head signed at {head.signed_at} had another hash")
        return None

    def _at_the_head(self) -> Fault | None:
        row = self.connection.execute(
            "SELECT number, hash FROM audit_head WHERE organisation_id = %s", [self.organisation]
        ).fetchone()
        if row is None:
            return self._wrong(self.number, "head", "the chain has no head")
        number, digest = row
        if number is not None and number > self.number:
            return self._wrong(self.number + 1, "missing", f"the chain ends here, its head is number {number}")
        if number != self.number:
            return self._wrong(self.number, "inserted", f"the chain goes on beyond its head, number {number}")
        if digest != self.hash:
            return self._wrong(self.number, "head", "the head has another hash than the last event")
        return None

    def _beside(self) -> Fault | None:
        """An event that was written around the chain."""
        row = self.connection.execute(
            """SELECT e.id FROM audit_event e WHERE e.organisation_id = %s AND NOT EXISTS (
                 SELECT 1 FROM audit_link l WHERE l.organisation_id = e.organisation_id AND l.event_id = e.id)
               ORDER BY e.at LIMIT 1""",
            [self.organisation],
        ).fetchone()
        return self._wrong(None, "inserted", f"event {row[0]} is not in the chain") if row else None

    def _unseen(self) -> Fault | None:
        """A saved head that the chain never came to."""
        for number, head in sorted(self.saved.items()):
            told = f"the head signed at {head.signed_at} is beyond the chain's end, number {self.number}"
            return self._wrong(number, "saved head", told)
        return None

    def _wrong(self, number: int | None, wrong: str, told: str) -> Fault:
        return Fault(str(self.organisation), number, wrong, told)


def check_seals(connection: "psycopg.Connection[Any]", organisation: UUID, kind: str) -> tuple[int, Fault | None]:
    """How many seals of this kind of row stand in the audit, and the first row that differs from its seal, is gone,
    or has none."""
    values = {"organisation": organisation}
    row = connection.execute(f"SELECT {', '.join(_counts(kind))}", values).fetchone()
    assert row is not None
    count, differing, alone = row
    if differing is not None:
        return count, _seal_fault(connection, organisation, kind, differing)
    batches = connection.execute(BATCHES, values | {"kind": kind}).fetchall()
    for event, first, last, expected, seal in batches:
        count += expected
        found = connection.execute(batch_sql(kind), values | {"first": first, "last": last}).fetchone()
        if found != (expected, seal):
            told = f"among the {expected} rows of {kind} from {first} to {last}, one is altered, gone or new"
            return count, Fault(str(organisation), _place(connection, organisation, event), "signed row", told)
    if alone and (strange := _stranger(connection, values, kind, [(first, last) for _, first, last, *_ in batches])):
        told = f"{kind} {strange} is final, but no event tells of it"
        return count, Fault(str(organisation), None, "signed row", told)
    return count, None


BATCHES = """SELECT id, (detail->>'first')::uuid, (detail->>'last')::uuid, (detail->>'count')::bigint, seal
             FROM audit_event WHERE organisation_id = %(organisation)s AND sealed_kind = %(kind)s
               AND sealed_id IS NULL ORDER BY at"""


def _counts(kind: str) -> list[str]:
    """SQL: how many rows are sealed by name, the event of the first that differs, and whether any has no seal."""
    table = apps.get_model(kind)._meta.db_table
    sealed = f"e.organisation_id = %(organisation)s AND e.sealed_kind = '{kind}' AND e.sealed_id IS NOT NULL"
    return [
        f"(SELECT count(*) FROM audit_event e WHERE {sealed})",  # noqa: S608
        f"""(SELECT e.id FROM audit_event e LEFT JOIN {table} t ON t.id = e.sealed_id
             WHERE {sealed} AND (t.id IS NULL OR {seal_sql(kind, "t")} IS DISTINCT FROM e.seal)
             ORDER BY e.at LIMIT 1)""",  # noqa: S608
        f"""EXISTS (SELECT 1 FROM {table} t WHERE t.organisation_id = %(organisation)s AND {is_final(kind, "t")}
                    AND {unsealed(kind, "t")})""",  # noqa: S608
    ]


def _stranger(
    connection: "psycopg.Connection[Any]", values: dict[str, Any], kind: str, spans: list[tuple[UUID, UUID]]
) -> UUID | None:
    """A final row that no seal covers."""
    table = apps.get_model(kind)._meta.db_table
    outside = "".join(f" AND t.id NOT BETWEEN '{first}' AND '{last}'" for first, last in spans)
    row = connection.execute(
        f"""SELECT t.id FROM {table} t WHERE t.organisation_id = %(organisation)s AND {is_final(kind, "t")}
              AND {unsealed(kind, "t")}{outside} ORDER BY t.id LIMIT 1""",  # noqa: S608
        values,
    ).fetchone()
    return row[0] if row else None


def _seal_fault(connection: "psycopg.Connection[Any]", organisation: UUID, kind: str, event: UUID) -> Fault:
    table = apps.get_model(kind)._meta.db_table
    row = connection.execute(
        f"SELECT e.sealed_id, t.id IS NULL FROM audit_event e LEFT JOIN {table} t ON t.id = e.sealed_id"  # noqa: S608
        " WHERE e.id = %s",
        [event],
    ).fetchone()
    sealed_id, gone = row if row else (None, True)
    told = f"{kind} {sealed_id} is {'gone' if gone else 'not what was signed'}"
    return Fault(str(organisation), _place(connection, organisation, event), "signed row", told)


def _place(connection: "psycopg.Connection[Any]", organisation: UUID, event: UUID) -> int | None:
    row = connection.execute(
        "SELECT number FROM audit_link WHERE organisation_id = %s AND event_id = %s", [organisation, event]
    ).fetchone()
    return row[0] if row else None
