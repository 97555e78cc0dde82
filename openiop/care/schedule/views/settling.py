"""A week is proposed by the engine, published, and taken back."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openiop.care.schedule import actions
from openiop.care.schedule.diff import parts_of, with_needs
from openiop.care.schedule.heaps import heaps_of, keys_of
from openiop.care.schedule.naming import Change
from openiop.care.schedule.proposals import Proposal, Publication
from openiop.care.schedule.sketch import sketch
from openiop.care.schedule.telling import affected_by
from openiop.care.schedule.views.planning import asked_week, done, of_this_program, planner, version
from openiop.care.schedule.views.week import of_proposal
from openiop.engines.scheduler import convert

MOST_TOLD = 4  # changes that are named one by one in a message


@require_POST
def propose(request: HttpRequest, day: str) -> HttpResponse:
    """Has the engine work out the week."""
    gate = planner(request)
    first = asked_week(gate, day).problem.first_day
    return done(request, day, lambda: actions.ask_proposal(by=gate.staff, program=gate.program, first_day=first))


@require_GET
def progress(request: HttpRequest, day: str, proposal_id: UUID) -> HttpResponse:
    """How far is it? A fragment that asks again until it is done, and then has the page loaded anew."""
    gate = planner(request)
    proposal = of_this_program(gate, Proposal, proposal_id)
    if not proposal.is_open or actions.mark_interrupted(proposal):
        answer = HttpResponse()
        answer["HX-Refresh"] = "true"
        return answer
    return render(request, "schedule/_working.html", {"day": day, **of_proposal(proposal, None)})


@require_POST
def settle(request: HttpRequest, day: str, proposal_id: UUID) -> HttpResponse:
    """Stops a proposal, sets it aside, or takes it (all or the parts that are ticked) into the draft."""
    gate = planner(request)
    proposal = of_this_program(gate, Proposal, proposal_id)
    wanted = request.POST.get("do", "")
    if wanted == "cancel":
        return done(request, day, lambda: actions.cancel_proposal(by=gate.staff, proposal=proposal))
    if wanted == "aside":
        return done(request, day, lambda: actions.set_aside(by=gate.staff, proposal=proposal))
    live = asked_week(gate, day)

    def take() -> None:
        if proposal.plan is None:
            raise ValidationError(_("This proposal is not ready yet."))
        plan = convert.plan_from_json(proposal.plan)
        found = sketch(gate, gate.program, live)
        parts = parts_of(found.plan, plan)
        ticked = set(request.POST.getlist("part"))
        chosen = {part.key for part in parts} if wanted == "all" else keys_of(heaps_of(found.names, parts), ticked)
        if not chosen:
            raise ValidationError(_("Tick at least one change."))
        actions.take_parts(
            by=gate.staff, program=gate.program, week=live, version=version(request), plan=plan, keys=chosen
        )
        came = with_needs(parts, chosen) - chosen
        if came:
            messages.info(request, with_it(found.names.changes([part for part in parts if part.key in came])))

    return done(request, day, take, status=_("It is in the draft. Nothing is published yet."))


def with_it(changes: list[Change]) -> str:
    """What nobody ticked and came all the same: without it, the rest would not fit."""
    told = [f"{each.kind}: {each.what}" for each in changes[:MOST_TOLD]]
    words = ngettext(
        "%(n)d more change came with it, because it is needed. %(what)s",
        "%(n)d more changes came with it, because they are needed. %(what)s",
        len(changes),
    ) % {"n": len(changes), "what": "; ".join(told)}
    return words if len(changes) <= MOST_TOLD else f"{words} …"


@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, day: str) -> HttpResponse:
    """Whom does it concern? Asked once; then it is the calendar, and they are told."""
    gate = planner(request)
    live = asked_week(gate, day)
    found = sketch(gate, gate.program, live)
    if found.draft is None or not found.parts:
        messages.info(request, _("There is nothing to publish: the draft is the calendar."))
        return redirect("schedule:week", day=day)
    if request.method == "POST":
        draft = found.draft

        def do() -> None:
            if draft.version != version(request):
                raise actions.DrawnMeanwhile(_("The draft has changed since you looked. Look again, then publish."))
            actions.publish(
                by=gate.staff,
                program=gate.program,
                plan=found.plan,
                base_digest=draft.base_digest,
                page=request.build_absolute_uri(reverse("portal:today")),
                desk=request.build_absolute_uri(reverse("calendar:week")),
            )
            actions.throw_away(by=gate.staff, program=gate.program, week=live, version=draft.version)

        return done(request, day, do, status=_("Published. Everybody concerned is told."))
    affected = affected_by(live.plan, found.plan)
    context = {
        "sketch": found,
        "day": day,
        "clients": sorted(found.names.client(key) for key in affected["clients"]),
        "staff": sorted(found.names.lead(key) for key in affected["staff"]),
        "people": len(affected["clients"]) + len(affected["staff"]),
        "first": live.facts.week.first,
        "last": live.facts.week.last,
    }
    return render(request, "schedule/week_publish.html", context)


@require_POST
def unpublish(request: HttpRequest, day: str, publication_id: UUID) -> HttpResponse:
    """Takes a published week back, while nothing of it has happened."""
    gate = planner(request)
    publication = of_this_program(gate, Publication, publication_id)
    return done(
        request,
        day,
        lambda: actions.undo(
            by=gate.staff,
            publication=publication,
            page=request.build_absolute_uri(reverse("portal:today")),
            desk=request.build_absolute_uri(reverse("calendar:week")),
        ),
        status=_("Taken back. Everybody concerned is told."),
    )
