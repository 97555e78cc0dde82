"""Sessions in the database, as Django keeps them; read as every page reads its own."""

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from openiop.base.reads import Read

BY_KEY = Read(Session, lambda rows, key, now: rows.filter(session_key=key, expire_date__gt=now), key=str, now=datetime)


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Any:
        found = BY_KEY.first(key=self.session_key, now=timezone.now())
        if found is None:
            self._session_key = None
        return found
