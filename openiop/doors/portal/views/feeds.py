"""The client's appointments in their own calendar."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from openiop.care.calendar.feeds import Feed
from openiop.care.calendar.views.feeds import settled
from openiop.doors.portal import queries
from openiop.doors.portal.context import around


@require_http_methods(["GET", "POST"])
def feed(request: HttpRequest) -> HttpResponse:
    """Have my appointments in my phone's calendar."""
    me = queries.standing(request.gate)
    if me.state != "here":
        return redirect("portal:today")
    page = settled(request, me.client, Feed.Wording.APPOINTMENT, "portal:feed")
    if isinstance(page, HttpResponse):
        return page
    return render(request, "portal/feed.html", around(me, "week") | page)
