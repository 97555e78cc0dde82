"""Is this somebody we know? Finds who might be the same person, and lets the rulebook judge."""

from collections.abc import Iterable
from dataclasses import replace
from functools import reduce
from operator import and_, or_
from uuid import UUID

from django.db.models import Q

from openiop.base.context import everything, standing
from openiop.base.people.models import Client, ClientIdentifier, fold
from openiop.rulebook import matching

MOST = 50  # candidates that are compared; a name that common needs a birth date or a number beside it


def recognise(organisation_id: UUID, *names: matching.Person) -> matching.Match:
    """Compares a person with those of this organisation who share a number, birth date, phone, email or name.

    `names` is the person under each surname they have or had; the strongest match under any of them counts.
    The match's keys are client ids as text. Nothing is written.
    """
    with standing(everything(organisation_id)):  # somebody may be known at another site
        known = persons(organisation_id, near(organisation_id, *names))
    found = [matching.match(name, known) for name in names]
    return min(found, key=lambda match: ("certain", "unsure", "new").index(match.outcome))


def near(organisation_id: UUID, *names: matching.Person) -> list[UUID]:
    """The ids of clients worth comparing: first those who share a number, then those alike in name or date."""
    incoming = names[0]
    found = sorted(set(owners(organisation_id, incoming.identifiers).values()))[:MOST]
    alike = Q(pk__in=())
    for name in names:
        if words := [*fold(name.given).split()[:1], *fold(name.family).split()]:
            alike |= reduce(and_, (Q(search__contains=word) for word in words))
    if incoming.birth_date:
        alike |= Q(birth_date=incoming.birth_date)
    if incoming.phones:
        alike |= Q(phone__in=incoming.phones)
    if incoming.emails:
        alike |= Q(email__in=incoming.emails)
    others = Client.objects.filter(alike, organisation_id=organisation_id).exclude(pk__in=found)
    return found + list(others.order_by("-created_at").values_list("pk", flat=True)[: MOST - len(found)])


def persons(organisation_id: UUID, ids: list[UUID]) -> list[matching.Person]:
    """Clients as the rulebook compares them."""
    made = {
        client.pk: matching.Person(
            key=str(client.pk),
            given=client.legal_first,
            family=client.legal_last,
            birth_date=client.birth_date,
            sex=client.sex if client.sex in ("female", "male") else None,
            phones=(client.phone,) if client.phone else (),
            emails=(client.email,) if client.email else (),
            postal_code=client.postal_code or None,
            other_names=(client.chosen_name,) if client.chosen_name else (),
        )
        for client in Client.objects.filter(organisation_id=organisation_id, pk__in=ids)
    }
    numbers = ClientIdentifier.objects.filter(client_id__in=made).values_list("client_id", "system", "value")
    for client_id, system, value in numbers:
        person = made[client_id]
        made[client_id] = replace(person, identifiers=person.identifiers | {(system, value)})
    return [made[pk] for pk in ids if pk in made]


def client_by_id(organisation_id: UUID, pk: UUID) -> Client:
    """The client that `recognise` named."""
    return Client.objects.get(organisation_id=organisation_id, pk=pk)


def owners(organisation_id: UUID, identifiers: Iterable[tuple[str, str]]) -> dict[tuple[str, str], UUID]:
    """Which client goes by each of these (system, value) numbers; those nobody has are left out."""
    either = [Q(system=system, value=value) for system, value in identifiers]
    if not either:
        return {}
    rows = ClientIdentifier.objects.filter(reduce(or_, either), organisation_id=organisation_id)
    return {(row.system, row.value): row.client_id for row in rows}
