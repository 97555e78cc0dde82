"""Progress, the step-down with its taper, and the way out: the plan for afterwards, the last day, the four calls."""

from datetime import timedelta

from openiop.base.people.models import Client
from openiop.care.aftercare.models import Alumni, FollowUp
from openiop.care.placement.models import Decision, Discharge, Episode, LevelPeriod
from tests.journeys.story import Story


def look_back(story: Story) -> None:
    """9. Progress: hours, scores and goals as pictures, each with its table."""
    dana = story.house.at_desk("dana")
    dana.open(f"/clients/{story.client.pk}")
    dana.follow("Progress", within=dana.page.get_by_role("navigation", name="Chart"))
    dana.unfold("Show as table")
    dana.sees("2 h 40")


def step_down(story: Story) -> None:
    """10. The compass with its evidence; the therapist decides on a taper, against the suggestion, and says why."""
    dana = story.house.at_desk("dana")
    dana.open(f"/progress/{story.client.pk}/step-down")
    dana.sees("What the rules suggest")
    dana.pick("Decision", "Taper")
    dana.choose("Why it differs from the recommendation", "The client chose otherwise")
    dana.write("Why, in your words", "A new job begins in two weeks; evenings go on with the therapist at home.")
    dana.go("Sign the decision")
    dana.sees("Signed: Step-down taper.")
    decision = Decision.objects.get(episode__client=story.client, kind=Decision.Kind.TAPER)
    assert decision.evidence, "the signs that were on the page are kept with the decision"
    taper = LevelPeriod.objects.get(episode__client=story.client, state=LevelPeriod.State.TAPER)
    assert taper.reason and taper.during.lower and taper.during.upper, "HRS-7: start, end and reason"


def leave(story: Story) -> None:
    """11. Aftercare: the plan for afterwards, agreed by name; the last day; four calls; the same person as alumni."""
    dana = story.house.at_desk("dana")
    dana.open(f"/clients/{story.client.pk}")
    dana.follow("Aftercare", within=dana.page.get_by_role("navigation", name="Chart"))
    dana.follow("Write it together")
    dana.write("What do you want to keep?", "Evenings that are mine, and the kids on Sundays.")
    dana.write("How do you notice that things get harder?", "I stop answering the phone.")
    dana.write("What helps then?", "Calling my sister before I go home.")
    dana.write("Who helps?", "My sister, 555-010-7788; the Tuesday circle.")
    dana.write("What comes next?", "Dr. Alvarez, first visit in nine days at 4 pm.")
    dana.go("Keep the plan")
    dana.write("Their name, typed by them", story.client.name)
    dana.go("Yes, this is my plan")
    dana.follow("Record the last day")
    dana.choose("How does the stay end?", "Completed treatment")
    dana.write("Summary", "Came for evenings with wine; leaves with a plan for them and a sister who drives.")
    dana.confirm("Close the stay")
    dana.sees(f"{story.name} has left.")
    same_person(story)


def same_person(story: Story) -> None:
    stay = Episode.objects.get(client=story.client)
    discharge = Discharge.objects.get(episode=stay)
    assert stay.closed_on == discharge.discharged_on
    assert discharge.reason == "01"
    calls = FollowUp.objects.filter(episode=stay).order_by("due_on")
    assert [call.due_on - discharge.discharged_on for call in calls] == [timedelta(days=n) for n in (30, 90, 180, 365)]
    assert Alumni.objects.get(client=story.client).wants_contact
    assert Client.objects.filter(legal_last=story.client.legal_last).get().pk == story.client.pk
