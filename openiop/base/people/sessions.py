"""Sessions in the database, read as every page reads its own, with an end that nothing moves.

A session ends `SESSION_COOKIE_AGE` after the sign-in, however busy it was. It locks when nobody has done anything for a
while (`SESSION_IDLE_SECONDS`, by kind of person); openiop.base.people.lock decides that. Deleting the row ends it at
once, in every process.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.utils import timezone

from openiop.base.people.identity import SignedIn
from openiop.base.reads import Read

BY_KEY = Read(SignedIn, lambda rows, key, now: rows.filter(session_key=key, expire_date__gt=now), key=str, now=datetime)


class SessionStore(db.SessionStore):
    """`row` is what was read; None before the first read and after the session was emptied."""

    row: SignedIn | None = None

    @classmethod
    def get_model_class(cls) -> Any:
        return SignedIn

    def _get_session_from_db(self) -> Any:
        self.row = BY_KEY.first(key=self.session_key, now=timezone.now())
        if self.row is None:
            self._session_key = None
        return self.row

    def create_model_instance(self, data: dict[str, Any]) -> SignedIn:
        """A session that becomes somebody's begins then; saving it or giving it a new key never prolongs it."""
        now, user, was = timezone.now(), data.get(SESSION_KEY), self.row
        goes_on = was is not None and str(was.user_id or "") == (user or "")
        began = was.began_at if was is not None and goes_on else now
        self.row = SignedIn(
            session_key=self._get_or_create_session_key(),
            session_data=self.encode(data),
            expire_date=began + timedelta(seconds=settings.SESSION_COOKIE_AGE),
            user_id=user,
            began_at=began,
            seen_at=was.seen_at if was is not None and goes_on else now,
            address=was.address if was is not None else None,
            agent=was.agent if was is not None else "",
        )
        return self.row

    def flush(self) -> None:
        super().flush()
        self.row = None
