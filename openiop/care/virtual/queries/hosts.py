"""Who is at home in a session's room."""

from typing import Any

from openiop.base.people.models import Staff
from openiop.base.people.roles import WHOLE_SITE, Permission
from openiop.care.calendar.models import Session


def may_host(by: Any, session: Session) -> bool:
    """Whoever leads the session, or takes attendance for the whole site."""
    if not isinstance(by, Staff) or not by.may(Permission.TAKE_ATTENDANCE):
        return False
    if WHOLE_SITE.intersection(by.roles) and session.program_id in by.places:
        return True
    return session.leads.filter(staff=by, is_live=True).exists()
