"""The public pages. They read nothing about a person and keep nothing in a browser's cache."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from openiop.base.people import knocks
from openiop.base.privacy.middleware import open_door
from openiop.base.privacy.telling import in_force
from openiop.base.programs.models import Program
from openiop.care.sharing.views.notice import on_paper
from openiop.doors.finder import queries
from openiop.doors.finder.actions import ask_for_help
from openiop.doors.finder.forms import HelpForm

MOST, AN_HOUR = 6, timedelta(hours=1)  # messages from one address


@open_door
@never_cache
@require_GET
def front(request: HttpRequest) -> HttpResponse:
    """What is this place, and how do I begin?"""
    page = Paginator(queries.programs(), 20).get_page(request.GET.get("page"))
    if page.paginator.count == 1:
        return program_page(request, page[0])
    return listed(request, list(page), page)


@open_door
@never_cache
@require_GET
def program(request: HttpRequest, address: str) -> HttpResponse:
    """One program."""
    found = queries.find(address)
    if len(found) > 1:
        return listed(request, found)
    return program_page(request, the_one(found), address)


@open_door
@never_cache
@require_http_methods(["GET", "POST"])
def refer(request: HttpRequest, address: str) -> HttpResponse:
    """Takes a first message; the answer never says whether somebody is known here."""
    found = queries.find(address)
    if len(found) > 1:
        return listed(request, found)
    program = the_one(found)
    form = HelpForm(get_language() or "en", request.POST or None)
    if request.method == "GET" or not program.takes_referrals:
        return refer_page(request, program, address, form)
    if form.is_a_robot:
        return redirect("finder:thanks", address=address)
    if not form.is_valid():
        return refer_page(request, program, address, form, 422)
    if knocks.too_many(request, "finder", most=MOST, within=AN_HOUR):
        form.add_error(None, _("Many messages came from here. Please call us instead; your words stay on this page."))
        return refer_page(request, program, address, form, 429)
    try:
        ask_for_help(program=program, person=form.person(), key=form.cleaned_data["key"], **form.about())
    except ValidationError as error:
        for name, words in error.message_dict.items():
            form.add_error(name if name in form.fields else None, words)
        return refer_page(request, program, address, form, 422)
    return redirect("finder:thanks", address=address)


@open_door
@never_cache
@require_GET
def thanks(request: HttpRequest, address: str) -> HttpResponse:
    """What happens next. The same page for everyone."""
    program = the_one(queries.find(address))
    return render(request, "finder/thanks.html", around(program, address))


@open_door
@never_cache
@require_GET
def notice(request: HttpRequest, address: str) -> HttpResponse:
    """The program's notice of privacy practices, for everyone (2.22: prominent on the website, and on paper)."""
    program = the_one(queries.find(address))
    if in_force(program) is None:
        raise Http404
    return on_paper(request, program)


def the_one(found: list[Program]) -> Program:
    if len(found) != 1:
        raise Http404
    return found[0]


def around(program: Program, address: str) -> dict[str, Any]:
    """What the shell and every page of one program show."""
    return {
        "program": program,
        "address": address,
        "house": {"name": program.name, "phone": program.phone},
    }


def program_page(request: HttpRequest, program: Program, address: str = "") -> HttpResponse:
    context = around(program, address or queries.address_of(program))
    context["has_notice"] = in_force(program) is not None
    context["tracks"] = queries.tracks(program, program.today())
    return render(request, "finder/program.html", context)


def listed(request: HttpRequest, programs: list[Program], page: Any = None) -> HttpResponse:
    """Several programs: which one is near? Two that share a name's address are told apart by their organisation."""
    slugs = [each.slug for each in programs]
    rows = [(each, queries.address_of(each, slugs.count(each.slug) > 1)) for each in programs]
    return render(request, "finder/list.html", {"rows": rows, "page": page})


def refer_page(request: HttpRequest, program: Program, address: str, form: HelpForm, status: int = 200) -> HttpResponse:
    return render(request, "finder/refer.html", around(program, address) | {"form": form}, status=status)
