"""The curriculum: its topics, one topic with what the hour needs, and the starter to begin with."""

from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from openiop.base.people.roles import Permission
from openiop.care.calendar import actions, queries
from openiop.care.calendar.forms import StarterForm, TopicForm
from openiop.care.calendar.models import Topic
from openiop.rulebook.curriculum import starter

P = Permission


@require_GET
def topics(request: HttpRequest) -> HttpResponse:
    """What do the groups work on, and in which order?"""
    gate = request.gate  # type: ignore[attr-defined]
    rows = list(queries.topics(gate))
    modules = [(module, list(found)) for module, found in groupby(rows, key=lambda topic: topic.module)]
    used = set(queries.groups(gate).values_list("module", flat=True))
    context = {"modules": modules, "count": len(rows), "used": used, "may_schedule": gate.may(P.SCHEDULE)}
    return render(request, "calendar/topics.html", context)


def new_topic(request: HttpRequest) -> HttpResponse:
    gate = request.gate  # type: ignore[attr-defined]
    gate.require(P.SCHEDULE)
    form = TopicForm(request.POST or None, gate=gate, initial={"module": request.GET.get("module", "")})
    if form.is_valid():
        actions.add_topic(by=gate.actor, program=gate.program, **form.cleaned_data)
        messages.success(request, _("Added at the end of its curriculum."))
        return redirect("calendar:topics")
    return _form(request, form)


def change_topic(request: HttpRequest, topic_id: UUID) -> HttpResponse:
    gate = request.gate  # type: ignore[attr-defined]
    row = gate.fetch(Topic, topic_id, P.SCHEDULE)
    form = TopicForm(request.POST or None, gate=gate, instance=row)
    if form.is_valid():
        actions.change_topic(by=gate.actor, topic=row, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("calendar:topic", row.pk)
    return _form(request, form, topic=row)


@require_POST
def order_topic(request: HttpRequest, topic_id: UUID) -> HttpResponse:
    """One place earlier or later."""
    gate = request.gate  # type: ignore[attr-defined]
    row = gate.fetch(Topic, topic_id, P.SCHEDULE)
    actions.change_topic(by=gate.actor, topic=row, step=-1 if request.POST.get("to") == "earlier" else 1)
    return redirect("calendar:topics")


@require_GET
def topic(request: HttpRequest, topic_id: UUID) -> HttpResponse:
    """What does this hour need?"""
    gate = request.gate  # type: ignore[attr-defined]
    row = gate.fetch(Topic, topic_id, P.SEE_PROGRAM)
    meetings = queries.meetings_on(gate, row)
    context = {"topic": row, "may_schedule": gate.may(P.SCHEDULE), "meetings": meetings, "program": gate.program}
    return render(request, "calendar/topic.html", context)


@require_GET
def handout(request: HttpRequest, topic_id: UUID) -> HttpResponse:
    """A sheet of paper for everyone in the group. It names nobody."""
    gate = request.gate  # type: ignore[attr-defined]
    row = gate.fetch(Topic, topic_id, P.SEE_PROGRAM)
    return render(request, "calendar/handout.html", {"topic": row})


def begin(request: HttpRequest) -> HttpResponse:
    """Take over the starter curriculum, or parts of it, in English or Spanish."""
    gate = request.gate  # type: ignore[attr-defined]
    gate.require(P.SCHEDULE)
    data = request.POST or None
    form = StarterForm(data, initial={"language": request.GET.get("language", "")})
    if form.is_valid():
        made = actions.take_over_starter(by=gate.actor, program=gate.program, **form.cleaned_data)
        if made:
            words = ngettext("%(count)d topic is yours now. Change what you like.",
                             "%(count)d topics are yours now. Change what you like.", len(made))  # fmt: skip
            messages.success(request, words % {"count": len(made)})
        else:
            messages.info(request, _("All of these are in your curriculum already."))
        return redirect("calendar:topics")
    known = set(queries.topics(gate).values_list("origin", flat=True))
    modules = [(m, {t.key for t in m.topics} <= known) for m in starter(form.shown_language)]
    something_new = not all(is_known for _module, is_known in modules)
    context = {"form": form, "modules": modules, "chosen": form.chosen, "something_new": something_new}
    return render(request, "calendar/starter.html", context, status=422 if form.errors else 200)


def _form(request: HttpRequest, form: Form, **context: object) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, "calendar/topic_form.html", {"form": form, **context}, status=status)
