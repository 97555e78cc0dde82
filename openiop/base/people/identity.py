"""What is kept of signing in: open sessions, and how often somebody guessed wrong. Neither holds client data."""

import hashlib
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _


class SignedIn(AbstractBaseSession):
    """One browser's session. Its row is the session: without the row nobody is signed in, whatever cookie they hold."""

    session_key = models.CharField(max_length=64, primary_key=True)  # SHA-256 of the key that the cookie holds
    user = models.ForeignKey("people.User", models.CASCADE, null=True, related_name="sessions")
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    address = models.GenericIPAddressField(null=True)
    agent = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "people_session"

    def __str__(self) -> str:
        return f"{self.device} ({self.began_at:%Y-%m-%d %H:%M})"

    @classmethod
    def get_session_store_class(cls) -> Any:
        from openiop.base.people.sessions import SessionStore

        return SessionStore

    @property
    def name(self) -> str:
        """Names the session on a page without giving the cookie away."""
        return hashlib.sha256(self.session_key.encode()).hexdigest()[:32]

    def idle_until(self, kind: str) -> datetime:
        """When this session locks, if nobody does anything until then."""
        return self.seen_at + timedelta(seconds=settings.SESSION_IDLE_SECONDS[kind])

    def is_locked(self, kind: str) -> bool:
        return timezone.now() >= self.idle_until(kind)

    @property
    def device(self) -> str:
        """The browser and the machine, in words, as far as the browser says."""
        browser = next((name for mark, name in BROWSERS if mark in self.agent), "")
        machine = next((name for mark, name in MACHINES if mark in self.agent), "")
        if browser and machine:
            return _("%(browser)s on %(machine)s") % {"browser": browser, "machine": machine}
        return browser or machine or _("A browser")


BROWSERS = [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")]
MACHINES = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
]


class Knock(models.Model):
    """How often a door was knocked at in vain. `door` is a keyed hash: the table names neither people nor addresses."""

    door = models.CharField(max_length=64, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)  # when the right key was last used here

    class Meta:
        indexes: ClassVar = [models.Index(fields=["last_at"], name="knock_by_age")]

    def __str__(self) -> str:
        return f"{self.failures} since {self.opened_at}"
