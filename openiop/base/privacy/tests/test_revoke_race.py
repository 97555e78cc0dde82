"""CON-5 on two real connections: once a revocation is committed, no disclosure commits later."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, connections, transaction

from openiop.base.privacy import actions
from openiop.base.privacy.consents import Consent, Revocation
from openiop.base.privacy.disclosures import Disclosure
from openiop.base.privacy.refusals import ConsentRefused
from openiop.base.privacy.tests.made import shared, signed
from tests.cast import House, make_house

SOON = 20  # seconds: more than a slow machine needs, so that a hang fails


class Beside:
    """An act on a connection of its own, while this one goes on."""

    def __init__(self, act: Callable[[], Any]):
        self.came: Any = None
        self.raised: Exception | None = None
        self._act = act
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        try:
            self.came = self._act()
        except Exception as error:
            self.raised = error
        finally:
            connections.close_all()

    def ended(self) -> "Beside":
        self._thread.join(SOON)
        assert not self._thread.is_alive()
        return self


def wait_for_somebody_who_waits() -> None:
    """Until another connection of this database waits for a lock."""
    held = threading.Event()
    for _ in range(SOON * 100):
        with connection.cursor() as cursor:
            cursor.execute(
                """SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid)
                   WHERE NOT l.granted AND a.datname = current_database()"""
            )
            if cursor.fetchone()[0]:
                return
        held.wait(0.01)
    raise AssertionError("nobody waited")


@pytest.fixture
def town(committed_db: str, django_db_blocker: Any) -> Iterator[House]:
    with django_db_blocker.unblock():
        yield make_house("harbor", "Harbor Street")


def test_con_5_a_revocation_waits_for_the_disclosure_that_is_being_written(town: House) -> None:
    consent = signed(town)
    with transaction.atomic():
        shared(town, consent)
        waiting = Beside(lambda: actions.revoke(by=town.jordan, consent=consent))
        wait_for_somebody_who_waits()
        assert not Revocation.objects.exists()
    told = waiting.ended()
    assert told.came.consent_id == consent.pk
    with pytest.raises(ConsentRefused, match="CON-5"):
        shared(town, consent)
    assert Disclosure.objects.get().created_at < Revocation.objects.get().created_at


def test_con_5_a_disclosure_that_waited_for_a_revocation_is_refused(town: House) -> None:
    consent = signed(town)
    with transaction.atomic():
        actions.revoke(by=town.jordan, consent=consent)
        waiting = Beside(lambda: shared(town, consent))
        wait_for_somebody_who_waits()
    told = waiting.ended()
    assert isinstance(told.raised, ConsentRefused)
    assert [each.code for each in told.raised.problems] == ["consent_revoked"]
    assert Disclosure.objects.count() == 0


def test_con_5_the_database_alone_refuses_it_too(town: House) -> None:
    """The same, for somebody who forgot the one door and writes the row by hand."""
    consent = signed(town)
    left = shared(town, consent).disclosure
    values = {
        field.attname: getattr(left, field.attname)
        for field in Disclosure._meta.concrete_fields
        if field.name not in ("id", "created_at")
    }
    with transaction.atomic():
        actions.revoke(by=town.jordan, consent=consent)
        waiting = Beside(lambda: Disclosure.objects.create(**values))
        wait_for_somebody_who_waits()
    told = waiting.ended()
    assert "this consent is revoked (CON-5)" in str(told.raised)
    assert Disclosure.objects.count() == 1


def test_con_5_two_disclosures_do_not_wait_for_each_other(town: House) -> None:
    consent = signed(town)
    with transaction.atomic():
        shared(town, consent)
        assert Beside(lambda: shared(town, consent)).ended().came is not None
    assert Disclosure.objects.count() == 2


def test_con_5_of_two_revocations_one_is_written(town: House) -> None:
    consent = signed(town)
    with transaction.atomic():
        first = actions.revoke(by=town.jordan, consent=consent)
        waiting = Beside(lambda: actions.revoke(by=town.dana, consent=Consent.objects.get(pk=consent.pk)))
        wait_for_somebody_who_waits()
    told = waiting.ended()
    assert told.came.pk == first.pk
