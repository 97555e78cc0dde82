"""The weekly groups."""

from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from openiop.base.people.roles import Permission
from openiop.care.calendar import actions, queries, rules
from openiop.care.calendar.forms import EndGroupForm, GroupForm, LeaveForm
from openiop.care.calendar.models import Group, Membership, Session

P = Permission


@require_GET
def groups(request: HttpRequest) -> HttpResponse:
    """Where is a seat?"""
    gate = request.gate  # type: ignore[attr-defined]
    rows = list(queries.groups(gate))
    starts_at = gate.program.week_start
    days = [(label, list(found)) for label, found in groupby(rows, key=lambda g: g.get_weekday_display())]
    days.sort(key=lambda each: (each[1][0].weekday - starts_at) % 7)
    context = {
        "days": days,
        "count": len(rows),
        "open_seats": sum(max(0, group.open_seats) for group in rows),  # type: ignore[attr-defined]
        "full": sum(group.open_seats <= 0 for group in rows),  # type: ignore[attr-defined]
        "may_schedule": gate.may(P.SCHEDULE),
    }
    return render(request, "calendar/groups.html", context)


@require_GET
def group(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """When does it meet, and with whom?"""
    gate = request.gate  # type: ignore[attr-defined]
    related = ("facilitator", "co_facilitator", "room", "track", "program")
    row = gate.fetch(Group, group_id, P.SEE_PROGRAM, related=related)
    ahead = queries.whole(
        gate.rows(Session, P.SEE_PROGRAM).filter(group=row, during__endswith__gt=timezone.now())
    ).order_by("during")[: rules.WEEKS_AHEAD + 2]
    context = {
        "group": row,
        "sessions": list(ahead),
        "members": list(queries.members(gate, row)),
        "today": gate.program.today(),
        "may_schedule": gate.may(P.SCHEDULE),
        "may_see_hours": gate.may(P.SEE_HOURS),
    }
    return render(request, "calendar/group.html", context)


def new_group(request: HttpRequest) -> HttpResponse:
    gate = request.gate  # type: ignore[attr-defined]
    gate.require(P.SCHEDULE)
    form = GroupForm(request.POST or None, gate=gate, initial={"first_day": gate.program.today()})
    if form.is_valid():
        try:
            made = actions.open_group(by=gate.actor, program=gate.program, **form.wanted)
        except (actions.Clash, ValidationError) as error:
            told(form, error)
        else:
            messages.success(request, _("{group} is open, with its sessions of the next weeks.").format(group=made))
            return redirect("calendar:group", made.pk)
    return _form(request, "calendar/group_form.html", form)


def change_group(request: HttpRequest, group_id: UUID) -> HttpResponse:
    gate = request.gate  # type: ignore[attr-defined]
    gate.require(P.SCHEDULE)
    row = gate.fetch(Group, group_id, P.SCHEDULE, related=("facilitator", "co_facilitator", "room", "program"))
    form = GroupForm(request.POST or None, gate=gate, instance=row)
    if form.is_valid():
        fresh = gate.fetch(Group, group_id, P.SCHEDULE, related=("facilitator", "co_facilitator", "room", "program"))
        try:
            actions.change_group(by=gate.actor, group=fresh, **form.wanted)
        except (actions.Clash, ValidationError) as error:
            told(form, error)
        else:
            messages.success(request, _("Changed, together with the sessions to come."))
            return redirect("calendar:group", row.pk)
    name = gate.fetch(Group, group_id, P.SCHEDULE).name if request.POST else row.name
    return _form(request, "calendar/group_form.html", form, group=row, group_name=name)


def end_group(request: HttpRequest, group_id: UUID) -> HttpResponse:
    gate = request.gate  # type: ignore[attr-defined]
    row = gate.fetch(Group, group_id, P.SCHEDULE, related=("program",))
    form = EndGroupForm(request.POST or None, initial={"last_day": gate.program.today()})
    if form.is_valid():
        count = actions.end_group(by=gate.actor, group=row, **form.cleaned_data)
        messages.success(request, _("{group} ends. {count} sessions are cancelled.").format(group=row, count=count))
        return redirect("calendar:group", row.pk)
    return _form(request, "calendar/end_group.html", form, group=row, members=queries.members(gate, row))


def leave(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """A client leaves a group."""
    gate = request.gate  # type: ignore[attr-defined]
    row = gate.fetch(Membership, membership_id, P.SCHEDULE, related=("group", "client"))
    form = LeaveForm(request.POST or None, initial={"last_day": gate.program.today()})
    if form.is_valid():
        freed = actions.end_membership(by=gate.actor, membership=row, **form.cleaned_data)
        words = _("{name} leaves {group}. {count} later seats are free again.")
        messages.success(request, words.format(name=row.client.first_name, group=row.group, count=freed))
        return redirect("calendar:group", row.group_id)
    return _form(request, "calendar/leave.html", form, membership=row)


def told(form: Form, error: actions.Clash | ValidationError) -> None:
    """Puts what an action refused where a person finds it: at its field, else above the form."""
    if isinstance(error, actions.Clashes):
        for clash in error.clashes:
            form.add_error(None, str(clash))
    elif isinstance(error, ValidationError) and hasattr(error, "error_dict"):
        for name, errors in error.error_dict.items():
            form.add_error(name if name in form.fields else None, errors)
    elif isinstance(error, ValidationError):
        form.add_error(None, error)
    else:
        form.add_error(None, str(error))


def _form(request: HttpRequest, template: str, form: Form, **context: object) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, template, {"form": form, **context}, status=status)
