"""Putting a neutral message on its way. It leaves after the transaction that asked for it has committed."""

from datetime import datetime
from typing import Any

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from openiop.base.audit.actions import record
from openiop.base.context import everything, standing
from openiop.base.messages.models import Message
from openiop.base.messages.rules import next_allowed
from openiop.base.people.models import Client, Staff
from openiop.base.programs.models import Program


@transaction.atomic
def send(
    *,
    by: Any,
    program: Program,
    to: Client | Staff,
    address: str,
    subject: str,
    body: str,
    key: str,
    asked_for: bool = False,
    forget: bool = False,
    not_before: datetime | None = None,
) -> Message:
    """Queues one email; the same `key` again returns the message that is there.

    `asked_for` messages (a sign-in link the person waits for) go out at any hour; others wait for morning.
    `forget` messages (they carry a way in) say nothing any more once they were sent.
    """
    not_before = not_before or timezone.now()
    client = to if isinstance(to, Client) else None
    with standing(everything(program.organisation_id)):  # whoever has one sent need not be one who may read them
        message, made = Message.objects.get_or_create(
            organisation_id=program.organisation_id,
            key=key,
            defaults={
                "to_client": client,
                "to_staff": None if client else to,
                "address": address,
                "subject": subject,
                "body": body,
                "forget": forget,
                "not_before": not_before if asked_for else next_allowed(not_before, program.zone),
            },
        )
        if made:
            record("messages.message.queued", message, by=by, client_id=client.pk if client else None, key=key)
            transaction.on_commit(lambda: ask_for_delivery(message))
    return message


def ask_for_delivery(message: Message) -> None:
    """Queues the job by name: the task calls back into this room, so this room does not import it."""
    job = app.configure_task("messages.deliver", schedule_at=message.not_before)
    job.defer(message_id=str(message.pk), organisation_id=str(message.organisation_id))


def hand_over(message_id: str) -> bool:
    """Gives one waiting message to the mail server; False where it has gone already. Safe to run twice."""
    with transaction.atomic():
        message = Message.objects.select_for_update().filter(pk=message_id, state=Message.State.WAITING).first()
        if message is None:
            return False
        EmailMessage(message.subject, message.body or "", to=[message.address]).send()
        message.state, message.sent_at = Message.State.SENT, timezone.now()
        if message.forget:
            message.body = None
        message.save(update_fields=["state", "sent_at", "body"])
        return True
