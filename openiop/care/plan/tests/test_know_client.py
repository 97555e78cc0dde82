"""Each part of a plan names the client of the plan, whoever wrote what into it: the database's walls rely on that."""

import pytest

from openiop.care.placement.models import Episode
from openiop.care.plan.models import Goal, Intervention, Objective, Plan, PrescribedDose, Problem
from tests.cast import admit

from .people import drafted

PARTS = [Plan, Problem, Goal, Objective, Intervention, PrescribedDose]


@pytest.fixture
def plan(cast):
    return drafted(cast, admit(cast))


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_a_part_is_about_the_client_of_its_plan(cast, plan, part):
    assert list(part.objects.values_list("client", flat=True)) == [cast.jordan.pk]


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_a_part_cannot_be_given_to_somebody_else(cast, plan, part):
    part.objects.update(client=cast.ana)
    assert part.objects.get().client == cast.jordan


def test_a_part_written_for_somebody_else_is_still_the_plans(cast, plan):
    made = Problem.objects.create(organisation=cast.organisation, plan=plan, text="Sleep", client=cast.ana)
    made.refresh_from_db()
    assert made.client == cast.jordan


def test_what_hangs_on_a_stay_goes_with_it(cast, plan):
    Episode.objects.filter(pk=plan.episode_id).update(client=cast.ana)
    assert {part.objects.get().client for part in PARTS} == {cast.ana}
