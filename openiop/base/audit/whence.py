"""Where an act comes from: the address of the device and the door it came through. Known to the request only; an
action far below asks here, so that nothing has to be handed down through every call."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True)
class Whence:
    """`address` of the device; `name_door` gives the name of the URL, which is known later than the address;
    `viewing` says whether somebody only looks: what is written tells of itself."""

    address: str = ""
    name_door: Callable[[], str] = str
    viewing: bool = True

    @property
    def door(self) -> str:
        return self.name_door()[:80]


NOWHERE = Whence()
_here: ContextVar[Whence] = ContextVar("openiop_whence", default=NOWHERE)


def here() -> Whence:
    """Where the act at hand comes from; NOWHERE for a job or a command that did not say."""
    return _here.get()


@contextmanager
def enter(*, address: str = "", door: str | Callable[[], str] = "", viewing: bool = True) -> Iterator[None]:
    """Everything recorded inside came from here."""
    token = _here.set(Whence(address[:45], door if callable(door) else lambda: door, viewing))
    try:
        yield
    finally:
        _here.reset(token)


@contextmanager
def of_request(request: HttpRequest, address: str | None) -> Iterator[None]:
    """`enter` for a request that comes from `address`."""

    def door() -> str:
        return request.resolver_match.view_name if request.resolver_match else ""

    with enter(address=address or "", door=door, viewing=request.method in ("GET", "HEAD")):
        yield
