"""The patient notice on the privacy officer's desk: what it says, whose is missing, and the next edition (2.22)."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from openiop.base.people.models import Client
from openiop.base.people.roles import Permission as P
from openiop.base.privacy import actions, telling
from openiop.base.privacy.duties import NoticeGiven
from openiop.base.privacy.gate import Gate
from openiop.base.privacy.notices import Notice
from openiop.base.privacy.refusals import ConsentRefused
from openiop.care.placement.models import Episode
from openiop.doors.desk.notice_forms import NoticeForm, words_of

A_PAGE = 25


@require_GET
def notice(request: HttpRequest) -> HttpResponse:
    """Who has not been given the notice?"""
    gate = request.gate
    gate.require(P.REVIEW_PRIVACY)
    program = gate.program
    lacking = without(gate)
    page = Paginator(lacking, A_PAGE).get_page(request.GET.get("page"))
    held = telling.in_force(program)
    given = gate.rows(NoticeGiven, P.REVIEW_PRIVACY)
    n = page.paginator.count
    if held is None:
        heading = _("There is no notice here yet")
    elif n:
        heading = ngettext("%(n)d person waits for the notice", "%(n)d people wait for the notice", n) % {"n": n}
    else:
        heading = _("Everyone here has the notice")
    last = telling.given_to([each.pk for each in page], given)
    context = {
        "heading": heading,
        "page": page,
        "rows": [(client, last.get(client.pk)) for client in page],
        "held": held,
        "draft": Notice.objects.filter(program=program, published_at=None).first(),
        "editions": counted(program, given),
        "lately": given.select_related("client", "given_by").order_by("-at")[:10],
        "words": telling.shown(held, get_language() or "en") if held else None,
    }
    return render(request, "desk/notice.html", context)


def without(gate: Gate) -> Any:
    """Everyone in the program now who was not given what holds now, by name."""
    given = telling.enough(gate.program, gate.rows(NoticeGiven, P.REVIEW_PRIVACY))
    here = gate.rows(Episode, P.SEE_CLIENTS).filter(program=gate.program, closed_on=None)
    rows = gate.rows(Client, P.SEE_CLIENTS).filter(pk__in=here.values("client"))
    return rows.exclude(pk__in=given.values("client"))


def counted(program: Any, given: Any) -> list[tuple[Notice, int]]:
    """Each edition and to how many people it was given."""
    rows = list(telling.editions(program))
    people: dict[Any, set[Any]] = {}
    for edition, client in given.filter(notice__in=rows).values_list("notice", "client").distinct():
        people.setdefault(edition, set()).add(client)
    return [(each, len(people.get(each.pk, ()))) for each in rows]


@require_http_methods(["GET", "POST"])
def edit_notice(request: HttpRequest) -> HttpResponse:
    """What does our notice say from now on?"""
    gate = request.gate
    gate.require(P.REVIEW_PRIVACY)
    program = gate.program
    draft = Notice.objects.filter(program=program, published_at=None).first()
    form = NoticeForm(begin_with(gate, draft), request.POST or None)
    if request.method == "POST" and form.is_valid():
        draft = actions.write_notice(by=gate.staff, program=program, **form.said())
        if request.POST.get("do") != "publish":
            messages.success(request, _("Kept. Nobody sees it before it is published."))
            return redirect("desk:notice")
        try:
            edition = actions.publish_notice(by=gate.staff, draft=draft)
            messages.success(request, _("Published. Whoever has to be given it stands on the list now."))
            if edition.effective_on > program.today():
                messages.info(request, _("It holds from its day on; until then the old one does."))
            return redirect("desk:notice")
        except ConsentRefused as error:
            for problem, words in zip(error.problems, error.words, strict=True):
                form.add_error(form.field_for(problem.field), words)
    context = {"form": form, "is_new": draft is None}
    return render(request, "desk/edit_notice.html", context, status=422 if form.errors else 200)


def begin_with(gate: Gate, draft: Notice | None) -> dict[str, Any]:
    """What the form begins with: the draft, else the edition that holds, else the words that come with OpenIOP."""
    program = gate.program
    found = draft or telling.in_force(program)
    contact = {
        "contact": found.contact if found else gate.staff.name,
        "phone": found.phone if found else program.phone,
        "email": found.email if found else program.email,
        "effective_on": draft.effective_on if draft else program.today(),
        "is_material": draft.is_material if draft else True,
        "what_changed": draft.what_changed if draft else "",
    }
    return contact | words_of(found)
