"""Writing many rows fast: PostgreSQL's COPY, with every constraint and trigger still in force."""

import json
from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.fields.ranges import RangeField
from django.db import connection, models

MAKE = object()  # stands in a row until its default is made


class Sheet:
    """Rows of one model waiting to be written. Fields left out get the model's default."""

    def __init__(self, model: type[models.Model]):
        self.model = model
        self.fields = [field for field in model._meta.concrete_fields if not field.generated]
        self.key = self.fields.index(model._meta.pk)
        made = [field.has_default() and callable(field.default) for field in self.fields]
        self.blank = [MAKE if each else always(field) for each, field in zip(made, self.fields, strict=True)]
        self.made: list[tuple[int, Any, Any]] = []  # what has to be made anew for each row, and how it is written
        for at, each in enumerate(made):
            make, convert = self.fields[at].default, converter(self.fields[at])
            if each and make in (list, dict):
                self.blank[at] = convert(make()) if convert else make()
            elif each:
                self.made.append((at, make, convert))
        self.places = {field.name: (at, converter(field)) for at, field in enumerate(self.fields)}
        self.places |= {field.attname: self.places[field.name] for field in self.fields}
        self.rows: list[list[Any]] = []

    def add(self, **values: Any) -> Any:
        """One row; keys are field names or their `_id` columns. Returns its primary key. KeyError names a field
        that the model does not have."""
        row = self.blank.copy()
        for name, value in values.items():
            at, convert = self.places[name]
            row[at] = value if convert is None or value is None else convert(value)
        for at, make, convert in self.made:
            if row[at] is MAKE:
                row[at] = convert(make()) if convert else make()
        self.rows.append(row)
        return row[self.key]

    def write(self) -> int:
        """Copies the rows to the database and forgets them; returns how many."""
        columns = ", ".join(connection.ops.quote_name(field.column) for field in self.fields)
        table = connection.ops.quote_name(self.model._meta.db_table)
        with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
            for row in self.rows:
                copy.write_row(row)
        written, self.rows = len(self.rows), []
        return written


def always(field: models.Field) -> Any:
    """What this field holds where a row does not say: the model's default, or the database's, which COPY does not fill
    in."""
    return field.db_default if field.has_db_default() and not field.has_default() else field.get_default()


def converter(field: models.Field) -> Any:
    """How this field's Python value must look for COPY, or None where it may go as it is."""
    if isinstance(field, models.JSONField):
        return json.dumps
    if isinstance(field, RangeField):
        return half_open
    return None


def half_open(bounds: tuple[Any, Any]) -> str:
    """A range from a pair (None: without end), as PostgreSQL reads it."""
    lower, upper = bounds
    return f"[{lower.isoformat()},{upper.isoformat() if upper else ''})"


class Book:
    """One sheet a model, written in the order in which foreign keys need them."""

    def __init__(self) -> None:
        self.sheets: dict[type[models.Model], Sheet] = {}
        self.links: dict[type[models.Model], list[models.Model]] = {}

    def add(self, model: type[models.Model], **values: Any) -> Any:
        """One row of `model`; returns its primary key."""
        if model not in self.sheets:
            self.sheets[model] = Sheet(model)
        return self.sheets[model].add(**values)

    def sheet_row(self, model: type[models.Model], **values: Any) -> None:
        """One row of a table whose key the database makes (a many-to-many table)."""
        self.links.setdefault(model, []).append(model(**values))

    def write(self, order: Iterable[type[models.Model]]) -> int:
        """Writes the sheets named in `order`; returns how many rows."""
        written = sum(self.sheets[model].write() for model in order if model in self.sheets)
        for model, rows in self.links.items():
            written += len(model._default_manager.bulk_create(rows))
        self.links = {}
        return written
