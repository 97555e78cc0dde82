"""What is next, the week, the hours, and help."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from openiop.base.people.roles import Permission as P
from openiop.care.aftercare import actions as aftercare
from openiop.care.aftercare.queries import care_of, texts_of
from openiop.care.calendar.queries import upcoming_for
from openiop.care.measures.queries import latest
from openiop.care.plan.queries import active_goals, doses_by_week, to_sign_by_client
from openiop.care.schedule.makeups import open_offers
from openiop.care.schedule.patterns import attendance_patterns
from openiop.care.schedule.queries import client_week
from openiop.doors.portal import queries, show
from openiop.doors.portal.context import around
from openiop.doors.portal.views import notice

CHECKIN = "WEEKLY-CHECKIN"


@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """What is next for me?"""
    gate, now = request.gate, timezone.now()
    me = queries.standing(gate)
    wants_notice = notice.state_of(gate, me)
    if wants_notice == "unseen":  # 2.22: shown by itself, no later than the first service
        return redirect("portal:notice")
    coming = upcoming_for(me.client, 1, now=now)
    page = around(me, "today") | {
        "notice_unconfirmed": wants_notice == "unconfirmed",
        "next": show.next_session(coming[0], now, me.program) if coming and me.program else None,
        "by_video": queries.seat_by_video(gate, coming[0], now) if coming else None,
    }
    if me.state == "before":
        page["steps"] = show.steps_in(me.referral.state) if me.referral else []
        return render(request, "portal/before.html", page)
    page["checked"] = latest(gate, me.client, P.SEE_OWN).get(CHECKIN)
    if me.state == "after":
        page["parts"] = texts_of(care_of(gate, me.episode, P.SEE_OWN), mine=True)
        return render(request, "portal/after.html", page)
    program, day = me.program, me.program.today()
    week = client_week(program, me.client.pk, day, now)
    goals = active_goals([me.client.pk]).get(me.client.pk, [])
    page |= {
        "week": week,
        "strip": show.strip(week, day) if week else [],
        "in_short": show.in_short(week) if week else "",
        "beside": show.beside(week, me.episode) if week else "",
        "to_sign": to_sign_by_client(me.client.pk),
        "own_line": show.own_line(goals, day),
        "faces": show.faces(),
        "makeups": open_offers(gate, now),
        "checked_this_week": bool(
            page["checked"] and program.local(page["checked"].answered_at).date() >= program.week_of(day).first
        ),
    }
    return render(request, "portal/today.html", page)


@require_GET
def week(request: HttpRequest) -> HttpResponse:
    """Where am I expected, this week and next?"""
    gate = request.gate
    me = queries.standing(gate)
    if me.state != "here":
        return redirect("portal:today")
    day = me.program.today()
    row = client_week(me.program, me.client.pk, day)
    page = around(me, "week") | {
        "days": queries.days_of(gate, me.program),
        "today": day,
        "next_week": me.program.week_of(day).last,
        "row": row,
        "strip": show.strip(row, day) if row else [],
        "in_short": show.in_short(row) if row else _("Nothing is planned this week."),
    }
    return render(request, "portal/week.html", page)


@require_GET
def hours(request: HttpRequest) -> HttpResponse:
    """How much did I come?"""
    me = queries.standing(request.gate)
    if me.state != "here":
        return redirect("portal:today")
    program, day = me.program, me.program.today()
    row = client_week(program, me.client.pk, day)
    bars = show.bars(program, me.client.pk, me.episode, row)
    prescribed = doses_by_week(me.client.pk, [program.week_of(day)])
    pattern = attendance_patterns(request.gate, program, me.client, P.SEE_OWN)
    page = around(me, "hours") | {
        "pattern": pattern,
        "pattern_words": [each.translated(_) for each in pattern.sentences],
        "row": row,
        "bars": bars,
        "total": sum(bar["value"] for bar in bars),
        "makeups": open_offers(request.gate),
        "aim": next((dose.weekly_minutes for dose in prescribed.values()), 0),
    }
    return render(request, "portal/hours.html", page)


@require_GET
def help_now(request: HttpRequest) -> HttpResponse:
    """Help with an urge, now: whom to call, and one's own words for it."""
    gate = request.gate
    me = queries.standing(gate)
    care = care_of(gate, me.episode, P.SEE_OWN) if me.episode else None
    goals = active_goals([me.client.pk]).get(me.client.pk, [])
    page = around(me, "help" if me.state != "here" else "today") | {
        "people": queries.people_who_know(gate),
        "care": care,
        "lines": [goal.own_words for goal in goals if goal.own_words][:3],
    }
    return render(request, "portal/help.html", page)


@require_POST
def come_back(request: HttpRequest) -> HttpResponse:
    """The way back: one tap."""
    me = queries.standing(request.gate)
    if me.program is None:
        return redirect("portal:today")
    try:
        aftercare.come_back(by=me.client, program=me.program)
    except ValidationError as error:
        messages.info(request, " ".join(error.messages))
    else:
        messages.success(request, _("We have it. Somebody calls you soon. It is good that you asked."))
    return redirect("portal:today")
