"""What the router posts becomes facts: nothing of a person but seat and room, and nothing from strangers."""

import base64
import datetime
import http.client
import json
from pathlib import Path
from typing import Any

import pytest

from openiop.engines.sfu.facts import Fact, read
from openiop.engines.sfu.hook import Hook
from openiop.engines.sfu.journal import Journal

AT = 1795326318567245
JOINED = {
    "emitter": "OpenIOP",
    "type": 64,
    "timestamp": AT,
    "session_id": 1,
    "handle_id": 5,
    "opaque_id": "send|r|s",
    "event": {
        "plugin": "janus.plugin.videoroom",
        "data": {"event": "joined", "room": "r", "id": "s", "private_id": 3, "token": "SECRET", "display": "ALIAS"},
    },
}
LEAVING = {"type": 64, "timestamp": AT, "event": {"data": {"event": "leaving", "room": "r", "id": "s"}}}
UP = {"type": 16, "timestamp": AT, "handle_id": 5, "opaque_id": "send|r|s", "event": {"connection": "webrtcup"}}
CANDIDATE = {"type": 16, "timestamp": AT, "handle_id": 5, "event": {"remote-candidate": "1 udp 10.1.2.3 5000"}}
STATISTIC = {
    "type": 32,
    "subtype": 3,
    "timestamp": AT,
    "handle_id": 5,
    "opaque_id": "send|r|s",
    "event": [
        {"mid": "0", "media": "audio", "packets-received": 250, "bytes-received": 20000, "rtt": 31, "lost": 2},
        {"mid": "1", "media": "video", "packets-received": 50, "bytes-received": 40000, "rtt": 3, "jitter-local": 4},
    ],
}
ATTACHED = {"type": 2, "timestamp": AT, "handle_id": 5, "event": {"name": "attached", "token": "SECRET"}}


def test_facts_say_whose_and_when_and_nothing_else() -> None:
    joined, left, up, statistic = read("e", [JOINED, LEAVING, UP, CANDIDATE, STATISTIC, ATTACHED])
    when = datetime.datetime(2026, 11, 22, 5, 45, 18, 567245, datetime.UTC)
    assert joined == Fact("joined", when, "e", "e/5", "r", "s", "send")
    assert (left.kind, left.room, left.seat, left.connection) == ("left", "r", "s", "")
    assert (up.kind, up.room, up.seat) == ("connected", "r", "s")
    assert statistic.numbers == {"packets_in": 300, "bytes_in": 60000, "lost_in": 2, "rtt_ms": 31, "jitter_ms": 4}
    assert list(read("e", STATISTIC | {"opaque_id": "receive|r|s"})) == []
    said = json.dumps([fact.as_json() for fact in (joined, left, up, statistic)])
    assert not any(word in said for word in ("SECRET", "ALIAS", "10.1.2.3"))


@pytest.mark.parametrize(
    "posted",
    [None, 7, "x", [], [None, 3, "x", []], {}, {"type": 64}, {"type": 64, "event": 4},
     {"type": 64, "event": {"data": []}},
     JOINED | {"timestamp": "now"}, JOINED | {"timestamp": 1e40}, JOINED | {"event": {"data": {"event": []}}},
     STATISTIC | {"event": [{"packets-received": "many"}]}, STATISTIC | {"event": [3]}, STATISTIC | {"event": []}],
)  # fmt: skip
def test_what_is_no_event_is_no_fact(posted: Any) -> None:
    assert list(read("e", posted)) == []


def post(hook: Hook, body: bytes, headers: dict[str, str]) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", hook.server.server_address[1], timeout=5)
    try:
        connection.request("POST", "/epoch", body, headers)
        return connection.getresponse().status
    finally:
        connection.close()


def test_only_the_router_may_post() -> None:
    heard: list[Fact] = []
    hook = Hook(heard.extend)
    try:
        right = {"Authorization": "Basic " + base64.b64encode(f"router:{hook.password}".encode()).decode()}
        body = json.dumps([JOINED]).encode()
        assert post(hook, body, {}) == 401
        assert post(hook, body, {"Authorization": "Basic cm91dGVyOmd1ZXNz"}) == 401
        assert post(hook, body, {"Authorization": "Basic \xff"}) == 401
        assert heard == []
        assert post(hook, b"not JSON", right) == 200
        assert post(hook, body, right | {"Content-Length": "99999999"}) == 413
        assert heard == []
        assert post(hook, body, right) == 200
        assert [fact.epoch for fact in heard] == ["epoch"]
    finally:
        hook.close()


def test_the_journal_is_read_from_where_one_stopped(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    facts = list(read("e", [JOINED, UP, STATISTIC]))
    journal.add(facts[:2])
    *_, (place, last) = journal.read()
    assert last == facts[1] and list(journal.read(place)) == []
    (today,) = journal.folder.glob("*")
    with today.open("a") as file:  # the machine went down in the middle of a line
        file.write('\n{"kind":"sta')
    journal.add(facts[2:])
    assert [fact for _, fact in journal.read(place)] == facts[2:]
    assert today.stat().st_mode & 0o777 == 0o600 and journal.folder.stat().st_mode & 0o777 == 0o700


def test_the_journal_forgets_after_a_while(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.folder.mkdir(parents=True)
    for name in ("2020-01-01.jsonl", "not a day.jsonl"):
        (journal.folder / name).write_text("")
    journal.add(list(read("e", JOINED)))
    assert not (journal.folder / "2020-01-01.jsonl").exists()
    assert len(list(journal.folder.iterdir())) == 2
