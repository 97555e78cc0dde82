"""Signing in with email and password, and finding who is behind a session."""

import uuid
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet

from openiop.base.context import arriving, standing
from openiop.base.people.models import Client, Staff, User
from openiop.base.reads import Read


def _coming_in(rows: QuerySet[User], key: uuid.UUID) -> QuerySet[User]:
    places = Staff.programs.through.objects.filter(staff=OuterRef("staff"))  # type: ignore[attr-defined]
    supervised = Staff.objects.filter(supervisor=OuterRef("staff")).order_by()
    return (
        rows.filter(pk=key, is_active=True)
        .select_related("staff__home_program__organisation")
        .annotate(places=ArraySubquery(places.values("program_id")), supervised=ArraySubquery(supervised.values("pk")))
    )


COMING_IN = Read(User, _coming_in, key=uuid.UUID)
CLIENT_BEHIND = Read(Client, lambda rows, user: rows.filter(user=user), user=uuid.UUID)


class PeopleBackend(AuthenticationBackend):
    """allauth's own checks; the session's user comes with their Staff (and what they stand for) or Client."""

    def get_user(self, user_id: uuid.UUID) -> Any:
        user = COMING_IN.first(key=user_id)
        return user if user and learn_person(user) else None

    def user_can_authenticate(self, user: User) -> bool:
        return super().user_can_authenticate(user) and learn_person(user) is not None


def learn_person(user: User) -> Staff | Client | None:
    """The one behind this sign-in, found before anything else is known about them."""
    staff = getattr(user, "staff", None)
    if staff is not None:
        if hasattr(user, "places"):
            staff.places = tuple(sorted({staff.home_program_id, *user.places}))
            staff.supervisees = tuple(user.supervised)
    else:
        with standing(arriving(user.pk)):
            found = CLIENT_BEHIND.rows(user=user.pk)
        user._state.fields_cache["client"] = found[0] if found else None  # type: ignore[attr-defined]
    return user.person
