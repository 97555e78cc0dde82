"""The program's settings: who may change them, and what is refused in words."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from openiop.base.audit.models import Event
from openiop.base.programs import actions as programs
from openiop.base.programs.models import Program, ProgramLicence, Room, Site, Track

SETTINGS = {
    "name": "Harbor Street IOP", "phone": "(555) 010-4477", "email": "", "about": "", "takes_referrals": "on",
    "time_zone": "America/Chicago", "week_start": "6", "pack": "us-adult-per-diem", "edition": "fourth",
}  # fmt: skip


def test_the_director_changes_zone_and_week_and_the_audit_keeps_the_old(cast):
    answer = cast.browser("priya").post(reverse("programs:settings"), SETTINGS | {"site": cast.site.pk})
    assert answer.status_code == 302
    program = Program.objects.get(pk=cast.program.pk)
    assert (program.time_zone, program.week_start) == ("America/Chicago", 6)
    assert Event.objects.get(verb="programs.program.changed").detail["before"]["time_zone"] == "America/New_York"


def test_an_impossible_zone_is_told_and_nothing_typed_is_lost(cast):
    wrong = SETTINGS | {"site": cast.site.pk, "time_zone": "Mars/Olympus", "about": "Kept words"}
    answer = cast.browser("priya").post(reverse("programs:settings"), wrong)
    assert answer.status_code == 422
    assert "is not a time zone" in answer.content.decode() and "Kept words" in answer.content.decode()
    assert Program.objects.get(pk=cast.program.pk).time_zone == "America/New_York"


@pytest.mark.parametrize("who", ["dana", "elena", "bea", "pat", "walt"])
def test_nobody_but_the_director_sees_or_changes_settings(cast, who):
    assert cast.browser(who).get(reverse("programs:settings")).status_code == 403
    with pytest.raises(PermissionDenied):
        programs.add_site(by=getattr(cast, who), program=cast.program, name="X", state="MA")


def test_sites_rooms_tracks_and_licences_are_added(cast):
    page = cast.browser("priya")
    page.post(reverse("programs:add", args=["site"]), {"name": "Uptown", "state": "ma"})
    site = Site.objects.get(name="Uptown")
    assert site.state == "MA"
    page.post(f"{reverse('programs:add', args=['room'])}?site={site.pk}", {"name": "Room 9", "capacity": 6})
    assert Room.objects.get(name="Room 9").site == site
    page.post(
        reverse("programs:add", args=["track"]),
        {"name": "Nights", "population": "adult", "daypart": "evening", "form": "virtual", "weekly_hours": 9,
         "languages": ["en", "es"]},
    )  # fmt: skip
    assert Track.objects.get(name="Nights").languages == ["en", "es"]
    page.post(
        reverse("programs:add_licence"),
        {"state": "ma", "kind": "Outpatient", "number": "7", "start": "2026-01-01", "end": "2026-12-31"},
    )
    assert str(ProgramLicence.objects.get().valid.upper) == "2027-01-01"  # through the last day
    body = page.get(reverse("programs:settings")).content.decode()
    assert all(word in body for word in ("Uptown", "Room 9", "Nights", "MA Outpatient"))


def test_two_rooms_of_one_name_at_a_site_are_refused_in_words(cast):
    url = f"{reverse('programs:add', args=['room'])}?site={cast.site.pk}"
    answer = cast.browser("priya").post(url, {"name": "Room 2", "capacity": 6})
    assert answer.status_code == 422 and "already exists" in answer.content.decode()


def test_a_licence_ends_after_it_begins(cast):
    with pytest.raises(ValidationError):
        programs.add_licence(
            by=cast.priya, program=cast.program, state="MA", kind="x", number="1",
            start=cast.program.today(), end=cast.program.today(),
        )  # fmt: skip


def test_another_organisations_rooms_are_not_found(cast, elsewhere):
    page = cast.browser("priya")
    assert page.get(reverse("programs:change", args=["room", elsewhere.room.pk])).status_code == 404
    assert page.get(f"{reverse('programs:add', args=['room'])}?site={elsewhere.site.pk}").status_code == 404
    assert page.get(f"{reverse('programs:add', args=['room'])}?site=nonsense").status_code == 404
    assert "Lakeside" not in page.get(reverse("programs:settings")).content.decode()


def test_the_settings_ask_the_database_a_fixed_number_of_times(cast, django_assert_max_num_queries):
    page = cast.browser("priya")
    page.get(reverse("programs:settings"))
    for n in range(12):
        programs.add_room(by=cast.priya, site=cast.site, name=f"R{n}", capacity=5)
        programs.add_track(by=cast.priya, program=cast.program, name=f"T{n}")
    with django_assert_max_num_queries(20):
        page.get(reverse("programs:settings"))
