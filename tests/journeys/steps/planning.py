"""The plan: a problem, a goal in the person's words, a step, how we help, the hours and their taper; both sign."""

from openiop.care.plan.models import Plan
from tests.journeys.hands import Hand
from tests.journeys.steps.evaluating import OWN_WORDS
from tests.journeys.story import Story

PROBLEM = "Evenings alone end in drinking"
GOAL = "Evenings without wine"
STEP = "Calls somebody before the first glass, five evenings in a row"
HELP = "Practice riding out an urge in group"


def write_the_plan(story: Story) -> None:
    """5. Plan, by the therapist with the client beside her."""
    dana = story.house.at_desk("dana")
    dana.open(f"/clients/{story.client.pk}")
    dana.follow("Plan", within=dana.page.get_by_role("navigation", name="Chart"))
    dana.go("Start the plan")
    write_words(dana)
    prescribe(dana)
    dana.follow("Read and sign")
    dana.go("Sign as Dana Whitfield, LMFT")
    dana.write(f"{story.first} types their name to sign", story.client.name)
    dana.go(f"{story.first} signs")
    plan = Plan.objects.get(episode__client=story.client)
    assert plan.state == Plan.State.ACTIVE
    assert {each.kind for each in plan.signatures.all()} == {"client", "clinician"}


def write_words(dana: Hand) -> None:
    dana.swap("Add a problem")
    dana.write("What is in the way", PROBLEM)
    dana.keep("Keep these words")
    dana.swap(f"Add a goal: {PROBLEM}")
    dana.write("Where they want to get", GOAL)
    dana.write("In their own words", OWN_WORDS)
    dana.keep("Keep these words")
    dana.swap(f"Add a step: {GOAL}")
    dana.write("A step one can see done", STEP)
    dana.keep("Keep these words")
    dana.swap(f"Add how we help: {STEP}")
    dana.write("How we help", HELP)
    dana.choose("Service", "Group therapy")
    dana.write("How often", "3 times a week")
    dana.keep("Keep these words")


def prescribe(dana: Hand) -> None:
    """Nine hours on three days for eight weeks, then two weeks of taper."""
    dana.follow("Prescribe the hours")
    full = dana.page.get_by_role("group", name="Stretch 1")
    dana.write("Weeks", "8", within=full)
    dana.write("Hours a week", "9", within=full)
    dana.write("Days a week", "3", within=full)
    dana.write("At least, a day", "3", within=full)
    less = dana.page.get_by_role("group", name="Stretch 2")
    dana.write("Weeks", "2", within=less)
    dana.write("Hours a week", "6", within=less)
    dana.write("Days a week", "2", within=less)
    dana.tick("Taper", within=less)
    dana.go("Save the hours")
    dana.sees("The hours are in the draft.")
