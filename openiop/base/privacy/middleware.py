"""Puts the gate before every view, and makes a view that never asked it an error."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from openiop.base import context
from openiop.base.audit import whence
from openiop.base.people.knocks import address_of
from openiop.base.people.models import Client, Staff
from openiop.base.privacy.gate import Gate, Ungated

OPEN_MODULES = ("allauth.", "django.")  # sign-in and language choice: they hold no record


def open_door(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Marks a view that anyone may see: it reads no record of a person."""
    view.open_door = True  # type: ignore[attr-defined]
    return view


def is_open(view: Callable[..., Any]) -> bool:
    return getattr(view, "open_door", False) or view.__module__.startswith(OPEN_MODULES)


class GateMiddleware:
    """`request.gate` for every request; deny by default. It stands last, for it calls the view itself: in one
    transaction, in which the database knows who acts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.gate = None  # type: ignore[attr-defined]
        with whence.of_request(request, address_of(request)):
            response = self.get_response(request)
        if getattr(request, "must_ask", False):
            if response.status_code < 400 and not request.gate.asked:  # type: ignore[attr-defined]
                raise Ungated(f"{request.resolver_match.view_name} answered without asking the gate")  # type: ignore[union-attr]
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> HttpResponse:
        person = request.user.person if request.user.is_authenticated else None
        request.gate = Gate(person, program_of(request, person))  # type: ignore[attr-defined]
        if not is_open(view):
            if person is None:
                return redirect_to_login(request.get_full_path())
            request.must_ask = True  # type: ignore[attr-defined]
        if getattr(view, "_non_atomic_requests", None):  # it makes transactions of its own, and says who acts in each
            return view(request, *args, **kwargs)  # type: ignore[no-any-return]
        with context.standing(person.standing) if person else transaction.atomic():
            return view(request, *args, **kwargs)  # type: ignore[no-any-return]


def program_of(request: HttpRequest, person: Staff | Client | None) -> Any:
    """The program that a member of staff works in now: the one chosen in this session, else their home."""
    if not isinstance(person, Staff):
        return None
    chosen = request.session.get("program")
    if chosen and chosen != str(person.home_program_id):
        return person.programs.select_related("organisation").filter(pk=chosen).first() or person.home_program
    return person.home_program
