"""Sessions in the database, read as every page reads its own, with an end that nothing moves.

A session ends `SESSION_COOKIE_AGE` after the sign-in, however busy it was. It locks when nobody has done anything for a
while (`SESSION_IDLE_SECONDS`, by kind of person); openiop.base.people.lock decides that. Deleting the row ends it at
once, in every process.

The table keeps no key of any session, only its SHA-256: whoever reads the table, or a backup of it, signs in as nobody.
A key has 160 random bits, so the hash needs no salt. The key itself is in the browser's cookie alone.
"""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.utils import timezone

from openiop.base.people.identity import SignedIn
from openiop.base.reads import Read

BY_KEY = Read(SignedIn, lambda rows, key, now: rows.filter(session_key=key, expire_date__gt=now), key=str, now=datetime)


def kept_as(key: str) -> str:
    """What the table keeps of a session's key."""
    return hashlib.sha256(key.encode()).hexdigest()


class SessionStore(db.SessionStore):
    """`row` is what was read; None before the first read and after the session was emptied. `session_key` is what the
    cookie holds; rows are found by `kept_as` of it."""

    row: SignedIn | None = None

    @classmethod
    def get_model_class(cls) -> Any:
        return SignedIn

    def _get_session_from_db(self) -> Any:
        self.row = BY_KEY.first(key=kept_as(self.session_key or ""), now=timezone.now())
        if self.row is None:
            self._session_key = None
        return self.row

    def create_model_instance(self, data: dict[str, Any]) -> SignedIn:
        """A session that becomes somebody's begins then; saving it or giving it a new key never prolongs it."""
        now, user, was = timezone.now(), data.get(SESSION_KEY), self.row
        goes_on = was is not None and str(was.user_id or "") == (user or "")
        began = was.began_at if was is not None and goes_on else now
        self.row = SignedIn(
            session_key=kept_as(self._get_or_create_session_key()),
            session_data=self.encode(data),
            expire_date=began + timedelta(seconds=settings.SESSION_COOKIE_AGE),
            user_id=user,
            began_at=began,
            seen_at=was.seen_at if was is not None and goes_on else now,
            address=was.address if was is not None else None,
            agent=was.agent if was is not None else "",
        )
        return self.row

    def exists(self, session_key: str) -> bool:
        return super().exists(kept_as(session_key))

    def delete(self, session_key: str | None = None) -> None:
        if key := session_key or self.session_key:
            super().delete(kept_as(key))

    def flush(self) -> None:
        super().flush()
        self.row = None
