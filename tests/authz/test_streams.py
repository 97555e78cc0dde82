"""The stream of news has no wall of its own: it takes a ticket. Who gets one, and what it opens."""

import asyncio
from typing import Any

from openiop.base.rows import uuid7
from openiop.care.encounters.tickets import read_ticket, ticket_for
from openiop.doors.live.app import Live
from openiop.doors.live.listening import Ears
from tests.authz.classes import ROUTES
from tests.authz.matrix import Walker, cells
from tests.authz.oracle import decide
from tests.authz.world import World

GIVEN_AT = "encounters:taps"


def opened(ticket: str) -> int:
    """How the stream answers whoever holds this."""
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async def ask() -> None:
        ears = Ears(lambda: {"conninfo": "host=/nowhere"})
        said = [(b"authorization", f"Ticket {ticket}".encode())]
        await Live(ears)({"type": "http", "method": "GET", "path": "/live/", "headers": said}, receive, send)
        await ears.close()

    asyncio.run(ask())
    return int(sent[0]["status"])


def test_a_ticket_is_for_those_who_may_open_the_session_and_for_no_other_session(world: World) -> None:
    walker, tickets, without = Walker(world), [], 0
    for cell in (each for each in cells(world, [GIVEN_AT]) if each.method == "POST"):
        person = world.of(cell.actor, cell.relation)
        may = decide(world.actors[cell.actor], person, ROUTES[GIVEN_AT], "POST", world.now) == 200
        answer = walker.answer(cell)
        told = answer.json() if "json" in answer.headers.get("Content-Type", "") else {}
        assert ("ticket" in told) == may, (cell, answer.status_code)
        if may:
            known = read_ticket(told["ticket"])
            assert known
            assert known[0] == str(person.rows["session_id"])
            tickets.append(told["ticket"])
        else:
            without += 1
    assert tickets
    assert without
    assert opened(tickets[-1]) == 200


def test_without_a_ticket_nobody_hears_anything() -> None:
    good = ticket_for(session=uuid7(), staff=uuid7())
    assert opened(good) == 200
    for bad in ("", "nobody", good[:-1], good[:10] + "x" + good[11:], "x" * 5000):
        assert opened(bad) == 401, bad
