"""Writing many rows fast: PostgreSQL's COPY, with every constraint and trigger still in force."""

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.fields.ranges import RangeField
from django.db import connection, models
from psycopg.types.json import Jsonb
from psycopg.types.range import Range


class Sheet:
    """Rows of one model waiting to be written. Fields left out get the model's default."""

    def __init__(self, model: type[models.Model]):
        self.model = model
        self.fields = [field for field in model._meta.concrete_fields if not field.generated]
        self.key = self.fields.index(model._meta.pk)
        self.rows: list[tuple[Any, ...]] = []
        self.converters = [converter(field) for field in self.fields]

    def add(self, **values: Any) -> Any:
        """One row; keys are field names or their `_id` columns. Returns its primary key."""
        row = []
        for field, convert in zip(self.fields, self.converters, strict=True):
            if field.attname in values:
                value = values.pop(field.attname)
            elif field.name in values:
                value = values.pop(field.name)
            else:
                value = field.get_default()
            row.append(convert(value) if convert and value is not None else value)
        if values:
            raise TypeError(f"{self.model.__name__} has no field {', '.join(values)}")
        self.rows.append(tuple(row))
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


def converter(field: models.Field) -> Any:
    """How this field's Python value must look for COPY, or None where it may go as it is."""
    if isinstance(field, models.JSONField):
        return Jsonb
    if isinstance(field, RangeField):
        return lambda pair: pair if isinstance(pair, Range) else Range(*pair)
    return None


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
