"""What changes about somebody who works here: roles and skills, licences, and their last day."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from openiop.base.audit.actions import record
from openiop.base.people import actions
from openiop.base.people.models import Licence, Staff, User
from openiop.base.people.roles import Permission, Role, require
from openiop.base.programs.models import Program


@transaction.atomic
def hire(*, by: Any, program: Program, email: str, **fields: Any) -> Staff:
    """`employ`, with a clear word where the address signs in somebody else. `fields` are employ's."""
    require(by, Permission.MANAGE_STAFF)
    taken = ValidationError({"email": _("This address cannot be used: somebody signs in with it. Choose another.")})
    if User.objects.filter(email__iexact=email).exists():
        raise taken
    try:
        with transaction.atomic():
            return actions.employ(by=by, program=program, email=email, **fields)
    except IntegrityError as error:
        raise taken from error


@transaction.atomic
def update_staff(*, by: Any, staff: Staff, **fields: Any) -> list[str]:
    """Writes what differs and returns the names of the changed fields, the old values kept in the audit.

    Raises ValidationError where somebody would take the director's role from themselves: nobody could give it back.
    """
    require(by, Permission.MANAGE_STAFF)
    roles = fields.get("roles")
    if roles is not None and by == staff and Role.DIRECTOR in staff.roles and Role.DIRECTOR not in roles:
        raise ValidationError({"roles": _("You cannot take the director's role from yourself; ask another director.")})
    before = {name: getattr(staff, name) for name in fields}
    changed = [name for name, value in fields.items() if before[name] != value]
    if changed:
        for name in changed:
            setattr(staff, name, fields[name])
        staff.full_clean(exclude=["user"])
        staff.save(update_fields=changed)
        record("people.staff.updated", staff, by=by, before={name: str(before[name]) for name in changed})
    return changed


@transaction.atomic
def end_work(*, by: Any, staff: Staff, ended_on: date | None) -> Staff:
    """The last day of somebody's work here (None: they stay after all); afterwards they cannot come in."""
    require(by, Permission.MANAGE_STAFF)
    if ended_on and ended_on < staff.started_on:
        raise ValidationError(
            {"ended_on": _("This lies before the first day (%(day)s).") % {"day": staff.started_on.isoformat()}}
        )
    if ended_on and by == staff:
        raise ValidationError({"ended_on": _("Another director has to write down your last day.")})
    staff.ended_on = ended_on
    staff.save(update_fields=["ended_on"])
    record("people.staff.ends", staff, by=by, ended_on=ended_on.isoformat() if ended_on else None)
    return staff


@transaction.atomic
def license_staff(
    *, by: Any, staff: Staff, state: str, kind: str, number: str, start: date, last: date | None
) -> Licence:
    """A licence that holds from `start` to `last`, both included. Raises ValidationError where one of this kind and
    state holds on some of these days already."""
    end = last + timedelta(days=1) if last else None
    try:
        with transaction.atomic():
            return actions.add_licence(by=by, staff=staff, state=state, kind=kind, number=number, start=start, end=end)
    except IntegrityError as error:
        raise ValidationError(
            {"start": _("A licence of this kind and state is here already for these days. End that one first.")}
        ) from error


@transaction.atomic
def end_licence(*, by: Any, licence: Licence, last: date | None) -> Licence:
    """Changes the last day on which a licence holds; None: no end is known."""
    require(by, Permission.MANAGE_STAFF)
    start = licence.valid.lower
    if last and last < start:
        raise ValidationError({"last": _("The last day lies before the first. Check the years.")})
    before = licence.valid.upper
    licence.valid = DateRange(start, last + timedelta(days=1) if last else None)
    try:
        with transaction.atomic():
            licence.save(update_fields=["valid"])
    except IntegrityError as error:
        raise ValidationError({"last": _("A later licence of this kind begins before that day.")}) from error
    record("people.licence.ends", licence, by=by, before=str(before), last=str(last), staff=str(licence.staff_id))
    return licence
