"""Queries that are compiled once and asked many times.

Building SQL from a queryset costs Django about a millisecond; the board asks five of them on every page. A prepared
query is compiled once from sample values and keeps the places where they stand, so that the queryset stays the one
place that says what is asked.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import connection
from django.db.models import QuerySet

Build = Callable[..., "QuerySet[Any]"]


class Prepared:
    """`build(**values)` returns a values_list queryset; `samples` are values of the same types, each found nowhere
    else in the query. `derive` names what the query holds instead of a value itself (a range made of two dates)."""

    def __init__(self, build: Build, samples: Mapping[str, Any], derive: Mapping[str, Callable[..., Any]]):
        self.build = build
        self.samples = dict(samples)
        self.derive = dict(derive)
        self.sql = ""
        self.places: list[tuple[str | None, Any]] = []

    def rows(self, **values: Any) -> list[tuple[Any, ...]]:
        """The rows for these values, as the database driver gives them."""
        if not self.sql:
            self._compile()
        held = {name: make(**values) for name, make in self.derive.items()}
        params = [fixed if name is None else held[name] for name, fixed in self.places]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            return list(cursor.fetchall())

    def _compile(self) -> None:
        sql, params = self.build(**self.samples).query.sql_with_params()
        wanted = [(name, make(**self.samples)) for name, make in self.derive.items()]
        places: list[tuple[str | None, Any]] = []
        for param in params:
            name = next((name for name, sample in wanted if type(sample) is type(param) and sample == param), None)
            places.append((name, param))
        self.places, self.sql = places, sql
