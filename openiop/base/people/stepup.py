"""Is it still you? What must not happen on a screen that somebody left open asks once more (step-up).

`@stepup.required()` on a view asks and comes back; a sent form is kept and can be sent again.
`if not recently(request): return ask(request)` is the same inside a view, after it has looked who and what.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
    record_authentication,
)
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse

MINUTES = 5


def recently(request: HttpRequest, minutes: float = MINUTES) -> bool:
    """Whether this person showed who they are (sign-in, unlocking, step-up) in the last `minutes`, in this session."""
    if not request.user.is_authenticated:
        return False
    records = get_authentication_records(request, request.user)
    return any(time.time() - record["at"] < minutes * 60 for record in records)


def showed(request: HttpRequest, user: Any, method: str) -> None:
    """Remembers that `user` has just shown who they are; the session gets a new key, so that a stolen one ends."""
    last = get_authentication_records(request, user)[-5:]
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = last
    record_authentication(request, user, method=method, reauthenticated=True)
    request.session.cycle_key()


def forget(session: SessionBase) -> None:
    """As if hours had passed: the next step-up asks. For tests, and for a page that wants to be asked each time."""
    session.pop(AUTHENTICATION_METHODS_SESSION_KEY, None)


def ask(request: HttpRequest) -> HttpResponse:
    """The question, instead of an answer: "Is it still you?". What was sent can be sent again afterwards."""
    from openiop.base.people.lock_views import ask_again

    return ask_again(request, locked=False)


def required(minutes: float = MINUTES) -> Callable[..., Any]:
    """A view that runs only for somebody who showed who they are a moment ago; else asks, and comes back here."""

    def decorator(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def stepped_up(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            return view(request, *args, **kwargs) if recently(request, minutes) else ask(request)

        return stepped_up

    return decorator
