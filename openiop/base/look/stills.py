"""Parts of a page that are the same on every page: drawn once a language, with holes for what is the reader's own.

The templates stay what says how they look. A still's key is everything that decides how it is drawn.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.template.loader import get_template
from django.urls import get_urlconf
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from .markup import words

# Characters that Unicode promises never to use: what is asked, the time, a form's token, the page to come back to.
ASKED, CLOCK, TOKEN, PAGE = (SafeString(each) for each in "\ufdd0\ufdd1\ufdd2\ufdd3")
HOLE = re.compile(f"[{ASKED}-{PAGE}]")


@lru_cache(maxsize=1024)
def _drawn(template: str, _language: str | None, _urlconf: object, context: tuple[tuple[str, Any], ...]) -> SafeString:
    return SafeString(get_template(template).render(dict(context)))


def still(template: str, **context: Any) -> SafeString:
    """`template` drawn with nothing but `context`, whose values must be hashable."""
    draw = _drawn.__wrapped__ if settings.DEBUG else _drawn
    return draw(template, get_language(), get_urlconf(), tuple(context.items()))


@dataclass(frozen=True)
class Me:
    """Name and line of the one who reads."""

    name: str
    line: str


@dataclass(frozen=True)
class User:
    is_authenticated: bool


@dataclass(frozen=True)
class Reader:
    """As much of a request as the menu asks for."""

    theme: str
    user: User

    @property
    def COOKIES(self) -> dict[str, str]:
        return {"theme": self.theme}

    def get_full_path(self) -> str:
        return PAGE


def topbar(
    theme: str, me: dict[str, Any] | None, signed_in: bool, clock: str, token: str, asked: str, page: str
) -> SafeString:
    """The bar above every page of the desk: search, clock and menu."""
    drawn = still(
        "look/topbar.html",
        me=Me(str(me["name"]), str(me["line"])) if me else None,
        request=Reader(theme, User(signed_in)),
        q=ASKED,
        clock=CLOCK,
        csrf_token=TOKEN,
    )
    own: dict[str, str] = {ASKED: words(asked), CLOCK: clock, TOKEN: words(token), PAGE: words(page)}
    return SafeString(HOLE.sub(lambda hole: own[hole[0]], drawn))
