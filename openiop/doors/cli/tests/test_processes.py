"""A child that keeps dying is started again ever more slowly."""

import sys
import time

import pytest

from openiop.doors.cli.processes import Child, Family


def test_pauses_grow(capsys: pytest.CaptureFixture[str]) -> None:
    child = Child("short life", [sys.executable, "-c", "pass"], {})
    family = Family([child])
    try:
        family.tend()
        for deaths in (1, 2):
            deadline = time.monotonic() + 20
            while child.deaths < deaths:
                assert time.monotonic() < deadline
                family.tend()
    finally:
        family.end()
    said = capsys.readouterr().err
    assert "starts again in 0.5 s" in said and "starts again in 1.0 s" in said


def test_what_a_child_says_is_not_the_commands_answer(capfd: pytest.CaptureFixture[str]) -> None:
    """Who reads `openiop serve --json` reads one object, however soon a child speaks."""
    child = Child("talker", [sys.executable, "-c", "print('I am up')"], {})
    family = Family([child])
    family.tend()
    assert child.process
    child.process.wait(20)
    family.end()
    said = capfd.readouterr()
    assert (said.out, "I am up" in said.err) == ("", True)


def test_a_child_that_does_not_listen_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("openiop.doors.cli.processes.GRACE_SECONDS", 0.5)
    deaf = "import signal, time; signal.signal(15, signal.SIG_IGN); print(1, flush=True); time.sleep(600)"
    child = Child("deaf", [sys.executable, "-c", deaf], {})
    family = Family([child])
    family.tend()
    process = child.process
    assert process
    family.end()
    assert process.poll() is not None
