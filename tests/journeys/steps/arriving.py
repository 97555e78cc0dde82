"""Referral and screening: a file comes in, and admissions asks whether a program like this fits."""

import json
from pathlib import Path

from openiop.base.people.models import Client
from openiop.care.intake.models import Referral
from tests.journeys.installation import Installation
from tests.journeys.story import Story

SCREENING = {
    "Is the person about to hurt themselves or someone else?": "No",
    "Is there a medical emergency right now?": "No",
    "Is withdrawal severe now, or was it dangerous before?": "No",
    "Did the person use alcohol or sedatives every day in the last two weeks?": "No",
    "Does the person need someone with them day and night to stay safe?": "No",
    "Is there a place to stay where they are safe between sessions?": "Yes",
    "Is more support needed than a weekly visit?": "Yes",
    "Can the person come at least three days a week?": "Yes",
}


def come_by_file(house: Installation, file: Path) -> Story:
    """1. Referral: another program sends a FHIR bundle. A second run changes nothing."""
    known = [client.pk for client in house.house.clients.values()]
    for wanted in ("created", "unchanged"):
        done = house.openiop("import", "fhir", str(file), "--program", "harbor", "--json")
        assert done.returncode == 0, done.stderr
        told = json.loads(done.stdout)
        assert told["files"][0]["status"] == wanted, told
        assert told["totals"][wanted] == 1
    client = Client.objects.exclude(pk__in=known).get()
    assert Referral.objects.get(client=client).state == Referral.State.NEW
    return Story(house, client)


def be_screened(story: Story) -> None:
    """2. Screening, on the phone, by admissions."""
    elena = story.house.at_desk("elena")
    elena.open("/referrals/")
    elena.follow(story.name)
    elena.follow("Screen now")
    for question, answer in SCREENING.items():
        elena.pick(question, answer)
    elena.write("What else matters", "Works mornings; afternoons are free. Lives with a sister.")
    elena.go("Keep the screening")
    elena.sees("An IOP fits")
    assert Referral.objects.get(client=story.client).state == Referral.State.SCREENED
