"""The chart's lists as HTML. Composed by hand, each part escaped: templates made these rows half of the page's time."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from openiop.base.look.icons import icon
from openiop.base.look.markup import words
from openiop.base.look.moments import local_day, local_time
from openiop.base.look.parts import chip
from openiop.base.people.models import Contact
from openiop.base.programs.models import Program
from openiop.care.calendar.models import Session

ANYBODY = "00000000-0000-0000-0000-000000000000"


@lru_cache(maxsize=64)
def address_of_any(name: str, key: str) -> str:
    """The address `name` of nobody in particular: ANYBODY stands where an identifier belongs."""
    return reverse(name, kwargs={key: ANYBODY})


def session_url(session_id: UUID) -> str:
    return address_of_any("encounters:session", "session_id").replace(ANYBODY, str(session_id))


def goals(entries: Iterable[dict[str, Any]]) -> SafeString:
    """Each goal in the client's words, its state, and the sessions that touched it."""
    nothing = _("No signed session has touched it yet.")  # makemessages finds no text inside an f-string
    untouched = f'<p class="sm muted">{words(nothing)}</p>'
    drawn = []
    for entry in entries:
        goal, touches = entry["goal"], "".join([touch(each) for each in entry["touches"]])
        own = f'<p class="sm own"><q>{words(goal.own_words)}</q></p>' if goal.own_words else ""
        drawn.append(
            f'<article class="goal"><div><h3>{words(goal.title)}</h3></div>'
            f"<div>{chip(goal.get_status_display(), entry['tone'])}</div>{own}"
            f"{f'<ol class="thread flat">{touches}</ol>' if touches else untouched}</article>"
        )
    return SafeString("".join(drawn))


def touch(each: dict[str, Any]) -> str:
    """One session that touched a goal."""
    return (
        f'<li data-done><div class="row top nowrap"><span class="when-sm sm strong">{words(each["when"])}</span>'
        f'<span class="sm"><a class="plain" href="{session_url(each["session"])}">'
        f"{words(each['text'] or each['title'])}</a></span></div></li>"
    )


def coming(sessions: Iterable[Session], program: Program) -> SafeString:
    """What is next, the first one marked."""
    drawn = []
    for at, session in enumerate(sessions):
        start = session.during.lower
        where = _("by video") if session.is_virtual else session.room
        drawn.append(
            f'<li{"" if at else " data-now"}><div class="row top nowrap">'
            f'<span class="when-sm sm strong">{words(local_day(start, program))}</span><div>'
            f'<a class="plain strong block-b" href="{session_url(session.pk)}">{words(session.title)}</a>'
            f"<small>{words(local_time(start, program))}{f', {words(where)}' if where else ''}</small></div></div></li>"
        )
    return SafeString(f'<ol class="thread">{"".join(drawn)}</ol>' if drawn else "")


def known(facts: Iterable[dict[str, Any]]) -> SafeString:
    """What to know before one walks in."""
    return SafeString(
        "".join(
            f'<li class="fact">{icon(each["icon"])}<span><b>{words(each["title"])}</b>'
            f"<small>{words(each['line'])}</small></span></li>"
            for each in facts
        )
    )


def around(contacts: Iterable[Contact]) -> SafeString:
    """The people around a client, with whether they know that this is treatment."""
    unaware = _("Does not know about treatment")
    secret = f'<small class="say-caution">{words(unaware)}</small>'
    drawn = []
    for each in contacts:
        phone = f' · <a href="tel:{words(each.phone)}">{words(each.phone)}</a>' if each.phone else ""
        drawn.append(
            f'<li class="fact">{icon("phone-call" if each.is_emergency else "user-round")}<span>'
            f"<b>{words(each.name)}</b><small>{words(each.relationship)}{phone}</small>"
            f"{'' if each.knows else secret}</span></li>"
        )
    return SafeString("".join(drawn))
