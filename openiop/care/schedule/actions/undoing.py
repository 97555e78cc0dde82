"""A published week is taken back: the calendar is as it was before, until something of it has happened."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from openiop.base.audit.actions import record
from openiop.base.people.models import Client, Staff
from openiop.base.programs.models import Program, Room
from openiop.care.calendar import actions as calendar
from openiop.care.calendar.actions.weekly import Changes, Move, rearrange
from openiop.care.calendar.models import Group, Session
from openiop.care.schedule.actions.proposing import require_planner
from openiop.care.schedule.actions.publishing import WHY, TooLate
from openiop.care.schedule.proposals import Publication
from openiop.care.schedule.telling import tell


@transaction.atomic
def undo(
    *, by: Any, publication: Publication, page: str = "", desk: str = "", now: datetime | None = None
) -> Publication:
    """The calendar as it was before, until something of the published week has happened. Those affected are told again.
    Undoing twice is undoing once. Raises TooLate, and Clash where the time was given away since."""
    require_planner(by)
    program = Program.objects.select_for_update(no_key=True).get(pk=publication.program_id)
    now = now or timezone.now()
    publication = Publication.objects.select_for_update(of=("self",)).get(pk=publication.pk)
    if publication.undone_at is not None:
        return publication
    _can_be_undone(publication, now)
    _take_back(by, program, publication, now)
    publication.undone_at, publication.undone_by = now, by if isinstance(by, Staff) else None
    publication.save(update_fields=["undone_at", "undone_by"])
    record("schedule.week.unpublished", publication, by=by, week=publication.week.isoformat())
    tell(
        by=by, program=program, affected=publication.affected, key=f"schedule.unpublished:{publication.pk}", page=page,
        desk=desk,
    )  # fmt: skip
    return publication


def undoable_until(publication: Publication) -> datetime | None:
    """Until when it can be taken back: the first moment of what it touched."""
    text = publication.done.get("until")
    return datetime.fromisoformat(text) if text else None


def _can_be_undone(publication: Publication, now: datetime) -> None:
    until = undoable_until(publication)
    if until is not None and until <= now:
        raise TooLate(_("Something of this week has happened. Change what is still to come in the week itself."))
    later = Publication.objects.filter(
        program_id=publication.program_id, published_at__gt=publication.published_at, undone_at=None
    )
    if later.exists():
        raise TooLate(_("Another week was published after this one. Undo that one first."))


def _take_back(by: Any, program: Program, publication: Publication, now: datetime) -> None:
    done, house = publication.done, {"organisation_id": program.organisation_id}
    since = max(date.fromisoformat(done["since"]), program.local(now).date())
    groups = {str(g.pk): g for g in Group.objects.filter(program=program).select_related("facilitator", "room")}
    clients = {str(c.pk): c for c in Client.objects.filter(pk__in=_clients_in(done), **house)}
    changes = Changes(
        ends=[groups[key] for key in done["opened"]],
        changes=[(groups[each["group"]], _fields_back(each["fields"])) for each in done["changed"]],
        reopens=[
            (
                groups[each["group"]],
                date.fromisoformat(each["last_day"]) if each["last_day"] else None,
                [UUID(key) for key in each["sessions"]],
            )
            for each in done["ended"]
        ],
        joins=[
            *((groups[group], clients[client]) for group, client in done["left"]),
            *((groups[each["group"]], clients[client]) for each in done["ended"] for client in each["members"]),
        ],
        leaves=[(groups[group], clients[client]) for group, client in done["joined"]],
        moves=[_move_back(each) for each in done["moved"]],
    )
    for session in Session.objects.filter(pk__in=done["booked"], state=Session.State.PLANNED):
        calendar.cancel_session(by=by, session=session, why=WHY)
    rearrange(
        by=by, program=program, since=since, until=program.week_of(publication.week).last, changes=changes, why=WHY
    )
    staff = {str(s.pk): s for s in Staff.objects.filter(pk__in=_staff_in(done), **house)}
    rooms = {str(r.pk): r for r in Room.objects.filter(site_id=program.site_id)}
    for each in done["cancelled"]:
        calendar.book_session(
            by=by, program=program, kind=each["kind"], clients=[clients[key] for key in each["clients"]],
            staff=[staff[key] for key in each["staff"]], start=datetime.fromisoformat(each["start"]),
            minutes=each["minutes"], room=rooms.get(each["room"] or ""), virtual=each["virtual"],
        )  # fmt: skip


def _clients_in(done: dict[str, Any]) -> set[str]:
    found = {client for _group, client in (*done["left"], *done["joined"])}
    found |= {client for each in done["ended"] for client in each["members"]}
    return found | {client for each in (*done["cancelled"], *done["moved"]) for client in each["clients"]}


def _staff_in(done: dict[str, Any]) -> Iterable[str]:
    return {key for each in done["cancelled"] for key in each["staff"]}


def _fields_back(fields: dict[str, Any]) -> dict[str, Any]:
    rows = {"facilitator": Staff, "co_facilitator": Staff, "room": Room}
    found: dict[str, Any] = {}
    for name, value in fields.items():
        if name in rows:
            found[name] = rows[name]._default_manager.get(pk=value) if value else None
        else:
            found[name] = time.fromisoformat(value) if name == "starts" else value
    return found


def _move_back(each: dict[str, Any]) -> Move:
    session = Session.objects.select_related("program", "room").get(pk=each["session"])
    room = Room.objects.get(pk=each["room"]) if each["room"] else None
    return Move(session, datetime.fromisoformat(each["start"]), room)
