"""{% golden_thread objective client %} and {% left_alone client %}: what came of the objectives, where
the plan is read."""

from typing import Any

from django import template

from openiop.base.people.models import Client
from openiop.base.people.roles import Permission as P
from openiop.care.encounters.queries.thread import UNTOUCHED, Strand, strands_of
from openiop.care.plan.models import Objective

register = template.Library()


@register.inclusion_tag("encounters/_thread.html", takes_context=True)
def golden_thread(context: Any, objective: Objective, client: Client) -> dict[str, Any]:
    """In how many sessions an objective was touched, and whether it is being left alone."""
    strand = _strands(context, client).get(objective.pk)
    return {"strand": strand, "objective": objective, "program": context["program"]}


@register.inclusion_tag("encounters/_left_alone.html", takes_context=True)
def left_alone(context: Any, client: Client) -> dict[str, Any]:
    """The open objectives that many sessions went past, for the review."""
    strands = [each for each in _strands(context, client).values() if each.is_left_alone]
    return {"strands": strands, "client": client, "untouched": UNTOUCHED}


def _strands(context: Any, client: Client) -> dict[Any, Strand]:
    """Asked once a page; nothing for those who may not read notes."""
    request = context["request"]
    if not request.gate.may(P.SEE_NOTES):
        return {}
    known = getattr(request, "strands", None)
    if known is None:
        known = request.strands = strands_of(request.gate, client.pk)
    return known
