"""Signing on one's own page: read, typed, once, and only one's own."""

from openiop.care.plan import actions
from openiop.care.plan.models import Plan, Signature
from openiop.care.plan.tests.people import drafted
from openiop.doors.portal.tests.people import browser_of, here


def waiting(cast):
    plan = drafted(cast, here(cast))
    actions.sign_as_clinician(by=cast.dana, plan=plan)
    return plan


def test_a_plan_that_waits_is_announced_read_and_signed(cast):
    plan, phone = waiting(cast), browser_of(cast)
    path = f"/me/plan/{plan.pk}/sign"
    assert path in phone.get("/me/").content.decode() and path in phone.get("/me/plan").content.decode()
    page = phone.get(path).content.decode()
    for words in ("Evenings without using", "My Fridays back.", "9 h a week on 3 days", "Coping skills for evenings"):
        assert words in page
    assert phone.post(path, {"name": "Jordan Avery"})["Location"] == "/me/plan"
    signature = Signature.objects.get(kind="client")
    assert (signature.client, signature.name, signature.witnessed_by) == (cast.jordan, "Jordan Avery", None)
    plan.refresh_from_db()
    assert plan.state == Plan.State.ACTIVE
    assert "Evenings without using" in phone.get("/me/plan").content.decode()


def test_a_plan_is_signed_once_however_often_the_button_is_pressed(cast):
    plan, phone = waiting(cast), browser_of(cast)
    for _press in range(2):
        assert phone.post(f"/me/plan/{plan.pk}/sign", {"name": "Jordan Avery"}).status_code == 302
    assert Signature.objects.filter(kind="client").count() == 1


def test_without_a_name_nothing_is_signed_and_the_plan_is_still_there(cast):
    plan = waiting(cast)
    page = browser_of(cast).post(f"/me/plan/{plan.pk}/sign", {"name": " "})
    assert page.status_code == 422 and "Type your name to sign" in page.content.decode()
    assert "My Fridays back." in page.content.decode() and not Signature.objects.filter(kind="client").exists()


def test_nobody_reads_or_signs_the_plan_of_another(cast):
    plan = waiting(cast)
    here(cast, "ana")
    phone = browser_of(cast, "ana")
    for answer in (phone.get(f"/me/plan/{plan.pk}/sign"), phone.post(f"/me/plan/{plan.pk}/sign", {"name": "Ana"})):
        assert answer.status_code == 404
    assert "Evenings without using" not in phone.get("/me/plan").content.decode()


def test_a_plan_that_is_not_written_yet_says_so(cast):
    here(cast)
    assert "being written with you" in browser_of(cast).get("/me/plan").content.decode()
