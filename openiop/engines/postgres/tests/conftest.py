"""Real servers in folders of their own, gone after each test."""

import contextlib
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from openiop.engines import postgres
from openiop.engines.postgres.folder import read_record


def remove(home: Path) -> None:
    """Stop what runs in `home`, whatever state a test left it in, and delete it."""
    record = read_record(home) if (home / "database.json").exists() else None
    try:
        postgres.stop(home)
    except postgres.DatabaseError:
        if record and (pid_file := record.data / "postmaster.pid").exists():
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(pid_file.read_text().split()[0]), signal.SIGQUIT)
    if record:
        shutil.rmtree(record.place, ignore_errors=True)
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def home() -> Iterator[Path]:
    """A fresh data folder with a short path that a service account can reach."""
    base = Path(tempfile.mkdtemp(prefix="oi-"))
    base.chmod(0o711)
    yield base / "home"
    remove(base / "home")
    shutil.rmtree(base, ignore_errors=True)


@pytest.fixture(scope="session")
def running() -> Iterator[postgres.Server]:
    """One server for all tests that only look."""
    base = Path(tempfile.mkdtemp(prefix="oi-"))
    base.chmod(0o711)
    yield postgres.ensure_running(base / "home")
    remove(base / "home")
    shutil.rmtree(base, ignore_errors=True)
