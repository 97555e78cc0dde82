"""Nothing leaves but through the one door, which asks consent, restrictions and what the purpose needs."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django.utils.formats import date_format

from openiop.base.audit.models import Event
from openiop.base.people.roles import Refused
from openiop.base.privacy import actions, queries
from openiop.base.privacy.disclosures import Disclosure
from openiop.base.privacy.models import Reach
from openiop.base.privacy.queries import digest, is_live, standing_of
from openiop.base.privacy.refusals import ConsentRefused
from openiop.base.privacy.streams import Stopped, while_live
from openiop.base.privacy.tests.made import drafted, mother, officer, plan, shared, signed
from openiop.rulebook.consent.emergency import Emergency
from openiop.rulebook.consent.texts import version
from tests.cast import House


def test_2_32_notice_and_scope_travel_and_are_written_down(cast: House) -> None:
    consent = signed(cast)
    left = shared(cast, consent)
    assert left.notice == version("2024-04-16").notices[1]
    assert left.scope.startswith(
        "Jordan Avery allows Harbor Street IOP to share with Rosa Avery: Attendance and hours."
    )
    row = Disclosure.objects.get()
    assert (row.statement, row.texts, row.scope) == (1, "2024-04-16", left.scope)
    assert (row.recipient_name, row.what, row.items) == ("Rosa Avery", {"hours": 3}, ["hours"])
    assert row.digest == digest(b"9 h of 9 h")
    assert (row.by_kind, row.by_id, row.by_name) == ("staff", cast.dana.pk, "Dana Whitfield, LMFT")
    event = Event.objects.get(verb="privacy.disclosure.made")
    assert (event.client_id, event.detail["digest"]) == (cast.jordan.pk, row.digest)
    assert shared(cast, consent, how="fhir").notice == version("2024-04-16").notices[2]


def test_con_3_a_draft_opens_nothing(cast: House) -> None:
    consent = drafted(cast)
    with pytest.raises(ConsentRefused, match=r"not signed by everyone .* \(CON-3, 42 CFR 2\.31\(c\)\)"):
        shared(cast, consent)
    assert Disclosure.objects.count() == 0


def test_con_5_a_revoked_consent_opens_nothing_and_reaches_nobody(cast: House) -> None:
    consent = signed(cast)
    shared(cast, consent)
    assert is_live(consent.pk)
    revocation = actions.revoke(by=cast.jordan, consent=consent, words="I changed my mind")
    assert (revocation.how, revocation.by_name) == ("here", "Jordan Avery")
    assert not is_live(consent.pk)
    assert not Reach.objects.filter(source_id=consent.pk).exists()
    with pytest.raises(ConsentRefused, match="CON-5"):
        shared(cast, consent)
    assert Disclosure.objects.count() == 1
    assert actions.revoke(by=cast.dana, consent=consent).pk == revocation.pk


def test_con_5_an_oral_revocation_is_written_down_by_staff(cast: House) -> None:
    consent = signed(cast)
    revocation = actions.revoke(by=cast.dana, consent=consent, how="oral", words="On the phone", reliance="Letter sent")
    assert (revocation.taken_by, revocation.how) == (cast.dana, "oral")
    told = actions.tell_recipient(
        by=cast.dana, revocation=revocation, recipient=consent.receivers.get().recipient, how="phone"
    )
    assert told.told_by == cast.dana
    with pytest.raises(Refused):
        actions.revoke(by=cast.ana, consent=signed(cast))
    with pytest.raises(ConsentRefused, match="never in force"):
        actions.revoke(by=cast.jordan, consent=drafted(cast))


def test_con_3_the_event_that_was_named_ends_it(cast: House) -> None:
    consent = signed(cast, expires_on=None, expires_event="The end of my treatment")
    with pytest.raises(ConsentRefused, match="still ahead"):
        actions.mark_event_happened(by=cast.dana, consent=consent, happened_on=cast.program.today() + timedelta(days=1))
    actions.mark_event_happened(by=cast.dana, consent=consent, happened_on=cast.program.today())
    assert not Reach.objects.filter(source_id=consent.pk).exists()
    with pytest.raises(ConsentRefused, match="The end of my treatment"):
        shared(cast, consent)


def test_con_3_after_its_last_day_the_database_lets_nothing_through(cast: House) -> None:
    consent = signed(cast, expires_on=cast.program.today())
    left = shared(cast, consent)  # the last day still counts
    old = signed(cast, expires_on=cast.program.today())
    age(old.pk)
    old.refresh_from_db()
    assert standing_of(old).state == "expired"
    assert not is_live(old.pk)
    with pytest.raises(ConsentRefused, match="Its last day was"):
        shared(cast, old)
    with pytest.raises(DatabaseError, match="has ended"), transaction.atomic():
        Disclosure.objects.create(**copied(left.disclosure) | {"consent_id": old.pk})


def age(consent_id: Any) -> None:
    """Lets a signed consent grow old, as only the owner of the tables can."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE privacy_consent DISABLE TRIGGER privacy_consent_frozen")
        cursor.execute("UPDATE privacy_consent SET expires_on = %s WHERE id = %s", [date(2026, 1, 1), consent_id])
        cursor.execute("ALTER TABLE privacy_consent ENABLE TRIGGER privacy_consent_frozen")


def copied(row: Disclosure) -> dict[str, Any]:
    return {
        field.attname: getattr(row, field.attname)
        for field in Disclosure._meta.concrete_fields
        if field.name not in ("id", "created_at")
    }


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"what": {"hours": 1, "notes": 2}}, "does not cover this: Progress notes"),
        ({"purposes": ["treatment"]}, "for other purposes"),
    ],
)
def test_con_6_no_more_than_the_consent_says(cast: House, changes: dict[str, Any], says: str) -> None:
    consent = signed(cast)
    with pytest.raises(ConsentRefused, match=says):
        shared(cast, consent, **changes)
    assert Disclosure.objects.count() == 0


def test_con_6_only_to_those_it_names(cast: House) -> None:
    consent = signed(cast)
    for recipient in (officer(cast), mother(cast, cast.ana)):
        with pytest.raises(ConsentRefused, match="does not name this recipient"):
            shared(cast, consent, recipient=recipient)
    with pytest.raises(ConsentRefused, match="does not name this recipient"):
        shared(cast, consent, recipient=None, recipient_name="Somebody")


def test_con_3_one_consent_for_treatment_payment_and_operations_goes_to_a_class(cast: House) -> None:
    consent = signed(
        cast, kind="tpo_single", recipients=[], recipient_class=version("2024-04-16").recipients["tpo"]["en"],
        purposes=["treatment", "payment", "operations"], expires_on=None, expires_never=True,
        consequences="Nothing changes in your treatment.", items=["hours", "plan"],
    )  # fmt: skip
    assert set(consent.statements) == {"hipaa_redisclosure", "revocation", "no_longer_protected", "consequences"}
    left = shared(cast, consent, recipient=plan(cast), purposes=["payment"])
    assert left.disclosure.purposes == ["payment"]
    assert shared(cast, consent, recipient=None, recipient_name="Dr. Fox").disclosure.recipient_name == "Dr. Fox"


def test_con_4_a_probation_officers_consent_waits_for_what_it_names(cast: House) -> None:
    consent = signed(
        cast, kind="criminal_justice", purposes=["monitoring"], recipients=[officer(cast)], is_condition=True,
        revocable_event="when my case has been decided",
    )  # fmt: skip
    with pytest.raises(ConsentRefused, match=r"CON-4, 42 CFR 2\.35"):
        actions.revoke(by=cast.jordan, consent=consent)
    shared(cast, consent)
    actions.mark_revocable(by=cast.dana, consent=consent, happened_on=cast.program.today())
    actions.revoke(by=cast.jordan, consent=consent)
    with pytest.raises(ConsentRefused, match="CON-5"):
        shared(cast, consent)


def test_con_1_counseling_notes_leave_only_with_their_own_consent(cast: House) -> None:
    own_kind = signed(cast, kind="sud_counseling_notes", items=["counseling"])
    assert shared(cast, own_kind, what={"counseling": 1}).disclosure.items == ["counseling"]
    with pytest.raises(ConsentRefused, match="CON-1"):
        actions.disclose_otherwise(
            by=cast.dana, client=cast.jordan, basis="own", what={"counseling": 1}, content=b"x", how="pdf",
            purpose="Asked", recipient_name="Jordan Avery",
        )  # fmt: skip


CALL = Emergency(
    "no_consent_possible", recipient="Dr. Amira Sol", facility="Salem General", discloser="Dana Whitfield, LMFT",
    at=None, nature="Unconscious", medical=True,
)  # fmt: skip


def test_2_51_an_emergency_is_documented_or_refused(cast: House) -> None:
    asked: dict[str, Any] = {
        "by": cast.dana, "client": cast.jordan, "basis": "emergency", "what": {"medical": 2}, "content": None,
        "how": "oral", "purpose": "Emergency treatment",
    }  # fmt: skip
    with pytest.raises(ConsentRefused, match="date and time"):
        actions.disclose_otherwise(**asked, emergency=CALL)
    left = actions.disclose_otherwise(**asked, emergency=replace(CALL, at=timezone.now()))
    row = left.disclosure
    assert (row.recipient_name, row.facility, row.emergency, left.notice) == (
        "Dr. Amira Sol", "Salem General", "Unconscious", "",
    )  # fmt: skip


def test_2_61_a_subpoena_alone_opens_nothing(cast: House) -> None:
    order = actions.record_order(
        by=cast.pat, client=cast.jordan, kind="subpoena_only", agency="Attorney Crane", received_on=date(2026, 11, 18),
        mandate_on=date(2026, 11, 16),
    )  # fmt: skip
    with pytest.raises(ConsentRefused, match="A subpoena alone does not open the record"):
        actions.decide_order(by=cast.pat, order=order, accept=True)
    order = actions.decide_order(by=cast.pat, order=order, accept=False)
    assert "A subpoena alone" in order.why
    with pytest.raises(ConsentRefused, match="have them accepted"):
        actions.disclose_otherwise(
            by=cast.pat, client=cast.jordan, basis="court_order", order=order, what={"hours": 1}, content=b"x",
            how="pdf", purpose="Order", recipient_name="Essex Superior Court",
        )  # fmt: skip


def test_2_61_order_and_subpoena_open_their_scope_and_nothing_else(cast: House) -> None:
    order = actions.record_order(
        by=cast.pat, client=cast.jordan, kind="non_criminal", agency="Attorney Crane", court="Essex Superior Court",
        received_on=date(2026, 11, 18), order_on=date(2026, 11, 12), mandate_on=date(2026, 11, 16), is_fictitious=True,
        findings=["notice", "good_cause", "essential_parts"], items=["hours"], scope="Attendance in October",
    )  # fmt: skip
    order = actions.decide_order(by=cast.pat, order=order, accept=True)
    asked: dict[str, Any] = {
        "by": cast.pat, "client": cast.jordan, "basis": "court_order", "order": order, "content": b"x", "how": "pdf",
        "purpose": "Order of November 12", "recipient_name": "Essex Superior Court",
    }  # fmt: skip
    assert actions.disclose_otherwise(**asked, what={"hours": 4}).disclosure.order == order
    with pytest.raises(ConsentRefused, match="does not cover this"):
        actions.disclose_otherwise(**asked, what={"hours": 4, "plan": 1})
    with pytest.raises(DatabaseError, match="never edited"), transaction.atomic():
        type(order).objects.filter(pk=order.pk).update(items=["hours", "plan"])


def test_2_11_a_service_agreement_binds_or_is_none(cast: House) -> None:
    said: dict[str, Any] = {
        "name": "Coastal Labs", "service": "lab", "words": "Toxicology", "signed_on": date(2026, 1, 1),
        "is_bound": True,
    }  # fmt: skip
    with pytest.raises(ConsentRefused, match="resist"):
        actions.record_qsoa(by=cast.pat, **said, resists=False)
    qsoa = actions.record_qsoa(by=cast.pat, **said, resists=True)
    asked: dict[str, Any] = {
        "by": cast.dana, "client": cast.jordan, "basis": "qsoa", "qsoa": qsoa, "what": {"medical": 1}, "content": b"x",
        "how": "fhir", "purpose": "Toxicology",
    }  # fmt: skip
    assert actions.disclose_otherwise(**asked).disclosure.recipient_name == "Coastal Labs"
    actions.end_qsoa(by=cast.pat, qsoa=qsoa, ended_on=date(2026, 1, 2))
    with pytest.raises(ConsentRefused, match="no service agreement in force"):
        actions.disclose_otherwise(**asked)


def test_acc_3_an_agreed_restriction_holds_back_what_a_consent_allows(cast: House) -> None:
    consent = signed(
        cast, recipients=[plan(cast)], purposes=["payment"], consequences="You would pay yourself.", items=["hours"]
    )
    paid = actions.request_restriction(
        by=cast.jordan, client=cast.jordan, words="Not the evaluation I paid for", paid_in_full=True, items=["hours"]
    )
    shared(cast, consent)  # asked is not agreed
    with pytest.raises(ConsentRefused, match=r"must agree .*\(ACC-3, 42 CFR 2\.26\)"):
        actions.answer_restriction(by=cast.priya, restriction=paid, agree=False)
    paid = actions.answer_restriction(by=cast.priya, restriction=paid, agree=True)
    with pytest.raises(ConsentRefused, match="Not the evaluation I paid for"):
        shared(cast, consent)
    with pytest.raises(ConsentRefused, match="paid in full"):
        actions.end_restriction(by=cast.priya, restriction=paid, how="notice")
    actions.end_restriction(by=cast.priya, restriction=paid, how="writing")
    shared(cast, consent)


def test_acc_3_other_restrictions_may_be_declined_and_an_answer_stays(cast: House) -> None:
    asked = actions.request_restriction(by=cast.jordan, client=cast.jordan, words="Nothing to my aunt")
    with pytest.raises(Refused):
        actions.answer_restriction(by=cast.dana, restriction=asked, agree=False)
    answered = actions.answer_restriction(by=cast.pat, restriction=asked, agree=False, words="She never asked")
    with pytest.raises(DatabaseError, match="never edited"), transaction.atomic():
        type(asked).objects.filter(pk=answered.pk).update(words="Nothing")


def test_who_may_disclose(cast: House) -> None:
    consent = signed(cast)
    for who in (cast.walt, cast.marcus, cast.jordan):
        with pytest.raises(Refused):
            shared(cast, consent, by=who)


def test_the_database_refuses_a_disclosure_without_its_notice(cast: House) -> None:
    left = shared(cast, signed(cast))
    row = copied(left.disclosure)
    for wrong in ({"statement": None}, {"scope": ""}, {"texts": ""}, {"digest": ""}, {"description": ""}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Disclosure.objects.create(**row | wrong)
    with pytest.raises(DatabaseError, match="does not cover"), transaction.atomic():
        Disclosure.objects.create(**row | {"items": ["plan"]})
    with pytest.raises(DatabaseError, match="of this client"), transaction.atomic():
        Disclosure.objects.create(**row | {"client_id": cast.ana.pk})
    with pytest.raises(DatabaseError, match="amended, never edited"), transaction.atomic():
        Disclosure.objects.update(description="Nothing")


def test_con_5_a_long_answer_breaks_off_when_the_consent_ends(cast: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("openiop.base.privacy.streams.LOOK_AGAIN", 0.0)
    consent = signed(cast)
    pieces = while_live(consent.pk, (b"piece" for _ in range(1000)))
    assert [next(pieces), next(pieces)] == [b"piece", b"piece"]
    actions.revoke(by=cast.jordan, consent=consent)
    with pytest.raises(Stopped):
        next(pieces)


def test_con_5_a_long_answer_that_nobody_stops_arrives_whole(cast: House) -> None:
    consent = signed(cast)
    assert b"".join(while_live(consent.pk, [b"a", b"b", b"c"])) == b"abc"


def test_con_3_what_happened_is_noted_once(cast: House) -> None:
    today = cast.program.today()
    consent = signed(cast, expires_on=None, expires_event="The end of my treatment")
    first = actions.mark_event_happened(by=cast.dana, consent=consent, happened_on=today)
    assert actions.mark_event_happened(by=cast.dana, consent=consent, happened_on=today).pk == first.pk
    justice = signed(
        cast, kind="criminal_justice", purposes=["monitoring"], recipients=[officer(cast)], is_condition=True,
        revocable_on=today + timedelta(days=30),
    )  # fmt: skip
    assert "Until then the court" in justice.signatures.get().shown["statements"][0]["words"]
    noted = actions.mark_revocable(by=cast.dana, consent=justice, happened_on=today, words="Case decided")
    assert actions.mark_revocable(by=cast.dana, consent=justice, happened_on=today).pk == noted.pk


def test_2_61_an_order_that_has_ended_opens_nothing(cast: House) -> None:
    today = cast.program.today()
    order = actions.record_order(
        by=cast.pat, client=cast.jordan, kind="against_program", agency="State agency", court="Essex Superior Court",
        received_on=today, order_on=today, mandate_on=today, is_fictitious=True, items=["hours"], scope="October",
        findings=["good_cause", "essential_parts"], expires_on=today,
    )  # fmt: skip
    order = actions.decide_order(by=cast.pat, order=order, accept=True)
    order.expires_on = today - timedelta(days=2)
    with pytest.raises(ConsentRefused, match="has ended"):
        actions.disclose_otherwise(
            by=cast.pat, client=cast.jordan, basis="court_order", order=order, what={"hours": 1}, content=b"x",
            how="pdf", purpose="Order", recipient_name="State agency",
        )  # fmt: skip


def test_words_that_nobody_knows_are_errors_that_name_them(cast: House) -> None:
    with pytest.raises(ValueError, match="basis: 'rumor'"):
        actions.disclose_otherwise(
            by=cast.dana, client=cast.jordan, basis="rumor", what={"hours": 1}, content=b"x", how="pdf", purpose="X"
        )
    with pytest.raises(ValueError, match="verdict"):
        actions.record_order(by=cast.pat, client=None, kind="non_criminal", verdict="X")
    breach = actions.record_breach(by=cast.pat, words="X", discovered_on=cast.program.today(), people=1)
    with pytest.raises(ValueError, match="whom: 'neighbors'"):
        actions.tell_about_breach(by=cast.pat, breach=breach, whom="neighbors", on=cast.program.today())


def test_con_4_what_travels_says_when_it_can_be_taken_back(cast: House) -> None:
    """It says neither that it can be taken back today, nor that it never can (2.35)."""

    def scope(**changes: Any) -> Any:
        consent = signed(
            cast, kind="criminal_justice", recipients=[officer(cast)], purposes=["monitoring"], is_condition=True,
            **changes,
        )  # fmt: skip
        return consent, queries.scope_words(consent)

    later = cast.program.today() + timedelta(days=40)
    _consent, words = scope(revocable_on=later)
    assert "and not before (42 CFR 2.35)" in words and date_format(later, "DATE_FORMAT") in words
    consent, words = scope(revocable_event="The end of my parole")
    assert "once this has happened, and not before: The end of my parole" in words
    actions.mark_revocable(by=cast.dana, consent=consent, happened_on=cast.program.today())
    consent.refresh_from_db()
    assert queries.scope_words(consent).endswith("The client may take this back.")
    assert queries.scope_words(signed(cast)).endswith("The client may take this back.")
