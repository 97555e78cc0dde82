"""How somebody's scores move, asking an instrument, and the safety answers that wait for a human."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from openiop.base.people.models import Client
from openiop.base.people.roles import Permission as P
from openiop.care.measures import actions, queries, show
from openiop.care.measures.forms import AlertForm, AskForm, CorrectForm
from openiop.care.measures.models import Response, SafetyAlert
from openiop.rulebook import instruments
from openiop.rulebook.crisis import CRISIS_TEXT


@require_GET
def client_measures(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """How is it moving?"""
    gate = request.gate
    client = gate.fetch(Client, client_id, P.SEE_CHART)
    trends = queries.trends(gate, client)
    history = queries.answered(gate, client).reverse()
    context = {
        "client": client,
        "charts": show.charts(trends, gate.program),
        "answer": show.in_short(trends, client),
        "ask": show.to_ask(queries.latest(gate, client), gate.program),
        "may_ask": gate.may(P.ASK_MEASURES),
        "page": Paginator(history, 12).get_page(request.GET.get("page")),
        "open_alerts": queries.open_alerts(gate, client),
    }
    context["history"] = [show.row(response) for response in context["page"]]
    return render(request, "measures/client.html", context)


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, client_id: UUID, instrument: str) -> HttpResponse:
    """One instrument, asked now."""
    gate = request.gate
    gate.require(P.ASK_MEASURES)
    client = gate.fetch(Client, client_id, P.SEE_CHART)
    asked = known(instrument)
    language = chosen_language(request, client)
    form = AskForm(asked, language, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = actions.answer(
            by=gate.staff,
            client=client,
            program=gate.program,
            instrument=asked.key,
            answers=form.answers(),
            key=form.cleaned_data["key"],
        )
        return after(request, given)
    return ask_page(request, form, client, {"title": asked.title})


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, response_id: UUID) -> HttpResponse:
    """The same questions again; the old answers are kept."""
    gate = request.gate
    gate.require(P.ASK_MEASURES)
    old = gate.fetch(Response, response_id, P.SEE_CHART, related=("client", "replaced_by"))
    if hasattr(old, "replaced_by"):
        messages.info(request, _("These answers were corrected already. This is the page of the new ones."))
        return redirect("measures:response", response_id=old.replaced_by.pk)
    form = CorrectForm(old, chosen_language(request, old.client), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            new = actions.correct(
                by=gate.staff,
                response=old,
                program=gate.program,
                answers=form.answers(),
                why=form.cleaned_data["why"],
                key=form.cleaned_data["key"],
            )
            return after(request, new)
        except ValidationError as error:
            form.add_error(None, error)
    return ask_page(request, form, old.client, {"title": form.instrument.title, "old": old})


def ask_page(request: HttpRequest, form: AskForm, client: Client, context: dict[str, Any]) -> HttpResponse:
    status = 422 if form.is_bound else 200
    context |= {"form": form, "client": client, "instrument": form.instrument, "language": form.language}
    context["languages"] = [("en", "English"), ("es", "Español")]
    return render(request, "measures/ask.html", context, status=status)


def known(key: str) -> instruments.Instrument:
    if key not in instruments.known():
        raise Http404
    return instruments.get(key)


def chosen_language(request: HttpRequest, client: Client) -> str:
    """The language of the questions: what the page asks for, else the client's."""
    wanted = request.GET.get("lang") or client.language
    return "es" if wanted == "es" else "en"


def after(request: HttpRequest, given: Response) -> HttpResponse:
    """Back to the page that asked (?then=) or the measures; to the answers where somebody has to act now."""
    if given.alerts:
        return redirect("measures:response", response_id=given.pk)
    messages.success(request, show.said(given))
    back = request.GET.get("then", "")
    if back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return redirect(back)
    return redirect("measures:client", client_id=given.client_id)


@require_GET
def response(request: HttpRequest, response_id: UUID) -> HttpResponse:
    """One set of answers, word for word."""
    gate = request.gate
    related = ("client", "recorded_by", "replaces", "replaced_by")
    given = gate.fetch(Response, response_id, P.SEE_CHART, related=related)
    alerts = list(gate.rows(SafetyAlert, P.SEE_CHART).filter(response=given).select_related("answered_by"))
    context = {
        "given": given,
        "client": given.client,
        "shown": show.row(given),
        "answers": show.answers(given, "es" if given.client.language == "es" else "en"),
        "alerts": alerts,
        "waiting": [alert for alert in alerts if alert.answered_at is None],
        "crisis": CRISIS_TEXT.translated(_),
        "newer": getattr(given, "replaced_by", None),
        "may_ask": gate.may(P.ASK_MEASURES),
    }
    return render(request, "measures/response.html", context)


@require_GET
def alerts(request: HttpRequest) -> HttpResponse:
    """Which safety answers wait for a human?"""
    return alerts_page(request)


@require_http_methods(["POST"])
def answer_alert(request: HttpRequest, alert_id: UUID) -> HttpResponse:
    """Says what was done, and takes the alert off the list."""
    alert = request.gate.fetch(SafetyAlert, alert_id, P.SEE_CHART, related=("client", "response"))
    form = AlertForm(request.POST, prefix=alert.pk.hex)
    if not form.is_valid():
        return alerts_page(request, form, alert)
    done = actions.close_alert(by=request.gate.staff, alert=alert, action_taken=form.cleaned_data["action_taken"])
    if done:
        messages.success(request, _("Thank you. What you did for %(name)s is kept.") % {"name": alert.client})
    else:
        messages.info(request, _("A colleague has already answered this one; their words stand below."))
    return redirect("measures:alerts")


def alerts_page(request: HttpRequest, failed: AlertForm | None = None, of: SafetyAlert | None = None) -> HttpResponse:
    gate = request.gate
    rows = Paginator(queries.open_alerts(gate), 20).get_page(request.GET.get("page"))
    waiting = [(each, failed if failed and of == each else AlertForm(prefix=each.pk.hex)) for each in rows]
    count = rows.paginator.count
    heading = (
        ngettext("%(n)d safety answer waits for you", "%(n)d safety answers wait for you", count) % {"n": count}
        if count
        else _("No safety answer is waiting")
    )
    context = {
        "heading": heading,
        "waiting": [(each, form, show.alert_words(each)) for each, form in waiting],
        "page": rows,
        "answered": queries.answered_alerts(gate)[:10],
        "crisis": CRISIS_TEXT.translated(_),
        "may_answer": gate.may(P.ASK_MEASURES),
    }
    return render(request, "measures/alerts.html", context, status=422 if failed else 200)
