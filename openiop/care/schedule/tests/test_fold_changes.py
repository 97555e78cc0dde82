"""A long list of changes is read in heaps, and chosen from by one, by session or by kind."""

from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils import timezone

from openiop.base.privacy.gate import Gate
from openiop.care.schedule import drawing
from openiop.care.schedule.diff import parts_of
from openiop.care.schedule.drafts import Draft
from openiop.care.schedule.heaps import heaps_of, keys_of
from openiop.care.schedule.naming import Names
from openiop.care.schedule.problem import week_problem
from openiop.care.schedule.proposals import Proposal
from openiop.care.schedule.tests.week import furnish, next_week
from openiop.engines.scheduler import convert


@pytest.fixture
def changed(cast):
    """A week, and another: Steady Ground loses Ana and Luis, Open Table moves and loses Luis, Clear Water closes, a new
    group opens with Ana, and Jordan has an hour."""
    groups = furnish(cast, alone={"jordan": {"individual": 60}})
    week = week_problem(Gate.of(cast.priya, cast.program), cast.program, next_week(cast))
    steady, table, water = (str(groups[name].pk) for name in ("Steady Ground", "Open Table", "Clear Water"))
    ana, jordan = str(cast.ana.pk), str(cast.jordan.pk)
    spot = {"clinician": str(cast.dana.pk), "room": str(cast.room.pk)}
    kind = next(each.type for each in week.plan.sessions if each.id == table)
    plan = drawing.seat(week.plan, steady, [jordan])
    plan = drawing.seat(drawing.move(plan, table, day=1, at=28, **spot), table, [jordan, ana])
    plan = drawing.open_session(drawing.close(plan, water), week.problem, kind, day=3, at=28, **spot)
    plan = drawing.seat(plan, "new1", [ana])
    plan = drawing.hold_hour(plan, week.problem, jordan, "individual", day=4, at=28, room=None)
    return week, plan, {"steady": steady, "table": table, "water": water, "ana": ana}


def folded(changed):
    week, plan, _ids = changed
    return heaps_of(Names(week), parts_of(week.plan, plan))


def test_changes_are_told_by_kind_and_session(changed):
    heaps = {heap.kind: heap for heap in folded(changed)}
    assert [*heaps] == ["open", "change", "close", "seats", "hours"]
    told = {kind: [(each.title, each.count) for each in heap.bundles] for kind, heap in heaps.items()}
    assert told["open"] == [("Open Table", "1 joins")]
    assert told["change"] == [("Open Table", "1 leaves")]
    assert told["close"][0][0].startswith("Clear Water, Wed")
    assert told["seats"][0][0].startswith("Steady Ground, Mon")
    assert told["seats"][0][1] == "2 leave"
    assert told["hours"] == [("Jordan Avery: individual hour", "")]
    assert [heap.size for heap in heaps.values()] == [1, 2, 1, 2, 1]


@pytest.mark.parametrize(
    ("ticked", "kinds"),
    [
        ("all:seats", ["leave", "leave"]),
        ("of:{steady}", ["leave", "leave"]),
        ("leave:{steady}:{ana}", ["leave"]),
        ("of:{table}", ["change", "leave"]),
        ("change:{table}", ["change"]),
        ("open:new1", ["join", "open"]),
        ("all:open", ["join", "open"]),
        ("all:hours", ["slot"]),
        ("of:nothing", []),
    ],
)
def test_a_tick_stands_for_a_part_a_session_or_a_kind(changed, ticked, kinds):
    keys = keys_of(folded(changed), {ticked.format(**changed[2])})
    assert sorted(key.split(":")[0] for key in keys) == kinds


def test_everything_is_in_exactly_one_heap(changed):
    week, plan, _ids = changed
    parts = [part.key for heap in folded(changed) for each in heap.bundles for part in each.parts]
    assert sorted(parts) == sorted(part.key for part in parts_of(week.plan, plan))


def test_a_kind_of_a_proposal_is_taken_and_what_it_needs(cast, changed):
    week, plan, ids = changed
    offered = Proposal.objects.create(
        organisation=cast.organisation, program=cast.program, week=next_week(cast), state=Proposal.State.READY,
        plan=convert.plan_to_json(replace(plan, tiers=(), standing=())), base_digest=week.digest,
        problem=convert.problem_to_json(week.problem),
        ended_at=timezone.now(),
    )  # fmt: skip
    director, day = cast.browser("priya"), next_week(cast).isoformat()
    page = director.get(reverse("schedule:week", args=[day])).text
    assert "Who joins and who leaves" in page and "2 leave" in page
    settle = reverse("schedule:settle", args=[day, offered.pk])
    director.post(settle, {"do": "parts", "part": ["all:seats", "all:close"], "version": 0})
    drawn = {each.id: each for each in Draft.objects.get().drawn.sessions}
    assert set(drawn) == {ids["steady"], ids["table"]}
    assert drawn[ids["steady"]].members == (str(cast.jordan.pk),)
    assert drawn[ids["table"]].day == 0, "nothing that was not ticked"
    publish = director.get(reverse("schedule:publish", args=[day])).text
    assert "Groups that close" in publish and "2 leave" in publish
