"""Who came in, and putting somebody out: what happens to a sign-in is in the audit like everything else."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from openiop.base.audit.actions import record
from openiop.base.context import standing
from openiop.base.people.identity import SignedIn
from openiop.base.people.models import Client, Staff
from openiop.base.people.roles import Permission, require


def note(verb: str, person: Staff | Client, **detail: Any) -> None:
    """This person did something with their own sign-in. They may just be arriving, so the context is given here."""
    with standing(person.standing):
        client_id = person.pk if isinstance(person, Client) else None
        record(f"people.sign_in.{verb}", person, by=person, client_id=client_id, **detail)


@transaction.atomic
def end_everywhere(*, by: Any, staff: Staff) -> int:
    """Ends every open session of somebody who works here, in all processes at once; how many there were."""
    require(by, Permission.MANAGE_STAFF)
    count, _by_model = SignedIn.objects.filter(user_id=staff.user_id).exclude(user=None).delete()
    record("people.sign_in.ended", staff, by=by, sessions=count)
    return count


@transaction.atomic
def close(*, by: Any, staff: Staff) -> None:
    """From this moment this person cannot come in, whatever their last day is. Raises ValidationError for oneself."""
    require(by, Permission.MANAGE_STAFF)
    if by == staff:
        raise ValidationError(_("Another director has to close your sign-in."))
    _user(staff, is_active=False)
    record("people.sign_in.closed", staff, by=by)
    end_everywhere(by=by, staff=staff)


@transaction.atomic
def reopen(*, by: Any, staff: Staff) -> None:
    """They may come in again."""
    require(by, Permission.MANAGE_STAFF)
    _user(staff, is_active=True)
    record("people.sign_in.reopened", staff, by=by)


@transaction.atomic
def forget_keys(*, by: Any, staff: Staff) -> int:
    """The phone is gone and the codes with it: takes every passkey and app away, and ends every session.

    They sign in with their password or a mailed code, and add a new key first. How many keys there were.
    """
    require(by, Permission.MANAGE_STAFF)
    if by == staff:
        raise ValidationError(_("Remove your own keys on the page of your sign-in."))
    count, _by_model = Authenticator.objects.filter(user_id=staff.user_id).delete()
    record("people.sign_in.keys_forgotten", staff, by=by, keys=count)
    end_everywhere(by=by, staff=staff)
    return count


def _user(staff: Staff, *, is_active: bool) -> None:
    if staff.user is None:
        raise ValidationError(_("This person has no sign-in."))
    staff.user.is_active = is_active
    staff.user.save(update_fields=["is_active"])
