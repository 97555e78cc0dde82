"""Two boards at the real stream: news comes, a ticket ends, and nobody listens without one."""

import http.client
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from urllib.parse import quote, urlencode
from uuid import uuid4

import psycopg
import pytest
from django.core import signing
from django.db import connection, transaction
from django.utils import timezone

from openiop.care.encounters import actions as encounters
from openiop.care.encounters import tickets
from openiop.care.encounters.tests.people import hold_session
from openiop.care.encounters.tickets import CHANNEL, read_ticket, ticket_for
from tests.cast import make_house

PATIENCE = 30


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def database_url(name: str = "postgres") -> str:
    """The maintenance database will do for news that no table sends."""
    told = connection.settings_dict
    where = urlencode({"host": told["HOST"], "port": told["PORT"] or 5432})
    return f"postgresql://{quote(told['USER'])}:{quote(told['PASSWORD'])}@/{name}?{where}"


@contextmanager
def stream(url: str) -> Iterator[int]:
    """The stream in a process of its own, as `openiop serve` starts it."""
    port = free_port()
    environment = {**os.environ, "DATABASE_URL": url, "OPENIOP_LIVE_ORIGINS": "http://127.0.0.1:1234"}
    command = [sys.executable, "-m", "openiop.doors.cli.live", "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(command, env=environment)
    try:
        until(lambda: health(port).get("listening"))
        yield port
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="module")
def live() -> Iterator[int]:
    with stream(database_url()) as port:
        yield port


def until(met: Any) -> None:
    end = time.monotonic() + PATIENCE
    while not met():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def ask(port: int, method: str = "GET", path: str = "/live/", **headers: str) -> http.client.HTTPResponse:
    there = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    there.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    return there.getresponse()


def health(port: int) -> dict[str, Any]:
    try:
        return dict(json.loads(ask(port, path="/live/health").read()))
    except OSError:
        return {}


class Reader(threading.Thread):
    """Somebody's open board: what it heard so far."""

    def __init__(self, port: int, ticket: str):
        super().__init__(daemon=True)
        self.answer = ask(port, Authorization=f"Ticket {ticket}")
        self.events: list[str] = []
        self.ended = False
        self.start()

    def run(self) -> None:
        for line in self.answer:
            if line.startswith(b"event:"):
                self.events.append(line.split()[1].decode())
        self.ended = True


def tap_elsewhere(session: Any) -> None:
    """Another process says that there is news, as a tap does when it commits."""
    with psycopg.connect(database_url(), autocommit=True) as other:
        other.execute("SELECT pg_notify(%s, %s)", [CHANNEL, str(session)])


def test_a_tap_that_was_kept_is_news_and_one_that_was_not_is_none(committed_db: str) -> None:
    """From the tap's own transaction to the other facilitator's board."""
    cast = make_house("harbor", "Harbor Street")
    start = timezone.now().replace(second=0, microsecond=0) - timedelta(minutes=40)
    session = hold_session(cast, start=start, breaks=())
    arrived = {"key": str(uuid4()), "client": str(cast.jordan.pk), "kind": "attendance", "value": "arrived"}
    arrived["at"] = timezone.now().isoformat()
    with stream(database_url(committed_db)) as port:
        marcus = Reader(port, ticket_for(session=session.pk, staff=cast.marcus.pk))
        until(lambda: marcus.events == ["news"])
        with pytest.raises(RuntimeError, match="power"), transaction.atomic():
            encounters.keep(by=cast.dana, session=session, taps=[arrived])
            raise RuntimeError("the power went")
        encounters.keep(by=cast.dana, session=session, taps=[arrived])
        until(lambda: len(marcus.events) > 1)
        assert marcus.events == ["news", "news"]  # one of them for what began, one for the tap that was kept


def test_news_goes_to_every_board_of_its_session_and_to_no_other(live: int) -> None:
    session, another = uuid4(), uuid4()
    dana = Reader(live, ticket_for(session=session, staff=uuid4()))
    marcus = Reader(live, ticket_for(session=session, staff=uuid4()))
    walt = Reader(live, ticket_for(session=another, staff=uuid4()))
    until(lambda: dana.events == marcus.events == walt.events == ["news"])  # what came before they listened
    tap_elsewhere(session)
    until(lambda: dana.events == marcus.events == ["news", "news"])
    assert walt.events == ["news"]
    assert health(live)["streams"] >= 3


def test_a_stream_ends_with_its_ticket(live: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is not given another one, because they do not work here any more, hears nothing after that."""
    monkeypatch.setattr(tickets, "SECONDS", 2)
    session = uuid4()
    left = Reader(live, ticket_for(session=session, staff=uuid4()))
    until(lambda: left.ended)
    assert left.events[-1] == "end"


def test_nobody_listens_without_a_ticket_of_ours(live: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask(live).status == 401
    assert ask(live, Authorization="Ticket nonsense").status == 401
    forged = signing.dumps([str(uuid4()), str(uuid4()), time.time() + 60], salt="another purpose")
    assert ask(live, Authorization=f"Ticket {forged}").status == 401
    monkeypatch.setattr(tickets, "SECONDS", -timedelta(minutes=1).total_seconds())
    assert ask(live, Authorization=f"Ticket {ticket_for(session=uuid4(), staff=uuid4())}").status == 401
    assert read_ticket("") is None


def test_only_pages_of_this_installation_may_read_it(live: int) -> None:
    ticket = f"Ticket {ticket_for(session=uuid4(), staff=uuid4())}"
    assert ask(live, Authorization=ticket, Origin="https://elsewhere.example").status == 403
    assert ask(live, "OPTIONS", Origin="https://elsewhere.example").status == 403
    ours = ask(live, "OPTIONS", Origin="http://127.0.0.1:1234", Access_Control_Request_Method="GET")
    assert ours.status == 204
    assert ours.headers["Access-Control-Allow-Origin"] == "http://127.0.0.1:1234"
    same = ask(live, path="/live/health", Origin=f"http://127.0.0.1:{live}")
    assert same.status == 200
    assert "Access-Control-Allow-Credentials" not in same.headers
