"""The page of the week judges a move as the engine does: both read legal.json (frontend/test/legal.test.mjs)."""

import json
from pathlib import Path
from typing import Any

import pytest

from openiop.engines.scheduler import convert
from openiop.engines.scheduler.plan import Plan
from openiop.engines.scheduler.score import score
from openiop.engines.scheduler.verify import verify

VECTORS = json.loads((Path(__file__).parent / "legal.json").read_text())
MOVES: list[dict[str, Any]] = VECTORS["moves"]
HOURS: list[dict[str, Any]] = VECTORS["hours"]  # `of`: which of the plan's slots it is instead of
PROBLEM = convert.problem_from_json(VECTORS["problem"])
PLAN = convert.plan_from_json(VECTORS["plan"])


def test_the_week_is_sound_before_anything_is_moved() -> None:
    assert verify(PROBLEM, PLAN, claims=False) == []


@pytest.mark.parametrize("move", MOVES, ids=[str(n) for n in range(len(MOVES))])
def test_a_move_breaks_these_rules_and_leaves_these_hours(move: dict[str, Any]) -> None:
    rest = [each for each in VECTORS["plan"]["sessions"] if each["id"] != move["session"]["id"]]
    judged(convert.plan_from_json(VECTORS["plan"] | {"sessions": [*rest, move["session"]]}), move)


@pytest.mark.parametrize("move", HOURS, ids=[str(n) for n in range(len(HOURS))])
def test_an_hour_one_to_one_breaks_these_rules_and_leaves_these_hours(move: dict[str, Any]) -> None:
    slots = list(VECTORS["plan"]["slots"])
    slots[move["of"]] = move["slot"]
    judged(convert.plan_from_json(VECTORS["plan"] | {"slots": slots}), move)


def judged(after: Plan, move: dict[str, Any]) -> None:
    assert sorted({each.code for each in verify(PROBLEM, after, claims=False)}) == move["codes"]
    standing = {each.client: each for each in score(PROBLEM, after.sessions, after.slots).standing}
    for client, told in move["standing"].items():
        has = standing[client]
        assert [has.minutes, has.days, has.unmet_minutes, has.invalid_days] == told


def test_every_rule_that_the_page_knows_is_broken_by_some_move() -> None:
    source = (Path(__file__).parents[4] / "frontend/src/schedule/legal.ts").read_text()
    told = {code for move in MOVES for code in move["codes"]}
    assert all(f'"{code}"' in source for code in told)
    assert len(told) == source.count('wrong("') + source.count('tell("') - 1  # wrong_mode: of the room, of the client
