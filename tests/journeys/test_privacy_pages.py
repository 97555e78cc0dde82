"""Every page of the privacy officer's desk, and the client's own of the same things, looked at closely: axe-core in
light and dark, at 390 and 1280 px."""

from datetime import timedelta

from openiop.base.audit.actions import System
from openiop.base.people.actions import let_in
from openiop.base.privacy import actions as privacy
from openiop.base.privacy.tests.made import shared, signed
from openiop.doors.desk import breaking
from openiop.rulebook.consent import notice
from tests.cast import PASSWORD, admit
from tests.journeys.installation import Installation


def test_the_pages_of_privacy_are_fit_for_everyone(installation: Installation) -> None:
    house = installation.house
    admit(house, on=house.program.today())
    let_in(by=house.system, client=house.jordan, email="jordan@example.org", password=PASSWORD)
    today, pat = house.program.today(), house.pat

    desk = installation.at_desk("pat")
    for page in ("", "notice", "notice/edit", "agreements", "agreements/new", "disclosures", "looks", "orders/new"):
        desk.open(f"/privacy/{page}")  # as empty as on the first day

    draft = privacy.write_notice(
        by=pat, program=house.program, effective_on=today, contact="Pat Moreau", phone="978-555-0100",
        email="privacy@harbor.example", words=dict(notice.model().words), is_material=True, what_changed="All of it",
    )  # fmt: skip
    privacy.publish_notice(by=pat, draft=draft)
    agreement = privacy.record_qsoa(
        by=pat, name="Tidewater Laboratories", service="lab", words="Tests what clients bring", document="Drawer 3",
        signed_on=today - timedelta(days=300), expires_on=today + timedelta(days=20), is_bound=True, resists=True,
    )  # fmt: skip
    privacy.disclose_otherwise(
        by=System("test", house.organisation.pk), client=house.jordan, basis="qsoa", what={"medical": 1},
        content=b"a sample", how="mail", purpose="Testing", qsoa=agreement,
    )  # fmt: skip
    consent = signed(house)
    shared(house, consent)
    glass = breaking.break_glass(
        by=house.marcus, client=house.jordan, nature="Unconscious", reason="What do they take?"
    )
    order = privacy.record_order(
        by=pat, client=house.jordan, kind="subpoena_only", agency="A lawyer", received_on=today, mandate_on=today
    )
    breach = privacy.record_breach(by=pat, words="A letter to a wrong address", discovered_on=today, people=3)
    wish = privacy.request_restriction(by=house.jordan, client=house.jordan, words="Not to my aunt")
    asked = privacy.ask_accounting(by=house.jordan, client=house.jordan, program=house.program)
    for page in (
        "", "notice", "agreements", f"agreements/{agreement.pk}", "disclosures", f"glass/{glass.pk}",
        f"orders/{order.pk}", f"breaches/{breach.pk}", f"restrictions/{wish.pk}", f"accounting/{asked.pk}",
    ):  # fmt: skip
        desk.open(f"/privacy/{page}")

    for page in ("/audit/", f"/sharing/{house.jordan.pk}/", f"/sharing/{house.jordan.pk}/notice", "/sharing/notice"):
        desk.open(page)

    desk.open("/security")

    marcus = installation.at_desk("marcus")
    marcus.open(f"/clients/{house.jordan.pk}")

    jordan = installation.new_window()
    installation.windows["jordan"] = jordan
    jordan.sign_in("jordan@example.org")
    assert jordan.page.url.endswith("/me/notice")  # shown by itself at the first sign-in (42 CFR 2.22)

    jordan.go("I have this notice")
    for page in ("/me/", "/me/notice", "/me/notice/print?lang=es", "/me/sharing", "/me/record/opened"):
        jordan.open(page)
