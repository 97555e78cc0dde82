"""Ctrl-C in the command, as a terminal sends it: to every process of the group."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ..convert import plan_from_json, problem_to_json
from ..generate import generate
from ..verify import verify


def children_of(pid: int) -> list[str]:
    """Its child processes."""
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


@pytest.mark.skipif(not Path(f"/proc/self/task/{os.getpid()}/children").exists(), reason="looks into /proc")
@pytest.mark.parametrize("after", [0.0, 0.7, 3.0])
def test_ctrl_c_ends_both_searches_and_writes_the_best_plan(tmp_path, after):
    """Whether it falls into the solver's own work, between two models, or after the first of them."""
    week = generate(30, seed=1)
    (tmp_path / "p.json").write_text(json.dumps(problem_to_json(week)))
    command = __package__.rsplit(".", 1)[0] + ".command"
    code = f"import sys; sys.path[:] = {sys.path!r}; from {command} import main; sys.exit(main())"
    words = ["solve", "p.json", "--out", "plan.json", "--effort", "1000"]
    run = subprocess.Popen(
        [sys.executable, "-c", code, *words], cwd=tmp_path, start_new_session=True, stderr=subprocess.DEVNULL
    )
    try:
        until = time.monotonic() + 60
        while not (children := children_of(run.pid)) and time.monotonic() < until:
            time.sleep(0.05)
        time.sleep(after)
        os.killpg(run.pid, signal.SIGINT)
        assert run.wait(timeout=60) == 0
    finally:
        run.kill()
    assert verify(week, plan_from_json(json.loads((tmp_path / "plan.json").read_text()))) == []
    assert children and not any(Path(f"/proc/{child}").exists() for child in children)
