"""The chart shows what a role may see, and nothing of another organisation."""

from datetime import timedelta

import pytest
from django.urls import reverse

from openiop.care.measures.actions import answer
from openiop.rulebook import instruments
from tests.cast import admit


def chart(cast, who, client=None):
    return cast.browser(who).get(reverse("desk:chart", kwargs={"client_id": (client or cast.jordan).pk}))


def test_the_chart_of_somebody_new_teaches_instead_of_showing_nothing(cast):
    assert "Not in this program now" in chart(cast, "dana").content.decode()


def test_measures_are_charted_with_their_change(cast):
    admit(cast, "jordan", on=cast.program.today() - timedelta(days=21))
    items = [item.code for item in instruments.get("PHQ-9").items if item.required]
    for key, value in (("first", 2), ("second", 0)):
        answers = dict.fromkeys(items, value) | {items[-1]: 0}
        answer(
            by=cast.dana,
            program=cast.program,
            client=cast.jordan,
            instrument="PHQ-9",
            answers=answers,
            source="staff",
            key=key,
        )
    (low_mood,) = chart(cast, "dana").context["measures"]
    assert low_mood["line"] == "Reliably better: 16 to 0"


@pytest.mark.parametrize(
    ("who", "sees"), [("dana", True), ("chioma", True), ("elena", False), ("bea", False), ("walt", False)]
)
def test_only_clinical_roles_see_measures_and_goals(cast, who, sees):
    admit(cast, "jordan")
    assert ("measures" in chart(cast, who).context) is sees


def test_another_organisations_chart_is_not_found(cast, elsewhere):
    assert chart(cast, "dana", elsewhere.jordan).status_code == 404


def test_a_name_with_markup_is_shown_as_text(cast):
    cast.jordan.chosen_name = "<script>alert(1)</script>"
    cast.jordan.save()
    page = chart(cast, "dana").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_goals_contacts_and_what_comes_are_escaped(cast):
    from openiop.base.people.models import Contact

    admit(cast, "jordan")
    bad = "<b onclick='x'>"
    Contact.objects.create(organisation=cast.organisation, client=cast.jordan, name=bad, phone=bad, relationship=bad)
    page = chart(cast, "dana").content.decode()
    assert bad not in page
    assert page.count("&lt;b onclick=&#x27;x&#x27;&gt;") == 4


def test_the_chart_takes_no_more_queries_for_much_than_for_little(cast, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from openiop.base.people.models import Contact
    from openiop.care.encounters.tests.people import at, hold_session, plan_for

    plan_for(cast)
    browser, url = cast.browser("dana"), reverse("desk:chart", kwargs={"client_id": cast.jordan.pk})
    browser.get(url)
    with CaptureQueriesContext(connection) as one:
        assert browser.get(url).status_code == 200
    items = [item.code for item in instruments.get("PHQ-9").items if item.required]
    today = cast.program.today()
    for number in range(8):
        Contact.objects.create(organisation=cast.organisation, client=cast.jordan, name=f"Friend {number}")
        hold_session(cast, start=at("09:00", today + timedelta(days=number)), clients=("jordan",))
        answer(
            by=cast.dana,
            program=cast.program,
            client=cast.jordan,
            instrument="PHQ-9",
            answers=dict.fromkeys(items, 0),
            source="staff",
            key=str(number),
        )
    with django_assert_max_num_queries(len(one)):
        assert browser.get(url).status_code == 200
    assert len(one) <= 20
