"""The engine alone, as PyPI would bring it: its wheel, its declared dependencies, nothing else of this repository."""

import importlib.metadata
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

HOME = Path(__file__).parents[4] / "packaging" / "scheduler"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and, linked, the distributions that its metadata asks for."""
    if not HOME.is_dir():
        pytest.fail("packaging/scheduler is gone")
    folder = tmp_path_factory.mktemp("alone")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "dist")]
    subprocess.run(build, cwd=HOME, check=True, capture_output=True)
    (wheel,) = (folder / "dist").glob("*.whl")
    site = folder / "site"
    zipfile.ZipFile(wheel).extractall(site)
    needed, known = importlib.metadata.Distribution.at(next(site.glob("*.dist-info"))).requires or [], set()
    while needed:
        asked = Requirement(needed.pop())
        if asked.name in known or (asked.marker and not asked.marker.evaluate({"extra": ""})):
            continue
        known.add(asked.name)
        found = importlib.metadata.distribution(asked.name)
        needed += found.requires or []
        for top in {file.parts[0] for file in found.files or [] if file.parts[0] not in ("..", "__pycache__")}:
            if not (site / top).exists():
                (site / top).symlink_to(str(found.locate_file(top)))
    return site


def run(site: Path, *words: str, **how) -> subprocess.CompletedProcess:
    start = (
        f"import sys; sys.path.append({str(site)!r}); import openiop_scheduler.command as c; "
        "code = c.main(); assert not any(n.split('.')[0] in ('openiop', 'django') for n in sys.modules); sys.exit(code)"
    )
    bare = {"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, "-I", "-S", "-c", start, *words], capture_output=True, text=True, env=bare, **how
    )


def test_generate_solve_verify_from_the_wheel_alone(installed, tmp_path):
    made = run(installed, "generate", "--clients", "12", "--seed", "7", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    (tmp_path / "p.json").write_text(made.stdout)
    solved = run(installed, "solve", "p.json", "--out", "plan.json", "--effort", "0.5", cwd=tmp_path)
    assert solved.returncode == 0, solved.stderr
    assert "unmet" in solved.stdout and "invalid days" in solved.stdout
    sound = run(installed, "verify", "p.json", "plan.json", "--json", cwd=tmp_path)
    assert sound.returncode == 0 and json.loads(sound.stdout)["ok"] is True


def test_the_wheel_holds_the_engine_and_not_its_tests(installed):
    inside = {
        str(each.relative_to(installed / "openiop_scheduler")) for each in (installed / "openiop_scheduler").rglob("*")
    }
    assert {"problem.schema.json", "plan.schema.json", "solve.py", "search/model.py", "LICENSE"} <= inside
    assert not any("tests" in each for each in inside)


def test_the_schema_is_printed_from_the_wheel(installed):
    printed = run(installed, "schema", "problem")
    assert json.loads(printed.stdout)["properties"]["version"]["const"] == 1
