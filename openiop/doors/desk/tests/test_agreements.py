"""Qualified service organizations: who is bound, until when, and what goes to them (2.11, 2.12(c)(4))."""

from datetime import timedelta

import pytest

from openiop.base.privacy import actions
from openiop.base.privacy.duties import Qsoa
from openiop.base.privacy.refusals import ConsentRefused

SAID = {
    "name": "Tidewater Labs", "service": "lab", "words": "Tests urine", "signed_on": "2026-01-02",
    "document": "Drawer 3", "is_bound": "on", "resists": "on",
}  # fmt: skip


def send(cast, qsoa):
    return actions.disclose_otherwise(
        by=cast.pat, client=cast.jordan, basis="qsoa", what={"medical": 1}, content=b"a sample", how="mail",
        purpose="Testing", qsoa=qsoa,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"is_bound": ""}, "fully bound"),
        ({"resists": ""}, "resist"),
        ({"treats": "on"}, "Ask for consent"),
        ({"expires_on": "2025-01-01"}, "cannot end before"),
        ({"document": ""}, "required"),
    ],
)
def test_what_is_no_agreement_is_refused_and_stays_on_the_page(cast, changes, words):
    page = cast.browser("pat").post("/privacy/agreements/new", SAID | changes)
    assert page.status_code == 422 and words in page.content.decode() and "Tests urine" in page.content.decode()
    assert not Qsoa.objects.exists()


def test_what_goes_to_an_organization_needs_an_agreement_in_force_and_is_listed_under_it(cast):
    pat = cast.browser("pat")
    url = pat.post("/privacy/agreements/new", SAID).url
    found = Qsoa.objects.get()
    assert url == f"/privacy/agreements/{found.pk}"
    send(cast, found)
    assert "Testing" in pat.get(url).content.decode()
    assert "1 time" in pat.get("/privacy/agreements").content.decode()
    assert pat.post(url, {"do": "end", "on": "2025-01-01"}).status_code == 422
    yesterday = cast.program.today() - timedelta(days=1)
    assert pat.post(url, {"do": "end", "on": str(yesterday)}).status_code == 302
    found.refresh_from_db()
    with pytest.raises(ConsentRefused, match="no service agreement in force"):
        send(cast, found)


def test_nothing_leaves_after_the_last_day_that_is_written_in_it(cast):
    yesterday = cast.program.today() - timedelta(days=1)
    cast.browser("pat").post("/privacy/agreements/new", SAID | {"expires_on": str(yesterday)})
    with pytest.raises(ConsentRefused):
        send(cast, Qsoa.objects.get())
    with pytest.raises(ConsentRefused):
        send(cast, None)


def test_an_agreement_that_ends_soon_waits_on_the_desk_until_it_is_renewed(cast):
    pat = cast.browser("pat")
    soon = cast.program.today() + timedelta(days=20)
    pat.post("/privacy/agreements/new", SAID | {"expires_on": str(soon)})
    assert "Renew the agreement with Tidewater Labs" in pat.get("/privacy/").content.decode()
    assert "1 agreement wants renewing" in pat.get("/privacy/agreements").content.decode()
    pat.post("/privacy/agreements/new", SAID | {"expires_on": str(soon + timedelta(days=365))})
    assert "Renew the agreement" not in pat.get("/privacy/").content.decode()


def test_only_who_reviews_privacy_sees_the_register(cast):
    assert cast.browser("dana").get("/privacy/agreements").status_code == 403
