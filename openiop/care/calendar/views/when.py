"""When somebody can come, when somebody works, and who is kept apart."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openiop.base.people.models import Client, Staff
from openiop.base.people.roles import Permission as P
from openiop.care.calendar import hours, queries, saying
from openiop.care.calendar.actions.apart import end_separation, separate
from openiop.care.calendar.actions.saying import say_hours, say_when
from openiop.care.calendar.models import Membership
from openiop.care.calendar.when import Availability, Separation, Terms, WorkingHours
from openiop.care.calendar.when_forms import (
    HoursForm,
    SeparationForm,
    TermsForm,
    WhenReasonForm,
    initial_of,
    lines_of,
    ticked,
)
from openiop.care.placement.models import Episode

ClientLines, StaffLines = lines_of(WhenReasonForm), lines_of(HoursForm)


@require_http_methods(["GET", "POST"])
def availability(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """When can this person come?"""
    gate = request.gate
    client = gate.fetch(Client, client_id, P.SCHEDULE)
    rows = list(gate.rows(Availability, P.SCHEDULE).filter(client=client))
    episode = gate.rows(Episode, P.SCHEDULE).filter(client=client, program=gate.program, closed_on=None)
    stay = episode.select_related("track").first()
    form = ClientLines(
        request.POST if request.POST.get("do") == "lines" else None,
        initial=initial_of(rows, WhenReasonForm.base_fields),
        prefix="line",
    )
    if request.method == "POST":
        lines = wanted_lines(request, form, rows)
        if lines is not None and kept(request, form, lambda: say_when(by=gate.staff, client=client, lines=lines)):
            messages.success(request, _("Kept. The next week is planned with it."))
            return redirect("calendar:availability", client_id=client.pk)
    week = saying.next_week(gate.program)
    assumed = saying.assumed_of_client(stay.track if stay else None, gate.program, week)
    free = hours.client_week(rows, week, assumed)
    context = {
        "client": client,
        "form": form,
        "is_said": free.is_said,
        "track": stay.track if stay else None,
        "days": saying.picture(free, week, gate.program),
        "rows": saying.grid(rows),
        "has_rows": bool(rows),
        "may_see_apart": gate.may(P.SIGN_PLAN),
    }
    return render(request, "calendar/availability.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def working_hours(request: HttpRequest, staff_id: UUID) -> HttpResponse:
    """When does this colleague work, and how much do they lead?"""
    gate = request.gate
    gate.require(P.MANAGE_STAFF)
    member = gate.fetch(Staff, staff_id, P.SEE_STAFF)
    rows = list(gate.rows(WorkingHours, P.SEE_STAFF).filter(staff=member))
    terms = gate.rows(Terms, P.SEE_STAFF).filter(staff=member).first()
    modules = sorted(set(queries.topics(gate).values_list("module", flat=True)) | set(terms.modules if terms else []))
    posted = request.POST if request.method == "POST" else None
    is_lines = request.POST.get("do") == "lines"
    form = StaffLines(posted if is_lines else None, initial=initial_of(rows, HoursForm.base_fields), prefix="line")
    limits = TermsForm(posted if is_lines else None, initial=terms_of(terms), modules=modules)
    if request.method == "POST":
        lines = wanted_lines(request, form, rows)
        said = limits.cleaned_data if is_lines and limits.is_valid() else terms_of(terms)
        good = lines is not None and (not is_lines or limits.is_valid())
        if good and kept(request, form, lambda: say_hours(by=gate.staff, staff=member, lines=lines or [], terms=said)):
            messages.success(request, _("Kept. The next week is planned with it."))
            return redirect("calendar:working_hours", staff_id=member.pk)
    week = saying.next_week(gate.program)
    free = hours.staff_week(rows, week, saying.assumed_of_staff(member, week))
    context = {
        "member": member,
        "form": form,
        "limits": limits,
        "is_said": free.is_said,
        "days": saying.picture(free, week, gate.program),
        "rows": saying.grid(rows),
    }
    return render(request, "calendar/working_hours.html", context, status=422 if form.is_bound else 200)


def terms_of(terms: Terms | None) -> dict[str, Any]:
    names = ("week_minutes", "day_minutes", "break_minutes", "break_from", "break_until", "modules")
    return {name: getattr(terms, name) for name in names} if terms else {"break_minutes": 0}


def wanted_lines(request: HttpRequest, form: Any, rows: list[Any]) -> list[dict[str, Any]] | None:
    """What was sent: the lines of the form, or the ticked half-hours in place of the undated lines of "can come"."""
    if request.POST.get("do") == "lines":
        return form.lines if form.is_valid() else None
    names = ("days", "starts", "ends", "way", "kind", "reason", "first_day", "last_day")
    others = [row for row in rows if not saying.is_plain(row)]
    try:
        return [*ticked(request.POST), *initial_of(others, names)]
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return None


def kept(request: HttpRequest, form: Any, act: Any) -> bool:
    """Whether it could be kept; what could not is said."""
    try:
        act()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return False
    return True


@require_http_methods(["GET", "POST"])
def separations(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Beside whom is this person not seated? The director and their therapist alone."""
    gate = request.gate
    client = gate.fetch(Client, client_id, P.SIGN_PLAN)
    today = gate.program.today()
    others = gate.rows(Client, P.SCHEDULE).filter(
        pk__in=gate.rows(Episode, P.SCHEDULE).filter(program=gate.program, closed_on=None).values("client")
    )
    form = SeparationForm(
        request.POST if request.POST.get("do") == "add" else None,
        others=others.exclude(pk=client.pk),
        initial={"first_day": today},
    )
    mine = gate.rows(Separation, P.SIGN_PLAN)
    rows = list((mine.filter(one=client) | mine.filter(other=client)).select_related("one", "other").distinct())
    if request.method == "POST" and request.POST.get("do") == "end":
        for row in rows:
            if str(row.pk) == request.POST.get("separation"):
                end_separation(by=gate.staff, separation=row, last_day=today)
                messages.success(request, _("They may sit together again from tomorrow."))
        return redirect("calendar:separations", client_id=client.pk)
    if request.method == "POST" and form.is_valid():
        try:
            separate(by=gate.staff, client=client, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("other", error.messages)
        else:
            messages.success(request, _("Kept. Nobody can seat them together."))
            if together := shared_groups(client, form.cleaned_data["other"], today):
                words = _("They sit together now in %(groups)s. Give one of them another seat.")
                messages.warning(request, words % {"groups": ", ".join(together)})
            return redirect("calendar:separations", client_id=client.pk)
    context = {
        "client": client,
        "form": form,
        "rows": [
            {"row": row, "other": row.other if row.one_id == client.pk else row.one, "holds": holds_on(row, today)}
            for row in rows
        ],
    }
    return render(request, "calendar/separations.html", context, status=422 if form.errors else 200)


def holds_on(row: Separation, day: Any) -> bool:
    return row.last_day is None or row.last_day > day


def shared_groups(one: Client, other: Client, day: Any) -> list[str]:
    """Names of the groups in which both have a standing seat from this day on."""
    standing = Q(last_day=None) | Q(last_day__gte=day)
    mine = Membership.objects.filter(standing, client=one).values("group")
    rows = Membership.objects.filter(standing, client=other, group__in=mine).order_by("group__name")
    return list(rows.values_list("group__name", flat=True).distinct())
