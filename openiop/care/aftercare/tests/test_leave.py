"""The last day: everything that hangs on a stay ends in one act, and the person stays one person."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from openiop.base.audit.models import Event
from openiop.base.people.models import Client
from openiop.base.people.roles import Refused
from openiop.base.worklist.models import WorkItem
from openiop.care.aftercare import actions
from openiop.care.aftercare.models import Alumni, FollowUp
from openiop.care.aftercare.tests.people import gone, here, own_hour, seated
from openiop.care.calendar.models import Lead, Membership, Seat, Session
from openiop.care.placement.models import Discharge, Episode


def test_dis_10_the_stay_closes_with_its_reason(cast):
    episode = here(cast)
    row = gone(cast, reason="02")
    episode.refresh_from_db()
    assert (row.reason, episode.closed_on) == ("02", cast.program.today())


def test_calls_are_promised_at_30_90_180_and_365_days(cast):
    row = gone(cast)
    calls = FollowUp.objects.values_list("day", "due_on")
    assert list(calls) == [(day, row.discharged_on + timedelta(days=day)) for day in (30, 90, 180, 365)]


def test_the_first_call_has_an_owner_from_the_day_they_leave(cast):
    gone(cast)
    item = WorkItem.objects.get(kind="aftercare.follow_up")
    assert (item.role, item.client) == ("case_manager", cast.jordan)
    assert item.link == f"/aftercare/of/{cast.jordan.pk}/"


def test_without_a_case_manager_the_therapist_of_the_stay_calls(cast):
    cast.casey.ended_on = cast.program.today() - timedelta(days=1)
    cast.casey.save()
    gone(cast)
    assert WorkItem.objects.get(kind="aftercare.follow_up").assigned_to == cast.dana


def test_standing_seats_end_and_later_seats_are_given_back(cast):
    here(cast)
    seated(cast)
    assert Seat.objects.filter(is_live=True).exists()
    gone(cast)
    assert Membership.objects.get().last_day == cast.program.today()
    later = Seat.objects.filter(session__group_day__gt=cast.program.today())
    assert later.exists() and not later.filter(is_live=True).exists()


def test_a_later_hour_of_their_own_is_cancelled_so_that_the_clinician_is_free(cast):
    here(cast)
    session = own_hour(cast)
    gone(cast)
    session.refresh_from_db()
    assert session.state == Session.State.CANCELLED
    assert not Lead.objects.filter(session=session, is_live=True).exists()


def test_seats_of_others_stay(cast):
    here(cast)
    here(cast, "ana")
    own_hour(cast, "ana")
    gone(cast)
    assert Seat.objects.get(client=cast.ana).is_live


def test_whoever_wants_to_stay_in_touch_becomes_alumni_as_the_same_person(cast):
    people = Client.objects.count()
    gone(cast)
    assert Alumni.objects.get().client == cast.jordan
    assert Client.objects.count() == people


def test_whoever_does_not_want_to_is_not_kept_as_alumni(cast):
    gone(cast, wants_alumni=False)
    assert not Alumni.objects.exists()


def test_a_second_stay_is_of_the_same_person_and_the_same_alumni(cast):
    first = gone(cast, on=cast.program.today() - timedelta(days=60)).episode
    second = here(cast, weeks=2)
    gone(cast)
    assert first != second
    assert set(Episode.objects.values_list("client", flat=True)) == {cast.jordan.pk}
    assert Alumni.objects.count() == 1 and FollowUp.objects.count() == 8


def test_nobody_calls_after_a_death(cast):
    gone(cast, reason="06")
    assert not FollowUp.objects.exists() and not Alumni.objects.exists()


def test_a_summary_that_is_missing_is_asked_for(cast):
    gone(cast, summary="")
    assert WorkItem.objects.get(kind="aftercare.discharge_summary").assigned_to == cast.dana


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"reason": "99"}, "reason"),
        ({"reason": "04", "destination": ""}, "destination"),
        ({"days_ahead": 1}, "discharged_on"),
        ({"contact_after": True}, "discharged_on"),
    ],
)
def test_a_wrong_entry_is_named_and_nothing_is_changed(cast, said, field):
    episode = here(cast)
    seated(cast)
    today = cast.program.today()
    words = {"reason": said.get("reason", "01"), "destination": said.get("destination", "")}
    on = today + timedelta(days=said.get("days_ahead", 0))
    last = today if not said.get("contact_after") else today + timedelta(days=3)
    with pytest.raises(ValidationError) as error:
        actions.leave(by=cast.dana, episode=episode, last_contact=last, discharged_on=on, **words)
    assert field in error.value.message_dict
    episode.refresh_from_db()
    assert episode.closed_on is None
    assert Seat.objects.filter(is_live=True).exists() and not FollowUp.objects.exists()


def test_leaving_twice_is_refused_in_words(cast):
    row = gone(cast)
    with pytest.raises(ValidationError, match="ended"):
        actions.leave(
            by=cast.dana,
            episode=row.episode,
            reason="01",
            last_contact=row.last_contact,
            discharged_on=row.discharged_on,
        )
    assert Discharge.objects.count() == 1


@pytest.mark.parametrize("who", ["bea", "elena", "walt", "marcus", "pat", "chioma"])
def test_other_roles_do_not_discharge(cast, who):
    episode = here(cast)
    today = cast.program.today()
    with pytest.raises(Refused):
        actions.leave(by=getattr(cast, who), episode=episode, reason="01", last_contact=today, discharged_on=today)


def test_the_audit_says_who_let_them_go(cast):
    gone(cast)
    assert Event.objects.get(verb="aftercare.client.left").actor_id == cast.dana.pk
