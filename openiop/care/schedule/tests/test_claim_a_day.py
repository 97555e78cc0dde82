"""What happened stays what it was; whether it can be claimed waits for what the payer's pack needs, and says so."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from openiop.base.people.models import Licence, Staff
from openiop.base.people.roles import Permission as P
from openiop.base.privacy.gate import Gate
from openiop.base.programs.models import Program
from openiop.care.calendar.models import Session
from openiop.care.encounters import actions as encounters
from openiop.care.encounters.models import Note
from openiop.care.encounters.tests.people import DAY, at, crowd, hold_session, plan_for
from openiop.care.intake.models import Evaluation
from openiop.care.placement.models import LevelPeriod
from openiop.care.plan.models import Plan
from openiop.care.schedule.claims import claims_of
from openiop.care.schedule.explaining import as_data, as_text, explain_day
from openiop.care.schedule.queries import client_week, dose_week
from openiop.care.schedule.report import week_report
from openiop.rulebook import packs
from openiop.rulebook.dose import Lack, decide_claim, decide_day

EVENING = at("18:00")


def evaluated(cast, at):
    Evaluation.objects.create(
        organisation=cast.organisation, client=cast.jordan, program=cast.program, edition="third", started_by=cast.noor,
        signed_by=cast.noor, signed_at=at,
    )  # fmt: skip


@pytest.fixture
def whole(cast):
    """Jordan was there for all of 180 minutes, with an evaluation, a level and a plan; the note is not signed."""
    objective = plan_for(cast)
    Plan.objects.update(state="active", active_from=date(2026, 11, 2), review_due=date(2026, 12, 2))
    evaluated(cast, datetime(2026, 11, 1, 15, tzinfo=UTC))
    session = hold_session(cast, breaks=())
    encounters.mark(by=cast.dana, session=session, client=cast.jordan, code="present", now=at("14:00"))
    cast.objective = objective
    return session


def sign(cast, session, by="dana"):
    who = Staff.objects.get(pk=getattr(cast, by).pk)
    note = Note.objects.get(session=session, client=cast.jordan)
    encounters.write_note(
        by=who, note=note, objective=cast.objective, participation=3, response="Chose two moves for the evening.",
        next_step="Try one of them.", now=EVENING,
    )  # fmt: skip
    return encounters.sign(by=who, note=Note.objects.get(pk=note.pk), now=EVENING)


def told(cast, now=EVENING):
    program = Program.objects.get(pk=cast.program.pk)
    return explain_day(Gate.of(cast.dana, program), program, cast.jordan, DAY, P.SEE_HOURS, now)


def claim(cast, now=EVENING):
    return as_data(told(cast, now))["claim"]


def needs(cast):
    return [each["need"] for each in claim(cast)["missing"]]


def test_bil_3_the_day_counts_and_its_claim_waits_for_the_note(cast, whole):
    Note.objects.update(due_at=at("17:00", DAY + timedelta(days=1)))
    found = as_data(told(cast))
    assert (found["day"]["valid"], found["day"]["minutes"]) == (True, 180)
    assert (found["claim"]["valid"], found["claim"]["standing"], found["claim"]["rule"]) == (False, "lacks", "BIL-3")
    assert "State billing guidance" in found["claim"]["citation"]
    words = "180 of 180 minutes; 1 note is not signed yet (due 11/19 17:00); not known here: authorization"
    assert found["claim"]["words"] == words
    assert f"Claim: {words}" in as_text(told(cast))
    Note.objects.update(due_at=at("21:00"))
    assert "1 note is not signed yet (due today 21:00)" in claim(cast)["words"]
    assert "(due since 11/18 21:00)" in claim(cast, at("21:01"))["words"]


def test_a_session_without_any_note_lacks_it_too(cast, whole):
    Note.objects.all().delete()
    assert "1 note is not signed yet (due 11/19 17:00)" in claim(cast)["words"]  # a day after the session by the pack


def test_what_nobody_keeps_is_neither_met_nor_missing(cast, whole):
    sign(cast, whole)
    found = claim(cast)
    assert (found["valid"], found["standing"], found["missing"]) == (None, "unknown", [])
    assert found["words"] == "180 of 180 minutes; not known here: authorization"
    Session.objects.update(is_virtual=True, room=None)
    assert claim(cast)["unknown"] == ["authorization", "location"]


def test_a_payer_who_asks_for_no_authorization_is_told_that_it_can_be_claimed(cast, whole):
    sign(cast, whole)
    Program.objects.update(pack="us-medicare-services")
    found = claim(cast)
    assert (found["valid"], found["standing"]) == (True, "valid")
    assert found["words"].endswith("; nothing that a claim needs is missing")


def test_bil_10_a_supervisees_note_waits_for_its_cosignature(cast, whole):
    Staff.objects.filter(pk=cast.marcus.pk).update(supervisor=cast.noor, roles=["facilitator"])
    Staff.objects.filter(pk=cast.noor.pk).update(roles=["evaluator", "therapist"])
    note = sign(cast, whole, by="marcus")
    assert "1 note waits for its co-signature" in claim(cast)["words"]
    encounters.cosign(by=Staff.objects.get(pk=cast.noor.pk), note=Note.objects.get(pk=note.pk))
    assert needs(cast) == []


def test_bil_9_plan_evaluation_and_level_hold_on_the_day(cast, whole):
    sign(cast, whole)
    assert needs(cast) == []
    Plan.objects.update(active_from=DAY + timedelta(days=1))
    assert needs(cast) == ["signed-plan"]
    LevelPeriod.objects.update(during=(DAY + timedelta(days=1), None))
    assert needs(cast) == ["signed-plan", "level-of-care"]


def test_bil_9_an_evaluation_signed_the_day_after_is_too_late(cast):
    session = hold_session(cast, breaks=())
    encounters.mark(by=cast.dana, session=session, client=cast.jordan, code="present", now=at("14:00"))
    assert needs(cast) == ["signed-note", "signed-plan", "assessment", "level-of-care"]
    evaluated(cast, at("00:01", DAY + timedelta(days=1)))
    assert "assessment" in needs(cast)
    evaluated(cast, at("23:59"))
    assert "assessment" not in needs(cast)


def test_bil_10_nobody_licensed_here_led_it(cast, whole):
    sign(cast, whole)
    Licence.objects.update(state="NH")
    assert needs(cast) == ["credential"]
    Staff.objects.filter(pk=cast.dana.pk).update(supervisor=cast.noor)
    assert needs(cast) == []


def test_bil_11_people_present_count_against_the_limit(cast, whole):
    sign(cast, whole)
    others = crowd(cast, 12)
    Session.objects.filter(pk=whole.pk).update(capacity=40)
    for n, each in enumerate(others):
        whole.seat_for(each).save()
        encounters.mark(by=cast.dana, session=whole, client=each, code="present", now=at("14:00"))
        assert needs(cast) == (["group-size"] if n == 11 else [])


def test_bil_7_a_short_day_is_short_and_waits_for_nothing(cast):
    session = hold_session(cast, breaks=())
    encounters.mark(by=cast.dana, session=session, client=cast.jordan, code="late", now=at("14:30"))
    found = as_data(told(cast))
    assert (found["claim"]["standing"], found["claim"]["valid"], found["claim"]["rule"]) == ("short", False, "BIL-2")
    assert found["claim"]["words"] == found["day"]["explanation"]
    assert "cannot be claimed yet" not in cast.browser("dana").get(f"/hours/{cast.jordan.pk}/why?day={DAY}").text


def test_board_person_and_report_say_what_waits(cast, whole):
    page = cast.browser("priya").get(f"/hours/?week={DAY}").content.decode()
    assert "<b>1</b><span>day waits for its claim</span>" in page and 'class="day wait" role="cell"' in page
    mine = cast.browser("dana").get(f"/hours/{cast.jordan.pk}/?week={DAY}").content.decode()
    assert "cannot be claimed yet: 180 of 180 minutes; 1 note is not signed yet" in mine
    why = cast.browser("dana").get(f"/hours/{cast.jordan.pk}/why?day={DAY}").content.decode()
    assert "The day counts, and cannot be claimed yet" in why
    report = week_report(Gate.of(cast.dana, cast.program), cast.program, DAY, EVENING)
    day = next(each for client in report["clients"] for each in client["days"] if each["claim"])
    assert day["valid"] is True and day["claim"]["valid"] is False and day["claim"]["missing"] == ["signed-note"]
    assert report["totals"]["claims"]["lacks"] == 1
    sign(cast, whole)
    page = cast.browser("priya").get(f"/hours/?week={DAY}").content.decode()
    assert "<span>day waits for its claim</span>" not in page and 'class="day wait" role="cell"' not in page


def test_one_query_for_the_claims_of_everybody(cast, whole):
    gate = Gate.of(cast.dana, cast.program)
    weeks = dose_week(gate, cast.program, DAY, EVENING)
    with CaptureQueriesContext(connection) as captured:
        many = claims_of(cast.program, weeks, EVENING)
    assert sum("encounters_cosignature" in each["sql"] for each in captured) == 1
    one = claims_of(cast.program, [client_week(cast.program, cast.jordan.pk, DAY, EVENING)], EVENING)
    assert one == {key: each for key, each in many.items() if key[0] == cast.jordan.pk} != {}


def test_a_need_that_is_none_is_refused():
    pack = packs.load(packs.ADULT, DAY)
    with pytest.raises(ValueError, match="no need of a claim: signature"):
        decide_claim(decide_day(180, 2, pack), [Lack("signature")], [], pack)
