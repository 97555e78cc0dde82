"""A recipient's page that can no longer ask whether it may be shown takes itself away, and says so."""

import re
from datetime import timedelta

from playwright.sync_api import expect

from openiop.base.messages.models import Message
from openiop.base.privacy import actions as privacy
from openiop.care.sharing import actions
from openiop.care.sharing.models import SharedPage
from tests.cast import admit
from tests.journeys.installation import Installation

PATIENCE = 10  # seconds, as the page says (data-still)


def test_con_5_a_page_without_a_network_shows_nothing_any_more(installation: Installation) -> None:
    house = installation.house
    admit(house, on=house.program.today())
    named = privacy.name_recipient(by=house.dana, client=house.jordan, kind="family", name="Rosa Avery")
    consent = privacy.draft_consent(
        by=house.jordan, client=house.jordan, program=house.program, recipients=[named], items=["hours"],
        purposes=["support"], expires_on=house.program.today() + timedelta(days=30),
    )  # fmt: skip
    own = privacy.Signing("client", house.jordan.legal_name)
    consent = privacy.sign_consent(by=house.jordan, consent=consent, signatures=[own])
    tokens: list[str] = []

    def address_of(secret: str) -> str:
        tokens.append(secret)
        return secret

    actions.share_page(
        by=house.dana, consent=consent, recipient=named, email="rosa@mail.example", address_of=address_of
    )
    actions.send_code(page=SharedPage.objects.get())
    code = re.search(r"\d{6}", Message.objects.order_by("-created_at").first().body)
    assert code
    rosa = installation.new_window()
    rosa.open(f"/shared/{tokens[0]}")
    rosa.write("The six digits of the code", code[0])
    rosa.go("Open the page")
    content = rosa.page.get_by_text("Jordan Avery", exact=True)
    expect(content).to_be_visible()
    rosa.page.wait_for_timeout((PATIENCE + 2) * 1000)
    expect(content).to_be_visible()  # as long as it can ask, it stays

    rosa.page.context.set_offline(True)
    expect(rosa.page.get_by_role("heading", name="This page closed itself")).to_be_visible(
        timeout=(PATIENCE + 5) * 1000
    )
    assert "Jordan" not in rosa.page.content(), "nothing of it is left in the document"
    privacy.revoke(by=house.jordan, consent=consent)
    rosa.page.context.set_offline(False)
    with rosa.page.expect_navigation():
        rosa.page.get_by_role("link", name="Open it again").click()
    expect(rosa.page.locator("body")).not_to_contain_text("Jordan")
