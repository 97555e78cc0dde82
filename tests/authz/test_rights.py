"""Whether anybody would notice: every right's check at every address taken out, every check in an action, every kind of
information shown to everybody, one at a time."""

import ast
import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from django.apps import apps

from openiop.base.items import Item
from openiop.base.people import models as people
from openiop.base.people import roles
from openiop.base.people.models import Client, Staff
from openiop.base.people.roles import Permission, Refused
from openiop.base.privacy.gate import Gate
from openiop.base.rows import Row
from tests.authz import oracle
from tests.authz.classes import ROUTES
from tests.authz.matrix import Cell, Walker, verdict, whole_pages
from tests.authz.oracle import HOLDS, decide
from tests.authz.test_mutants import minutes_long, outcome
from tests.authz.world import World

OF_STAFF = frozenset(set(Permission) - {Permission.SEE_OWN})


@contextmanager
def rights(given: frozenset[Permission]) -> Iterator[None]:
    """Whoever works here has exactly these, whatever their role; so has a client. The oracle is told."""
    words = {right.value for right in given}
    with (
        mock.patch.object(Staff, "rights", given),
        mock.patch.object(Client, "may", lambda self, right: right in given),
        mock.patch.object(oracle, "rights_of", lambda actor: words),
    ):
        yield


def checks(world: World) -> Iterator[tuple[str, str, Cell, frozenset[Permission]]]:
    """Each right that an address asks for, with the cell that this right alone keeps shut and all the others."""
    for name, route in ROUTES.items():
        for right in sorted({asked_for(step) for step in route.steps} & set(Permission)):
            every = frozenset({Permission.SEE_OWN}) if right == "see_own" else OF_STAFF
            actor = "client" if right == "see_own" else "director"
            for method in route.methods.split():
                cell = Cell(name, method, actor, "own")
                if answer(world, cell, every) != answer(world, cell, every - {right}):
                    yield name, right, cell, every


def asked_for(step: Any) -> str:
    return getattr(step, "otherwise", "") or getattr(step, "right", "")


def answer(world: World, cell: Cell, given: frozenset[Permission]) -> int:
    """What the oracle says to somebody with these rights."""
    with rights(given):
        person = world.of(cell.actor, cell.relation)
        return decide(world.actors[cell.actor], person, ROUTES[cell.route], cell.method, world.now)


@minutes_long
def test_every_right_is_missed(world: World, say: Callable[..., None]) -> None:
    """Whoever has every right but one is refused wherever that one is asked for, and let in where it is not."""
    walker, killed, survivors, wrong = Walker(world), 0, [], []
    with whole_pages():
        for name, right, cell, every in checks(world):
            what = f"{right} of {name} {cell.method}"
            with rights(every - {right}):
                without = verdict(walker.ask(cell)[0])
            if without != answer(world, cell, every - {right}):
                wrong.append(f"{what}: {without}")
            with rights(every):
                if verdict(walker.ask(cell)[0]) == without:
                    survivors.append(what)
                else:
                    killed += 1
    say("rights at addresses", killed, survivors)
    assert not wrong
    assert not survivors


def acts() -> Iterator[tuple[Any, str, str]]:
    """Every function that asks require(by, a right) for itself: module, name, right."""
    for name, module in sorted(sys.modules.items()):
        if not name.startswith("openiop.") or ".tests" in name or not getattr(module, "__file__", None):
            continue
        if getattr(module, "require", None) is not roles.require:
            continue
        for function in ast.parse(inspect.getsource(module)).body:
            if isinstance(function, ast.FunctionDef):
                for right in required(function):
                    yield module, function.name, right


def required(function: ast.FunctionDef) -> Iterator[str]:
    """The rights that a function names in a require() of its own."""
    for each in ast.walk(function):
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Name) and each.func.id == "require":
            right = each.args[1]
            if isinstance(right, ast.Attribute) and right.attr.isupper():
                yield Permission[right.attr].value


def refused(world: World, act: Callable[..., Any], right: str) -> bool:
    """Whether somebody with every right but this is told so by the action itself."""
    by = world.actors["director"].person
    known = {"by": by, "program": by.home_program, "organisation": by.organisation, "client": world.people[0].client}
    given: dict[str, Any] = {}
    for name, each in inspect.signature(act).parameters.items():
        if each.kind == each.VAR_KEYWORD or (each.default is not each.empty and name not in known):
            continue
        given[name] = known.get(name) or mock.MagicMock(name=name)
    try:
        act(**given)
    except Refused as error:
        return error.permission == right
    except Exception:
        return False
    return False


# What one call with anything at all cannot tell; the rooms' own tests do.
NOT_AT_ONCE = {
    "openiop.base.privacy.actions.signing.sign_consent": "asks it only where the director signs for the client (2.15)",
    "openiop.doors.desk.breaking.answer_access": "refuses any work that is no such question in the same words",
}


@minutes_long
def test_every_check_of_an_action_is_missed(world: World, say: Callable[..., None]) -> None:
    """Views ask the gate first; an action that is called another way (an import, a job, a command) asks by itself."""
    killed, survivors = 0, []
    for module, name, right in acts():
        act, what = getattr(module, name), f"{right} of {module.__name__}.{name}"
        every = frozenset({Permission.SEE_OWN}) if right == "see_own" else OF_STAFF
        with rights(every - {Permission(right)}):
            told = refused(world, act, right)
            with mock.patch.object(module, "require", lambda by, asked, right=right: asked == right or by.may(asked)):
                untold = refused(world, act, right)
        if told and not untold:
            killed += 1
        elif f"{module.__name__}.{name}" not in NOT_AT_ONCE:
            survivors.append(what)
    say("checks in actions", killed, survivors)
    assert not survivors


@minutes_long
def test_every_kind_of_information_is_missed(world: World, say: Callable[..., None]) -> None:
    """Shown to everybody, what somebody can do with its tables is no longer the same. (Counseling notes ask for no kind
    of information at all: whoever is neither author nor supervisor sees none, whatever they are shown.)"""
    killed, survivors = 0, []
    for item in Item:
        tables = [*HOLDS.get(item, "").split(), *(["audit_reading"] if item == Item.AUDIT else [])]
        before = [seen(world, table) for table in tables]
        with mock.patch.object(people, "items_of", lambda rights, item=item: (*roles.items_of(rights), item.value)):
            noticed = [seen(world, table) for table in tables] != before
        if noticed == (item != Item.COUNSELING):
            killed += 1
        else:
            survivors.append(item.value)
    say("kinds of information", killed, survivors)
    assert not survivors


def seen(world: World, table: str) -> tuple[Any, Any]:
    """What the database shows of a table to somebody who serves the whole site and may nothing, and what the gate lets
    pass to them where it believes that they may."""
    with rights(frozenset()):
        somebody = Staff.objects.get(pk=world.actors["director"].person.pk)
        shown = outcome(somebody.standing, f"SELECT count(*) FROM {table}", [])
        model = next((m for m in apps.get_models() if issubclass(m, Row) and m._meta.db_table == table), None)
        if model is None or model.holds == Item.COUNSELING:  # the gate is never asked for it
            return shown, None
        with mock.patch.object(Staff, "may", lambda self, right: True):
            try:
                return shown, Gate.of(somebody).rows(model, Permission.SEE_CHART).count()
            except Refused:
                return shown, "refused"
