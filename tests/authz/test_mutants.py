"""Whether anybody would notice: every policy opened and dropped, every right given to everybody,
every wall of the gate taken down, one at a time."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

import pytest
from django.db import DatabaseError, connection, transaction

from openiop.base import context
from openiop.base.items import Item
from openiop.base.privacy.gate import Gate
from openiop.base.rows import uuid7
from openiop.care.sharing.queries import recipient_of
from tests.authz.matrix import Cell, cells, run, without_the_policies
from tests.authz.test_matrix import WHOLE
from tests.authz.world import World

minutes_long = pytest.mark.skipif(not WHOLE, reason="takes minutes: make authz asks it")
Signature = tuple[Any, ...]


def policies() -> list[tuple[str, str, str, bool, bool]]:
    """Table, name, command, whether it limits rows that are, whether it limits rows that come."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT tablename, policyname, cmd, qual IS NOT NULL, with_check IS NOT NULL FROM pg_policies
               WHERE schemaname = 'public' ORDER BY 1, 2"""
        )
        return cursor.fetchall()  # type: ignore[no-any-return]


def outcome(standing: context.Context, statement: str, params: list[Any]) -> Any:
    """How many rows a statement meets for somebody, or how it was refused."""
    try:
        with context.standing(standing), connection.cursor() as cursor:
            cursor.execute(statement, params)
            met = cursor.fetchone()[0] if statement.startswith("SELECT") else cursor.rowcount
            transaction.set_rollback(True)
            return met
    except DatabaseError as error:
        return "refused by a policy" if "row-level security" in str(error) else type(error.__cause__).__name__


def standings(world: World) -> list[context.Context]:
    """A stranger to the house, people who reach much or little there, the one who wrote counseling notes, a client, two
    who receive under a consent, and the house itself."""
    everything = tuple(item.value for item in Item)
    here = world.places["A"]
    return [
        context.Context(context.STAFF, uuid7(), uuid7(), items=everything, holders=(uuid7(),)),
        *(world.actors[name].person.standing for name in ("facilitator", "director", "privacy_officer", "client")),
        here.staff.standing,
        *(recipient_of(consent) for consent in world.shared),
        context.everything(here.program.organisation_id),
    ]


def signature(world: World, table: str, command: str = "ALL") -> Signature:
    """What each of them can do with a table by this command: how many rows it meets, or how it is refused."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table])
        columns = {name for (name,) in cursor.fetchall()}
        cursor.execute(f"SELECT to_jsonb(t) FROM {table} t {'ORDER BY id' if 'id' in columns else ''} LIMIT 1")
        found = cursor.fetchone()
    row = json.loads(found[0]) if found and isinstance(found[0], str) else (found[0] if found else {})
    made: list[Any] = []
    for person in standings(world):
        for statement, params in asked_of(table, columns, row, person):
            if command in ("ALL", statement.split()[0]):
                made.append(outcome(person, statement, params))
    return tuple(made)


def asked_of(
    table: str, columns: set[str], row: dict[str, Any], person: context.Context
) -> Iterator[tuple[str, list[Any]]]:
    whose = "organisation_id = %s" if "organisation_id" in columns else f"{min(columns)} = {min(columns)}"
    insert = f"INSERT INTO {table} SELECT * FROM jsonb_populate_record(NULL::{table}, %s::jsonb)"
    yield f"SELECT count(*) FROM {table}", []
    yield f"UPDATE {table} SET {whose}", [person.organisation_id] if "%s" in whose else []
    yield f"DELETE FROM {table}", []
    yield insert, [json.dumps(row)]
    if "assigned_to_id" in columns:  # work that somebody gives themself
        mine = {"id": str(uuid7()), "assigned_to_id": str(person.actor_id)}
        yield insert, [json.dumps(row | mine)]
        yield f"UPDATE {table} SET assigned_to_id = %s", [person.actor_id]


def mutants_of(policy: tuple[str, str, str, bool, bool]) -> Iterator[tuple[str, str]]:
    table, name, _command, limits_rows, limits_new = policy
    yield f"{name} dropped", f"DROP POLICY {name} ON {table}"
    opened = ("USING (true) " if limits_rows else "") + ("WITH CHECK (true)" if limits_new else "")
    yield f"{name} opened", f"ALTER POLICY {name} ON {table} {opened}"


@minutes_long
def test_every_policy_is_missed(world: World, say: Callable[..., None]) -> None:
    """Opened or dropped, what somebody can do with the table is no longer the same."""
    known = policies()
    killed, survivors = 0, []
    for table in {policy[0] for policy in known}:
        assert signature(world, table) == signature(world, table)  # what differs below is the mutant's doing
    for policy in known:
        before = signature(world, policy[0], policy[2])
        for name, statement in mutants_of(policy):
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute(statement)
                after = signature(world, policy[0])
                transaction.set_rollback(True)
            if after == before:
                survivors.append(name)
            else:
                killed += 1
    say("policies", killed, survivors)
    assert not survivors


@contextmanager
def no_wall(name: str) -> Iterator[None]:
    """One wall of the gate taken down."""
    before = Gate._walls

    def walls(self: Gate, model: Any, permission: Any) -> Any:
        kept = before(self, model, permission)
        gone = {
            "organisation": lambda key: key == "organisation_id",
            "relationship": lambda key: key.endswith("reached_under"),
            "own": lambda key: key == model.client_path,
        }[name]
        return {key: value for key, value in kept.items() if not gone(key)}

    with mock.patch.object(Gate, "_walls", walls):
        yield


def is_noticed(world: World, wanted: list[Cell], mutant: Callable[[], Any]) -> bool:
    """Whether the matrix says something under the mutant that it does not say without."""
    with without_the_policies(), mutant():
        return not run(world, wanted, until=lambda found: not found.is_clean).is_clean


@pytest.mark.parametrize("wall", ["organisation", "relationship", "own"])
def test_every_wall_is_missed(world: World, wall: str) -> None:
    relation = {"organisation": "org", "relationship": "site", "own": "other"}[wall]
    actor = "client" if wall == "own" else "director"
    names = ("portal:checked", "portal:sign") if wall == "own" else ("people:client", "calendar:group", "plan:client")
    wanted = [c for c in cells(world, names) if (c.actor, c.relation) == (actor, relation)]
    assert is_noticed(world, wanted, lambda: no_wall(wall))
