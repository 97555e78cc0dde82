"""Making people known: clients, staff, their licences, and their way in."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from openiop.base.audit.actions import record
from openiop.base.people.known import owners
from openiop.base.people.models import Client, ClientIdentifier, Contact, Licence, Staff, User
from openiop.base.people.roles import Permission, require
from openiop.base.programs.models import Organisation, Program


@transaction.atomic
def register_client(
    *, by: Any, organisation: Organisation, identifiers: list[tuple[str, str]] = (), **fields: Any
) -> Client:
    """A new person. `fields` are Client's; `identifiers` are (system, value) pairs known elsewhere.

    Raises Refused without WORK_REFERRALS; ValidationError naming the field where one is wrong.
    """
    require(by, Permission.WORK_REFERRALS)
    client = Client(organisation=organisation, **fields)
    client.full_clean(exclude=["search"])
    client.save()
    for system, value in identifiers:
        ClientIdentifier.objects.create(organisation=organisation, client=client, system=system, value=value)
    record("people.client.registered", client, by=by, client_id=client.pk)
    return client


@transaction.atomic
def update_client(*, by: Any, client: Client, **fields: Any) -> list[str]:
    """Writes what differs and returns the names of the changed fields, oldest values kept in the audit."""
    require(by, Permission.WORK_REFERRALS)
    before = {name: getattr(client, name) for name in fields}
    changed = [name for name, value in fields.items() if before[name] != value]
    if changed:
        for name in changed:
            setattr(client, name, fields[name])
        client.full_clean(exclude=["search"])
        client.save(update_fields=changed)
        record(
            "people.client.updated",
            client,
            by=by,
            client_id=client.pk,
            before={n: str(before[n]) for n in changed},
        )
    return changed


@transaction.atomic
def add_identifiers(*, by: Any, client: Client, identifiers: Iterable[tuple[str, str]]) -> int:
    """Notes (system, value) numbers by which others know this client; how many were new.

    Raises ValidationError where a number is another client's: they may be the same person, which a human decides.
    """
    require(by, Permission.WORK_REFERRALS)
    wanted = set(identifiers)
    known = owners(client.organisation_id, wanted)
    if any(owner != client.pk for owner in known.values()):
        raise ValidationError(_("One of these numbers belongs to somebody else here."))
    fresh = [ClientIdentifier(organisation_id=client.organisation_id, client=client, system=s, value=v)
             for s, v in sorted(wanted - known.keys())]  # fmt: skip
    ClientIdentifier.objects.bulk_create(fresh)
    if fresh:
        record("people.client.identified", client, by=by, client_id=client.pk, count=len(fresh))
    return len(fresh)


@transaction.atomic
def add_contact(*, by: Any, client: Client, **fields: Any) -> Contact:
    """Somebody around the client."""
    require(by, Permission.WORK_REFERRALS)
    contact = Contact(organisation_id=client.organisation_id, client=client, **fields)
    contact.full_clean()
    contact.save()
    record("people.contact.added", contact, by=by)
    return contact


@transaction.atomic
def update_contact(*, by: Any, contact: Contact, **fields: Any) -> list[str]:
    """Writes what differs and returns the names of the changed fields."""
    require(by, Permission.WORK_REFERRALS)
    changed = [name for name, value in fields.items() if getattr(contact, name) != value]
    if changed:
        for name in changed:
            setattr(contact, name, fields[name])
        contact.full_clean()
        contact.save(update_fields=changed)
        record("people.contact.updated", contact, by=by, changed=changed)
    return changed


@transaction.atomic
def remove_contact(*, by: Any, contact: Contact) -> None:
    """Takes somebody off the list; the audit keeps that they stood there."""
    require(by, Permission.WORK_REFERRALS)
    record("people.contact.removed", contact, by=by, name=contact.name, relationship=contact.relationship)
    contact.delete()


@transaction.atomic
def employ(
    *,
    by: Any,
    program: Program,
    name: str,
    roles: list[str],
    email: str = "",
    password: str | None = None,
    **fields: Any,
) -> Staff:
    """A new member of staff in `program`; with an email, also their way in."""
    require(by, Permission.MANAGE_STAFF)
    user = User.objects.create_user(email, password) if email else None
    fields.setdefault("started_on", program.today())  # the evening of one day there is the next one in UTC
    staff = Staff(
        organisation_id=program.organisation_id,
        user=user,
        name=name,
        roles=roles,
        home_program=program,
        **fields,
    )
    staff.full_clean(exclude=["user"])
    staff.save()
    staff.programs.add(program)
    record("people.staff.employed", staff, by=by, roles=roles)
    return staff


@transaction.atomic
def add_licence(*, by: Any, staff: Staff, state: str, kind: str, number: str, start: date, end: date | None) -> Licence:
    """A licence that holds from `start` until the day before `end`."""
    require(by, Permission.MANAGE_STAFF)
    licence = Licence.objects.create(
        organisation_id=staff.organisation_id,
        staff=staff,
        state=state,
        kind=kind,
        number=number,
        valid=DateRange(start, end),
    )
    record("people.licence.added", licence, by=by, staff=str(staff.pk))
    return licence


@transaction.atomic
def let_in(*, by: Any, client: Client, email: str, password: str | None = None) -> User:
    """Gives a client a way in. Raises ValidationError where the email is another's."""
    try:
        with transaction.atomic():
            user = User.objects.create_user(email, password)
    except IntegrityError as error:
        raise _another_address() from error
    client.user = user
    client.save(update_fields=["user"])
    record("people.client.let_in", client, by=by, client_id=client.pk)
    return user


@transaction.atomic
def change_way_in(*, by: Any, client: Client, email: str) -> User:
    """A client signs in with another email from now on. Raises ValidationError where it is another's."""
    user = User.objects.select_for_update().get(client=client)
    before, user.email = user.email, User.objects.normalize_email(email).lower()
    try:
        with transaction.atomic():
            user.save(update_fields=["email"])
    except IntegrityError as error:
        raise _another_address() from error
    record("people.client.way_in_changed", client, by=by, client_id=client.pk, before=before)
    return user


def _another_address() -> ValidationError:
    """It does not say whose: that somebody is known elsewhere in this installation is theirs to tell."""
    return ValidationError({"email": _("This address cannot be used to sign in here. Ask for another one.")})
