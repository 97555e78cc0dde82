"""Links that the calendar's pages need; the session's own page belongs to the room of encounters, above this one."""

from datetime import datetime

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from openiop.care.calendar.models import Session

register = template.Library()


@register.simple_tag
def session_url(session: Session) -> str:
    """The page of the session; how it is planned, where that page is not installed."""
    try:
        return reverse("encounters:session", args=[session.pk])
    except NoReverseMatch:
        return session.change_url


@register.simple_tag
def now_is() -> datetime:
    """This instant."""
    return timezone.now()
