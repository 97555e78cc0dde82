"""Placement: the recommended level beside the one decided, and the therapist who answers from now on."""

from openiop.care.intake.models import Evaluation
from openiop.care.placement.models import Decision, Episode
from tests.journeys.story import Story


def be_placed(story: Story) -> None:
    """4. Placement, by the clinician who evaluated."""
    noor = story.house.at_desk("noor")
    evaluation = Evaluation.objects.get(client=story.client)
    noor.open(f"/referrals/evaluations/{evaluation.pk}")
    noor.follow("Decide about the place")
    noor.heading(f"Intensive outpatient fits {story.first}")
    noor.pick("Level of care", "2.1 Intensive outpatient")
    noor.pick("Primary therapist", "Dana Whitfield")
    noor.choose("Track", "Afternoon")
    noor.go(f"Admit {story.first}")
    noor.sees(f"{story.first} is admitted.")
    stay = Episode.objects.get(client=story.client)
    assert stay.therapist == story.house.house.dana
    decision = Decision.objects.get(episode=stay)
    assert (decision.recommended_level, decision.actual_level) == ("2.1", "2.1")
