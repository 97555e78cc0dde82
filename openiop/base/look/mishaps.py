"""The pages of what went wrong with a whole request, and the way back they offer to the page it was sent from."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme


def broken(request: HttpRequest) -> HttpResponse:
    """A fault of ours (500). Drawn without the surroundings of a page: they may be what broke."""
    return HttpResponseServerError(render_to_string("500.html", {"way_back": way_back(request)}))


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from another window, or from a page open too long (403)."""
    page = render(request, "403_csrf.html", {"way_back": way_back(request)})
    return HttpResponseForbidden(page.content)


def way_back(request: HttpRequest) -> str:
    """The page a form was sent from, or the address that was asked for; many addresses that take a form show no page.

    Our own pages say where they come from (SECURE_REFERRER_POLICY); a browser told to keep quiet leads to the start.
    """
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}, request.is_secure()):
        return "/"
    there = urlsplit(came_from)
    path = "/" + there.path.lstrip("/")  # two slashes would begin the name of another host
    return f"{path}?{there.query}" if there.query else path
