"""A therapist keeps what was said in a note of their own, and a subpoena alone is refused on the officer's desk."""

from openiop.care.encounters.models import CounselingNote
from openiop.care.encounters.tests.people import hold_session, plan_for
from tests.journeys.installation import Installation


def test_what_was_said_stays_with_the_therapist(installation: Installation) -> None:
    house = installation.house
    plan_for(house)
    session = hold_session(house, clients=("jordan",))

    dana = installation.at_desk("dana")
    dana.open(f"/sessions/{session.pk}/notes")
    dana.follow("My counseling notes")
    dana.write("What Jordan Avery said", "The evenings are the hardest")
    dana.go("Keep")
    dana.sees("Kept, for you alone.")
    dana.eyes.look()
    assert CounselingNote.objects.get().signed_at is None

    pat = installation.at_desk("pat")
    pat.open("/privacy/orders/new")
    pat.choose("What was served", "Subpoena, warrant or request without a court order")
    pat.write("Who asks", "A lawyer")
    pat.write("About which client", "Jordan Avery")
    pat.go("Record it")
    pat.sees("It cannot be accepted as it is")
    pat.eyes.look()
    pat.go("Refuse it")
    pat.sees("Refused")
