"""Where an act comes from: the address of the device and the door it came through. Known to the request only; an
action far below asks here, so that nothing has to be handed down through every call."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest


@dataclass(frozen=True)
class Whence:
    """`address` of the device; `name_door` gives the name of the URL, which is known later than the address."""

    address: str = ""
    name_door: Callable[[], str] = str

    @property
    def door(self) -> str:
        return self.name_door()[:80]


NOWHERE = Whence()
_here: ContextVar[Whence] = ContextVar("openiop_whence", default=NOWHERE)


def here() -> Whence:
    """Where the act at hand comes from; NOWHERE for a job or a command that did not say."""
    return _here.get()


@contextmanager
def enter(*, address: str = "", door: str | Callable[[], str] = "") -> Iterator[None]:
    """Everything recorded inside came from here."""
    token = _here.set(Whence(address[:45], door if callable(door) else lambda: door))
    try:
        yield
    finally:
        _here.reset(token)


@contextmanager
def of_request(request: HttpRequest) -> Iterator[None]:
    """`enter` for a request."""
    with enter(address=address_of(request), door=lambda: door_of(request)):
        yield


def address_of(request: HttpRequest) -> str:
    """The address of the device that asks. Where a proxy stands in front (OPENIOP_HTTPS), the last address that it
    wrote down; what the device itself wrote before that is not believed."""
    if settings.HTTPS:
        forwarded = request.headers.get("X-Forwarded-For", "")
        if last := forwarded.rpartition(",")[2].strip():
            return last
    return str(request.META.get("REMOTE_ADDR") or "")


def door_of(request: HttpRequest) -> str:
    """The name of the URL that was asked for."""
    return request.resolver_match.view_name if request.resolver_match else ""
