"""The chosen light, and the page that shows every part in every state."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from . import kit as samples
from .templatetags.look import THEMES

A_YEAR = 365 * 24 * 3600


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the chosen light in a cookie, so that the first paint is right; "system" forgets the choice."""
    after = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(after, {request.get_host()}, request.is_secure()):
        after = "/"
    answer = HttpResponseRedirect(after)
    chosen = request.POST.get("theme")
    if chosen in THEMES:
        answer.set_cookie("theme", chosen, max_age=A_YEAR, samesite="Lax", secure=request.is_secure())
    else:
        answer.delete_cookie("theme", samesite="Lax")
    return answer


def _may_look(request: HttpRequest) -> bool:
    # Who is staff is known two rooms above; here it is enough that only staff have rights.
    rights = getattr(getattr(request.user, "person", None), "rights", None)
    return bool(settings.DEBUG or settings.DEMO or rights)


@require_GET
def kit(request: HttpRequest) -> HttpResponse:
    """Every component in the states that matter, with made-up people. Nothing here comes from a table."""
    if not _may_look(request):
        raise Http404
    return render(request, "look/kit.html", samples.everything(request.GET))


# Neither reads a record of a person, so the gate, which stands above this room, lets anyone through.
theme.open_door = True  # type: ignore[attr-defined]
kit.open_door = True  # type: ignore[attr-defined]
