"""A consent is signed only with every element, by everyone who must sign, and then stays as it was."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import translation

from openiop.base.audit.models import Event
from openiop.base.people.roles import Refused
from openiop.base.privacy import actions
from openiop.base.privacy.actions import Signing
from openiop.base.privacy.consents import Consent, ConsentRecipient, ConsentSignature
from openiop.base.privacy.models import Reach
from openiop.base.privacy.queries import digest, information_words, problems_of, standing_of
from openiop.base.privacy.refusals import ConsentRefused
from openiop.base.privacy.tests.made import drafted, mother, officer, own, plan, signed
from tests.cast import House


def reach_of(consent: Consent) -> list[Reach]:
    return list(Reach.objects.filter(source_id=consent.pk, basis="consent"))


def test_a_signed_consent_lets_its_recipients_reach_the_client_until_its_last_midnight(cast: House) -> None:
    consent = signed(cast)
    assert (consent.state, consent.signed_at is not None) == ("signed", True)
    (reach,) = reach_of(consent)
    assert (reach.client_id, reach.holder_id) == (cast.jordan.pk, consent.pk)
    assert reach.until == consent.holds_until
    assert reach.until.astimezone(cast.program.zone).date() == consent.expires_on + timedelta(days=1)
    assert standing_of(consent).live


def test_a_draft_reaches_nobody(cast: House) -> None:
    assert reach_of(drafted(cast)) == []


def test_what_was_signed_is_kept_word_by_word(cast: House) -> None:
    consent = signed(cast)
    signature = consent.signatures.get()
    assert signature.name == "Jordan Avery"
    assert [each["words"] for each in signature.shown["elements"]][:4] == [
        "Jordan Avery", "Harbor Street IOP", "Attendance and hours", "Rosa Avery",
    ]  # fmt: skip
    assert "take this consent back at any time" in signature.shown["statements"][0]["words"]
    assert signature.digest == digest(signature.shown)
    assert Event.objects.filter(verb="privacy.consent.signed", client_id=cast.jordan.pk).exists()


def test_somebody_who_reads_spanish_signs_in_spanish(cast: House) -> None:
    consent = signed(cast, cast.ana)
    signature = consent.signatures.get()
    assert (consent.language, signature.language, signature.shown["language"]) == ("es", "es", "es")
    assert "Puede retirar este consentimiento" in signature.shown["statements"][0]["words"]
    assert consent.information == information_words(["hours"], "es")


def test_the_preview_that_was_shown_is_kept_with_the_signature(cast: House) -> None:
    consent = drafted(cast)
    actions.sign_consent(by=cast.jordan, consent=consent, signatures=[own(consent)], preview={"hours": ["Nov 9: 9 h"]})
    assert consent.signatures.get().shown["preview"] == {"hours": ["Nov 9: 9 h"]}


@pytest.mark.parametrize(
    ("changes", "code", "says"),
    [
        ({"recipients": []}, "recipient_missing", "(CON-3, 42 CFR 2.31(a)(4)(i))"),
        ({"expires_on": date(2020, 1, 1)}, "expiry_past", "(CON-3, 42 CFR 2.31(a)(7))"),
        ({"expires_on": None}, "expiry_missing", "(CON-3, 42 CFR 2.31(a)(7))"),
        ({"items": []}, "items_missing", "(CON-3, 42 CFR 2.31(a)(3))"),
        ({"purposes": []}, "purpose_missing", "(CON-3, 42 CFR 2.31(a)(5))"),
        ({"discloser": ""}, "discloser_missing", "(CON-3, 42 CFR 2.31(a)(2))"),
        ({"items": ["hours", "counseling"]}, "counseling_combined", "(CON-1, 42 CFR 2.31(b))"),
        ({"purposes": ["support", "proceeding"]}, "proceeding_combined", "(CON-2, 42 CFR 2.31(d))"),
    ],
)
def test_con_3_a_deficient_consent_is_refused_with_number_and_words(
    cast: House, changes: dict[str, Any], code: str, says: str
) -> None:
    consent = drafted(cast, **changes)
    with pytest.raises(ConsentRefused) as refused:
        actions.sign_consent(by=cast.jordan, consent=consent, signatures=[own(consent)])
    assert code in [each.code for each in refused.value.problems]
    assert any(says in words for words in refused.value.words)
    consent.refresh_from_db()
    assert (consent.state, consent.signatures.count(), reach_of(consent)) == ("draft", 0, [])


def test_con_4_a_criminal_justice_consent_says_when_it_becomes_revocable(cast: House) -> None:
    asked: dict[str, Any] = {
        "kind": "criminal_justice", "purposes": ["monitoring"], "recipients": [officer(cast)], "is_condition": True,
    }  # fmt: skip
    consent = drafted(cast, **asked)
    with pytest.raises(ConsentRefused) as refused:
        actions.sign_consent(by=cast.jordan, consent=consent, signatures=[own(consent)])
    assert [each.code for each in refused.value.problems] == ["revocable_missing"]
    consent = signed(cast, **asked, revocable_event="when my case has been decided")
    statements = consent.signatures.get().shown["statements"]
    assert any("when my case has been decided" in each["words"] for each in statements)


def minor(house: House, years: int, state: str = "MA") -> None:
    house.site.state = state
    house.site.save()
    today = house.program.today()
    house.jordan.birth_date = date(today.year - years, 1, 1)
    house.jordan.save()


GUARDIAN = Signing("guardian", "Rosa Avery", relation="Mother")


def test_con_3_a_minor_without_the_required_signature_is_refused(cast: House) -> None:
    minor(cast, 16)
    consent = drafted(cast)
    with pytest.raises(ConsentRefused) as refused:
        actions.sign_consent(by=cast.jordan, consent=consent, signatures=[own(consent)])
    assert refused.value.words == [
        "The signature of this person is needed: Parent or guardian. At 16 in MA both the minor and a parent or "
        "guardian sign. (CON-3, 42 CFR 2.14)"
    ]
    assert actions.sign_consent(
        by=cast.jordan, consent=consent, signatures=[own(consent), GUARDIAN]
    ).state == "signed"  # fmt: skip


def test_con_3_a_minor_may_sign_now_and_the_guardian_later(cast: House) -> None:
    minor(cast, 16)
    consent = drafted(cast)
    waiting = actions.sign_consent(by=cast.jordan, consent=consent, signatures=[own(consent)], wait=True)
    assert (waiting.state, reach_of(waiting)) == ("waiting", [])
    with pytest.raises(DatabaseError, match="never edited"), transaction.atomic():
        actions.change_consent(by=cast.jordan, consent=waiting, items=["hours", "plan"])
    both = actions.sign_consent(by=cast.system, consent=waiting, signatures=[GUARDIAN])
    assert (both.state, len(reach_of(both))) == ("signed", 1)


def test_con_3_where_a_minor_signs_alone_a_guardian_cannot(cast: House) -> None:
    minor(cast, 16, "CA")
    consent = drafted(cast)
    with pytest.raises(ConsentRefused, match="only the minor signs"):
        actions.sign_consent(by=cast.jordan, consent=consent, signatures=[GUARDIAN], wait=True)
    assert actions.sign_consent(by=cast.jordan, consent=consent, signatures=[own(consent)]).state == "signed"


def test_con_7_the_director_signs_for_payment_only(cast: House) -> None:
    payment: dict[str, Any] = {
        "recipients": [plan(cast)],
        "purposes": ["payment"],
        "consequences": "You may have to pay.",
    }
    consent = drafted(cast, incapacity="unable", **payment)
    director = Signing("director", cast.priya.actor_name, relation="Program director")
    with pytest.raises(Refused):
        actions.sign_consent(by=cast.dana, consent=consent, signatures=[director])
    assert actions.sign_consent(by=cast.priya, consent=consent, signatures=[director]).state == "signed"
    other = drafted(cast, incapacity="unable")
    with pytest.raises(ConsentRefused, match="CON-7"):
        actions.sign_consent(by=cast.priya, consent=other, signatures=[director])


def test_con_6_a_look_is_asked_for_where_the_purpose_seldom_needs_so_much(cast: House) -> None:
    consent = drafted(
        cast, kind="criminal_justice", purposes=["monitoring"], recipients=[officer(cast)], is_condition=True,
        revocable_event="at the end of my case", items=["hours", "notes"],
    )  # fmt: skip
    with pytest.raises(ConsentRefused, match="CON-6"):
        actions.sign_consent(by=cast.jordan, consent=consent, signatures=[own(consent)])
    actions.sign_consent(by=cast.jordan, consent=consent, signatures=[own(consent)], seen=["more_than_needed"])


def test_a_signed_consent_is_never_edited_whoever_tries(cast: House) -> None:
    consent = signed(cast)
    with pytest.raises(DatabaseError, match="never edited"), transaction.atomic():
        actions.change_consent(by=cast.dana, consent=consent, purposes=["request"])
    with pytest.raises(DatabaseError, match="never edited"), transaction.atomic():
        Consent.objects.filter(pk=consent.pk).update(items=["hours", "notes"])
    with pytest.raises(DatabaseError, match="stays so"), transaction.atomic():
        Consent.objects.filter(pk=consent.pk).update(state="draft", signed_at=None)
    with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic():
        Consent.objects.filter(pk=consent.pk)._raw_delete(using="default")
    with pytest.raises(DatabaseError, match="add another one"), transaction.atomic():
        actions.name_recipient(by=cast.dana, client=cast.jordan, recipient=consent.receivers.get().recipient, name="X")


def test_the_parts_of_a_signed_consent_are_frozen(cast: House) -> None:
    consent = signed(cast)
    with pytest.raises(DatabaseError, match="never edited"), transaction.atomic():
        consent.receivers.all()._raw_delete(using="default")
    with pytest.raises(DatabaseError, match="never edited"), transaction.atomic():
        ConsentRecipient.objects.create(
            organisation_id=consent.organisation_id, consent=consent, recipient=officer(cast)
        )
    with pytest.raises(DatabaseError, match="no more signatures"), transaction.atomic():
        ConsentSignature.objects.create(
            organisation_id=consent.organisation_id, consent=consent, capacity="guardian", name="X", relation="Mother",
            shown={}, digest="0" * 64, language="en",
        )  # fmt: skip


def test_the_database_takes_no_consent_without_signature_or_recipient(cast: House) -> None:
    consent = drafted(cast)
    with pytest.raises(DatabaseError, match="without a signature"), transaction.atomic():
        Consent.objects.filter(pk=consent.pk).update(state="signed", signed_at=consent.created_at)
    with pytest.raises(DatabaseError, match="begins as a draft"), transaction.atomic():
        Consent.objects.create(
            organisation_id=consent.organisation_id, client=cast.jordan, program=cast.program, state="waiting",
            discloser="X", texts="2024-04-16", information="X", items=["hours"], purposes=["support"],
            expires_event="Y",
        )  # fmt: skip


def test_another_clients_recipient_cannot_be_named(cast: House) -> None:
    with pytest.raises(DatabaseError, match="another client"), transaction.atomic():
        drafted(cast, recipients=[mother(cast, cast.ana)])


def test_who_may_write_and_sign_a_consent(cast: House, elsewhere: House) -> None:
    consent = drafted(cast)
    for who in (cast.ana, cast.walt, cast.bea, elsewhere.dana):
        with pytest.raises(Refused):
            actions.sign_consent(by=who, consent=consent, signatures=[own(consent)])
        with pytest.raises(Refused):
            actions.change_consent(by=who, consent=consent, items=["plan"])
    paper = actions.sign_consent(by=cast.dana, consent=consent, signatures=[own(consent, how="paper")])
    assert paper.signatures.get().witness == cast.dana


def test_only_elements_can_be_set(cast: House) -> None:
    with pytest.raises(ValueError, match="state"):
        drafted(cast, state="signed")


def test_a_draft_can_be_changed_and_set_aside(cast: House) -> None:
    consent = drafted(cast, items=[])
    assert "items_missing" in [each.code for each in problems_of(consent)]
    consent = actions.change_consent(by=cast.jordan, consent=consent, items=["plan"], recipients=[officer(cast)])
    assert problems_of(consent) == ()
    with translation.override("en"):
        assert [str(each.recipient) for each in consent.receivers.all()] == ["Officer Dale Hale, County Probation"]
    actions.discard_consent(by=cast.jordan, consent=consent)
    with pytest.raises(ConsentRefused, match="not open"):
        actions.sign_consent(by=cast.jordan, consent=consent, signatures=[own(consent)])


def test_con_6_the_words_follow_what_was_chosen_and_narrowed(cast: House) -> None:
    consent = drafted(cast, narrowing={"hours": {"from": "2026-10-01", "without": ["a", "b"]}, "plan": {}})
    assert consent.information == "Attendance and hours (from Oct. 1, 2026 on, 2 left out)"
    assert set(consent.narrowing) == {"hours"}  # nothing is narrowed that is not shared
    consent = actions.change_consent(by=cast.jordan, consent=consent, items=["hours", "plan"], narrowing={})
    assert consent.information == "Treatment plan; Attendance and hours"
    consent = actions.change_consent(by=cast.jordan, consent=consent, information="My hours")
    consent = actions.change_consent(by=cast.jordan, consent=consent, items=["hours"])
    assert consent.information == "My hours"  # their own words stay
    with pytest.raises(ValueError, match="narrowing of hours"):
        actions.change_consent(by=cast.jordan, consent=consent, narrowing={"hours": {"from": "soon"}})
