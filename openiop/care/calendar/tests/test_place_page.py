"""A client placed by hand: the hours move as groups are ticked."""

from datetime import time, timedelta

from openiop.care.calendar import actions as calendar
from openiop.care.calendar.models import Group, Membership
from openiop.care.calendar.tests.pages import open_group, url
from tests.cast import House, admit


def dose(cast: House, minutes: int = 180, days: int = 1, day_minutes: int = 180) -> None:
    from openiop.care.plan.models import Plan, PrescribedDose

    episode, today = admit(cast, "jordan"), cast.program.today()
    plan = Plan.objects.create(organisation=cast.organisation, episode=episode, written_by=cast.dana)
    PrescribedDose.objects.create(
        organisation=cast.organisation, plan=plan, during=(today, None), weekly_minutes=minutes, days=days,
        day_minutes=day_minutes,
    )  # fmt: skip
    Plan.objects.filter(pk=plan.pk).update(state="active", active_from=today, review_due=today + timedelta(days=30))


def test_the_hours_move_as_groups_are_ticked(cast):
    dose(cast)
    groups = [open_group(cast), open_group(cast, "Open Table", starts=time(16), minutes=90)]
    browser, page = cast.browser("elena"), url("place", cast.jordan.pk)
    asked = {"first_day": cast.program.today().isoformat(), "do": "preview", "groups": [groups[0].pk]}
    half = browser.post(page, asked, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in half and "1 h 30</b> of 3 h prescribed" in half and "1 h 30 short" in half
    whole = browser.post(page, asked | {"groups": [g.pk for g in groups]}).content.decode()
    assert "<html" in whole and "Everything prescribed fits" in whole  # and without htmx
    assert not Membership.objects.exists()


def test_saving_gives_the_seats(cast):
    dose(cast)
    group = open_group(cast)
    wanted = {"first_day": cast.program.today().isoformat(), "do": "save", "groups": [group.pk]}
    answer = cast.browser("elena").post(url("place", cast.jordan.pk), wanted)
    assert answer.url == url("place", cast.jordan.pk)
    assert cast.jordan.memberships.get().group == group
    assert "has a seat" in cast.browser("elena").get(answer.url).content.decode()


def test_what_overlaps_is_said_in_words_and_not_saved(cast):
    dose(cast)
    groups = [
        open_group(cast),
        open_group(cast, "Skills Lab", facilitator=cast.marcus, room=cast.small_room, starts=time(15)),
    ]
    page = url("place", cast.jordan.pk)
    wanted = {"first_day": cast.program.today().isoformat(), "groups": [g.pk for g in groups]}
    preview = cast.browser("elena").post(page, wanted | {"do": "preview"}).content.decode()
    assert "overlaps with" in preview and "Monday" in preview
    assert "1 h 30</b> of 3 h prescribed" in preview  # nobody is in two places: an hour counts once
    saved = cast.browser("elena").post(page, wanted | {"do": "save"})
    assert saved.status_code == 422 and not Membership.objects.exists()
    assert saved.content.decode().count("checked") >= 2  # what was ticked stays ticked


def test_an_overlap_with_a_booked_session_is_said_with_its_day(cast):
    dose(cast)
    group = open_group(cast)
    day = group.sessions.order_by("during").last().during.lower
    calendar.book_session(
        by=cast.priya, program=cast.program, kind="individual", clients=[cast.jordan], staff=cast.noor,
        start=day + timedelta(minutes=30), minutes=50, room=cast.small_room,
    )  # fmt: skip
    wanted = {"first_day": cast.program.today().isoformat(), "groups": [group.pk], "do": "preview"}
    body = cast.browser("elena").post(url("place", cast.jordan.pk), wanted).content.decode()
    assert "Steady Ground overlaps with Individual counseling" in body


def test_a_full_group_is_shown_with_its_reason_and_cannot_be_taken(cast):
    dose(cast)
    group = open_group(cast, capacity=1)
    calendar.place(by=cast.priya, client=cast.ana, groups=[group], first_day=cast.program.today())
    page = url("place", cast.jordan.pk)
    body = cast.browser("elena").get(page).content.decode()
    assert "Full: 1 of 1" in body and "disabled" in body
    wanted = {"first_day": cast.program.today().isoformat(), "groups": [group.pk], "do": "save"}
    assert "is full" in cast.browser("elena").post(page, wanted).content.decode()


def test_placing_asks_the_database_a_fixed_number_of_times(cast, django_assert_max_num_queries):
    dose(cast)
    for hour in range(7, 20):
        open_group(cast, f"G{hour}", starts=time(hour), minutes=60)
    calendar.place(by=cast.priya, client=cast.jordan, groups=Group.objects.all()[:6], first_day=cast.program.today())
    browser = cast.browser("elena")
    browser.get(url("place", cast.jordan.pk))
    with django_assert_max_num_queries(24):
        browser.get(url("place", cast.jordan.pk))
