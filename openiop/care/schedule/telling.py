"""Whoever's week has changed is told: a neutral message that says where to look, and nothing else."""

from collections import defaultdict
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from openiop.base.messages.actions import send
from openiop.base.people.models import Client, Staff
from openiop.base.people.roles import Role
from openiop.base.programs.models import Program
from openiop.base.worklist.actions import ask
from openiop.engines.scheduler.plan import Plan

TELL = "schedule.tell"


def affected_by(before: Plan, after: Plan) -> dict[str, list[str]]:
    """Ids of those for whom something is new, moved or gone: {"clients": […], "staff": […]}."""
    was, will = _commitments(before), _commitments(after)
    found: dict[str, list[str]] = {"clients": [], "staff": []}
    for kind, person in sorted({*was, *will}):
        if was.get((kind, person)) != will.get((kind, person)):
            found[kind].append(person)
    return found


def _commitments(made: Plan) -> dict[tuple[str, str], list[tuple[Any, ...]]]:
    found: dict[tuple[str, str], list[tuple[Any, ...]]] = defaultdict(list)
    for session in sorted(made.sessions, key=lambda each: (each.start, each.id)):
        fact = (session.type, session.day, session.at, session.room or "", session.clinician)
        found["staff", session.clinician].append(fact)
        for member in session.members:
            found["clients", member].append(fact)
    for slot in sorted(made.slots, key=lambda each: (each.start, each.client)):
        fact = (slot.kind, slot.day, slot.at, slot.room or "", slot.clinician)
        found["staff", slot.clinician].append((*fact, slot.client))
        found["clients", slot.client].append(fact)
    return found


def tell(*, by: Any, program: Program, affected: dict[str, list[str]], key: str, page: str, desk: str) -> None:
    """A message each; for whoever has no page and address of their own, somebody is asked to tell them."""
    house = {"organisation_id": program.organisation_id}
    for client in Client.objects.filter(pk__in=affected["clients"], **house).order_by("pk"):
        if client.email and client.user_id:
            _send(by, program, client, client.email, client.language, f"{key}:{client.pk}", page)
        else:
            ask(
                by=by, program=program, kind=TELL, source=f"{key}:{client.pk}", client=client, role=Role.CASE_MANAGER,
                title=_("Tell {name} about their new times").format(name=client.first_name), link="",
            )  # fmt: skip
    staff = Staff.objects.filter(pk__in=affected["staff"], **house).select_related("user").order_by("pk")
    for member in staff:
        if member.user is not None and member != by:
            _send(by, program, member, member.user.email, member.user.language, f"{key}:{member.pk}", desk)


def _send(by: Any, program: Program, to: Any, address: str, language: str, key: str, page: str) -> None:
    with override("es" if language == "es" else "en"):
        subject = _("Something for you")
        body = _("Hello,\n\nsome of your times have changed. You find them on your page.")
        if page:
            body = f"{body}\n\n{page}"
    send(by=by, program=program, to=to, address=address, subject=subject, body=body, key=key)
