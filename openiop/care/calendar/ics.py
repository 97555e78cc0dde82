"""A person's appointments as their phone's calendar takes them (RFC 5545): eight weeks ahead, two back.

Nothing in it says what kind of care this is, who else comes, or why. Instants are written in UTC, so no change of the
clocks can move one. What was cancelled, or is no longer theirs, is said once more as cancelled: a calendar that only
took it away would leave some phones with the old entry.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override
from icalendar import Calendar, Event, vDuration

from openiop.care.calendar.feeds import Feed
from openiop.care.calendar.models import Lead, Seat, Session

AHEAD, BACK = timedelta(weeks=8), timedelta(weeks=2)
ASK_AGAIN = timedelta(hours=1)
W = Feed.Wording


@dataclass(frozen=True)
class Entry:
    """One appointment. `revision` only ever grows; `is_on`: it takes place, with this person."""

    session: Session
    is_on: bool
    revision: int


def entries_of(feed: Feed, now: datetime) -> list[Entry]:
    """Their seats (a client) or hours (staff), each session once, in the order of the calendar. Asked as the house."""
    rows: Any = Seat.objects.filter(client=feed.client) if feed.client_id else Lead.objects.filter(staff=feed.staff)
    rows = rows.filter(during__endswith__gt=now - BACK, during__startswith__lt=now + AHEAD)
    found: dict[Any, list[Any]] = {}
    for row in rows.select_related("session__room__site", "session__program__site").order_by("during", "session_id"):
        found.setdefault(row.session_id, []).append(row)
    return [_entry(each) for each in found.values()]


def _entry(rows: list[Any]) -> Entry:
    """Somebody may have had a seat, given it back and taken it again: each of these is a change."""
    session, live = rows[0].session, any(each.is_live for each in rows)
    turns = len(rows) - 1 + sum(not each.is_live for each in rows)
    return Entry(session, live and not session.is_cancelled, session.revision + turns)


def calendar_of(feed: Feed, entries: Iterable[Entry]) -> bytes:
    """The file: CRLF, folded, UTF-8. The same appointments give the same bytes."""
    with override(feed.language):
        made = Calendar()
        made.add("prodid", "-//Calendar//EN")  # the software's name would tell what it is for
        made.add("version", "2.0")
        made.add("calscale", "GREGORIAN")
        made.add("method", "PUBLISH")
        made.add("x-wr-calname", _("Work") if feed.staff_id else _("Appointments"))
        made.add("refresh-interval", vDuration(ASK_AGAIN), parameters={"VALUE": "DURATION"})
        made.add("x-published-ttl", "PT1H")
        for each in entries:
            made.add_component(_event(feed, each))
        return bytes(made.to_ical())


def _event(feed: Feed, entry: Entry) -> Event:
    session, event = entry.session, Event()
    changed = (session.revised_at or session.created_at).astimezone(UTC).replace(microsecond=0)
    event.add("uid", feed.uid(session.pk))
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", entry.revision)
    event.add("dtstart", session.during.lower.astimezone(UTC))
    event.add("dtend", session.during.upper.astimezone(UTC))
    event.add("summary", title_of(feed, session))
    if feed.shows_place and (place := place_of(session)):
        event.add("location", place)
    event.add("status", "CONFIRMED" if entry.is_on else "CANCELLED")
    event.add("transp", "OPAQUE" if entry.is_on else "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event


def title_of(feed: Feed, session: Session) -> str:
    """The word they chose. Staff may have what the session is called: a group's name, or the kind of hour; an hour with
    one person may carry their name in its title, so that is never used."""
    if feed.staff_id and feed.wording == W.SESSION:
        return session.title if session.group_id else session.get_kind_display()
    return str(W(feed.wording).label)


def place_of(session: Session) -> str:
    """Room and street; what the place is called stays out."""
    if session.is_virtual:
        return _("By video")
    site = session.room.site if session.room else session.program.site
    parts = [session.room.name if session.room else "", site.line1, site.city]
    return ", ".join(each for each in parts if each)
