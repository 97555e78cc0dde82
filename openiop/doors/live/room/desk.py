"""The gateway's way to the records: the same gate, actions and walls as every page, in a few threads of its own."""

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import close_old_connections
from django.http import Http404
from django.utils.translation import override

from openiop.base.context import everything, standing
from openiop.base.people.roles import Permission
from openiop.base.privacy.gate import Gate
from openiop.care.calendar.models import Session
from openiop.care.virtual import actions as virtual
from openiop.care.virtual.models import Admission
from openiop.care.virtual.queries.state import RoomState, look, seen

THREADS = 3


@dataclass(frozen=True)
class No:
    """What was asked is not theirs to ask ("forbidden"), or cannot be now (with words for the page)."""

    code: str
    words: str = ""


class Desk:
    """Everything here runs in a thread and may take a few milliseconds."""

    def __init__(self) -> None:
        self.threads = ThreadPoolExecutor(THREADS, thread_name_prefix="video")

    async def ask[T](self, do: Callable[..., T], *told: object) -> T:
        return await asyncio.get_running_loop().run_in_executor(self.threads, lambda: tidily(do, *told))

    async def look(self, organisation: UUID, rooms: Iterable[UUID]) -> dict[UUID, RoomState]:
        return await self.ask(look, organisation, list(rooms))

    async def seen(self, organisation: UUID, logins: Iterable[str]) -> None:
        await self.ask(seen, organisation, list(logins))

    async def left(self, organisation: UUID, admission: UUID) -> None:
        await self.ask(left, organisation, admission)

    async def write(self, organisation: UUID, admission: UUID, words: str) -> None:
        await self.ask(write, organisation, admission, words)

    async def moderate(self, organisation: UUID, admission: UUID, verb: str, seat: str, on: bool) -> No | None:
        return await self.ask(moderate, organisation, admission, verb, seat, on)

    def close(self) -> None:
        self.threads.shutdown(wait=False, cancel_futures=True)


def tidily[T](do: Callable[..., T], *told: object) -> T:
    close_old_connections()
    try:
        return do(*told)
    finally:
        close_old_connections()


def left(organisation: UUID, admission: UUID) -> None:
    with standing(everything(organisation)):
        found = Admission.objects.filter(pk=admission).select_related("room").first()
        if found:
            virtual.leave(admission=found, by=found.client or found.staff)


def write(organisation: UUID, admission: UUID, words: str) -> None:
    with standing(everything(organisation)):
        found = Admission.objects.filter(pk=admission, client__isnull=False).select_related("room", "client").first()
        if found and found.client:
            virtual.keep_chat(by=found.client, admission=found, words=words)


def moderate(organisation: UUID, admission: UUID, verb: str, seat: str, on: bool) -> No | None:
    """A facilitator's act, as the person behind this admission and under their rights; None where it was done."""
    with standing(everything(organisation)):
        found = (
            Admission.objects.filter(pk=admission).select_related("room", "staff__user", "staff__home_program").first()
        )
    if found is None or found.staff is None:
        return No("forbidden")
    staff = found.staff
    try:
        with standing(staff.standing), override((staff.user.language if staff.user else "") or "en"):
            related = ("program__organisation",)
            session = Gate.of(staff, staff.home_program).fetch(
                Session, found.room.session_id, Permission.TAKE_ATTENDANCE, related=related
            )
            act(verb, staff, session, seat, on)
    except (PermissionDenied, Http404):
        return No("forbidden")
    except ValidationError as error:
        return No("refused", " ".join(error.messages))
    return None


def act(verb: str, by: object, session: Session, seat: str, on: bool) -> None:
    if verb == "admit":
        virtual.admit(by=by, session=session, seat=seat)
    elif verb == "remove":
        virtual.remove(by=by, session=session, seat=seat)
    elif verb == "lock":
        virtual.lock_room(by=by, session=session, on=on)
    elif verb == "end":
        virtual.close_room(by=by, session=session)
    else:  # mute: nothing is kept of it, but the right is asked for as for the others
        virtual.require_host(by, session)
