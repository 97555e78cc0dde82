"""How sign-in behaves here: by invitation only, no word of treatment in a mail, and no guess without its wait."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from openiop.base.context import arriving, standing
from openiop.base.people.knocks import Doors, address_of
from openiop.base.people.lock import agent_of
from openiop.base.people.models import User
from openiop.base.people.signins import note


class AccountAdapter(DefaultAccountAdapter):
    """Nobody opens an account by themselves: staff and clients are invited."""

    # One sentence whether the account exists, is paused, or the password is wrong, and one for who must wait.
    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": _("That was tried too often just now. Wait a moment, or use your passkey."),
        "email_password_mismatch": _("That email address and password do not fit together. Try again."),
    }

    def is_open_for_signup(self, request: Any) -> bool:
        return False

    def pre_authenticate(self, request: Any, **credentials: Any) -> None:
        """Raises ValidationError where this guess comes too soon after the others."""
        if not Doors(request, credentials.get("email", "")).may_try():
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: Any, **credentials: Any) -> Any:
        """The one whose password this is, or None. A wrong guess is counted; a right one ends the count."""
        self.pre_authenticate(request, **credentials)
        user = authenticate(request, **credentials)
        doors = Doors(request, credentials.get("email", ""))
        if user is None:
            doors.wrong()
        else:
            doors.right()
        return user

    def reauthenticate(self, user: Any, password: str) -> bool:
        try:
            return self.authenticate(self.request, email=user.email, password=password) == user
        except ValidationError:
            return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """openiop.base.people.lock asks before allauth's pages are reached, in one way for all of OpenIOP."""
        return False

    def login(self, request: Any, user: Any) -> None:
        """A sign-in is a new session: new key, new twelve hours, and where it stands."""
        request.session.row = None
        super().login(request, user)
        request.session.save()
        row = request.session.row
        row.address, row.agent = address_of(request), agent_of(request)
        row.save(update_fields=["address", "agent"])
        shown = get_authentication_records(request, user)
        note("came_in", user.person, with_=[each.get("type") or each["method"] for each in shown])

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A code or a link comes in the language of whoever it is for, whoever asked for it and on whatever page."""
        with override(language_of(email) or get_language()):
            super().send_mail(template_prefix, email, context)

    def post_login(self, request: Any, user: Any, **kwargs: Any) -> HttpResponse:
        """A client's pages come in the language they prefer, however they signed in; they can switch afterwards."""
        response = super().post_login(request, user, **kwargs)
        client = getattr(user, "client", None)
        if client is not None and client.language in dict(settings.LANGUAGES):
            response.set_cookie(settings.LANGUAGE_COOKIE_NAME, client.language, samesite="Lax", secure=settings.HTTPS)
        return response


def language_of(email: str) -> str:
    """The language that whoever signs in with this address prefers; "" where they said none, or nobody is known."""
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        return ""
    with standing(arriving(user.pk)):  # nobody is signed in yet: the one client behind this user, and nothing else
        client = getattr(user, "client", None)
    said = client.language if client is not None else user.language
    return said if said in dict(settings.LANGUAGES) else ""
