"""The client's own record: who looked at it."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from openiop.doors.portal import looks, queries
from openiop.doors.portal.context import around


@require_GET
def opened(request: HttpRequest) -> HttpResponse:
    """Who opened my record?"""
    gate = request.gate
    me = queries.standing(gate)
    page = Paginator(looks.told(gate), looks.A_PAGE).get_page(request.GET.get("page"))
    by_now = looks.this_hour(gate) if page.number == 1 else []
    words = {"days": looks.by_day(gate, me.program, [*by_now, *page.object_list]), "page": page}
    return render(request, "portal/opened.html", around(me, "today") | words)
