"""`openiop schedule`: what goes in, what comes out, which exit code; bad input never ends in a traceback."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


def openiop(*words: str, folder: Path, given: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "openiop.doors.cli.main", "schedule", *words],
        cwd=folder,
        input=given,
        capture_output=True,
        timeout=120,
    )


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with p.json and a plan of it."""
    folder = tmp_path_factory.mktemp("week")
    made = openiop("generate", "--clients", "10", "--seed", "7", folder=folder)
    assert made.returncode == 0, made.stderr
    (folder / "p.json").write_bytes(made.stdout)
    solved = openiop("solve", "p.json", "--out", "plan.json", "--effort", "0.5", "--json", folder=folder)
    assert solved.returncode == 0, solved.stderr
    assert [each["name"] for each in json.loads(solved.stdout)["tiers"]] == ["unmet", "invalid_days", "changes", "rest"]
    return folder


def harmed(week: Path, change: Callable[[Any, Any], None]) -> dict[tuple[str, str], str]:
    """(code, path) -> words of what verify says of the plan after `change`."""
    plan = json.loads((week / "plan.json").read_text())
    problem = json.loads((week / "p.json").read_text())
    change(problem, plan)
    (week / "q.json").write_text(json.dumps(problem))
    (week / "bad.json").write_text(json.dumps(plan))
    found = openiop("verify", "q.json", "bad.json", "--json", folder=week)
    assert found.returncode == 1, found.stderr
    return {(each["code"], each["path"]): each["words"] for each in json.loads(found.stdout)["violations"]}


def test_generate_is_the_same_for_a_seed(week: Path) -> None:
    again = openiop("generate", "--clients", "10", "--seed", "7", folder=week)
    assert again.stdout == (week / "p.json").read_bytes()


def test_a_solved_plan_verifies(week: Path) -> None:
    found = openiop("verify", "p.json", "plan.json", "--json", folder=week)
    assert found.returncode == 0 and json.loads(found.stdout)["violations"] == []
    spoken = openiop("verify", "p.json", "plan.json", folder=week)
    assert b"keep every rule" in spoken.stdout


def test_verify_names_what_is_broken_with_its_place(week: Path) -> None:
    def crowd(problem: Any, plan: Any) -> None:
        plan["sessions"][0]["members"] = sorted(each["id"] for each in problem["clients"])
        problem["group_types"] = [each | {"maximum": 4} for each in problem["group_types"]]

    assert ("group_over_full", "/sessions/0/members") in harmed(week, crowd)

    def apart(problem: Any, plan: Any) -> None:
        problem["separations"] = [{"clients": plan["sessions"][0]["members"][:2]}]

    assert ("separated", "/sessions/0/members") in harmed(week, apart)

    def shorter(problem: Any, plan: Any) -> None:
        plan["sessions"] = plan["sessions"][1:]

    assert any(
        code == "day_below_minimum" and "minutes on" in words for (code, _), words in harmed(week, shorter).items()
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"", b"not JSON"),
        (b"\xf0\x9f\x99\x82", b"not JSON"),
        (b'{"format": "openiop.schedule.problem", "version": 2}', b"/version"),
        (b"[1,2", b"line 1"),
    ],
)
def test_what_is_not_right_exits_2_with_its_path(week: Path, text: bytes, told: bytes) -> None:
    found = openiop("solve", "-", folder=week, given=text)
    assert found.returncode == 2 and told in found.stderr and b"Traceback" not in found.stderr
    as_json = openiop("solve", "-", "--json", folder=week, given=text)
    assert as_json.returncode == 2 and json.loads(as_json.stdout)["faults"][0]["fix"]


def test_a_plan_in_the_place_of_the_problem_is_told(week: Path) -> None:
    found = openiop("verify", "plan.json", "p.json", folder=week)
    assert found.returncode == 2 and b"plan.json: /format" in found.stderr


def test_a_file_that_is_not_there_is_one_line(week: Path) -> None:
    found = openiop("solve", "nowhere.json", folder=week)
    assert found.returncode == 1 and found.stderr.count(b"\n") == 1 and b"nowhere.json" in found.stderr


def test_place_ranks_ways_for_a_client(week: Path) -> None:
    found = openiop("place", "p.json", "plan.json", "--client", "client-3", folder=week)
    assert found.returncode == 0, found.stderr
    assert json.loads(found.stdout)["client"] == "client-3"
    unknown = openiop("place", "p.json", "plan.json", "--client", "🙂", folder=week)
    assert unknown.returncode == 1 and b"there is no client" in unknown.stderr


def test_the_published_schemas_are_printed(week: Path) -> None:
    for name in ("problem", "plan"):
        assert json.loads(openiop("schema", name, folder=week).stdout)["$id"].endswith(f"{name}-1.json")


def test_explain_says_why_somebody_falls_short(week: Path) -> None:
    plan = json.loads((week / "plan.json").read_text())
    short = next(each for each in plan["standing"] if each["unmet_minutes"])
    found = openiop("explain", "p.json", "plan.json", "--client", short["client"], folder=week)
    assert found.returncode == 0, found.stderr
    assert json.loads(found.stdout)["shortfall"] == short["unmet_minutes"]


def test_repair_answers_an_event_with_plans_that_verify(week: Path) -> None:
    plan = json.loads((week / "plan.json").read_text())
    away = {"verb": "clinician_away", "clinician": plan["sessions"][0]["clinician"]}
    (week / "event.json").write_text(json.dumps(away))
    words = ("repair", "p.json", "plan.json", "--event", "event.json", "--out", "r.json", "--problem-out", "after.json")
    found = openiop(*words, folder=week)
    assert found.returncode == 0, found.stderr
    best = json.loads(found.stdout)["options"][0]
    assert best["plan"] == json.loads((week / "r.json").read_text())
    assert openiop("verify", "after.json", "r.json", "--rules-only", folder=week).returncode == 0


@pytest.mark.parametrize(
    "event", [[], {}, {"verb": "fly"}, {"verb": "clinician_away"}, {"verb": "room_closed", "room": 7}]
)
def test_an_event_that_makes_no_sense_exits_2(week: Path, event: Any) -> None:
    (week / "odd.json").write_text(json.dumps(event))
    found = openiop("repair", "p.json", "plan.json", "--event", "odd.json", folder=week)
    assert found.returncode == 2 and b"odd.json" in found.stderr and b"Traceback" not in found.stderr


def test_previous_makes_a_plan_change_little(week: Path) -> None:
    words = ("solve", "p.json", "--previous", "plan.json", "--out", "again.json", "--effort", "0.5")
    assert openiop(*words, folder=week).returncode == 0
    again = openiop("verify", "p.json", "again.json", "--previous", "plan.json", folder=week)
    assert again.returncode == 0, again.stdout


def test_what_if_tells_the_tiers_before_and_after(week: Path) -> None:
    more: dict[str, Any] = {"verb": "clinician_hours", "clinician": "clinician-1"}
    more |= {"windows": [{"day": "sat", "from": "09:00", "to": "13:00", "site": "site-1"}]}
    (week / "more.json").write_text(json.dumps(more))
    found = openiop("what-if", "p.json", "plan.json", "--change", "more.json", folder=week)
    assert found.returncode == 0, found.stderr
    told = json.loads(found.stdout)
    assert told["after"] <= told["before"] and told["plan"]["format"] == "openiop.schedule.plan"
