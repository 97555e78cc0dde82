"""Breakouts, from the facilitator's page: deal, put somebody elsewhere by hand, send, walk, call back."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from openiop.care.calendar.models import Session
from openiop.care.virtual import actions as virtual
from openiop.care.virtual.views.host import after, fetch


@require_POST
def breakouts(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """`do` says which: deal, place, send, walk or back."""
    return after(request, fetch(request, session_id), act, said=request.POST)


def act(by: Any, session: Session, said: QueryDict) -> None:
    do = said.get("do", "")
    if do == "deal":
        virtual.deal(by=by, session=session, breakouts=number(said.get("breakouts", "")))
    elif do == "place":
        virtual.place(by=by, session=session, seat=said.get("seat", ""), breakout=number(said.get("breakout", "")))
    elif do == "send":
        minutes = said.get("minutes", "").strip()
        virtual.send(by=by, session=session, minutes=number(minutes) if minutes else None)
    elif do == "walk":
        virtual.walk(by=by, session=session, breakout=number(said.get("breakout", "")))
    elif do == "back":
        virtual.call_back(by=by, session=session)
    else:
        raise ValidationError(_("Choose what to do with the breakouts."))


def number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 5):
        raise ValidationError(_("Write a number."))
    return int(text)
