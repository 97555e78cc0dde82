"""Every address for everybody about every record: what the house answers, beside what the oracle says."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest import mock
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.db import transaction
from django.test import Client as Browser

from openiop.base.privacy.gate import Gate
from tests.authz.classes import ROUTES
from tests.authz.oracle import ITEM_OF, decide, may_know
from tests.authz.world import DIGITS, FURTHER, RELATIONS, TABLES, Person, World
from tests.house.addresses import PLAIN, Address, our_addresses

WORD = re.compile(rb"[qQ]zj([0-9a-z]{2})([0-9a-z]{2})")
WITH_WAYS_OF_THEIR_OWN = ("therapist", "facilitator", "medical")
DRAFTS = {"plan:draft", "plan:hours", "plan:change", "portal:sign"}
QUERIES = {"programs:add": {"site": "site_id"}}  # what stands behind the question mark -> the row that it names
AS_JSON = {"encounters:taps"}
ADDRESSES = {each.name: each for each in our_addresses()}


@dataclass(frozen=True)
class Cell:
    route: str
    method: str
    actor: str
    relation: str
    stands_for: int = 1  # an address that names nobody is asked once for all relations


@dataclass(frozen=True)
class Mismatch:
    route: str
    method: str
    actor: str
    relation: str
    wanted: int
    got: int


@dataclass
class Found:
    cells: int = 0
    answers: Counter[int] = field(default_factory=Counter)  # verdict -> how many cells
    mismatches: list[Mismatch] = field(default_factory=list)
    leaks: list[tuple[str, str, str, str, str, str]] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return not self.mismatches and not self.leaks


def names_somebody(address: Address) -> bool:
    return address.name in QUERIES or any(part not in PLAIN for part in address.parts)


def cells(world: World, routes: Iterable[str] | None = None) -> Iterator[Cell]:
    """Every address × method × actor × relation."""
    for name in routes or ROUTES:
        for method in ("GET", "POST"):
            for actor in world.actors:
                if not names_somebody(ADDRESSES[name]):
                    yield Cell(name, method, actor, "own", len(RELATIONS))
                    continue
                further = FURTHER if actor in WITH_WAYS_OF_THEIR_OWN else ()
                for relation in (*RELATIONS, *further):
                    yield Cell(name, method, actor, relation)


def ids_of(name: str, person: Person) -> dict[str, Any]:
    rows = dict(person.rows)
    if name in DRAFTS:
        rows["plan_id"] = rows["draft_id"]
    return rows


def typed(name: str, rows: dict[str, Any]) -> dict[str, Any]:
    """What must be posted so that the address looks at its rows at all."""
    return {
        "plan:change": {"kind": "problem", "part": rows["problem_id"], "do": "up"},
        "encounters:mark": {"code": "present"},
        "encounters:undo": {"row": rows["presence_id"]},
        "intake:diagnosis": {"do": "primary", "evaluation": rows["evaluation_id"]},
        "people:member-sign-in": {"do": "end"},
        "desk:search": {"q": "qzj"},
        "desk:clients": {"q": "qzj"},
    }.get(name, {})


class Walker:
    """Asks cells, as everybody."""

    def __init__(self, world: World):
        self.world = world
        self.browsers: dict[str, Browser] = {name: actor.browser() for name, actor in world.actors.items()}
        for browser in self.browsers.values():
            browser.raise_request_exception = False

    def answer(self, cell: Cell) -> Any:
        """What the house answers, and nothing of it stays."""
        rows = ids_of(cell.route, self.world.of(cell.actor, cell.relation))
        path, browser = ADDRESSES[cell.route].at(rows), self.browsers[cell.actor]
        if asked := QUERIES.get(cell.route):
            path += "?" + urlencode({name: rows[part] for name, part in asked.items()})
        with transaction.atomic():
            if cell.method == "GET":
                answer = browser.get(path, {"q": "qzj"} if cell.route in ("desk:search", "desk:clients") else None)
            elif cell.route in AS_JSON:
                answer = browser.post(path, typed(cell.route, rows), content_type="application/json")
            else:
                answer = browser.post(path, typed(cell.route, rows))
            transaction.set_rollback(True)
        return answer

    def ask(self, cell: Cell) -> tuple[int, bytes]:
        """The status, and all that was said."""
        answer = self.answer(cell)
        said = b"".join(answer.streaming_content) if answer.streaming else answer.content
        status = answer.status_code
        if status == 302 and not answer["Location"].startswith("/accounts/login/"):
            status = 200
        return status, said + answer.get("Location", "").encode()

    def leaks(self, cell: Cell, said: bytes) -> Iterator[tuple[str, str, str, str, str, str]]:
        """Words of records that this actor may not know."""
        actor = self.world.actors[cell.actor]
        for number, table in {(m[1], m[2]) for m in WORD.finditer(said)}:
            if number_of(number) > len(self.world.people) or number_of(table) >= len(TABLES):
                continue  # three letters by chance
            person = self.world.people[number_of(number) - 1]
            name = TABLES[number_of(table)]
            item = ITEM_OF.get(name)  # None: of the house, and about nobody
            may = may_know(actor, person, item, self.world.now) if item else actor.house == person.house
            if not may:
                whose = next((f"{a}/{r}" for (a, r), p in self.world.records.items() if p is person), "?")
                yield (cell.route, cell.method, cell.actor, cell.relation, name, whose)


def number_of(two: bytes) -> int:
    return DIGITS.index(chr(two[0])) * 36 + DIGITS.index(chr(two[1]))


def verdict(status: int) -> int:
    """What an answer comes to: whoever is let in may still have to type something better."""
    return status if status in (302, 403, 404, 405) or status >= 500 else 200


def run(
    world: World, wanted: Iterable[Cell], *, compare: bool = True, until: Callable[[Found], bool] | None = None
) -> Found:
    """Asks each cell; `compare` with the oracle (else only for leaks); stops where `until` says enough."""
    walker, found = Walker(world), Found()
    with whole_pages():
        for cell in wanted:
            status, said = walker.ask(cell)
            found.cells += cell.stands_for
            found.answers[verdict(status)] += cell.stands_for
            if compare:
                person = world.of(cell.actor, cell.relation)
                right = decide(world.actors[cell.actor], person, ROUTES[cell.route], cell.method, world.now)
                if verdict(status) != right:
                    found.mismatches.append(
                        Mismatch(cell.route, cell.method, cell.actor, cell.relation, right, verdict(status))
                    )
            found.leaks += walker.leaks(cell, said)
            if until and until(found):
                break
    return found


@contextmanager
def whole_pages() -> Iterator[None]:
    """Lists on one page, so that nothing hides on the next."""
    begin = Paginator.__init__

    def long(self: Any, object_list: Any, per_page: Any, *args: Any, **kwargs: Any) -> None:
        begin(self, object_list, 5000, *args, **kwargs)

    with mock.patch.object(Paginator, "__init__", long):
        yield


@contextmanager
def without_the_gate() -> Iterator[None]:
    """Django asks nothing any more: everybody may everything, and no query has a wall."""
    with (
        mock.patch.object(Gate, "may", lambda self, permission: asked(self)),
        mock.patch.object(Gate, "_walls", lambda self, model, permission: {}),
        mock.patch("openiop.base.people.models.Staff.may", lambda self, permission: True),
        mock.patch("openiop.base.people.models.Client.may", lambda self, permission: True),
    ):
        yield


def asked(gate: Gate) -> bool:
    gate.asked = True
    return gate.actor is not None


@contextmanager
def without_the_policies() -> Iterator[None]:
    """The database lets everything pass: the tables' owner asks."""
    before = settings.DATABASE_ROLE
    settings.DATABASE_ROLE = None
    try:
        yield
    finally:
        settings.DATABASE_ROLE = before
