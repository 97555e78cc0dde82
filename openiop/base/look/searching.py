"""Looking for words without writing them into an address: addresses stay in histories, logs and proxies.

A search form posts. The words are kept in the session under a short random name, and the answer's address holds only
that name (`?asked=…`), so that back, reload and the next page of the list work as with any other address.
"""

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import urlencode

KEPT = 20  # searches of one session that a reader may still go back to
LONGEST = 100


def asked(request: HttpRequest) -> str:
    """The words that this page was asked to look for; "" where none were, or where they are long gone."""
    kept: dict[str, str] = request.session.get("asked", {})
    return kept.get(request.GET.get("asked", ""), "")


def ask(request: HttpRequest, *choices: str) -> HttpResponseRedirect:
    """Keeps the words that were posted as `q`, and leads to the page that looks for them; `choices` are fields of the
    form that name no person and go into the address."""
    words = request.POST.get("q", "").strip()[:LONGEST]
    query: dict[str, Any] = {name: request.POST[name] for name in choices if request.POST.get(name)}
    if words:
        kept: dict[str, str] = request.session.get("asked", {})
        name = secrets.token_urlsafe(6)
        request.session["asked"] = dict([*kept.items(), (name, words)][-KEPT:])
        query["asked"] = name
    return redirect(f"{request.path}?{urlencode(query)}" if query else request.path)
