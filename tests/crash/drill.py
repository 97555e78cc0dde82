"""kill -9 the server and the database while attendance and notes are written over HTTP; count what was lost.

In turn: the database's postmaster, which the server has to mend; the web server's own process, which is started again;
and everything at once, the server, its children and the database, as a power cut does.
"""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from openiop.doors.cli import serving
from openiop.doors.cli.serve import page_status
from openiop.engines import postgres

LANES = 2
ACTS_A_ROUND = 25
PROJECT = Path(__file__).resolve().parents[2]


@dataclass
class Outcome:
    """What the drill found."""

    rounds: int = 0
    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    recovery_seconds: list[float] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        waits = sorted(self.recovery_seconds)
        return {
            "rounds": self.rounds,
            "acknowledged": self.acknowledged,
            "lost": self.lost,
            "doubled": self.doubled,
            "recovery_seconds_median": round(waits[len(waits) // 2], 2) if waits else None,
            "recovery_seconds_worst": round(waits[-1], 2) if waits else None,
        }


def run(rounds: int, tell: Callable[[str], None] = lambda line: None) -> Outcome:
    """The whole drill in a data folder of its own, which is removed afterwards."""
    base = Path(tempfile.mkdtemp(prefix="oi-"))
    base.chmod(0o711)
    drill = Drill(base / "home")
    try:
        return drill.run(rounds, tell)
    finally:
        drill.end()
        shutil.rmtree(base, ignore_errors=True)


class Drill:
    """One installation under fire."""

    def __init__(self, home: Path) -> None:
        self.home = home
        kept = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "OPENIOP_DEMO")}
        self.environment = {**kept, "OPENIOP_HOME": str(home), "OPENIOP_STAFF_SECOND_FACTOR": "0"}
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.server: subprocess.Popen[bytes] | None = None
        self.writers: list[subprocess.Popen[bytes]] = []

    def run(self, rounds: int, tell: Callable[[str], None]) -> Outcome:
        for verb in ("migrate", "seed"):
            done = subprocess.run(self.openiop(verb), env=self.environment, cwd=PROJECT, capture_output=True, text=True)
            if done.returncode != 0:
                raise RuntimeError(f"{verb}: {done.stderr}")
        self.start_server()
        self.wait_for_page()
        self.write()
        outcome = Outcome()
        self.wait_for_acts(0)
        for number in range(1, rounds + 1):
            began = time.monotonic()
            kill = (self.kill_database, self.kill_web_server, self.kill_everything)[(number - 1) % 3]
            kill()
            before = len(self.acknowledged())
            if self.server is None:
                self.start_server()
            self.wait_for_acts(before, at_least=1)
            outcome.recovery_seconds.append(time.monotonic() - began)
            self.wait_for_page()
            self.wait_for_acts(before)
            outcome.rounds = number
            told = f"written again after {outcome.recovery_seconds[-1]:.1f} s"
            tell(f"round {number} of {rounds}: {told}, {len(self.acknowledged())} acknowledged")
        for writer in self.writers:
            writer.kill()
            writer.wait()
        acts = self.acknowledged()
        outcome.acknowledged, outcome.lost, outcome.doubled = len(acts), self.lost(acts), self.doubled()
        return outcome

    def openiop(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "openiop.doors.cli.main", *words]

    def start_server(self) -> None:
        command = self.openiop("serve", "--workers", "1", "--port", str(self.port))
        with (self.home.parent / "serve.log").open("ab") as log:
            self.server = subprocess.Popen(command, env=self.environment, cwd=PROJECT, stdout=log, stderr=log)

    def wait_for_page(self) -> None:
        self.until(lambda: (page_status("127.0.0.1", self.port) or 500) < 500)

    def write(self) -> None:
        address = f"http://127.0.0.1:{self.port}"
        for lane, (session, facilitator, clients) in enumerate(self.past_sessions()):
            command = [sys.executable, "-m", "tests.crash.writer", "--address", address, "--session", session]
            command += ["--facilitator", facilitator]
            told, log = self.home.parent / f"acts-{lane}", self.home.parent / f"writer-{lane}.log"
            with told.open("wb") as acts, log.open("wb") as errors:
                writer = subprocess.Popen([*command, "--clients", *clients], cwd=PROJECT, stdout=acts, stderr=errors)
            self.writers.append(writer)

    def past_sessions(self) -> list[tuple[str, str, list[str]]]:
        """A session for each writer that is over and has notes to write, who led it, and the people who were there: the
        first tap of a writer says that they were not, so that every tap changes something."""
        with psycopg.connect(postgres.ensure_running(self.home).url("admin")) as admin:
            rows = admin.execute(
                """SELECT s.id::text, u.email, array_agg(p.client_id::text ORDER BY p.client_id) FROM calendar_session s
                   JOIN encounters_presence p ON p.session_id = s.id AND p.code = 'present'
                   JOIN calendar_lead l ON l.session_id = s.id AND l.part = 'lead'
                   JOIN people_staff f ON f.id = l.staff_id JOIN people_user u ON u.id = f.user_id
                   WHERE upper(s.during) < now() AND s.state <> 'cancelled' AND (SELECT count(*) FROM encounters_note n
                         WHERE n.session_id = s.id AND n.signed_at IS NULL) >= 2
                   GROUP BY s.id, u.email HAVING count(*) >= 3 AND count(*) = count(DISTINCT p.client_id)
                   ORDER BY upper(s.during) DESC, s.id LIMIT %s""",
                [LANES],
            )
            found = rows.fetchall()
        if len(found) < LANES:
            raise RuntimeError("the demo has too few sessions with notes to write")
        return found

    def kill_database(self) -> None:
        pid = postgres.status(self.home).pid
        if pid is None:
            raise RuntimeError("the database was not running when its turn came")
        os.kill(pid, signal.SIGKILL)

    def kill_web_server(self) -> None:
        note = serving.read_note(self.home)
        if note is None or "web server" not in note.children:
            raise RuntimeError("the web server was not running when its turn came")
        os.killpg(note.children["web server"].pid, signal.SIGKILL)

    def kill_everything(self) -> None:
        assert self.server
        note = serving.read_note(self.home)
        self.server.kill()
        self.kill_database()
        for child in note.children.values() if note else ():
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
        self.server.wait()
        self.server = None

    def acknowledged(self) -> list[dict[str, Any]]:
        """Every act that a writer was told is done. (A line cut off by the end of the drill is none.)"""
        lines = []
        for lane in range(LANES):
            text = (self.home.parent / f"acts-{lane}").read_text()
            lines += text[: text.rfind("\n") + 1].splitlines()
        return [json.loads(line) for line in lines]

    def wait_for_acts(self, before: int, at_least: int = ACTS_A_ROUND) -> None:
        self.until(lambda: len(self.acknowledged()) >= before + at_least)

    def until(self, condition: Callable[[], bool], seconds: float = 120) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            for writer in self.writers:
                if writer.poll() is not None:
                    raise RuntimeError(f"a writer ended: {self.logs()}")
            if self.server and self.server.poll() is not None:
                raise RuntimeError(f"the server ended: {self.logs()}")
            if time.monotonic() > deadline:
                raise RuntimeError(f"nothing happened for {seconds:.0f} s: {self.logs()}")
            time.sleep(0.02)

    def logs(self) -> str:
        return "\n".join(path.read_text()[-2000:] for path in sorted(self.home.parent.glob("*.log")))

    def lost(self, acts: list[dict[str, Any]]) -> list[str]:
        """What was acknowledged and is not in the database. Of a note, the newest words acknowledged or newer ones."""
        keys = {act["key"] for act in acts if act["kind"] == "presence"}
        newest: dict[str, int] = {}
        for act in acts:
            if act["kind"] == "note":
                newest[act["id"]] = max(newest.get(act["id"], 0), act["number"])
        with psycopg.connect(postgres.ensure_running(self.home).url("admin")) as admin:
            rows = admin.execute("SELECT key FROM encounters_presence WHERE key = ANY(%s)", [list(keys)])
            there = {row[0] for row in rows}
            rows = admin.execute("SELECT id::text, response FROM encounters_note WHERE id = ANY(%s)", [list(newest)])
            notes = {row[0]: row[1] for row in rows}
        lost = [f"presence {key}" for key in sorted(keys - there)]
        for key, number in newest.items():
            if int(notes.get(key, "Drill 0").removeprefix("Drill ")) < number:
                lost.append(f"note {key}: {number}")
        return lost

    def doubled(self) -> list[str]:
        """What stands twice: one sending as two rows, or one person with two rows that both count."""
        with psycopg.connect(postgres.ensure_running(self.home).url("admin")) as admin:
            sent_twice = admin.execute(
                "SELECT key FROM encounters_presence WHERE key <> '' GROUP BY key HAVING count(*) > 1"
            ).fetchall()
            counted_twice = admin.execute(
                """SELECT session_id::text || ' ' || client_id::text FROM encounters_presence p
                   WHERE code <> 'void' AND session_id = ANY(SELECT session_id FROM encounters_presence WHERE key <> '')
                   AND NOT EXISTS (SELECT 1 FROM encounters_presence r WHERE r.replaces_id = p.id)
                   AND EXISTS (SELECT 1 FROM encounters_presence d WHERE d.key <> '' AND d.session_id = p.session_id
                               AND d.client_id = p.client_id)
                   GROUP BY session_id, client_id HAVING count(*) > 1"""
            ).fetchall()
        return [f"sent twice: {key}" for (key,) in sent_twice] + [f"counted twice: {who}" for (who,) in counted_twice]

    def end(self) -> None:
        for writer in self.writers:
            writer.kill()
            writer.wait()
        subprocess.run(self.openiop("stop"), env=self.environment, cwd=PROJECT, capture_output=True, check=False)
        if self.server:
            self.server.wait(60)
