"""Finds the client that a command names."""

from typing import Any
from uuid import UUID

from openiop.doors.cli.programs import choose_program
from openiop.doors.cli.refusal import Refusal


def choose_client(named: str, program_named: str | None) -> tuple[Any, Any]:
    """The Program and Client: by id, by a number a system knows them by, by email address or full legal name, each
    exactly. Without a program named, the one in which they are or were last. Django must be up."""
    from openiop.base.audit.actions import System
    from openiop.base.context import standing
    from openiop.base.programs.models import Organisation

    if program_named:
        program = choose_program(program_named)
        houses = [program.organisation_id]
    else:
        program, houses = None, list(Organisation.objects.order_by("slug").values_list("pk", flat=True))
    found = []
    for house in houses:
        with standing(System("openiop", house).standing):
            found += [(house, client) for client in fitting(named, house)]
    if not found:
        raise Refusal(f"--client {named} is not known{f' at {program.slug}' if program else ''}")
    if len(found) > 1:
        ids = ", ".join(str(client.pk) for _house, client in found[:5])
        raise Refusal(f"--client {named} fits {len(found)} people; give the id: {ids}")
    house, client = found[0]
    if program is None:
        with standing(System("openiop", house).standing):
            program = last_program(client)
    return program, client


def fitting(named: str, house: UUID) -> list[Any]:
    """The clients of this organisation whom `named` names."""
    from django.db.models import Q, Value
    from django.db.models.functions import Concat

    from openiop.base.people.models import Client

    told = named.strip()
    try:
        wanted = Q(pk=UUID(told))
    except ValueError:
        wanted = Q(identifiers__value=told) | Q(email__iexact=told) | Q(full__iexact=told)
    rows = Client.objects.filter(organisation=house).annotate(full=Concat("legal_first", Value(" "), "legal_last"))
    return list(rows.filter(wanted).distinct())


def last_program(client: Any) -> Any:
    """The program of this person's latest stay."""
    from openiop.care.placement.models import Episode

    stay = Episode.objects.filter(client=client).select_related("program__organisation").order_by("-opened_on").first()
    if stay is None:
        raise Refusal(f"{client.pk} was never in a program; name one with --program")
    return stay.program
