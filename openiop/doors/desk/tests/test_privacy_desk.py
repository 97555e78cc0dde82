"""The privacy officer's desk: what waits, what is unusual, what is refused."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from openiop.base.audit import heads
from openiop.base.audit.models import Event, Reading
from openiop.base.audit.readings import close_readings, record_reading
from openiop.base.audit.tests.hands import settle
from openiop.base.context import standing
from openiop.base.people.models import Client
from openiop.base.privacy import actions
from openiop.base.privacy.duties import Breach, CourtOrder
from openiop.base.privacy.gate import Gate
from openiop.base.privacy.glass import Glass
from openiop.base.privacy.models import Reach
from openiop.base.privacy.tests.made import shared, signed
from openiop.doors.desk import breaking, unusual
from openiop.doors.desk.checklist import checklist
from tests.cast import admit

WHY = {"nature": "Unconscious in the hallway", "reason": "The ambulance asks what they take"}


def look(house, staff, client, at, basis=""):
    """An hour of looking that is over, as the audit tells it."""
    Event.objects.create(
        organisation_id=house.organisation.pk, actor_kind="staff", actor_id=staff.pk, actor_name=staff.actor_name,
        verb="privacy.chart.opened", subject_kind="people.client", subject_id=client.pk, client_id=client.pk, at=at,
        detail={"times": 1, "basis": basis}, door="desk:chart",
    )  # fmt: skip


@pytest.mark.parametrize("who", ["dana", "marcus", "bea", "walt", "elena"])
def test_only_who_reviews_privacy_has_the_desk(cast, who):
    assert cast.browser(who).get("/privacy/").status_code == 403
    assert cast.browser(who).get("/privacy/orders/new").status_code == 403


def test_an_empty_desk_teaches(cast):
    html = cast.browser("pat").get("/privacy/").content.decode()
    for words in ("Nothing waits for you", "No glass waits for you", "Nobody waits for an answer", "Nothing unusual"):
        assert words in html
    assert 'href="/privacy/"' in html and "42 CFR 2.22" in html


def test_the_director_has_it_without_the_audit(cast):
    html = cast.browser("priya").get("/privacy/").content.decode()
    assert "What the rules ask of us" in html and "Looks to ask about" not in html


def test_a_broken_glass_is_on_the_desk_until_it_is_reviewed_overdue_first(cast):
    ago = timezone.now() - timedelta(hours=80)
    Glass.objects.create(
        organisation=cast.organisation,
        client=cast.ana,
        staff=cast.marcus,
        at=ago,
        until=ago + timedelta(hours=4),
        **WHY,
    )
    glass = breaking.break_glass(by=cast.marcus, client=cast.jordan, **WHY)
    pat = cast.browser("pat")
    html = pat.get("/privacy/").content.decode()
    assert html.index("the record of Ana") < html.index("the record of Jordan") and "Late" in html
    url = f"/privacy/glass/{glass.pk}"
    assert WHY["reason"] in pat.get(url).content.decode()
    assert pat.post(url, {"finding": "needed", "words": ""}).status_code == 422
    assert pat.post(url, {"finding": "needed", "words": "The ambulance came"}).status_code == 302
    assert "the record of Jordan" not in pat.get("/privacy/").content.decode()
    assert cast.browser("marcus").get(url).status_code == 403


def test_a_subpoena_alone_is_refused(cast):
    pat = cast.browser("pat")
    served = {"kind": "subpoena_only", "agency": "A lawyer", "client": "Jordan Avery", "received_on": "2026-11-02"}
    page = pat.post("/privacy/orders/new", served | {"mandate_on": "2026-11-01", "scope": "All", "items": ["notes"]})
    order = CourtOrder.objects.get()
    url = f"/privacy/orders/{order.pk}"
    assert page.url == url and order.client == cast.jordan
    assert "It cannot be accepted as it is" in pat.get(url).content.decode()
    accepted = pat.post(url, {"do": "accept", "why": "they insist"})
    assert accepted.status_code == 422 and "they insist" in accepted.content.decode()
    assert pat.post(url, {"do": "refuse", "why": ""}).status_code == 302
    order.refresh_from_db()
    assert order.decision == "refused" and order.why


def test_an_order_names_a_client_who_is_here(cast):
    served = {"kind": "subpoena_only", "agency": "A lawyer", "client": "Nobody Known", "received_on": "2026-11-02"}
    page = cast.browser("pat").post("/privacy/orders/new", served)
    assert page.status_code == 422 and "Nobody here is called" in page.content.decode()


def test_a_breach_runs_its_clocks_until_everyone_is_told(cast):
    pat = cast.browser("pat")
    said = {"words": "A letter to a wrong address", "discovered_on": "2026-10-01", "people": "3"}
    assert pat.post("/privacy/breaches/new", said | {"state_most": "5"}).status_code == 422
    pat.post("/privacy/breaches/new", said)
    breach = Breach.objects.get()
    assert "Tell the people concerned" in pat.get("/privacy/").content.decode()
    for whom in ("individuals", "secretary"):
        assert pat.post(f"/privacy/breaches/{breach.pk}", {"do": whom, "on": "2026-10-20"}).status_code == 302
    breach.refresh_from_db()
    assert breach.closed_at is not None
    assert "Tell the people concerned" not in pat.get("/privacy/").content.decode()


def test_what_a_client_asks_is_answered_from_the_desk(cast):
    row = actions.ask_accounting(by=cast.jordan, client=cast.jordan, program=cast.program)
    wish = actions.request_restriction(by=cast.jordan, client=cast.jordan, words="Not to my aunt")
    pat = cast.browser("pat")
    html = pat.get("/privacy/").content.decode()
    assert "Accounting of disclosures" in html and "A wish to restrict sharing" in html and "2 things wait" in html
    assert pat.post(f"/privacy/accounting/{row.pk}", {"do": "extend", "why": " "}).status_code == 422
    assert pat.post(f"/privacy/accounting/{row.pk}", {"do": "answer"}).status_code == 302
    assert pat.post(f"/privacy/restrictions/{wish.pk}", {"do": "agree", "why": "Of course"}).status_code == 302
    row.refresh_from_db()
    wish.refresh_from_db()
    assert row.answered_at and wish.answer == "agreed"
    assert "Nothing waits for you" in pat.get("/privacy/").content.decode()


def test_a_look_without_a_relationship_is_shown_and_one_with_it_is_not(cast):
    now = timezone.now()
    look(cast, cast.marcus, cast.ana, now - timedelta(hours=2))
    look(cast, cast.dana, cast.jordan, now - timedelta(hours=2), "caseload")
    look(cast, cast.chioma, cast.jordan, now - timedelta(hours=2), "program")  # her role serves the whole site
    look(cast, cast.marcus, cast.luis, now - timedelta(days=9))  # long ago
    html = cast.browser("pat").get("/privacy/").content.decode()
    part = html[html.index("Looks to ask about") : html.index("What left lately")]
    assert "Marcus Bell" in part and "Ana" in part
    assert "Dana" not in part and "Chioma" not in part and "Lucho" not in part


def test_a_look_is_judged_by_the_relationship_of_its_own_moment(cast):
    """Neither does a later relationship excuse it, nor does the end of one accuse whoever had it."""
    now = timezone.now()
    group = Reach.objects.create(
        organisation=cast.organisation, client=cast.ana, holder_id=cast.marcus.pk, source_id=cast.ana.pk, basis="group",
        until=now + timedelta(days=3),
    )  # fmt: skip
    with standing(cast.marcus.standing):
        record_reading(cast.marcus, cast.ana.pk, "desk:chart")
        record_reading(cast.marcus, cast.jordan.pk, "people:client")
    assert set(Reading.objects.values_list("client_id", "basis")) == {(cast.ana.pk, "group"), (cast.jordan.pk, "")}
    Reach.objects.filter(pk=group.pk).delete()
    Reach.objects.create(
        organisation=cast.organisation, client=cast.jordan, holder_id=cast.marcus.pk, source_id=cast.ana.pk,
        basis="group", until=now + timedelta(days=3),
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_reading SET hour = hour - interval '1 hour'")
    assert close_readings() == 2
    html = cast.browser("pat").get("/privacy/").content.decode()
    assert "looked at Jordan" in html and "looked at Ana" not in html


def test_a_long_list_says_how_long_it_is_and_leads_to_all_of_it(cast):
    for n in range(64):
        client = Client.objects.create(organisation=cast.organisation, legal_first=f"N{n}", legal_last="Osei")
        Reach.objects.create(
            organisation=cast.organisation, client=client, holder_id=cast.program.pk, source_id=client.pk,
            basis="referral", until=timezone.now() + timedelta(days=3),
        )  # fmt: skip
        look(cast, cast.marcus, client, timezone.now() - timedelta(minutes=n))
    pat = cast.browser("pat")
    assert "Showing 21 of 65" in pat.get("/privacy/").content.decode()  # 64 looks, and that they are many
    first, second = pat.get("/privacy/looks").content.decode(), pat.get("/privacy/looks?page=2").content.decode()
    assert first.count("No relationship") == 50 and second.count("No relationship") == 14


def test_too_many_is_measured_against_ones_own_usual_day(cast):
    today = cast.program.today()
    usual = {today - timedelta(days=back): 4 for back in range(8, 28)}
    since = today - timedelta(days=7)
    assert unusual.too_many(usual | {today: 13}, since) == (today, 13, 4)
    assert unusual.too_many(usual | {today: 12}, since) is None
    assert unusual.too_many({today: 9}, since) is None
    assert unusual.too_many({today: 10}, since) == (today, 10, 0)
    assert unusual.too_many(usual, since) is None


def test_the_desk_asks_no_more_with_more_rows(cast, django_assert_max_num_queries):
    admit(cast)
    pat = cast.browser("pat")
    pat.get("/privacy/")
    for _ in range(2):
        with django_assert_max_num_queries(60):
            pat.get("/privacy/")
        for n in range(12):
            look(cast, cast.marcus, cast.ana, timezone.now() - timedelta(hours=n))
            actions.request_restriction(by=cast.ana, client=cast.ana, words=f"Wish {n}")


def test_the_checklist_counts_what_it_says(cast):
    """Each line changes with the rows behind it; none is a declaration."""
    pat = cast.browser("pat")
    before = {duty.citation: duty for duty in checklist(Gate.of(cast.pat, cast.program), timezone.now())}
    assert before["42 CFR 2.22"].met is False and "no edition is published" in before["42 CFR 2.22"].evidence
    assert before["42 CFR 2.11, 2.12(c)(4)"].met is None
    consent = signed(cast)
    shared(cast, consent)
    actions.revoke(by=cast.jordan, consent=consent)
    breaking.break_glass(by=cast.marcus, client=cast.jordan, **WHY)
    actions.record_breach(by=cast.pat, words="A lost phone", discovered_on=date(2026, 1, 2), people=2)
    actions.request_restriction(by=cast.jordan, client=cast.jordan, words="Not to my aunt")
    html = pat.get("/privacy/").content.decode()
    for words in (
        "0 of 1 in twelve months reviewed", "1 of 1 disclosures carried it", "1 consent taken back",
        "1 recorded, 1 open", "0 disclosures afterwards", "0 answered, 1 waiting", "Pat Moreau",
        "of 10 members of staff have a passkey", "each behind a policy; asked just now",
    ):  # fmt: skip
        assert words in html, words


def test_the_checklist_names_the_last_signed_head(cast, tmp_path, monkeypatch):
    monkeypatch.setenv("OPENIOP_HOME", str(tmp_path))
    settle()
    heads.keep()
    (duty,) = [each for each in checklist(Gate.of(cast.pat, cast.program), timezone.now()) if "chain" in each.words]
    assert duty.met and "up to the last signed head, of" in duty.evidence
    (duty,) = [
        each
        for each in checklist(Gate.of(cast.pat, cast.program), timezone.now() + timedelta(days=2))
        if "chain" in each.words
    ]
    assert duty.met is False, "nobody has signed a head for two days"
