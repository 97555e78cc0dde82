"""The staff's home, the way to every person, and the list of what has to be done."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openiop.base.look.searching import ask, asked
from openiop.base.people.models import Client, fold
from openiop.base.people.roles import Permission as P
from openiop.base.programs.models import Program
from openiop.base.worklist.actions import close
from openiop.base.worklist.models import WorkItem
from openiop.doors.desk import queries
from openiop.doors.desk.chart import overview
from openiop.doors.desk.context import rail
from openiop.doors.desk.home import day_of_work


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Where sign-in leads: staff to their day, clients to theirs."""
    return redirect("/me/" if request.gate.may(P.SEE_OWN) else "desk:today")


@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """What needs me now?"""
    return render(request, "desk/today.html", day_of_work(request.gate, timezone.now()))


@require_http_methods(["GET", "POST"])
def clients(request: HttpRequest) -> HttpResponse:
    """Everyone in the program now, or everyone the organisation knows."""
    gate, text, scope = request.gate, asked(request), request.GET.get("who", "here")
    gate.require(P.SEE_CLIENTS)
    if request.method == "POST":
        return ask(request, "who")
    found = queries.find(gate, text)
    here = queries.open_episodes(gate)
    if scope == "mine":
        found = found.filter(pk__in=here.filter(therapist=gate.staff).values("client"))
    elif scope != "all":
        found = found.filter(pk__in=here.values("client"))
    page = Paginator(found, 30).get_page(request.GET.get("page"))
    episodes = {e.client_id: e for e in here.filter(client__in=page.object_list).select_related("therapist", "track")}
    rows = [(client, episodes.get(client.pk)) for client in page]
    words = {"page": page, "rows": rows, "text": text, "scope": scope, "may_refer": gate.may(P.WORK_REFERRALS)}
    return render(request, "desk/clients.html", words)


@require_GET
def chart(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """How is this person? Whoever may see charts needs a relationship to this one; others see names and dates."""
    right = P.SEE_CHART if request.gate.may(P.SEE_CHART) else P.SEE_CLIENTS
    client = request.gate.fetch(Client, client_id, right)
    return render(request, "desk/chart.html", overview(request.gate, client, timezone.now()))


@require_http_methods(["GET", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """People, groups and pages that hold the words."""
    request.gate.require(P.SEE_PROGRAM)
    if request.method == "POST":
        return ask(request)
    text = asked(request)
    found = queries.search(request.gate, text)
    entries = rail(request.gate.staff, request.path, {})
    found["pages"] = [entry for entry in entries if fold(text) and fold(text) in fold(str(entry["label"]))]
    total = len(found["people"]) + len(found["groups"]) + len(found["pages"])
    return render(request, "desk/search.html", {"q": text, "total": total, **found})


@require_GET
def work(request: HttpRequest) -> HttpResponse:
    """Everything that waits for this person, or for the whole program."""
    gate = request.gate
    may_see_all = gate.may(P.MANAGE_PROGRAM)
    everyone = may_see_all and request.GET.get("who") == "all"
    rows = gate.rows(WorkItem, P.SEE_PROGRAM).filter(program=gate.program, done_at=None)
    if not everyone:
        rows = queries.mine(gate.staff, gate.program)
    rows = rows.select_related("client", "assigned_to").order_by("due_at", "created_at")
    page = Paginator(rows, 30).get_page(request.GET.get("page"))
    words = {"page": page, "everyone": everyone, "may_see_all": may_see_all, "now": timezone.now()}
    return render(request, "desk/work.html", words)


@require_POST
def work_done(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Closes one item; closing what somebody already closed is no error."""
    item = request.gate.fetch(WorkItem, item_id, P.SEE_PROGRAM)
    if close(by=request.gate.staff, item=item, outcome=request.POST.get("outcome", "").strip()):
        messages.success(request, _("Done: %(title)s") % {"title": item.title})
    return redirect("desk:work")


@require_POST
def choose_program(request: HttpRequest) -> HttpResponse:
    """Works in another of one's own programs from now on."""
    program = request.gate.fetch(Program, request.POST.get("program", ""), P.SEE_PROGRAM)
    if not request.gate.staff.programs.filter(pk=program.pk).exists():
        messages.error(request, _("You do not work in %(name)s. Ask its director to add you.") % {"name": program})
        return redirect("desk:today")
    request.session["program"] = str(program.pk)
    return redirect("desk:today")
