"""A facilitator tries the chart of somebody outside the caseload, breaks the glass, and it is on the officer's desk."""

from openiop.base.privacy.glass import GlassReview
from tests.cast import admit
from tests.journeys.installation import Installation


def test_a_broken_glass_is_on_the_officers_desk(installation: Installation) -> None:
    house = installation.house
    admit(house, on=house.program.today())
    chart = f"/clients/{house.jordan.pk}"

    marcus = installation.at_desk("marcus")
    assert marcus.page.goto(chart).status == 403  # type: ignore[union-attr]
    marcus.eyes.complaints.clear()  # a browser complains of a refusal, too
    marcus.heading("record is not open to you")
    marcus.eyes.look()
    marcus.write("Nature of the emergency", "Unconscious in the hallway")
    marcus.write("Why you need the record now", "The ambulance asks what they take")
    marcus.go("Break the glass")
    marcus.heading("Jordan Avery")
    marcus.sees("in an emergency")
    marcus.eyes.look()
    marcus.follow("I told medical personnel")
    marcus.write("Name of the medical personnel", "Dr. Ames")
    marcus.write("Their facility", "Salem Hospital")
    marcus.tick("Medications and test results")
    marcus.write("What you told them, in short", "What they take")
    marcus.eyes.look()
    marcus.go("Document it")

    pat = installation.at_desk("pat")
    pat.open("/privacy/")
    pat.eyes.look()
    pat.follow("Marcus Bell opened the record of Jordan Avery")
    pat.sees("Salem Hospital")
    pat.eyes.look()
    pat.page.get_by_label("It was an emergency, and the record was needed").check()
    pat.write("In your words", "The ambulance came at ten")
    pat.go("Keep this finding")
    pat.sees("No glass waits for you")
    assert GlassReview.objects.get().finding == "needed"

    marcus.go("Close it now")
    assert marcus.page.goto(chart).status == 403  # type: ignore[union-attr]
    marcus.eyes.complaints.clear()

    for path in ("/privacy/orders/new", "/privacy/breaches/new", f"{chart}/who"):
        pat.open(path)
        pat.eyes.look()
