"""How sign-in behaves here: by invitation only, and no word of treatment in a mail."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpResponse


class AccountAdapter(DefaultAccountAdapter):
    """Nobody opens an account by themselves: staff and clients are invited."""

    def is_open_for_signup(self, request: Any) -> bool:
        return False

    def post_login(self, request: Any, user: Any, **kwargs: Any) -> HttpResponse:
        """A client's pages come in the language they prefer, however they signed in; they can switch afterwards."""
        response = super().post_login(request, user, **kwargs)
        client = getattr(user, "client", None)
        if client is not None and client.language in dict(settings.LANGUAGES):
            response.set_cookie(settings.LANGUAGE_COOKIE_NAME, client.language, samesite="Lax", secure=settings.HTTPS)
        return response
