"""Somebody with every right in the database and bad intentions: one change at a time to the audit or a sealed row."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import psycopg
from django.apps import apps
from psycopg import errors

from openiop.base.audit.chain import COLUMNS, FORMAT, event_text
from openiop.base.audit.seals import SEALED, is_final
from openiop.base.audit.verify import verify

OTHER = {  # a value that differs from what stands there, by the column's type
    "uuid": "gen_random_uuid()",
    "timestamp with time zone": "coalesce({0} + interval '1 microsecond', now())",
    "date": "{0} + 1",
    "boolean": "NOT {0}",
    "smallint": "(coalesce({0}, 0) + 1)::smallint",
    "integer": "coalesce({0}, 0) + 1",
    "jsonb": "jsonb_build_array({0})",
    "ARRAY": "array_append({0}, 'x')",
    "bytea": r"{0} || '\x00'",
    "tstzrange": "coalesce(tstzrange(lower({0}), upper({0}) + '1 s'::interval), tstzrange(now(), now() + '1 h'))",
}
TEXT = "CASE WHEN left({0}, 1) = 'x' THEN 'y' ELSE 'x' END || coalesce(substr({0}, 2), '')"
REFUSED = (errors.IntegrityError, errors.DataError, errors.RaiseException)


class Nothing(Exception):
    """There was nothing to do to this row: choose another."""


@dataclass
class Tally:
    """What was done, and what of it was not seen."""

    done: dict[str, int] = field(default_factory=dict)
    missed: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(self.done.values())


class Vandal:
    """Acts on one organisation, on a connection whose role may switch triggers off."""

    def __init__(self, connection: "psycopg.Connection[Any]", organisation: UUID, seed: int = 0):
        self.connection, self.organisation, self.dice = connection, organisation, random.Random(seed)
        self.types = {
            (table, column): kind
            for table, column, kind in connection.execute(
                """SELECT table_name, column_name, data_type FROM information_schema.columns
                   WHERE table_schema = 'public'"""
            )
        }
        self.tables = {kind: apps.get_model(kind)._meta.db_table for kind in SEALED}

    def rounds(self, count: int) -> Iterator[tuple[str, str, bool]]:
        """`count` changes, each looked for and taken back: its kind, what was done, and whether it was found."""
        acts: list[Callable[[], str]] = [
            self.alter_event, self.alter_event_and_its_hash, self.delete_event, self.delete_event_and_link,
            self.delete_link, self.insert_event, self.append_event, self.swap_events, self.swap_links,
            self.move_head, self.alter_row, self.alter_row, self.alter_part, self.delete_row, self.insert_row,
            self.swap_rows,
        ]  # fmt: skip
        done = 0
        while done < count:
            act = acts[done % len(acts)]
            with self.taken_back():
                try:
                    told = act()
                except (*REFUSED, Nothing):
                    continue  # a constraint refused it, triggers or not: choose again
                found = verify(self.connection, self.organisation).fault is not None
                done += 1
                yield act.__name__, told, found

    @contextmanager
    def taken_back(self) -> Iterator[None]:
        with self.connection.transaction(force_rollback=True):
            self.let_loose()
            yield

    def let_loose(self) -> None:
        """Switches every trigger off: all of them as a superuser, the tables' own as their owner."""
        (superuser,) = self.one("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if superuser:
            self.run("SET LOCAL session_replication_role = replica")
            return
        parts = [apps.get_model(part.kind)._meta.db_table for sealed in SEALED.values() for part in sealed.parts]
        for table in ("audit_event", "audit_link", "audit_head", *self.tables.values(), *parts):
            self.run(f"ALTER TABLE {table} DISABLE TRIGGER USER")

    def run(self, statement: str, *values: Any) -> int:
        return self.connection.execute(statement, values).rowcount

    def one(self, statement: str, *values: Any) -> Any:
        row = self.connection.execute(statement, values).fetchone()
        if row is None:
            raise Nothing
        return row

    # the chain
    def place(self) -> tuple[int, UUID]:
        (last,) = self.one("SELECT max(number) FROM audit_link WHERE organisation_id = %s", self.organisation)
        number = self.dice.randint(1, last)
        (event,) = self.one(
            "SELECT event_id FROM audit_link WHERE organisation_id = %s AND number = %s", self.organisation, number
        )
        return number, event

    def other(self, table: str, column: str) -> str:
        return OTHER.get(self.types[table, column], TEXT).format(column)

    def alter_event(self) -> str:
        number, event = self.place()
        column = self.dice.choice(COLUMNS)
        self.run(f"UPDATE audit_event SET {column} = {self.other('audit_event', column)} WHERE id = %s", event)
        return f"altered {column} of event {number}"

    def alter_event_and_its_hash(self) -> str:
        number, event = self.place()
        column = self.dice.choice([each for each in COLUMNS if each not in ("id", "organisation_id")])
        self.run(f"UPDATE audit_event SET {column} = {self.other('audit_event', column)} WHERE id = %s", event)
        self.run(
            f"""UPDATE audit_link l SET hash = encode(sha256(convert_to(
                  '{FORMAT}|' || l.number || '|' || l.previous || '|' || {event_text("e")}, 'UTF8')), 'hex')
                FROM audit_event e WHERE e.id = l.event_id AND e.id = %s""",
            event,
        )
        return f"altered {column} of event {number} and made its hash anew"

    def delete_event(self) -> str:
        number, event = self.place()
        self.run("DELETE FROM audit_event WHERE id = %s", event)
        return f"deleted event {number}"

    def delete_event_and_link(self) -> str:
        number, event = self.place()
        self.run("DELETE FROM audit_event WHERE id = %s", event)
        self.run("DELETE FROM audit_link WHERE event_id = %s", event)
        return f"deleted event {number} and its link"

    def delete_link(self) -> str:
        number, event = self.place()
        self.run("DELETE FROM audit_link WHERE event_id = %s", event)
        return f"deleted the link of event {number}"

    def insert_event(self) -> str:
        number, event = self.place()
        self.copy("audit_event", event)
        return f"inserted a copy of event {number}"

    def append_event(self) -> str:
        """An event with a link that fits, but behind the head."""
        _, event = self.place()
        made = self.copy("audit_event", event)
        self.run(
            f"""INSERT INTO audit_link SELECT l.organisation_id, l.number + 1, e.id, l.hash, encode(sha256(convert_to(
                  '{FORMAT}|' || (l.number + 1) || '|' || l.hash || '|' || {event_text("e")}, 'UTF8')), 'hex')
                FROM audit_event e, (SELECT * FROM audit_link WHERE organisation_id = %s
                                     ORDER BY number DESC LIMIT 1) l WHERE e.id = %s""",
            self.organisation,
            made,
        )
        return "appended an event with a link that fits"

    def swap_events(self) -> str:
        (one, first), (other, second) = self.place(), self.place()
        if one == other:
            raise Nothing
        self.run(
            """UPDATE audit_link SET event_id = CASE event_id WHEN %s THEN %s::uuid ELSE %s::uuid END
               WHERE organisation_id = %s AND event_id IN (%s, %s)""",
            first, second, first, self.organisation, first, second,
        )  # fmt: skip
        return f"swapped events {one} and {other}"

    def swap_links(self) -> str:
        (one, _), (other, _) = self.place(), self.place()
        if one == other:
            raise Nothing
        for old, new in ((one, -1), (other, one), (-1, other)):
            self.run(
                "UPDATE audit_link SET number = %s WHERE organisation_id = %s AND number = %s",
                new, self.organisation, old,
            )  # fmt: skip
        return f"swapped links {one} and {other}"

    def move_head(self) -> str:
        how = self.dice.choice(["number = number + 1", "number = number - 1", "hash = reverse(hash)"])
        self.run(f"UPDATE audit_head SET {how} WHERE organisation_id = %s", self.organisation)
        return f"head: {how}"

    def copy(self, table: str, row: UUID) -> UUID:
        (made,) = self.one(
            f"""INSERT INTO {table} SELECT (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid()))).*
                FROM {table} t WHERE id = %s RETURNING id""",
            row,
        )
        return UUID(str(made))

    # sealed rows
    def row(self, kind: str = "") -> tuple[str, str, UUID]:
        kind = kind or self.dice.choice(sorted(SEALED))
        table = self.tables[kind]
        where = f"FROM {table} t WHERE t.organisation_id = %s AND {is_final(kind, 't')}"
        (count,) = self.one(f"SELECT count(*) {where}", self.organisation)
        if not count:
            raise Nothing
        (found,) = self.one(
            f"SELECT t.id {where} ORDER BY t.id OFFSET %s LIMIT 1", self.organisation, self.dice.randrange(count)
        )
        return kind, table, found

    def alter_row(self) -> str:
        kind, table, row = self.row()
        column = self.dice.choice(SEALED[kind].columns)
        if not self.run(f"UPDATE {table} SET {column} = {self.other(table, column)} WHERE id = %s", row):
            raise Nothing
        return f"altered {column} of {kind} {row}"

    def alter_part(self) -> str:
        """A row that is sealed with the row it belongs to."""
        kind = self.dice.choice([kind for kind, sealed in SEALED.items() if sealed.parts])
        part = self.dice.choice(SEALED[kind].parts)
        table = apps.get_model(part.kind)._meta.db_table
        _, _, whole = self.row(kind)
        column = self.dice.choice(part.columns)
        act = self.dice.choice([f"UPDATE {table} SET {column} = {self.other(table, column)}", f"DELETE FROM {table}"])
        if not self.run(f"{act} WHERE {part.by} = %s", whole):
            raise Nothing
        return f"altered {column} of {part.kind}, part of {kind} {whole}"

    def delete_row(self) -> str:
        kind, table, row = self.row()
        self.run(f"DELETE FROM {table} WHERE id = %s", row)
        return f"deleted {kind} {row}"

    def insert_row(self) -> str:
        kind, table, row = self.row()
        self.copy(table, row)
        return f"inserted a copy of {kind} {row}"

    def swap_rows(self) -> str:
        """Two rows change their identifiers: everything they say is now said of the other."""
        kind, table, one = self.row()
        _, _, other = self.row(kind)
        if one == other:
            raise Nothing
        aside = UUID(int=1)
        for old, new in ((one, aside), (other, one), (aside, other)):
            self.run(f"UPDATE {table} SET id = %s WHERE id = %s", new, old)
        return f"swapped {kind} {one} and {other}"


def drill(vandal: Vandal, rounds: int, tell: Callable[[int, str], None] = lambda number, line: None) -> Tally:
    """So many changes; the tally of what was done, and of what nobody saw."""
    tally = Tally()
    for number, (kind, told, found) in enumerate(vandal.rounds(rounds), start=1):
        tally.done[kind] = tally.done.get(kind, 0) + 1
        if not found:
            tally.missed.append(told)
        tell(number, told)
    return tally
