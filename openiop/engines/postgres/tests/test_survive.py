"""Kill what can be killed: nothing acknowledged is lost, and the next command mends it."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from openiop.engines import postgres
from openiop.engines.postgres.folder import locked, read_record

PROJECT = Path(__file__).resolve().parents[4]


def until(condition: Callable[[], bool], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.01)


def write_until_killed(url: str, start: int, acknowledged: list[int]) -> None:
    try:
        with psycopg.connect(url, autocommit=True) as connection:
            number = start
            while True:
                connection.execute("INSERT INTO visit VALUES (%s)", [number])
                acknowledged.append(number)
                number += 1
    except psycopg.OperationalError:
        return


def test_kill_9_of_the_postmaster_loses_no_acknowledged_row(home: Path) -> None:
    server = postgres.ensure_running(home)
    with psycopg.connect(server.url("migrator"), autocommit=True) as connection:
        connection.execute("CREATE TABLE visit (id bigint PRIMARY KEY)")
    acknowledged: list[int] = []
    for round_number in range(3):
        before = len(acknowledged)
        writers = [
            threading.Thread(
                target=write_until_killed,
                args=(server.url("app"), (round_number * 2 + lane) * 1_000_000, acknowledged),
            )
            for lane in range(2)
        ]
        for writer in writers:
            writer.start()
        until(lambda goal=before + 200: len(acknowledged) >= goal)  # type: ignore[misc]
        os.kill(server.pid, signal.SIGKILL)
        killed = server.pid
        server = postgres.ensure_running(home)
        assert server.pid != killed
        for writer in writers:
            writer.join(timeout=30)
        with psycopg.connect(server.url("app")) as connection:
            present = {row[0] for row in connection.execute("SELECT id FROM visit")}
        assert set(acknowledged) <= present
    assert len(acknowledged) >= 600


def test_kill_9_of_one_session_is_waited_out(home: Path) -> None:
    server = postgres.ensure_running(home)
    with psycopg.connect(server.url("app")) as victim:
        os.kill(victim.info.backend_pid, signal.SIGKILL)
        again = postgres.ensure_running(home)
        assert again.pid == server.pid
        with psycopg.connect(again.url("app")) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)


def test_an_orphaned_session_that_holds_the_memory_is_waited_out(home: Path) -> None:
    server = postgres.ensure_running(home)
    victim = psycopg.connect(server.url("app"))
    orphan = victim.info.backend_pid
    os.kill(orphan, signal.SIGSTOP)  # a session that cannot notice that its server is gone
    os.kill(server.pid, signal.SIGKILL)
    said: list[str] = []

    def let_go_when_it_waits(line: str) -> None:
        said.append(line)
        os.kill(orphan, signal.SIGCONT)

    try:
        again = postgres.ensure_running(home, say=let_go_when_it_waits)
    finally:
        os.kill(orphan, signal.SIGCONT) if not said else None
        victim.close()
    assert said == ["waiting for the last sessions of the database that was killed"]
    assert again.pid != server.pid


def test_kill_9_of_the_starter_leaves_a_server_the_next_one_uses(home: Path) -> None:
    command = [sys.executable, "-m", "openiop.engines.postgres", "start", "--home", str(home)]
    starter = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def has_begun() -> bool:
        record = read_record(home)
        return record is not None and (record.data / "postmaster.pid").exists()

    until(has_begun)
    starter.kill()
    starter.wait()
    server = postgres.ensure_running(home)
    assert postgres.status(home).roles_ok is True
    assert server.pid == postgres.ensure_running(home).pid


def test_kill_9_while_the_database_is_being_made(home: Path) -> None:
    command = [sys.executable, "-m", "openiop.engines.postgres", "start", "--home", str(home)]
    starter = subprocess.Popen(
        command, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )

    def is_being_made() -> bool:
        record = read_record(home)
        return record is not None and (Path(record.place) / "data.new" / "base").exists()

    until(is_being_made)
    os.killpg(starter.pid, signal.SIGKILL)
    starter.wait()
    postgres.ensure_running(home)
    assert postgres.status(home).roles_ok is True


@pytest.mark.parametrize("kind", ["stranger", "zombie"])
def test_a_pid_file_that_names_a_living_stranger_or_a_zombie(home: Path, kind: str) -> None:
    server = postgres.ensure_running(home)
    owner = Path(server.record.place).stat()
    os.kill(server.pid, signal.SIGKILL)
    until(lambda: not postgres.status(home).running)
    account = {"user": owner.st_uid, "group": owner.st_gid} if os.geteuid() == 0 else {}
    other = subprocess.Popen(["sleep", "600" if kind == "stranger" else "0"], **account)  # type: ignore[call-overload]
    try:
        if kind == "zombie":
            until(lambda: Path(f"/proc/{other.pid}/cmdline").read_bytes() == b"")
        pid_file = server.record.data / "postmaster.pid"
        lines = pid_file.read_text().splitlines()
        pid_file.write_text("\n".join([str(other.pid), *lines[1:]]) + "\n")
        assert postgres.status(home).running is False
        assert postgres.ensure_running(home).pid != other.pid
    finally:
        other.kill()
        other.wait()


def test_a_lock_that_is_never_let_go_is_named(home: Path) -> None:
    home.mkdir()
    with (
        locked(home),
        pytest.raises(postgres.DatabaseError, match=r"database\.lock"),
        locked(home, seconds=0.1),
    ):
        pass
