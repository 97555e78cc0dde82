"""Reads that are asked on every page: written as a queryset, compiled once, then only executed.

Building SQL from a queryset costs Django a millisecond, and the server plans it anew each time; a page asks a dozen.
A `Read` compiles its queryset once from sample values and remembers where they stand. Afterwards each call sends the
same statement, which the server keeps prepared, with the values of that call. The queryset stays the one place that
says what is asked, and what comes back is what it would give: rows of the model with what `select_related` joins, or
the tuples of `values_list`.

    CONTACTS = Read(Contact, lambda rows, client: rows.filter(client=client)[:4], client=UUID)
    gate.read(CONTACTS, P.SEE_CLIENTS, client=client.pk)

Nothing is remembered between two calls but SQL.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange
from django.db.models.query import ModelIterable, ValuesListIterable, get_related_populators

from openiop.base.database.base import DatabaseWrapper

EARLY = datetime(1901, 1, 6, 12, tzinfo=UTC)

# A value of each type that stands nowhere else in a query, the n-th of its kind.
SAMPLES: dict[Any, Callable[[int], Any]] = {
    UUID: lambda n: UUID(int=0x5A3D_1E00_0000_4000_8000_0000_0000_0000 + n),
    datetime: lambda n: EARLY + timedelta(days=n),
    date: lambda n: (EARLY + timedelta(days=n)).date(),
    str: lambda n: f"sample {n}",
    list: lambda n: [SAMPLES[UUID](n)],
    DateRange: lambda n: DateRange((EARLY + timedelta(days=n)).date(), None),
    DateTimeTZRange: lambda n: DateTimeTZRange(EARLY + timedelta(days=n), None),
}

Walls = Mapping[str, UUID | list[UUID]]


class Unpreparable(TypeError):
    """The queryset cannot be asked this way; the message says why."""


class Read[M: models.Model]:
    """`build(rows, *shape, **values)` narrows `rows` of `model`; `types` names the type of each value.

    Values may differ with each call. What decides the statement itself (which roles, how many rows) is `shape`: it must
    be hashable and come in few kinds, for each has a statement of its own. So has a value that is None.
    """

    def __init__(self, model: type[M], build: Callable[..., "models.QuerySet[Any]"], **types: Any):
        self.model = model
        self.build = build
        self.types = types
        self.statements: dict[tuple[Any, ...], Statement] = {}

    def rows(self, *shape: Any, only: Walls | None = None, **values: Any) -> list[Any]:
        """What the queryset gives for these values; `only` narrows it first, by lookup (the gate's walls)."""
        only = only or {}
        unknown = tuple(name for name, value in values.items() if value is None)
        key = (shape, unknown, *((lookup, type(value)) for lookup, value in only.items()))
        statement = self.statements.get(key)
        if statement is None:
            statement = self.statements[key] = self.prepare(shape, unknown, only)
        return statement.rows(values | {wall(lookup): value for lookup, value in only.items()})

    def first(self, *shape: Any, only: Walls | None = None, **values: Any) -> Any:
        """The first row, or None. The queryset should end in [:1] or ask by a unique key."""
        found = self.rows(*shape, only=only, **values)
        return found[0] if found else None

    def prepare(self, shape: tuple[Any, ...], unknown: tuple[str, ...], only: Walls) -> "Statement":
        known = {name: kind for name, kind in self.types.items() if name not in unknown}
        samples = {name: SAMPLES[kind](n) for n, (name, kind) in enumerate(known.items())}
        walls = {lookup: SAMPLES[type(value)](len(samples) + n) for n, (lookup, value) in enumerate(only.items())}
        queryset = self.build(behind(self.model, walls), *shape, **samples, **dict.fromkeys(unknown))
        return Statement(queryset, samples | {wall(lookup): value for lookup, value in walls.items()})


def behind[T: models.Model](model: type[T], walls: Walls) -> "models.QuerySet[T]":
    """The rows of `model` that meet every wall. A list stands for a question that a row about nobody passes."""
    found = models.Q()
    for lookup, value in walls.items():
        met = models.Q(**{lookup: value})
        path = lookup.split("__")[0]
        if isinstance(value, list) and model._meta.get_field(path).null:  # else Django would ask for a somebody
            met |= models.Q(**{f"{path}__isnull": True})
        found &= met
    return model._default_manager.filter(found)


def wall(lookup: str) -> str:
    """The name of a wall's value, which no value of the read itself can have."""
    return f"only {lookup}"


class Statement:
    """One compiled queryset: its SQL, where the values stand, and how a row becomes what the queryset gives."""

    def __init__(self, queryset: "models.QuerySet[Any]", samples: Mapping[str, Any]):
        if queryset._prefetch_related_lookups:  # type: ignore[attr-defined]
            raise Unpreparable("prefetch_related asks further questions; ask them as reads of their own")
        compiler = queryset.query.get_compiler(connection=connection)
        self.sql, params = compiler.as_sql()
        self.places = [place(param, samples) for param in params]
        if missing := samples.keys() - {name for name, _fixed in self.places}:
            raise Unpreparable(f"the query does not hold {sorted(missing)} as they were given")
        self.compiler = compiler
        self.converters = compiler.get_converters([each[0] for each in compiler.select])
        kind = queryset._iterable_class
        if kind not in (ModelIterable, ValuesListIterable):
            raise Unpreparable("only rows of a model and tuples of values_list() are made here")
        self.makes_models = kind is ModelIterable
        if self.makes_models:
            self._learn_models(queryset)

    def _learn_models(self, queryset: "models.QuerySet[Any]") -> None:
        """What Django's own ModelIterable finds out for each query, once."""
        compiler, mode = self.compiler, queryset._fetch_mode  # type: ignore[attr-defined]
        columns = compiler.klass_info["select_fields"]
        self.start, self.end, self.mode = columns[0], columns[-1] + 1, mode
        self.names = [each[0].target.attname for each in compiler.select[self.start : self.end]]
        self.make = compiler.klass_info["model"].from_db
        self.populators = get_related_populators(compiler.klass_info, compiler.select, queryset.db, mode)
        self.annotations = list((compiler.annotation_col_map or {}).items())
        self.db = queryset.db

    def rows(self, values: Mapping[str, Any]) -> list[Any]:
        params = [fixed if name is None else values[name] for name, fixed in self.places]
        found: Any = cast(DatabaseWrapper, connections[DEFAULT_DB_ALIAS]).prepared_rows(self.sql, params)
        if self.converters and found:
            found = list(self.compiler.apply_converters(found, self.converters))
        return [self._model(row) for row in found] if self.makes_models else found

    def _model(self, row: Any) -> models.Model:
        made: models.Model = self.make(self.db, self.names, row[self.start : self.end], fetch_mode=self.mode)
        for populator in self.populators:
            populator.populate(row, made)
        for name, column in self.annotations:
            setattr(made, name, row[column])
        return made


def place(param: Any, samples: Mapping[str, Any]) -> tuple[str | None, Any]:
    """The name of the value that stands here, or None and what always stands here."""
    name = next((name for name, sample in samples.items() if type(sample) is type(param) and sample == param), None)
    return name, param
