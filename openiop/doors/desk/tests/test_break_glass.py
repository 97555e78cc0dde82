"""Breaking the glass (42 CFR 2.51): who may, what it opens, how it ends, and who learns of it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from openiop.base import context
from openiop.base.audit.models import Event
from openiop.base.people.roles import Refused
from openiop.base.privacy.disclosures import Disclosure
from openiop.base.privacy.glass import Glass, GlassReview
from openiop.base.privacy.models import Reach
from openiop.base.worklist.models import WorkItem
from openiop.care.plan.models import Plan
from openiop.doors.desk import breaking
from tests.cast import PASSWORD, admit

WHY = {"nature": "Unconscious in the hallway", "reason": "The ambulance asks what they take"}


def chart_of(client):
    return f"/clients/{client.pk}"


def just_shown(browser):
    """They showed who they are a moment ago."""
    browser.post("/locked", {"way": "password", "password": PASSWORD, "path": "/today"})
    return browser


@pytest.fixture
def marcus(cast):
    admit(cast)
    return just_shown(cast.browser("marcus"))


def test_a_chart_without_a_relationship_says_what_one_can_do(cast, marcus):
    page = marcus.get(chart_of(cast.jordan))
    html = page.content.decode()
    assert page.status_code == 403
    assert "Jordan Avery’s record is not open to you" in html
    assert "Dana Whitfield, the primary therapist" in html and "Break the glass" in html
    part = marcus.get(chart_of(cast.jordan), headers={"HX-Request": "true"})
    assert part.status_code == 403 and "<html" not in part.content.decode()
    assert "Break the glass" in part.content.decode() and part["HX-Redirect"].endswith("/glass")


def test_another_organisations_client_is_not_there_at_all(cast, elsewhere, marcus):
    for path in ("", "/glass"):
        assert marcus.get(chart_of(elsewhere.jordan) + path).status_code == 404
    assert marcus.post(chart_of(elsewhere.jordan) + "/glass", WHY).status_code == 404


def test_who_sees_no_charts_sees_the_same_page_as_before(cast):
    admit(cast)
    for who in ("bea", "walt", "elena", "pat"):
        assert cast.browser(who).get(chart_of(cast.jordan)).status_code == 200


def test_breaking_the_glass_opens_the_chart_and_tells_the_officer(cast, marcus, mailoutbox):
    assert marcus.post(chart_of(cast.jordan) + "/glass", WHY).url == chart_of(cast.jordan)
    html = marcus.get(chart_of(cast.jordan)).content.decode()
    assert "You opened Jordan Avery’s record in an emergency" in html and "Close it now" in html
    glass = Glass.objects.get()
    assert glass.until - glass.at == timedelta(hours=4)
    event = Event.objects.get(verb="privacy.glass.broken")
    assert (event.client_id, event.actor_id, event.why) == (cast.jordan.pk, cast.marcus.pk, WHY["reason"])
    item = WorkItem.objects.get(kind="privacy.glass")
    assert (item.role, item.severity, item.client) == ("privacy_officer", "now", cast.jordan)
    desk = cast.browser("pat").get("/work").content.decode()
    assert "Marcus Bell broke the glass on the record of Jordan Avery" in desk
    from openiop.base.messages.models import Message

    message = Message.objects.get(to_staff=cast.pat)
    assert "Jordan" not in message.subject + message.body and "glass" not in message.subject + message.body
    assert marcus.get(chart_of(cast.ana)).status_code == 403  # one record, not all


def test_it_opens_the_record_in_the_database_too_and_ends_after_four_hours(cast, marcus):
    Plan.objects.create(organisation=cast.organisation, episode=cast.jordan.episodes.get(), written_by=cast.dana)
    with context.standing(cast.marcus.standing):
        assert not Plan.objects.exists()
    marcus.post(chart_of(cast.jordan) + "/glass", WHY)
    with context.standing(cast.marcus.standing):
        assert Plan.objects.exists()
    Reach.objects.filter(basis="glass").update(until=timezone.now() - timedelta(seconds=1))
    with context.standing(cast.marcus.standing):
        assert not Plan.objects.exists()
    assert marcus.get(chart_of(cast.jordan)).status_code == 403


def test_a_glass_of_five_hours_ago_opens_nothing(cast):
    """As a glass ends by itself: nobody closed it."""
    ago = timezone.now() - timedelta(hours=5)
    Glass.objects.create(
        organisation=cast.organisation, client=cast.jordan, staff=cast.marcus, at=ago, until=ago + timedelta(hours=4),
        **WHY,
    )  # fmt: skip
    html = cast.browser("marcus").get(chart_of(cast.jordan))
    assert html.status_code == 403 and "in an emergency" not in cast.browser("marcus").get("/today").content.decode()


def test_closing_it_closes_the_chart_at_once(cast, marcus):
    marcus.post(chart_of(cast.jordan) + "/glass", WHY)
    glass = Glass.objects.get()
    assert just_shown(cast.browser("dana")).post(f"/glass/{glass.pk}/close").status_code == 404
    assert marcus.post(f"/glass/{glass.pk}/close").status_code == 302
    assert marcus.get(chart_of(cast.jordan)).status_code == 403
    assert not Reach.objects.filter(basis="glass").exists()


def test_without_showing_again_who_one_is_the_glass_stays_whole(cast):
    browser = cast.browser("marcus")
    page = browser.post(chart_of(cast.jordan) + "/glass", WHY)
    assert page.status_code == 401 and WHY["reason"] in page.content.decode()  # kept, to be sent again
    assert not Glass.objects.exists()


@pytest.mark.parametrize("who", ["bea", "walt", "elena", "pat", "jordan"])
def test_who_may_see_no_chart_cannot_break_it(cast, who):
    if who == "jordan":
        with pytest.raises(Refused):
            breaking.break_glass(by=cast.ana, client=cast.jordan, **WHY)
        return
    assert just_shown(cast.browser(who)).post(chart_of(cast.jordan) + "/glass", WHY).status_code == 403
    with pytest.raises(Refused):
        breaking.break_glass(by=getattr(cast, who), client=cast.jordan, **WHY)
    assert not Glass.objects.exists()


@pytest.mark.parametrize("lacks", ["nature", "reason"])
def test_without_words_it_stays_whole_and_what_was_typed_stays(cast, marcus, lacks):
    page = marcus.post(chart_of(cast.jordan) + "/glass", WHY | {lacks: " "})
    assert page.status_code == 422 and not Glass.objects.exists()
    kept = next(words for name, words in WHY.items() if name != lacks)
    assert kept in page.content.decode() and f"#id_{lacks}" in page.content.decode()


def test_the_database_lets_nobody_break_a_glass_for_another_or_for_longer(cast):
    def write(**changes):
        with transaction.atomic(), context.standing(cast.marcus.standing):
            now = timezone.now()
            values = {"organisation": cast.organisation, "client": cast.jordan, "staff": cast.marcus, "at": now, **WHY}
            Glass.objects.create(**values | changes)

    now = timezone.now()
    later = {"at": now + timedelta(days=1), "until": now + timedelta(days=1, hours=4)}
    for changes in ({"staff": cast.dana}, {"until": now + timedelta(hours=9)}, later, {"reason": ""}):
        with pytest.raises(DatabaseError), transaction.atomic():
            write(**changes)
    write()
    for statement in ("UPDATE privacy_glass SET until = now()", "DELETE FROM privacy_glass"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_what_an_ambulance_was_told_is_documented_with_whom_and_when(cast, marcus):
    marcus.post(chart_of(cast.jordan) + "/glass", WHY)
    glass = Glass.objects.get()
    told = {"recipient": "Dr. Ames", "facility": "Salem Hospital", "items": ["medical"], "description": "Medications"}
    assert marcus.post(f"/glass/{glass.pk}/told", told | {"facility": ""}).status_code == 422
    assert marcus.post(f"/glass/{glass.pk}/told", told).status_code == 302
    row = Disclosure.objects.get()
    assert (row.basis, row.recipient_name, row.facility) == ("emergency", "Dr. Ames", "Salem Hospital")
    assert (row.emergency, row.by_id) == (WHY["nature"], cast.marcus.pk)
    breaking.close_glass(by=cast.marcus, glass=glass)
    assert marcus.post(f"/glass/{glass.pk}/told", told).status_code == 404


def test_the_officer_reviews_it_once_and_the_one_who_broke_it_does_not(cast):
    glass = breaking.break_glass(by=cast.marcus, client=cast.jordan, **WHY)
    with pytest.raises(Refused):
        breaking.review_glass(by=cast.dana, glass=glass, finding="needed", words="fine")
    breaking.review_glass(by=cast.pat, glass=glass, finding="needed", words="The ambulance came")
    breaking.review_glass(by=cast.pat, glass=glass, finding="breach", words="Again")
    assert GlassReview.objects.get().finding == "needed"
    assert WorkItem.objects.get(kind="privacy.glass").done_at is not None


def test_access_that_is_asked_for_opens_the_record_until_the_task_is_closed(cast, marcus):
    assert marcus.post(chart_of(cast.jordan) + "/ask", {"why": ""}).status_code == 422
    assert marcus.post(chart_of(cast.jordan) + "/ask", {"why": "I lead the family evening"}).status_code == 302
    asked = WorkItem.objects.get(kind="privacy.access")
    assert asked.assigned_to == cast.dana
    assert marcus.get(chart_of(cast.jordan)).status_code == 403
    assert marcus.post(asked.link, {"do": "give"}).status_code == 403  # not by oneself
    dana = cast.browser("dana")
    assert "I lead the family evening" in dana.get(asked.link).content.decode()
    assert cast.browser("priya").post(asked.link, {"do": "give"}).status_code == 404  # she was not asked
    assert dana.post(asked.link, {"do": "give"}).status_code == 302
    assert marcus.get(chart_of(cast.jordan)).status_code == 200
