"""The short way to the rows of a prepared statement.

psycopg's cursors can do much that a page's reads never need, in Python, for a tenth of a millisecond a statement; a
page asks twenty. Here its values are dumped and its rows loaded by the same compiled parts of psycopg, and nothing else
happens in between. psycopg itself prepares nothing (Django tells it not to), so it takes nothing of this back either,
as it does with its own statements after every rollback.
"""

import itertools
import re
from collections.abc import Mapping, Sequence
from functools import cache
from types import SimpleNamespace
from typing import Any

import psycopg
from psycopg.adapt import AdaptersMap, PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus, Format
from psycopg.rows import tuple_row
from psycopg.types.datetime import TimestamptzLoader

PLACE = re.compile(r"%(?:\((\w+)\))?([s%])")

type Values = Sequence[Any] | Mapping[str, Any]


class Asking:
    """What one connection has prepared, and how its values are written and read."""

    def __init__(self, connection: "psycopg.Connection[Any]"):
        self.connection = connection
        self.adapters = AdaptersMap(connection.adapters)
        # Django replaces the zone of every instant by UTC; the connection's zone is UTC, so the instant has it already.
        self.adapters.register_loader("timestamptz", TimestamptzLoader)
        self.values = Transformer(self)
        self.make_row = tuple_row(connection.cursor())
        self.names: dict[tuple[str, tuple[int, ...]], bytes] = {}

    def rows(self, sql: str, values: Values) -> list[tuple[Any, ...]]:
        """The rows of `sql`, with %s for each value, or %(name)s where values have names. Raises psycopg's errors."""
        params = [values[name] for name in names_in(sql)] if isinstance(values, Mapping) else values
        sent = self.values.dump_sequence(params, [PyFormat.AUTO] * len(params))
        types, formats = self.values.types or (), self.values.formats
        name = self.names.get((sql, types)) or self._prepare(sql, types)
        result = self.connection.pgconn.exec_prepared(name, sent, formats, Format.TEXT)
        self._check(result)
        self.values.set_pgresult(result)
        return self.values.load_rows(0, result.ntuples, self.make_row)  # type: ignore[return-value]

    def _prepare(self, sql: str, types: tuple[int, ...]) -> bytes:
        name = f"read_{len(self.names)}".encode()
        self._check(self.connection.pgconn.prepare(name, numbered(sql).encode(), types))
        self.names[sql, types] = name
        return name

    def _check(self, result: Any) -> None:
        if result.status not in (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK):
            raise error_from_result(result, self.connection.info.encoding)


@cache
def names_in(sql: str) -> list[str]:
    """The names of the values in `sql`, each once, in the order of their numbers."""
    return list(dict.fromkeys(name for name, _kind in PLACE.findall(sql) if name))


def numbered(sql: str) -> str:
    """`sql` as PostgreSQL takes it: $1 for the first value."""
    names, count = names_in(sql), itertools.count(1)

    def place(found: re.Match[str]) -> str:
        if found[2] == "%":
            return "%"
        return f"${names.index(found[1]) + 1 if found[1] else next(count)}"

    return PLACE.sub(place, sql)


class AskingCursor:
    """As much of a cursor as Django's wrappers need, which count statements and tell of them."""

    def __init__(self, asking: Asking):
        self.asking = asking

    def execute(self, sql: str, params: Values = ()) -> None:
        self._query = SimpleNamespace(query=sql.encode())  # where Django looks for what was sent
        self.found = self.asking.rows(sql, params)

    def fetchall(self) -> list[tuple[Any, ...]]:
        return self.found

    def close(self) -> None:
        """There is nothing to give back."""
