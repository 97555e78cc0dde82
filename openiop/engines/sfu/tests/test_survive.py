"""The router and its relay: started, killed, started again, ended with whoever started them, and kept apart."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from openiop.engines.sfu import Reach, Room, Seat, Switchboard, is_supervised, read_reach
from openiop.engines.sfu.errors import VideoError
from openiop.engines.sfu.supervisor import Supervisor
from openiop.engines.sfu.tests.conftest import Tended, needs_router, play, programs_of

pytestmark = needs_router


def wait(condition: Callable[[], bool], seconds: float = 15) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


def pid_of(running: Tended, name: str) -> int:
    process = getattr(running.supervisor, name).process
    return process.pid if process else 0


def test_it_ends_clean(home: Path) -> None:
    running = Tended(home)
    assert is_supervised(home) and len(programs_of(home)) == 2
    running.end()
    assert not is_supervised(home) and programs_of(home) == []
    assert read_reach(home) is None and not (home / "router").exists()
    kinds = [fact.kind for _, fact in running.supervisor.journal.read()]
    assert kinds == ["router-began", "router-ended"]


def test_it_keeps_to_its_own_addresses_and_files(tended: Tended) -> None:
    supervisor = tended.supervisor
    own = supervisor._layout.media.own
    for child in (supervisor.router, supervisor.relay):
        process = psutil.Process(child.process.pid if child.process else 0)
        listening = [one.laddr for one in process.net_connections("inet") if one.status in ("LISTEN", "NONE")]
        assert all(address.ip == own for address in listening), listening
        if child is supervisor.router:
            assert listening == [], "the router has no door on the network until somebody calls"
        else:
            assert {address.port for address in listening} == {supervisor._layout.relay_port}
        assert os.geteuid() != 0 or process.uids().real != 0, "it runs as root"
        secrets = (supervisor.reach.token_secret, supervisor.reach.admin_key, supervisor.reach.relay_secret)
        told = " ".join([*process.cmdline(), *process.environ().values()])
        assert not any(secret in told for secret in secrets), "a secret stands where any process can read it"
    for path in (supervisor.place, supervisor.home / "video"):
        assert path.stat().st_mode & 0o777 == 0o700
    for path in [*supervisor.place.glob("*.jcfg"), supervisor.home / "video" / "reach.json"]:
        assert path.stat().st_mode & 0o777 == 0o600
    loaded = {Path(part.path).name for part in psutil.Process(pid_of(tended, "router")).memory_maps()}
    modules = {name.split(".so")[0] for name in loaded if name.startswith("libjanus_")}
    assert modules == {"libjanus_videoroom", "libjanus_websockets", "libjanus_sampleevh"}


@pytest.mark.parametrize("name", ["router", "relay"])
def test_a_killed_program_is_back(tended: Tended, name: str) -> None:
    before, epoch = pid_of(tended, name), tended.supervisor.epoch
    os.kill(before, signal.SIGKILL)
    wait(lambda: pid_of(tended, name) not in (0, before))
    wait(lambda: tended.supervisor.is_ready)
    assert (tended.supervisor.epoch != epoch) == (name == "router")
    kinds = [fact.kind for _, fact in tended.supervisor.journal.read()]
    assert kinds == (["router-began", "router-ended", "router-began"] if name == "router" else ["router-began"])


def test_a_router_that_hangs_is_started_again(tended: Tended, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("openiop.engines.sfu.supervisor.ASK_EVERY", 0.1)
    monkeypatch.setattr("openiop.engines.sfu.supervisor.ASK_SECONDS", 0.5)
    before = pid_of(tended, "router")
    os.kill(before, signal.SIGSTOP)
    wait(lambda: pid_of(tended, "router") not in (0, before), 30)


def test_rooms_are_made_again_and_tokens_still_open_them(tended: Tended) -> None:
    async def scene() -> None:
        back = asyncio.Event()

        async def on_back() -> None:
            back.set()

        async with Switchboard(lambda: read_reach(tended.supervisor.home), on_back=on_back) as switchboard:
            await switchboard.wait_up()
            await switchboard.open(Room("group"))
            token = await switchboard.admit("group")
            gone = await switchboard.admit("group")
            await switchboard.enter("group", "seat-1", "Blue Heron", token)
            await switchboard.enter("group", "seat-2", "Red Fox", gone)
            await switchboard.shut_out("group", "seat-2", gone)
            back.clear()
            os.kill(pid_of(tended, "router"), signal.SIGKILL)
            await asyncio.wait_for(back.wait(), 20)
            again: Seat = await switchboard.enter("group", "seat-1", "Blue Heron", token)
            assert [one.seat for one in await switchboard.rooms.participants("group")] == [again.id]
            with pytest.raises(VideoError):
                await switchboard.enter("group", "seat-2", "Red Fox", gone)

    play(scene())


def run_aside(home: Path, pipe: int | None = None) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "openiop.engines.sfu", "run", "--home", str(home)]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        pass_fds=[] if pipe is None else [pipe],
        env=os.environ | ({} if pipe is None else {"OPENIOP_PARENT_PIPE": str(pipe)}),
    )
    assert process.stdout is not None
    assert "answers" in process.stdout.readline()
    return process


def test_nothing_outlives_a_supervisor_that_was_killed(home: Path) -> None:
    process = run_aside(home)
    started = programs_of(home)
    assert len(started) == 2
    process.kill()
    process.wait()
    wait(lambda: not any(one.is_running() and one.status() != psutil.STATUS_ZOMBIE for one in started))
    again = run_aside(home)  # and what it left on disk is in nobody's way
    again.terminate()
    assert again.wait(20) == 0 and programs_of(home) == []


def test_it_ends_when_whoever_serves_is_gone(home: Path) -> None:
    ours, theirs = os.pipe()
    process = run_aside(home, ours)
    started = programs_of(home)
    os.close(ours)
    os.close(theirs)
    assert process.wait(20) == 0
    assert not any(one.is_running() for one in started) and programs_of(home) == []


def test_a_page_that_lost_its_line_enters_again_in_its_own_seat(tended: Tended) -> None:
    async def scene() -> None:
        async with Switchboard(lambda: read_reach(tended.supervisor.home)) as switchboard:
            await switchboard.wait_up()
            await switchboard.open(Room("group"))
            token = await switchboard.admit("group")
            lost = await switchboard.enter("group", "seat-1", "Blue Heron", token)
            await switchboard.enter("group", "seat-1", "Blue Heron", token)
            assert [one.seat for one in await switchboard.rooms.participants("group")] == ["seat-1"]
            assert (await asyncio.wait_for(lost.sending.events.get(), 5)).get("reason") == "kicked"

    play(scene())


def test_a_second_supervisor_of_one_folder_is_refused(tended: Tended) -> None:
    with pytest.raises(VideoError, match="already runs"), Supervisor(tended.supervisor.home):
        pass
    assert len(programs_of(tended.supervisor.home)) == 2


def test_two_installations_on_one_machine_do_not_meet(tended: Tended, tmp_path: Path) -> None:
    tmp_path.chmod(0o711)
    other = Tended(tmp_path / "home")
    try:
        first, second = tended.supervisor.reach, other.supervisor.reach
        assert set(first.relay_urls).isdisjoint(second.relay_urls) and first.socket != second.socket
        play(_is_made_in_the_first_alone(first, second))
    finally:
        other.end()


async def _is_made_in_the_first_alone(first: Reach, second: Reach) -> None:
    async with Switchboard(lambda: first) as one, Switchboard(lambda: second) as two:
        await one.wait_up()
        await two.wait_up()
        await one.open(Room("here"))
        assert await one.rooms.exists("here") and not await two.rooms.exists("here")
