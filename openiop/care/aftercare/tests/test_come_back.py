"""The way back: one tap, one referral, the same person."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from openiop.base.people.models import Client
from openiop.base.people.roles import Refused
from openiop.base.worklist.models import WorkItem
from openiop.care.aftercare import actions
from openiop.care.aftercare.tests.people import gone, here
from openiop.care.intake.models import Referral


def test_coming_back_is_a_referral_of_the_same_person(cast):
    people = Client.objects.count()
    gone(cast, on=cast.program.today() - timedelta(days=100))
    referral = actions.come_back(by=cast.jordan, program=cast.program)
    assert referral.client == cast.jordan and Client.objects.count() == people
    assert WorkItem.objects.filter(kind="intake.new_referral", role="admissions", client=cast.jordan).exists()
    assert WorkItem.objects.get(kind="aftercare.coming_back").assigned_to == cast.dana


def test_a_second_tap_changes_nothing(cast):
    gone(cast)
    assert actions.come_back(by=cast.jordan, program=cast.program) == actions.come_back(
        by=cast.jordan, program=cast.program
    )
    assert Referral.objects.count() == 1
    assert WorkItem.objects.filter(kind="aftercare.coming_back").count() == 1


def test_whoever_is_still_here_cannot_come_back(cast):
    here(cast)
    with pytest.raises(ValidationError):
        actions.come_back(by=cast.jordan, program=cast.program)


def test_staff_do_not_tap_for_them(cast):
    gone(cast)
    with pytest.raises(Refused):
        actions.come_back(by=cast.dana, program=cast.program)
