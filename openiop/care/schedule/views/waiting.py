"""Who waits for a place, and what is open in a coming week?"""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from openiop.base.people.roles import Permission as P
from openiop.care.schedule import actions, drawing
from openiop.care.schedule.drafts import Draft
from openiop.care.schedule.problem import week_problem
from openiop.care.schedule.views.hours import asked_week, no_such_week
from openiop.care.schedule.views.options import coming
from openiop.care.schedule.views.planning import done, version
from openiop.care.schedule.waiting import WaitingList, settled, waiting_list
from openiop.engines.scheduler.plan import Plan


@require_http_methods(["GET", "POST"])
def waiting(request: HttpRequest) -> HttpResponse:
    """Who waits, what is open, and which group would help most? A group goes into the week's draft."""
    gate = request.gate
    gate.require(P.SCHEDULE)
    program = gate.program
    week = asked_week(request) if request.GET.get("week") else program.week_of(coming(program))
    if week is None or week.first <= program.today():  # in the week that runs, hardly anything can be begun any more
        return no_such_week(request, reverse("schedule:waiting"))
    plans = actions.plans_weeks(gate.staff)
    found = waiting_list(gate, week.first, may_open=plans)
    day = week.first.isoformat()
    if request.method == "POST":
        return _take(request, found, day) if plans else redirect("schedule:waiting")
    draft = gate.rows(Draft, P.SCHEDULE).filter(program=program, week=week.first).first() if plans else None
    context = {
        "found": found,
        "heading": heading(found),
        "week": week,
        "day": day,
        "before": (week.first - timedelta(days=7)).isoformat() if week.first > coming(program) else "",
        "after": (week.first + timedelta(days=7)).isoformat(),
        "plans": plans,
        "version": draft.version if draft else 0,
        "chairs": sum(each.chairs for each in found.seats),
    }
    return render(request, "schedule/waiting.html", context)


def _take(request: HttpRequest, found: WaitingList, day: str) -> HttpResponse:
    gate = request.gate
    opening = next((each for each in found.openings if each.key == request.POST.get("group")), None)
    if opening is None:
        messages.error(request, _("That group is no longer what would help most. Here is what would help now."))
        return redirect(f"{reverse('schedule:waiting')}?week={day}")
    live = week_problem(gate, gate.program, found.week.problem.first_day)
    wanted = settled(live, opening)

    def change(plan: Plan) -> Plan:
        before = {each.id for each in plan.sessions}
        made = drawing.open_session(plan, live.problem, wanted["kind"], **wanted["spot"])
        key = next(each.id for each in made.sessions if each.id not in before)
        return drawing.seat(made, key, wanted["members"])

    return done(
        request,
        day,
        lambda: actions.draw(by=gate.staff, program=gate.program, week=live, version=version(request), change=change),
        status=_("It is in the draft. Nothing is published yet."),
    )


def heading(found: WaitingList) -> str:
    """The answer of the page."""
    waits, ready = len(found.people), found.can_start
    if not waits:
        return _("Nobody waits for a place")
    if not ready:
        return ngettext(
            "%(n)d person waits, with no full place yet", "%(n)d people wait, with no full place yet", waits
        ) % {"n": waits}
    return ngettext(
        "%(ready)d of %(n)d person who waits could start in full",
        "%(ready)d of %(n)d people who wait could start in full",
        waits,
    ) % {"n": waits, "ready": ready}
