"""Runs the real command in data folders of its own."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from openiop.engines.postgres.folder import read_record

OPENIOP = [sys.executable, "-m", "openiop.doors.cli.main"]
PROJECT = Path(__file__).resolve().parents[4]


def environment(home: Path, **more: str) -> dict[str, str]:
    """This process's environment without the tests' own database."""
    kept = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "OPENIOP_DEMO")}
    return {**kept, "OPENIOP_HOME": str(home), **more}


def openiop(home: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run the command to its end."""
    return subprocess.run(
        [*OPENIOP, *words], env=environment(home, **more), cwd=PROJECT, capture_output=True, text=True, timeout=240
    )


def until(condition: Callable[[], Any], seconds: float = 60, why: Callable[[], str] = lambda: "") -> Any:
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, f"waited too long: {why()}"
        time.sleep(0.05)
    return found


@dataclass
class Running:
    """A server started by `openiop serve`, and what it said."""

    home: Path
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def told(self) -> dict[str, Any]:
        lines = [line for line in self.log.read_text().splitlines() if line.startswith("{")]
        return json.loads(lines[-1]) if lines else {}

    def wait_until_ready(self) -> None:
        until(lambda: self.told or self.process.poll() is not None, 240, self.log.read_text)
        assert self.process.poll() is None, self.log.read_text()

    def end(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def start_server(home: Path, port: int) -> Running:
    """Start `openiop serve --json` and wait until it says that it answers."""
    log = home.parent / f"serve-{time.monotonic_ns()}.log"
    with log.open("wb") as file:
        process = subprocess.Popen(
            [*OPENIOP, "serve", "--json", "--port", str(port), "--workers", "1"],
            env=environment(home),
            cwd=PROJECT,
            stdout=file,
            stderr=file,
        )
    running = Running(home, process, log)
    running.wait_until_ready()
    return running


def remove(home: Path) -> None:
    openiop(home, "stop")
    if (home / "database.json").exists() and (record := read_record(home)):
        shutil.rmtree(record.place, ignore_errors=True)
    shutil.rmtree(home.parent, ignore_errors=True)


def new_home() -> Path:
    base = Path(tempfile.mkdtemp(prefix="oi-"))
    base.chmod(0o711)
    return base / "home"


@pytest.fixture
def home() -> Iterator[Path]:
    """A data folder that does not exist yet."""
    found = new_home()
    yield found
    remove(found)


@pytest.fixture(scope="session")
def installed() -> Iterator[Path]:
    """A data folder with a migrated database, for all tests of the server."""
    found = new_home()
    done = openiop(found, "migrate", "--json")
    assert done.returncode == 0, done.stderr
    yield found
    remove(found)
