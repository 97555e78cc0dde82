"""Who may see what, asked of every address and compared with a second opinion; then with either of the two walls down.

The suite asks a sample that differs from day to day (OPENIOP_AUTHZ_SEED); `make authz` asks all of it, or of the
addresses whose names begin as OPENIOP_AUTHZ_ONLY says.
"""

import os
import random
import time
from collections import Counter
from collections.abc import Callable

import pytest
from django.apps import apps
from procrastinate.contrib.django import app as jobs

from openiop.base.rows import Row
from tests.authz.classes import ITEM, JOBS, ROUTES
from tests.authz.matrix import ADDRESSES, Cell, Found, cells, run, without_the_gate, without_the_policies
from tests.authz.oracle import HOLDS, ITEM_OF
from tests.authz.world import World
from tests.house.addresses import PLAIN

WHOLE = os.environ.get("OPENIOP_AUTHZ") == "all"
SEED = int(os.environ.get("OPENIOP_AUTHZ_SEED", int(time.time()) // 86400))
SECONDS = int(os.environ.get("OPENIOP_AUTHZ_SECONDS", 12))  # of a sample
ONLY = tuple(os.environ.get("OPENIOP_AUTHZ_ONLY", "").split())  # how the addresses begin that one works on


def test_every_address_is_classified() -> None:
    """Whoever adds a page says in tests/authz/classes.py what it needs."""
    assert set(ADDRESSES) == set(ROUTES)


def test_every_part_of_an_address_is_classified() -> None:
    assert {part for each in ADDRESSES.values() for part in each.parts} <= set(ITEM) | set(PLAIN)


def test_every_job_is_classified() -> None:
    """The only stream is of news, and takes a ticket: test_streams.py."""
    assert {name for name in jobs.tasks if not name.startswith("builtin:") and "procrastinate" not in name} == set(JOBS)


def test_the_oracle_knows_every_table_of_a_record() -> None:
    tables = {m._meta.db_table: m.holds for m in apps.get_models() if issubclass(m, Row) and m.holds}
    assert {table: str(item) for table, item in tables.items()} == {t: ITEM_OF[t] for t in tables}
    assert set(HOLDS)


HALVES = (0, 1) if WHOLE else (0,)  # of the whole, so that two processes share it


def sample(world: World, half: int) -> tuple[list[Cell], Callable[[Found], bool] | None]:
    """Half of it, or what fits into some seconds, in an order of the day."""
    wanted = [cell for cell in cells(world) if cell.route.startswith(ONLY or "")]
    if WHOLE:
        return wanted[half::2], None
    random.Random(SEED).shuffle(wanted)
    end = time.monotonic() + SECONDS
    return wanted, lambda found: time.monotonic() > end


def kinds(found: Found) -> list[str]:
    """Each kind of miss with an example."""
    lines = []
    counted = Counter((m.route, m.method, m.wanted, m.got) for m in found.mismatches)
    for kind, count in sorted(counted.items()):
        who = [(m.actor, m.relation) for m in found.mismatches if (m.route, m.method, m.wanted, m.got) == kind]
        lines.append(f"{kind[0]} {kind[1]}: should be {kind[2]}, is {kind[3]}, {count} times, as for {who[:4]}")
    leaked = Counter((leak[0], leak[4]) for leak in found.leaks)
    for (route, table), count in sorted(leaked.items()):
        who = sorted({(leak[2], leak[5]) for leak in found.leaks if (leak[0], leak[4]) == (route, table)})
        lines.append(f"{route} shows {table} {count} times, as to/of {who[:4]}")
    return lines


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Callable[[str, Found], str]:
    """Tells what came of cells, at the end of the run; returns it for the assertion."""

    def say(what: str, found: Found) -> str:
        lines = kinds(found)
        counts = {"cells": found.cells, "mismatches": len(found.mismatches), "words leaked": len(found.leaks)}
        answers = {f"answered {verdict}": found.answers[verdict] for verdict in sorted(found.answers)}
        if WHOLE:
            record_property("authz", [what, counts | answers, lines])
        return "\n".join([f"{what}: {counts} (seed {SEED})", *lines])

    return say


@pytest.mark.parametrize("half", HALVES)
def test_every_cell_is_as_the_oracle_says(world: World, tell: Callable[[str, Found], str], half: int) -> None:
    wanted, until = sample(world, half)
    found = run(world, wanted, until=until)
    words = tell("both walls", found)
    assert found.is_clean, words


@pytest.mark.parametrize("half", HALVES)
def test_the_database_holds_alone(world: World, tell: Callable[[str, Found], str], half: int) -> None:
    """Django asks nothing: no page shows a word of a record that is not this person's to see. (What a page would write
    past a policy is an error of the server then.)"""
    wanted, until = sample(world, half)
    with without_the_gate():
        found = run(world, wanted, compare=False, until=until)
    words = tell("the database alone", found)
    assert not found.leaks, words


@pytest.mark.parametrize("half", HALVES)
def test_django_holds_alone(world: World, tell: Callable[[str, Found], str], half: int) -> None:
    """The policies bind nobody: the tables' owner asks."""
    wanted, until = sample(world, half)
    with without_the_policies():
        found = run(world, wanted, compare=False, until=until)
    words = tell("Django alone", found)
    assert not found.leaks, words
