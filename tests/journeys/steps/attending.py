"""A session that met today: who was there and when, the notes, a signature, and what is added afterwards."""

import json

from openiop.care.encounters.models import Note, Presence
from tests.journeys.steps.planning import GOAL, STEP
from tests.journeys.steps.scheduling import GROUP, MINUTES
from tests.journeys.story import Story

ARRIVED, LEFT, ATTENDED = "11:10", "13:50", 160
RESPONSE = "Named the hour after work as the steep one, and tried the breathing on the spot."


def attend(story: Story) -> None:
    """7a. The facilitator marks who came, and from when to when."""
    dana = story.house.at_desk("dana")
    dana.open("/today")
    dana.follow(GROUP, within=dana.page.get_by_role("region", name="Your day"))
    dana.heading(f"{GROUP}: who is here?")
    dana.keep("Here")
    dana.unfold(f"Times, {story.name}")
    dana.write("Arrived", ARRIVED)
    dana.write("Left", LEFT)
    if dana.page.get_by_label("Why it changes").count():
        dana.write("Why it changes", "Came ten minutes late, left for the bus")
    dana.keep("Keep these times")
    dana.sees(f"{ATTENDED} of {MINUTES} min")
    dana.follow("Write notes")


def be_written_about(story: Story) -> None:
    """7b. One shared part, one of the client's own that works on the plan's objective; signed, then added to."""
    dana = story.house.at_desk("dana")
    dana.unfold("What the whole group did")
    dana.write("What the whole group did", "Practiced noticing an urge, breathing through it and saying it out loud.")
    dana.unfold(f"Edit, {story.name}")
    dana.choose("Goal worked on", f"{GOAL}: {STEP}")
    dana.pick("Participation", "Took part actively")
    dana.write("Response, in a sentence of their own", RESPONSE)
    dana.sees("Saved")
    dana.go("Sign 1 ready note")
    dana.follow(f"Read or add, {story.name}")
    dana.sees(RESPONSE)
    dana.write("Add to this note", "The sister called afterwards and will drive on Thursdays.")
    dana.go("Add it")
    dana.sees("The sister called afterwards")
    note = Note.objects.get(client=story.client)
    assert note.signed_by == story.house.house.dana
    assert note.signed_content["minutes"] == ATTENDED
    assert note.addenda.count() == 1


def see_the_minutes(story: Story) -> None:
    """8. The hours board and `openiop dose` read the one ledger."""
    assert Presence.objects.filter(client=story.client, replaced_by=None).exclude(code="void").count() == 1
    priya = story.house.at_desk("priya")
    priya.open("/hours/")
    row = priya.page.get_by_role("row").filter(has_text=story.name)
    priya.shows(row, "2:40")
    priya.shows(row, "of 9:00")
    priya.shows(row, "Short 20 min")
    priya.follow(story.name, within=row)
    priya.sees("2 h 40")
    done = story.house.openiop("dose", "--program", "harbor", "--json")
    assert done.returncode == 0, done.stderr
    [told] = [each for each in json.loads(done.stdout)["clients"] if each["client_id"] == str(story.client.pk)]
    assert (told["prescribed"], told["scheduled"], told["attended"]) == (540, 540, ATTENDED)
