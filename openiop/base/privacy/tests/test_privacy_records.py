"""What a client may ask about disclosures, and what the program answers for: accounting, breach, notice."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from openiop.base.audit.models import Event
from openiop.base.people.roles import Refused
from openiop.base.privacy import actions
from openiop.base.privacy.actions.duties import clocks_of
from openiop.base.privacy.disclosures import AccountingRequest, Disclosure
from openiop.base.privacy.gate import Gate
from openiop.base.privacy.queries import (
    accounting_rows,
    consents_of,
    disclosures_of,
    expiring,
    receiver_words,
    standing_of,
)
from openiop.base.privacy.refusals import ConsentRefused
from openiop.base.privacy.tests.made import shared, signed
from openiop.base.rows import uuid7
from openiop.rulebook.consent.texts import version
from tests.cast import House


def at(house: House, day: date, hour: int = 12) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo(house.program.time_zone))


def left_at(house: House, moment: datetime) -> Disclosure:
    """A disclosure of another day; the row only grows, so that it has to be born then."""
    row = shared(house, signed(house)).disclosure
    row.pk, row.id, row.at = None, uuid7(), moment
    row.save(force_insert=True)
    return row


def test_acc_1_the_accounting_names_date_recipient_description_and_purpose_of_three_years(cast: House) -> None:
    today = cast.program.today()
    request = actions.ask_accounting(by=cast.jordan, client=cast.jordan, program=cast.program)
    assert (request.due_on, request.is_free) == (today + timedelta(days=60), True)
    first, last = request.since, request.until
    left_at(cast, at(cast, first - timedelta(days=1), 23))  # a day too early
    left_at(cast, at(cast, first, 0))
    left_at(cast, at(cast, last, 23))
    rows = actions.answer_accounting(by=cast.pat, request=request, program=cast.program)
    assert [row["date"] for row in rows if row["date"] != last.isoformat()] == [first.isoformat()]
    assert len(rows) == 5  # those on the last day: the one of 23:00 and the three that were copied
    assert rows[0] | {"date": ""} == {
        "date": "", "recipient": "Rosa Avery", "address": "", "description": "Attendance and hours",
        "purpose": "Support from people close to me",
    }  # fmt: skip
    request.refresh_from_db()
    assert (request.rows, request.answered_by) == (5, cast.pat)
    assert actions.answer_accounting(by=cast.priya, request=request, program=cast.program) == rows  # asked again
    assert Event.objects.filter(verb="privacy.accounting.answered").count() == 1
    with pytest.raises(DatabaseError, match="never edited"), transaction.atomic():
        AccountingRequest.objects.filter(pk=request.pk).update(rows=1)


def test_acc_1_disclosures_without_consent_are_counted_elsewhere(cast: House) -> None:
    today = cast.program.today()
    actions.disclose_otherwise(
        by=cast.dana, client=cast.jordan, basis="own", what={"plan": 1}, content=b"x", how="pdf", purpose="Asked",
        recipient_name="Jordan Avery",
    )  # fmt: skip
    assert accounting_rows(cast.jordan, today, today, cast.program.zone) == []


def test_acc_1_one_extension_with_a_written_reason_and_the_second_is_not_free(cast: House) -> None:
    request = actions.ask_accounting(by=cast.jordan, client=cast.jordan, program=cast.program)
    with pytest.raises(ConsentRefused, match="ACC-1"):
        actions.extend_accounting(by=cast.pat, request=request, reason=" ")
    longer = actions.extend_accounting(by=cast.pat, request=request, reason="Records come from the former site")
    assert longer.extended_to == cast.program.today() + timedelta(days=90)
    assert not actions.ask_accounting(by=cast.jordan, client=cast.jordan, program=cast.program).is_free
    with pytest.raises(Refused):
        actions.answer_accounting(by=cast.dana, request=request, program=cast.program)
    with pytest.raises(ConsentRefused, match="Choose a period"):
        actions.ask_accounting(by=cast.jordan, client=cast.jordan, program=cast.program, since=date(2020, 1, 1))


def test_acc_2_the_list_of_an_intermediary(cast: House) -> None:
    consent = signed(cast)
    shared(cast, consent)
    exchange = actions.name_recipient(by=cast.dana, client=cast.jordan, kind="intermediary", name="Shoreline Exchange")
    shared(cast, consent, intermediary=exchange)
    request = actions.ask_accounting(by=cast.jordan, client=cast.jordan, program=cast.program, kind="intermediary")
    assert request.due_on == cast.program.today() + timedelta(days=30)
    (row,) = actions.answer_accounting(by=cast.pat, request=request, program=cast.program)
    assert row == {
        "date": cast.program.today().isoformat(), "recipient": "Rosa Avery", "intermediary": "Shoreline Exchange",
        "description": "Attendance and hours",
    }  # fmt: skip


def test_acc_4_a_breach_has_clocks_and_closes_when_everyone_was_told(cast: House) -> None:
    today = cast.program.today()
    breach = actions.record_breach(
        by=cast.pat, words="A list was left in the hall", discovered_on=today, clients=[cast.jordan, cast.ana]
    )
    assert {clock.key for clock in clocks_of(breach)} == {"individuals", "secretary"}
    breach = actions.tell_about_breach(by=cast.pat, breach=breach, whom="individuals", on=today)
    assert breach.closed_at is None
    assert set(breach.clients.values_list("told_on", flat=True)) == {today}
    breach = actions.tell_about_breach(by=cast.pat, breach=breach, whom="secretary", on=today)
    assert breach.closed_at is not None
    large = actions.record_breach(by=cast.pat, words="A laptop was stolen", discovered_on=today, people=600)
    assert {clock.key for clock in clocks_of(large)} == {"individuals", "media", "secretary"}
    sealed = actions.record_breach(
        by=cast.pat, words="An encrypted disk", discovered_on=today, people=600, secured=True
    )
    assert clocks_of(sealed) == ()
    with pytest.raises(Refused):
        actions.record_breach(by=cast.dana, words="X", discovered_on=today, people=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.record_breach(
            by=cast.pat, words="X", discovered_on=today, people=1, happened_on=today + timedelta(days=1)
        )


def test_acc_5_that_the_notice_was_given_stays(cast: House) -> None:
    given = actions.give_notice(by=cast.elena, client=cast.jordan, version="2026-02-16", how="paper")
    assert (given.texts, given.given_by) == (version("2024-04-16").version, cast.elena)
    with pytest.raises(DatabaseError, match="amended, never edited"), transaction.atomic():
        type(given).objects.update(version="2027")


def test_consents_that_end_soon_are_listed_soonest_first(cast: House) -> None:
    today = cast.program.today()
    late = signed(cast, expires_on=today + timedelta(days=20))
    soon = signed(cast, cast.ana, expires_on=today + timedelta(days=3))
    revoked = signed(cast, expires_on=today + timedelta(days=4))
    actions.revoke(by=cast.jordan, consent=revoked)
    signed(cast, expires_on=today + timedelta(days=90))
    assert [row.pk for row in expiring(Gate.of(cast.pat))] == [soon.pk, late.pk]
    with pytest.raises(Refused):
        expiring(Gate.of(cast.jordan))


def test_a_list_of_consents_asks_no_more_for_many_than_for_one(cast: House, django_assert_max_num_queries: Any) -> None:
    for _ in range(4):
        shared(cast, signed(cast))
    actions.revoke(by=cast.jordan, consent=signed(cast))
    signed(cast, cast.ana)
    with django_assert_max_num_queries(5):
        rows = list(consents_of(Gate.of(cast.jordan), cast.jordan))
        states = [standing_of(row).state for row in rows]
        names = {receiver_words(row) for row in rows}
    assert (states, names) == (["revoked", "live", "live", "live", "live"], {"Rosa Avery"})
    assert disclosures_of(Gate.of(cast.jordan), cast.jordan).count() == 4
    assert list(consents_of(Gate.of(cast.ana), cast.jordan)) == []
