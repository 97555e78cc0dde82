"""Whether anybody would notice: every policy opened and dropped, every right given to everybody,
every wall of the gate taken down, one at a time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

import pytest
from django.db import DatabaseError, connection, transaction

from openiop.base import context
from openiop.base.items import Item
from openiop.base.people.models import Client, Staff
from openiop.base.people.roles import Permission
from openiop.base.privacy.gate import Gate
from openiop.base.rows import uuid7
from tests.authz.classes import ROUTES
from tests.authz.matrix import Cell, cells, run, without_the_policies
from tests.authz.oracle import Need, Record, ask, decide
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


def signature(world: World, table: str) -> Signature:
    """What a stranger to the house, somebody without a relationship and two who serve the site can do with a table."""
    everything = tuple(item.value for item in Item)
    stranger = context.Context(context.STAFF, uuid7(), uuid7(), items=everything, holders=(uuid7(),))
    people = [
        stranger,
        *(world.actors[name].person.standing for name in ("facilitator", "director", "privacy_officer")),
    ]
    people += [context.everything(world.places["A"].program.organisation_id), world.actors["client"].person.standing]
    with connection.cursor() as cursor:
        cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table])
        columns = {name for (name,) in cursor.fetchall()}
        cursor.execute(f"SELECT to_jsonb(t)::text FROM {table} t LIMIT 1")
        found = cursor.fetchone()
    setting = "organisation_id = organisation_id" if "organisation_id" not in columns else "organisation_id = %s"
    made: list[Any] = []
    for person in people:
        made.append(outcome(person, f"SELECT count(*) FROM {table}", []))
        made.append(outcome(person, f"UPDATE {table} SET {setting}", [person.organisation_id]))
        made.append(outcome(person, f"DELETE FROM {table}", []))
        row = found[0] if found else "{}"
        insert = f"INSERT INTO {table} SELECT * FROM jsonb_populate_record(NULL::{table}, %s::jsonb)"
        made.append(outcome(person, insert, [row]))
    return tuple(made)


def mutants_of(policy: tuple[str, str, str, bool, bool]) -> Iterator[tuple[str, str]]:
    table, name, _command, limits_rows, limits_new = policy
    yield f"{name} dropped", f"DROP POLICY {name} ON {table}"
    opened = ("USING (true) " if limits_rows else "") + ("WITH CHECK (true)" if limits_new else "")
    yield f"{name} opened", f"ALTER POLICY {name} ON {table} {opened}"


@minutes_long
def test_every_policy_is_missed(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    """Opened or dropped, what somebody can do with the table is no longer the same."""
    known = policies()
    killed, survivors = 0, []
    for policy in known:
        before = signature(world, policy[0])
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
    with capsys.disabled():
        if WHOLE:
            print(f"\npolicies: {killed + len(survivors)} mutants, {killed} killed; survivors: {survivors}")
    assert not survivors


@contextmanager
def everybody_may(right: Permission) -> Iterator[None]:
    """One check taken out: this right is given to whoever asks."""
    staff, client = Staff.may, Client.may
    with (
        mock.patch.object(Staff, "may", lambda self, asked: asked == right or staff(self, asked)),
        mock.patch.object(Client, "may", lambda self, asked: asked == right or client(self, asked)),
    ):
        yield


@contextmanager
def no_wall(name: str) -> Iterator[None]:
    """One wall of the gate taken down."""
    before = Gate._walls

    def walls(self: Gate, model: Any, permission: Permission) -> Any:
        kept = before(self, model, permission)
        gone = {
            "organisation": lambda key: key == "organisation_id",
            "relationship": lambda key: key.endswith("reached_under"),
            "own": lambda key: key == model.client_path,
        }[name]
        return {key: value for key, value in kept.items() if not gone(key)}

    with mock.patch.object(Gate, "_walls", walls):
        yield


def touched_by(world: World, right: str) -> list[Cell]:
    """Cells that this right alone keeps shut: somebody who has every other right that is asked for before it."""
    wanted = []
    for cell in cells(world):
        route, actor = ROUTES[cell.route], world.actors[cell.actor]
        if actor.kind == "nobody" or cell.relation not in ("own", "other") or cell.method not in route.methods.split():
            continue
        person = world.of(cell.actor, cell.relation)
        if decide(actor, person, route, cell.method, world.now) != 403:
            continue
        first = next((s for s in route.steps if refuses(world, actor, person, s, cell.method)), None)
        if first is not None and first.right == right:  # type: ignore[union-attr]
            wanted.append(cell)
    return wanted[:6] + wanted[-6:]


def refuses(world: World, actor: Any, person: Any, step: Any, method: str) -> bool:
    return isinstance(step, Need | Record) and method in step.on.split() and ask(actor, person, step, world.now) == 403


def is_noticed(world: World, wanted: list[Cell], mutant: Callable[[], Any]) -> bool:
    """Whether the matrix says something under the mutant that it does not say without."""
    with without_the_policies(), mutant():
        return not run(world, wanted, until=lambda found: not found.is_clean).is_clean


@minutes_long
def test_every_right_is_missed(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    asked = {step.right for route in ROUTES.values() for step in route.steps if isinstance(step, Need | Record)}
    rights = sorted(right for right in Permission if right.value in asked)
    survivors = []
    for right in rights:
        wanted = touched_by(world, right.value)
        if not wanted or not is_noticed(world, wanted, lambda right=right: everybody_may(right)):
            survivors.append(f"{right.value} ({len(wanted)} cells)")
    with capsys.disabled():
        if WHOLE:
            print(f"\nrights: {len(rights)} mutants, {len(rights) - len(survivors)} killed; survivors: {survivors}")
    assert not survivors


@pytest.mark.parametrize("wall", ["organisation", "relationship", "own"])
def test_every_wall_is_missed(world: World, wall: str) -> None:
    relation = {"organisation": "org", "relationship": "site", "own": "other"}[wall]
    actor = "client" if wall == "own" else "director"
    names = ("portal:checked", "portal:sign") if wall == "own" else ("people:client", "calendar:group", "plan:client")
    wanted = [c for c in cells(world, names) if (c.actor, c.relation) == (actor, relation)]
    assert is_noticed(world, wanted, lambda: no_wall(wall))
