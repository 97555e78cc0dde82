"""Generated programs: the same for a seed, believable in numbers, readable, of the shape the engine is made for."""

import subprocess
import sys
from collections import Counter

import pytest

from ..convert import digest, problem_to_json
from ..generate import generate
from ..reading import problem_of
from ..score import plan_of
from ..verify import verify


def test_the_same_seed_gives_the_same_problem_in_another_process():
    code = "from openiop.engines.scheduler import convert, generate; print(convert.digest(generate.generate(30, 7)))"
    seen = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": salt}
        ).stdout.strip()
        for salt in ("1", "2")
    }
    assert seen == {digest(generate(30, 7))}


def test_another_seed_gives_another_problem():
    assert len({digest(generate(20, seed)) for seed in range(5)}) == 5


@pytest.mark.parametrize(
    ("size", "hours", "clinicians", "rooms", "sites"), [(40, 411, 8, 5, 1), (200, 2139, 40, 25, 2)]
)
def test_the_sizes_are_those_of_the_field(size, hours, clinicians, rooms, sites):
    for seed in (1, 2):
        week = generate(size, seed)
        prescribed = sum(each.dose.minutes for each in week.clients) / 60
        assert abs(prescribed - hours) < hours * 0.05
        assert (len(week.clinicians), len(week.rooms), len(week.sites)) == (clinicians, rooms, sites)
        modes = Counter(each.mode for each in week.clients)
        assert 0.2 < modes["virtual"] / size < 0.4
        assert {each.capacity for each in week.rooms} == {8, 12}
        assert sum(each.primary is not None for each in week.clients) > 0.95 * size


def test_everything_the_engine_knows_turns_up():
    week = generate(200, 7)
    kinds = week.group_types
    assert any(not each.is_open for each in kinds) and any(each.every_weeks == 2 for each in kinds)
    assert {each.minutes for each in kinds} == {60, 90} and {each.language for each in kinds} == {"en", "es", None}
    assert week.separations and any(each.preferences for each in week.clients)
    assert any(window.day == 5 for each in week.clients for window in each.available)
    assert {each.state for each in week.clients} == {"NY", "NJ"}
    assert any(each.until for one in week.clinicians for each in one.licences)


@pytest.mark.parametrize("size", [1, 2, 3, 8, 40])
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_every_generated_problem_is_readable_and_its_sketch_keeps_every_rule(size, seed):
    week = generate(size, seed, previous=True, frozen_days=2)
    assert problem_of(problem_to_json(week)) == week
    plan = plan_of(week, digest(week), week.previous.sessions, week.previous.slots)
    assert verify(week, plan) == []
    assert all(each.day < 2 and each.frozen for each in (*week.frozen.sessions, *week.frozen.slots))


def test_numbers_that_make_no_program_are_refused():
    for wrong in ({"clients": 0}, {"clients": 5, "clinicians": 0}, {"clients": 5, "frozen_days": 8}):
        with pytest.raises(ValueError):
            generate(**wrong)
