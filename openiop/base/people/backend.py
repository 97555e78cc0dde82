"""Signing in with email and password, and finding who is behind a session in one query."""

import uuid
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from openiop.base.people.models import User
from openiop.base.reads import Read

COMING_IN = Read(
    User,
    lambda rows, key: rows.filter(pk=key, is_active=True).select_related("staff__home_program__organisation", "client"),
    key=uuid.UUID,
)


class PeopleBackend(AuthenticationBackend):
    """allauth's own checks; the session's user comes with their Staff (and program) or Client."""

    def get_user(self, user_id: uuid.UUID) -> Any:
        user = COMING_IN.first(key=user_id)
        return user if user and user.person else None

    def user_can_authenticate(self, user: User) -> bool:
        return super().user_can_authenticate(user) and user.person is not None
