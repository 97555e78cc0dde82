"""Deciding about a level of care, and the stays that follow."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from openiop.base.people.models import Staff
from openiop.base.people.roles import Permission as P
from openiop.care.intake.models import Evaluation
from openiop.care.placement import actions, queries
from openiop.care.placement.forms import AdmitForm, ElsewhereForm, TherapistForm, blame, is_licensed
from openiop.care.placement.models import Episode
from openiop.care.placement.rules import ADMITS, week_number
from openiop.care.placement.words import in_words, level_name
from openiop.rulebook import codes


@require_GET
def stays(request: HttpRequest) -> HttpResponse:
    """Who is here, at which level, and who waits for a decision?"""
    gate, program = request.gate, request.gate.program
    mine = request.GET.get("who") == "mine"
    found = queries.open_episodes(gate, program)
    page = Paginator(found.filter(therapist=gate.staff) if mine else found, 30).get_page(request.GET.get("page"))
    today = program.today()
    rows = [
        {
            "episode": each,
            "week": week_number(each.opened_on, today),
            "level": (period := queries.level_on(each, today)),
            "name": level_name(period.level, program.edition) if period else "",
        }
        for each in page
    ]
    waiting = queries.ready_to_place(gate, program)[:20] if gate.may(P.PLACE) else []
    return render(
        request, "placement/stays.html", {"page": page, "rows": rows, "waiting": waiting, "mine": mine, "today": today}
    )


@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, evaluation_id: UUID) -> HttpResponse:
    """Which level, with whom, from when? Or who takes over?"""
    gate = request.gate
    evaluation = gate.fetch(
        Evaluation, evaluation_id, P.SEE_CHART, related=("client", "program__site", "referral", "signed_by")
    )
    gate.require(P.PLACE)
    program, client = evaluation.program, evaluation.client
    today = program.today()
    recommendation = queries.recommendation_of(evaluation)
    tracks = list(program.tracks.order_by("name"))
    chosen = next((t for t in tracks if str(t.pk) == request.POST.get("track")), tracks[0] if tracks else None)
    ranked = queries.therapists_for(program, client, today, chosen)
    given_here = recommendation.level in ADMITS
    start = {"opened_on": today, "actual_level": recommendation.level if given_here else None, "track": chosen}
    posted = request.POST if request.method == "POST" else None
    to_admit = posted if posted and posted.get("do") == "admit" else None
    to_send_on = posted if posted and posted.get("do") == "elsewhere" else None
    form = AdmitForm(to_admit, program=program, recommendation=recommendation, ranked=ranked, initial=start)
    elsewhere = ElsewhereForm(
        to_send_on,
        program=program,
        initial={"level": recommendation.level or "", "follow_up_on": today + timedelta(days=1)},
    )
    if to_admit is not None and form.is_valid() and (episode := try_to_admit(gate.staff, evaluation, form)):
        messages.success(request, _("%(name)s is admitted. Next: the plan.") % {"name": client.first_name})
        return redirect("plan:client", client_id=episode.client_id)
    if to_send_on is not None and elsewhere.is_valid() and try_to_send_on(gate.staff, evaluation, elsewhere):
        messages.success(
            request, _("Handed on. A case manager will see that %(name)s arrives.") % {"name": client.first_name}
        )
        return redirect("placement:stays")
    return render(
        request,
        "placement/decide.html",
        {
            "evaluation": evaluation,
            "client": client,
            "recommendation": recommendation,
            "level_name": level_name(recommendation.level, program.edition) if recommendation.level else "",
            "given_here": given_here,
            "reasons": [in_words(each) for each in (*recommendation.reasons[1:], *recommendation.alongside)],
            "blocking": [in_words(each) for each in recommendation.blocking],
            "diagnoses": queries.active_diagnoses(client.pk)[:8],
            "ratings": rated(evaluation),
            "here_already": queries.episode_of(client.pk, program),
            "form": form,
            "elsewhere": elsewhere,
            "unlicensed": [
                {"name": each.therapist.name, "reasons": [in_words(r) for r in each.reasons]}
                for each in ranked
                if not is_licensed(each)
            ],
        },
        status=400 if posted else 200,
    )


def rated(evaluation: Evaluation) -> list[dict[str, Any]]:
    """Each dimension with its rating in words and the evidence beside it."""
    words = dict(codes.ratings(evaluation.edition))  # type: ignore[arg-type]
    rows = {each.dimension: each for each in evaluation.ratings.all()}
    found = []
    for dimension in codes.dimensions(evaluation.edition):  # type: ignore[arg-type]
        row = rows.get(dimension.number)
        value = "" if row is None else row.minimum_level if row.severity is None else str(row.severity)
        found.append(
            {
                "label": _(dimension.label),
                "rating": _(words[value]) if value in words else "",
                "evidence": row.evidence if row else "",
            }
        )
    return found


def try_to_admit(by: Staff, evaluation: Evaluation, form: AdmitForm) -> Episode | None:
    said = form.cleaned_data
    therapist = Staff.objects.get(pk=said.pop("therapist"))
    try:
        return actions.admit(by=by, evaluation=evaluation, program=evaluation.program, therapist=therapist, **said)
    except ValidationError as error:
        blame(form, error)
        return None


def try_to_send_on(by: Staff, evaluation: Evaluation, form: ElsewhereForm) -> bool:
    try:
        actions.refer_elsewhere(by=by, evaluation=evaluation, **form.cleaned_data)
    except ValidationError as error:
        blame(form, error)
        return False
    return True


@require_GET
def episode(request: HttpRequest, episode_id: UUID) -> HttpResponse:
    """What was decided about this stay, by whom and why?"""
    gate = request.gate
    stay = gate.fetch(Episode, episode_id, P.SEE_CHART, related=("client", "program", "track", "therapist"))
    today = stay.program.today()
    return render(
        request,
        "placement/episode.html",
        {
            "episode": stay,
            "client": stay.client,
            "week": week_number(stay.opened_on, stay.closed_on or today),
            "now": queries.level_on(stay, today),
            "discharge": getattr(stay, "discharge", None),
            "levels": [
                {
                    "period": each,
                    "name": level_name(each.level, stay.program.edition),
                    "last": each.during.upper - timedelta(days=1) if each.during.upper else None,
                }
                for each in stay.levels.select_related("decision").order_by("-during")
            ],
            "decisions": [
                {
                    "row": each,
                    "reasons": [in_words(reason) for reason in each.evidence if "message" in reason],
                    "level": level_name(each.actual_level, stay.program.edition),
                    "recommended": level_name(each.recommended_level, stay.program.edition)
                    if each.recommended_level
                    else _("No level: something was missing"),
                }
                for each in queries.decisions_of(stay)
            ],
        },
    )


@require_http_methods(["GET", "POST"])
def change_therapist(request: HttpRequest, episode_id: UUID) -> HttpResponse:
    """Who answers for this person from now on?"""
    gate = request.gate
    stay = gate.fetch(Episode, episode_id, P.SEE_CHART, related=("client", "program__site", "track", "therapist"))
    gate.require(P.PLACE)
    ranked = queries.therapists_for(stay.program, stay.client, stay.program.today(), stay.track)
    form = TherapistForm(request.POST or None, ranked=ranked, now=str(stay.therapist_id))
    if request.method == "POST" and form.is_valid():
        therapist = Staff.objects.get(pk=form.cleaned_data["therapist"])
        try:
            actions.change_therapist(by=gate.staff, episode=stay, therapist=therapist, why=form.cleaned_data["why"])
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(
                request,
                _("%(therapist)s answers for %(name)s now.")
                % {"therapist": therapist.name, "name": stay.client.first_name},
            )
            return redirect("placement:episode", episode_id=stay.pk)
    return render(
        request,
        "placement/change_therapist.html",
        {"episode": stay, "client": stay.client, "form": form},
        status=400 if request.method == "POST" else 200,
    )
