"""The week that is coming: who falls short, what does not fit, what was proposed."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET

from openiop.base.look.hours import hours
from openiop.base.people.roles import Permission as P
from openiop.care.schedule.actions.undoing import undoable_until
from openiop.care.schedule.diff import parts_of
from openiop.care.schedule.drawing import owed
from openiop.care.schedule.heaps import heaps_of
from openiop.care.schedule.proposals import Proposal, Publication
from openiop.care.schedule.sketch import Sketch, sketch
from openiop.care.schedule.views.planning import asked_week, planner
from openiop.engines.scheduler import convert

BY = {
    "": gettext_lazy("All groups"),
    "room": gettext_lazy("Room"),
    "clinician": gettext_lazy("Clinician"),
    "group": gettext_lazy("Group"),
    "client": gettext_lazy("Client"),
}
MOST_AT_ONCE = 150  # sessions in one grid; a larger program is looked at room by room
MOST_SIDE_BY_SIDE = 40  # names that stand above the week, to drop a session onto; more are a list
TIERS = {
    "unmet": gettext_lazy("Hours nobody gets"),
    "invalid_days": gettext_lazy("Days that do not count"),
    "changes": gettext_lazy("People who are moved"),
    "rest": gettext_lazy("Wishes, gaps and costs"),
}


@require_GET
def coming(request: HttpRequest) -> HttpResponse:
    """The week after this one."""
    gate = planner(request)
    return redirect(
        "schedule:week", day=(gate.program.week_of(gate.program.today()).last + timedelta(days=1)).isoformat()
    )


@require_GET
def week(request: HttpRequest, day: str) -> HttpResponse:
    """How will this week fit everyone?"""
    gate = planner(request)
    live = asked_week(gate, day)
    first = live.problem.first_day
    if first.isoformat() != day:
        return redirect("schedule:week", day=first.isoformat())
    found = sketch(gate, gate.program, live)
    by = request.GET.get("by", "") if request.GET.get("by", "") in BY else ""
    is_large = len(found.plan.sessions) > MOST_AT_ONCE
    if is_large and not by:
        by = "room"
    choices = found.choices(by)
    who = next((key for key, _name in choices if key == request.GET.get("who")), choices[0][0] if choices else "")
    context = {
        "sketch": found,
        "grid": found.grid(by, who),
        "heading": heading(found),
        "people": len(live.problem.clients),
        "first": first,
        "last": live.facts.week.last,
        "before": (first - timedelta(days=7)).isoformat(),
        "after": (first + timedelta(days=7)).isoformat(),
        "tabs": [{"by": key, "label": label, "current": key == by} for key, label in BY.items() if key or not is_large],
        "by": by,
        "choices": choices,
        "strip": by in ("clinician", "room") and len(choices) <= MOST_SIDE_BY_SIDE,
        "who": who,
        "whose": dict(choices).get(who, ""),
        "owed": owed(found.plan, live.problem, who) if by == "client" and who else [],
        "is_over": live.facts.week.last < gate.program.today(),
        **latest(gate, found),
    }
    return render(request, "schedule/week.html", context)


def heading(found: Sketch) -> str:
    """The answer of the page."""
    if not found.week.problem.clients:
        return _("Nobody has prescribed hours in this week")
    if found.misfits:
        count = len(found.misfits)
        return ngettext("%(n)d thing does not fit yet", "%(n)d things do not fit yet", count) % {"n": count}
    if not found.short:
        return _("Everyone gets their hours")
    count = len(found.short)
    words = ngettext("%(n)d person falls short", "%(n)d people fall short", count) % {"n": count}
    if found.then.unmet:
        words = _("{people}, by {time}").format(people=words, time=hours(found.then.unmet))
    return words


def latest(gate: Any, found: Sketch) -> dict[str, Any]:
    """What was proposed and published last for this week."""
    of_week = {"program": gate.program, "week": found.week.problem.first_day}
    proposal = gate.rows(Proposal, P.SCHEDULE).filter(**of_week).exclude(state=Proposal.State.ASIDE).first()
    publication = (
        gate.rows(Publication, P.SCHEDULE).filter(**of_week, undone_at=None).select_related("published_by").first()
    )
    until = undoable_until(publication) if publication is not None else None
    return {
        "publication": publication,
        "can_unpublish": publication is not None and (until is None or until > timezone.now()),
        **of_proposal(proposal, found),
    }


def of_proposal(proposal: Proposal | None, found: Sketch | None) -> dict[str, Any]:
    """A proposal for the page: how far it is, how good, and what it would change."""
    context: dict[str, Any] = {"proposal": proposal}
    if proposal is None:
        return context
    context["tiers"] = [tier_words(each) for each in proposal.tiers]
    context["percent"] = round(100 * float(proposal.progress.get("share", 0)))
    if proposal.state == Proposal.State.READY and found is not None and proposal.plan is not None:
        parts = parts_of(found.plan, convert.plan_from_json(proposal.plan))
        context |= {"offered": found.names.changes(parts), "heaps": heaps_of(found.names, parts)}
        context |= {"is_old": proposal.base_digest != found.week.digest}
        context |= {"is_taken": not parts and bool(context["is_old"] or found.parts)}
    return context


def tier_words(tier: dict[str, Any]) -> dict[str, Any]:
    """One value of a proposal with its bound: "2 h 30, and no week can do with less than 2 h"."""
    minutes = tier["unit"] == "minutes"
    value, bound = (hours(tier[key]) if minutes else str(tier[key]) for key in ("value", "bound"))
    is_best = tier["status"] == "proven"
    words = _("proven best") if is_best else _("no week has less than {bound}").format(bound=bound)
    return {"name": TIERS.get(str(tier["name"]), tier["name"]), "value": value, "words": words}
