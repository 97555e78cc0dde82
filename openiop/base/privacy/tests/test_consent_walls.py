"""The database alone: as the application, under a signed context, without any check of Django's."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, transaction

from openiop.base.context import CLIENT, RECIPIENT, Context, everything, standing
from openiop.base.items import Item
from openiop.base.people.models import Client
from openiop.base.privacy import actions
from openiop.base.privacy.consents import Consent, ConsentSignature, Recipient, Revocation
from openiop.base.privacy.disclosures import Disclosure
from openiop.base.privacy.queries import is_live
from openiop.base.privacy.tests.made import drafted, own, shared, signed
from tests.cast import House


@contextmanager
def as_client(house: House, client: Client) -> Iterator[None]:
    items = tuple(sorted(set(Item) - {Item.WORK, Item.COUNSELING}))
    with standing(Context(CLIENT, house.organisation.pk, client.pk, items, (client.pk,))):
        yield


@contextmanager
def as_recipient(house: House, consent: Consent, items: tuple[str, ...]) -> Iterator[None]:
    with standing(Context(RECIPIENT, house.organisation.pk, consent.pk, items, (consent.pk,))):
        yield


def test_a_client_writes_signs_and_revokes_as_the_application(cast: House) -> None:
    with as_client(cast, cast.jordan):
        mother = actions.name_recipient(by=cast.jordan, client=cast.jordan, kind="family", name="Rosa Avery")
        consent = drafted(cast, recipients=[mother])
        consent = actions.sign_consent(by=cast.jordan, consent=consent, signatures=[own(consent)])
        assert actions.revoke(by=cast.jordan, consent=consent).taken_by is None
    assert not is_live(consent.pk)


def test_another_client_finds_nothing_of_it(cast: House) -> None:
    left = shared(cast, signed(cast))
    with as_client(cast, cast.ana):
        for model in (Consent, ConsentSignature, Recipient, Disclosure):
            assert model.objects.count() == 0, model
    with as_client(cast, cast.jordan):
        for model in (Consent, ConsentSignature, Recipient, Disclosure):
            assert model.objects.count() == 1, model
        assert Disclosure.objects.get().pk == left.disclosure.pk


def test_another_organisation_finds_nothing_of_it(cast: House, elsewhere: House) -> None:
    shared(cast, signed(cast))
    with standing(everything(elsewhere.organisation.pk)):
        for model in (Consent, ConsentSignature, Recipient, Disclosure):
            assert model.objects.count() == 0, model
    with standing(everything(cast.organisation.pk)):
        assert Disclosure.objects.count() == 1


def test_con_5_a_recipient_reads_what_the_consent_lists_until_it_is_revoked(cast: House) -> None:
    consent = signed(cast, items=["identity"])
    with as_recipient(cast, consent, ("identity",)):
        assert [client.pk for client in Client.objects.all()] == [cast.jordan.pk]
        assert Consent.objects.count() == 0  # not one of its items
    actions.revoke(by=cast.jordan, consent=consent)
    with as_recipient(cast, consent, ("identity",)):
        assert Client.objects.count() == 0


def test_con_6_a_recipient_reads_no_item_that_was_not_listed(cast: House) -> None:
    consent = signed(cast, items=["hours"])
    with as_recipient(cast, consent, ("hours",)):
        assert Client.objects.count() == 0


def test_a_recipient_cannot_end_or_make_a_consent_or_tell_of_a_disclosure(cast: House) -> None:
    consent = signed(cast, items=["identity"])
    row = copied(shared(cast, consent, what={"identity": 1}).disclosure)
    made = {"organisation_id": consent.organisation_id}
    writes: list[Callable[[], object]] = [
        lambda: Recipient.objects.create(client_id=cast.jordan.pk, kind="family", name="X", **made),
        lambda: Revocation.objects.create(consent_id=consent.pk, how="here", by_name="X", **made),
        lambda: Consent.objects.create(client_id=cast.jordan.pk, program_id=cast.program.pk, discloser="X", **made),
        lambda: Disclosure.objects.create(**row),
        lambda: Consent.objects.update(discloser="X"),
        lambda: Recipient.objects.all()._raw_delete(using="default"),
    ]
    for write in writes:
        refused = pytest.raises(DatabaseError, match="writes nothing")
        with as_recipient(cast, consent, ("consent", "identity")), refused, transaction.atomic():
            write()


def copied(row: Disclosure) -> dict[str, object]:
    fields = [field for field in Disclosure._meta.concrete_fields if field.name not in ("id", "created_at")]
    return {field.attname: getattr(row, field.attname) for field in fields}


def test_nobody_writes_a_consent_into_another_organisation(cast: House, elsewhere: House) -> None:
    with standing(everything(elsewhere.organisation.pk)), pytest.raises(DatabaseError), transaction.atomic():
        drafted(cast, recipients=[])
