"""The continuing-care plan: in their words, agreed by name, agreed anew when it changes."""

import pytest
from django.core.exceptions import ValidationError

from openiop.base.audit.models import Event
from openiop.base.people.roles import Refused
from openiop.care.aftercare import actions
from openiop.care.aftercare.models import ContinuingCare
from openiop.care.aftercare.tests.people import here


def written(cast, **words):
    return actions.write_plan(by=cast.dana, episode=here(cast), **({"own_words": "Fridays stay full."} | words))


def test_the_plan_of_a_stay_is_written_once_and_then_changed(cast):
    care = written(cast)
    again = actions.write_plan(by=cast.casey, episode=care.episode, supports="My sister")
    assert again.pk == care.pk and again.own_words == "Fridays stay full."
    assert ContinuingCare.objects.count() == 1


def test_the_client_agrees_with_their_name(cast):
    care = actions.agree(by=cast.dana, care=written(cast), name=" Jordan Avery ")
    assert care.agreed_name == "Jordan Avery" and care.agreed_at


def test_agreeing_twice_keeps_the_first(cast):
    care = actions.agree(by=cast.dana, care=written(cast), name="Jordan Avery")
    assert actions.agree(by=cast.jordan, care=care, name="Somebody").agreed_name == "Jordan Avery"


def test_other_words_lift_the_agreement_and_the_old_ones_are_kept_in_the_audit(cast):
    care = actions.agree(by=cast.dana, care=written(cast), name="Jordan Avery")
    care = actions.write_plan(by=cast.dana, episode=care.episode, own_words="Saturdays, too.")
    assert (care.agreed_name, care.agreed_at) == ("", None)
    kept = Event.objects.filter(verb="aftercare.plan.written").latest("id").detail
    assert kept == {"before": {"own_words": "Fridays stay full."}, "agreed_by": "Jordan Avery"}


def test_a_wish_about_contact_does_not_lift_the_agreement(cast):
    care = actions.agree(by=cast.dana, care=written(cast), name="Jordan Avery")
    assert actions.write_plan(by=cast.dana, episode=care.episode, wants_alumni=False).agreed_name == "Jordan Avery"


@pytest.mark.parametrize(("words", "name"), [({}, " "), ({"own_words": ""}, "Jordan Avery")])
def test_an_empty_name_or_an_empty_plan_is_not_agreed(cast, words, name):
    with pytest.raises(ValidationError):
        actions.agree(by=cast.dana, care=written(cast, **words), name=name)


def test_another_client_cannot_agree(cast):
    with pytest.raises(Refused):
        actions.agree(by=cast.ana, care=written(cast), name="Ana")


@pytest.mark.parametrize("who", ["bea", "elena", "marcus"])
def test_other_roles_do_not_write_it(cast, who):
    with pytest.raises(Refused):
        actions.write_plan(by=getattr(cast, who), episode=here(cast), own_words="x")
