"""One process tree: up together, mended while it runs, down together, however it ends."""

import argparse
import json
import os
import signal
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from openiop.doors.cli import serve, serving
from openiop.doors.cli.processes import Family
from openiop.doors.cli.tests.conftest import Running, openiop, start_server, until
from openiop.engines import postgres
from openiop.engines.sfu.tests.conftest import has_programs, programs_of

pytestmark = pytest.mark.slow
VIDEO = ("video router",) if has_programs() else ()  # and no router here: no child of that name
CHILDREN = ("web server", "live boards", "job worker", *VIDEO)


@pytest.fixture(scope="module")
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def server(installed: Path, port: int) -> Iterator[Running]:
    running = start_server(installed, port)
    yield running
    running.end()


def page(address: str) -> int:
    try:
        return int(urllib.request.urlopen(address, timeout=20).status)
    except urllib.error.HTTPError as answered:
        return answered.code
    except OSError:
        return 0


def router_and_relay(home: Path) -> set[int]:
    """The programs that the video router's supervisor of this folder runs."""
    return {each.pid for each in programs_of(home)}


def child(home: Path, name: str) -> serving.Process | None:
    note = serving.read_note(home)
    return note.children.get(name) if note else None


def test_up_looked_after_and_down(server: Running, port: int) -> None:
    home, address = server.home, server.told["address"]
    assert address == f"http://127.0.0.1:{port}"
    assert 200 <= page(address) < 500

    done = openiop(home, "doctor", "--json")
    assert done.returncode == 0, done.stdout
    by_name = {check["name"]: check["ok"] for check in json.loads(done.stdout)["checks"]}
    assert all(by_name[name] is True for name in ("web", "live", "worker", "tables"))

    again = openiop(home, "serve", "--port", "1")
    assert again.returncode == 1 and f"served already at {address}" in again.stderr
    assert len(again.stderr.strip().splitlines()) == 1

    other = openiop(home.parent / "other", "serve", "--port", str(port))
    assert other.returncode == 1 and f"port {port} of 127.0.0.1 is in use" in other.stderr

    assert set(serving.read_note(home).children) == set(CHILDREN)  # type: ignore[union-attr]
    children = [child(home, name) for name in CHILDREN]
    until(lambda: len(router_and_relay(home)) == 2 * len(VIDEO), why=server.log.read_text)
    done = openiop(home, "stop", "--json")
    assert json.loads(done.stdout) == {"home": str(home), "server_stopped": True, "database_stopped": True}
    assert server.process.wait(10) == 0
    assert page(address) == 0
    assert not any(one and one.alive() for one in children)
    assert not router_and_relay(home)
    assert not postgres.is_running(home)
    done = openiop(home, "doctor", "--json")
    assert done.returncode == 1 and json.loads(done.stdout)["faults"] == ["database"]


def test_what_is_killed_comes_back(server: Running) -> None:
    home, address = server.home, server.told["address"]
    until(lambda: len(router_and_relay(home)) == 2 * len(VIDEO), why=server.log.read_text)
    routers = router_and_relay(home)
    for name in CHILDREN:
        killed = child(home, name)
        assert killed
        os.kill(killed.pid, signal.SIGKILL)

        def is_new(name: str = name, old: int = killed.pid) -> bool:
            now = child(home, name)
            return now is not None and now.pid != old and now.alive()

        until(is_new, why=server.log.read_text)

    def is_another_router() -> bool:
        now = router_and_relay(home)
        return len(now) == 2 * len(VIDEO) and not now & routers

    until(is_another_router, why=server.log.read_text)
    until(lambda: 200 <= page(address) < 500, why=server.log.read_text)
    killed_pid = postgres.status(home).pid
    assert killed_pid
    os.kill(killed_pid, signal.SIGKILL)
    until(lambda: postgres.status(home).running and postgres.status(home).pid != killed_pid)
    until(lambda: 200 <= page(address) < 500, why=server.log.read_text)
    assert server.process.poll() is None


def test_kill_9_of_the_server_takes_its_children_and_the_next_one_serves(server: Running, port: int) -> None:
    home = server.home
    children = [child(home, name) for name in CHILDREN]
    assert all(one and one.alive() for one in children)
    server.process.kill()
    server.process.wait()
    until(lambda: not any(one and one.alive() for one in children), 30)
    until(lambda: not router_and_relay(home), 30)
    assert not serving.is_served(home)
    second = start_server(home, port)
    try:
        assert 200 <= page(second.told["address"]) < 500
        second.process.send_signal(signal.SIGINT)
        assert second.process.wait(60) == 0
        assert not postgres.is_running(home)
    finally:
        second.end()


def test_a_server_killed_a_moment_ago_leaves_its_port_to_the_next(server: Running, port: int) -> None:
    server.process.kill()
    server.process.wait()
    second = start_server(server.home, port)
    second.end()


def test_a_slow_machine_is_waited_for_and_told_once(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    asked = iter([None, None, None, 200])
    monkeypatch.setattr(serve, "SLOW_SECONDS", 0)
    monkeypatch.setattr(serve, "page_status", lambda _host, _port: next(asked))
    tended: list[int] = []
    serve.wait_for_page(argparse.Namespace(host="", port=0), lambda: tended.append(1), Family([]))
    assert capsys.readouterr().err.count("still starting") == 1
    assert len(tended) == 3
