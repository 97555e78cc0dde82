"""A client's own numbers open to the rows behind them."""

from openiop.care.encounters import actions as encounters
from openiop.care.encounters.tests.people import at, hold_session, plan_for
from openiop.doors.portal.tests.people import browser_of


def test_a_clients_own_minutes_open_to_their_rows(cast):
    plan_for(cast)
    session = hold_session(cast)
    encounters.mark(by=cast.dana, session=session, client=cast.jordan, code="late", now=at("14:12"))
    encounters.mark(by=cast.dana, session=session, client=cast.ana, code="late", now=at("14:31"))
    jordan = browser_of(cast)
    page = jordan.get("/me/hours/why?day=2026-11-18")
    assert page.status_code == 200
    assert "arrived 14:12, 12 min after the start" in page.text
    assert "14:31" not in page.text
    assert "claim" not in page.text and "is not signed yet" not in page.text  # what the payer waits for is not theirs
    main = page.text.split("<main")[1].split("</main")[0]
    assert cast.dana.name not in main  # who wrote a row down is the staff's matter
    assert "Nothing is recorded on this day" in jordan.get("/me/hours/why?day=2026-11-19").text
    assert jordan.get("/me/hours/why?day=1800-01-01").status_code == 404
    assert cast.browser("dana").get("/me/hours/why?day=2026-11-18").status_code == 403
