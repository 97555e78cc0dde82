"""Canaries straight into the tables: every column of text that a row of the house has, whatever wrote it first."""

from collections.abc import Iterator
from typing import Any

import psycopg
from django.apps import apps
from django.db import models
from psycopg import sql

from openiop.base.rows import Row
from tests.canary.strings import Cage

NOT_WORDS = {  # columns that a program reads, not a person: what stands there is one of a few, or a fingerprint
    "address", "became", "business", "citation", "code", "color", "digest", "etag", "hash", "instrument", "item", "key",
    "kind", "language", "level", "link", "media_type", "number", "pack", "room_key", "route", "rule", "schema",
    "sha256", "slug", "source", "state", "status", "system", "texts", "time_zone", "token_hash", "topic_key", "unit",
    "url", "verb", "version", "zone",
}  # fmt: skip
SHORTEST = 20  # what is shorter holds a code
NOT_OURS = {"audit"}  # what was done, in words of ours


def text_columns() -> Iterator[tuple[type[models.Model], models.Field[Any, Any]]]:
    """Every column of words, of every table of a room."""
    for model in apps.get_models():
        if not issubclass(model, Row) or model._meta.app_label in NOT_OURS or model._meta.proxy:
            continue
        for column in model._meta.concrete_fields:
            is_text = isinstance(column, models.CharField | models.TextField) and not column.choices
            is_text = is_text and (column.max_length or SHORTEST) >= SHORTEST
            if is_text and not column.is_relation and not NOT_WORDS & {column.name, column.name.rpartition("_")[2]}:
                yield model, column


def fill(cage: Cage, superuser: str, *, rows_each: int) -> tuple[list[str], list[str]]:
    """Puts a canary into up to `rows_each` rows of every column of text; returns the columns that took one and those
    that no string of ours fits into. Triggers are off meanwhile: signed rows, too, get theirs."""
    took, refused = [], []
    with psycopg.connect(superuser, autocommit=True) as admin:
        for model, column in text_columns():
            name = f"{model._meta.db_table}.{column.column}"
            done = _fill_one(cage, admin, model, column, name, rows_each)
            (took if done else refused).append(name)
    return took, refused


def _fill_one(
    cage: Cage, admin: psycopg.Connection[Any], model: type[models.Model], column: Any, name: str, rows_each: int
) -> int:
    table, field = sql.Identifier(model._meta.db_table), sql.Identifier(column.column)
    admin.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(table))
    try:
        return _fill_rows(cage, admin, table, field, column, name, rows_each)
    finally:
        admin.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(table))


def _fill_rows(
    cage: Cage,
    admin: psycopg.Connection[Any],
    table: sql.Identifier,
    field: sql.Identifier,
    column: Any,
    name: str,
    rows_each: int,
) -> int:
    keys = admin.execute(sql.SQL("SELECT id FROM {} ORDER BY random() LIMIT %s").format(table), [rows_each]).fetchall()
    done = 0
    for (key,) in keys:
        is_mail = isinstance(column, models.EmailField)
        text = cage.next(name, room=column.max_length, shape=0 if is_mail else None)
        if text is None:
            break
        text = f"{text}@canary.example" if is_mail else text
        try:
            admin.execute(sql.SQL("UPDATE {} SET {} = %s WHERE id = %s").format(table, field), [text, key])
            done += 1
        except psycopg.Error:
            return done
    return done
