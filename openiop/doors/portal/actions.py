"""Letting a client in, and the few things clients do by themselves that no room below already does."""

from collections.abc import Callable
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from openiop.base.audit.actions import record
from openiop.base.context import everything, standing
from openiop.base.messages.actions import send
from openiop.base.people.actions import change_way_in, let_in
from openiop.base.people.models import Client, Staff
from openiop.base.people.roles import Permission, require
from openiop.base.programs.models import Program
from openiop.base.tokens import fingerprint, fresh_token
from openiop.doors.portal.models import SignInLink

GOOD_FOR = timedelta(minutes=15)
MOST = 5  # links to one person in an hour


@transaction.atomic
def send_link(
    *, by: Staff, client: Client, program: Program, email: str, address_of: Callable[[str], str]
) -> SignInLink:
    """Sends `client` a link that signs them in once, within 15 minutes; with the first one they get their way in.

    `address_of` makes the full address from the secret. Links sent before stop working. Raises Refused without
    SCHEDULE, ValidationError naming `email` where it is not one or is another's, or when five were sent this hour.
    """
    require(by, Permission.SCHEDULE)
    email = email.strip().lower()
    validate_email_field(email)
    client = Client.objects.select_for_update(of=("self",)).select_related("user").get(pk=client.pk)
    now = timezone.now()
    if client.sign_in_links.filter(created_at__gt=now - timedelta(hours=1)).count() >= MOST:
        raise ValidationError(_("Five links went out within an hour. Wait a little, or call the person."))
    if client.user is None:
        let_in(by=by, client=client, email=email)
    elif client.user.email != email:
        change_way_in(by=by, client=client, email=email)
    client.sign_in_links.filter(used_at=None, expires_at__gt=now).update(expires_at=now)
    token = fresh_token()
    link = SignInLink.objects.create(
        organisation_id=client.organisation_id,
        client=client,
        token_hash=fingerprint(token),
        sent_to=email,
        sent_by=by,
        created_at=now,
        expires_at=now + GOOD_FOR,
    )
    with override(client.language if client.language == "es" else "en"):
        subject = _("Your link")
        body = _(
            "Hello,\n\nthis opens your page. It works once, for 15 minutes:\n\n%(link)s\n\n"
            "If you did not ask for it, you can ignore this message."
        ) % {"link": address_of(token)}
    send(
        by=by,
        program=program,
        to=client,
        address=email,
        subject=subject,
        body=body,
        key=f"portal.link:{link.pk}",
        asked_for=True,
        forget=True,
    )
    record("portal.link.sent", link, by=by)
    return link


def validate_email_field(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError:
        raise ValidationError({"email": _("Check this address. It looks like name@example.org.")}) from None


@transaction.atomic
def use_link(*, token: str) -> Client | None:
    """Uses a link up and says whose it is; None where it was used, has run out, or never was."""
    link = SignInLink.objects.select_for_update().filter(token_hash=fingerprint(token)).first()
    now = timezone.now()
    if link is None or not link.works_at(now):
        return None
    with standing(everything(link.organisation_id)):  # the link is what says who they are
        client = Client.objects.select_related("user").get(pk=link.client_id)
        if client.user is None or not client.user.is_active:
            return None
        link.used_at = now
        link.save(update_fields=["used_at"])
        record("portal.link.used", link, by=client)
        return client


def works(token: str) -> bool:
    """Whether this link can still be used. Asking uses nothing up."""
    link = SignInLink.objects.filter(token_hash=fingerprint(token)).first()
    return link is not None and link.works_at(timezone.now())
