"""What the plan's pages have in common."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openiop.base.people.models import Client
from openiop.base.people.roles import Permission as P
from openiop.base.privacy.gate import Gate
from openiop.care.placement.queries import episode_of
from openiop.care.placement.rules import pack_for
from openiop.care.placement.words import facts_of, in_words
from openiop.care.plan import queries
from openiop.care.plan.models import Plan, Service
from openiop.care.plan.rules import DoseStep, Remark, dose_remarks, readiness, spread


def client_of(request: HttpRequest, client_id: UUID) -> Client:
    """The client of this page, through the gate."""
    return request.gate.fetch(Client, client_id, P.SEE_CHART)


def versions_of(gate: Gate, client: Client) -> list[Plan]:
    """The versions of the latest stay's plan, newest first."""
    plans = list(queries.plans_of(gate, client.pk)[:60])
    return [each for each in plans if each.episode_id == plans[0].episode_id] if plans else []


def draft_of(gate: Gate, client: Client) -> Plan:
    """The draft with all its parts, or Http404."""
    draft = queries.plans_of(gate, client.pk).filter(state=Plan.State.DRAFT).first()
    if draft is None:
        raise Http404
    return queries.whole(draft)


def head(client: Client) -> dict[str, Any]:
    """Facts under the client's name."""
    stay = episode_of(client.pk)
    return {"client": client, "episode": stay, "client_facts": facts_of(stay) if stay else []}


def remarks_on(plan: Plan) -> list[dict[str, Any]]:
    """What a draft still lacks, in words, with the place where it is mended."""
    today = plan.episode.program.today()
    content = {
        "problems": [queries.problem_content(each) for each in plan.problems.all()],
    }
    return [said(each) for each in readiness(content, queries.steps_of(plan), today)]


def said(remark: Remark) -> dict[str, Any]:
    return {"severity": remark.severity, "words": in_words(remark.explanation), "anchor": remark.anchor}


def hours_of(plan: Plan, steps: list[DoseStep] | None = None) -> list[dict[str, Any]]:
    """Each stretch of prescribed hours with its picture and what the rules say about it."""
    program, client = plan.episode.program, plan.episode.client
    steps = queries.steps_of(plan) if steps is None else steps
    today = program.today()
    names = _("Mon Tue Wed Thu Fri Sat Sun").split()
    found = []
    for step in steps:
        pack = pack_for(program.pack, client.birth_date, today)
        week = spread(step.weekly_minutes, step.days)
        found.append(
            {
                "step": step,
                "open_end": step.end == date.max,
                "now": step.start <= today <= step.end,
                "weeks": weeks_words(step),
                "strip": [
                    {"label": name[:2], "name": name, "ahead": minutes}
                    for name, minutes in zip(names, week, strict=True)
                ],
                "services": [
                    {"label": label, "minutes": step.by_modality[key]}
                    for key, label in Service.choices
                    if step.by_modality.get(key)
                ],
                "remarks": [said(each) for each in dose_remarks([step], pack)],
            }
        )
    return found


def weeks_words(step: DoseStep) -> str:
    """How long a stretch lasts."""
    if step.end == date.max:
        return _("until it is changed")
    weeks, days = divmod((step.end - step.start).days + 1, 7)
    if not days:
        return ngettext("%(n)s week", "%(n)s weeks", weeks) % {"n": weeks}
    return ngettext("%(n)s day", "%(n)s days", weeks * 7 + days) % {"n": weeks * 7 + days}
