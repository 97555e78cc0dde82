"""A real router and a real relay in a folder of their own, gone after each test."""

import asyncio
import shutil
import tempfile
import threading
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psutil
import pytest

from openiop.engines.sfu import choosing, errors
from openiop.engines.sfu.supervisor import Supervisor


def has_programs() -> bool:
    try:
        return choosing.find({"OPENIOP_SFU_MODE": "janus"}).kind == "janus"
    except errors.VideoError:
        return False


needs_router = pytest.mark.skipif(
    not has_programs(), reason="needs janus and coturn (.ci/video installs them where it may)"
)


def play(scene: Coroutine[Any, Any, None], seconds: float = 40) -> None:
    """Play a scene in a loop of its own, in a thread: a browser test elsewhere may hold this one's loop."""
    with ThreadPoolExecutor(1) as aside:
        aside.submit(asyncio.run, asyncio.wait_for(scene, seconds)).result()


def programs_of(home: Path) -> list[psutil.Process]:
    """Every process that was started with this folder's configuration."""
    place = str(home / "router")
    return [one for one in psutil.process_iter(["cmdline"]) if place in " ".join(one.info["cmdline"] or ())]


@pytest.fixture
def home() -> Iterator[Path]:
    """A data folder that a service account can reach."""
    base = Path(tempfile.mkdtemp(prefix="oi-"))
    base.chmod(0o711)
    yield base / "home"
    shutil.rmtree(base, ignore_errors=True)


class Tended:
    """A supervisor that is tended in a thread of its own, as its process would."""

    def __init__(self, home: Path):
        self.ended = threading.Event()
        self.ready = threading.Event()
        self.supervisor = Supervisor(home)
        self.fault: Exception | None = None
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()
        assert self.ready.wait(20)
        if self.fault is not None:
            raise self.fault

    def _run(self) -> None:
        try:
            with self.supervisor:
                self.supervisor.wait_ready()
                self.ready.set()
                self.supervisor.run(until=self.ended.is_set)
        except Exception as error:
            self.fault = error
        self.ready.set()

    def end(self) -> None:
        self.ended.set()
        self.thread.join(20)


@pytest.fixture
def tended(home: Path) -> Iterator[Tended]:
    """A router of one's own, that a test may harm."""
    running = Tended(home)
    yield running
    running.end()


@pytest.fixture(scope="session")
def router() -> Iterator[Supervisor]:
    """One router for all tests that do it no harm."""
    base = Path(tempfile.mkdtemp(prefix="oi-"))
    base.chmod(0o711)
    running = Tended(base / "home")
    yield running.supervisor
    running.end()
    shutil.rmtree(base, ignore_errors=True)
