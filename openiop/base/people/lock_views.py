"""The lock and the step-up: one page, and one layer over a page, that ask "Is it still you?" and then let go on."""

import hmac
import json
import time
from hashlib import sha256
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth as webauthn
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from openiop.base.people import stepup
from openiop.base.people.knocks import Doors
from openiop.base.people.signins import note

CODE = "unlock_code"
CODE_SECONDS, CODE_TRIES = 600, 5


def ask_again(request: Any, *, locked: bool) -> HttpResponse:
    """Instead of the page that was asked for: who is it? What was sent stays on the page, to be sent again."""
    sent = request.POST if request.method == "POST" else {}
    again = [[name, value] for name in sent if name != "csrfmiddlewaretoken" for value in sent.getlist(name)]
    context = {
        "locked": locked,
        "path": request.get_full_path(),
        "again": json.dumps(again) if request.method == "POST" else "",
        "had_files": bool(request.FILES),
        **ways(request),
    }
    return not_kept(render(request, "people/ask_again.html", context, status=401))


def ways(request: Any) -> dict[str, Any]:
    """How this person may show who they are."""
    user = whose(request)
    return {
        "has_password": bool(user and user.has_usable_password()),
        "has_passkey": bool(
            user and Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.WEBAUTHN).exists()
        ),
        "code_sent": CODE in request.session,
    }


def whose(request: Any) -> Any:
    """The person whose session this is, locked or not; None where it is nobody's any more."""
    return request.locked_user or (request.user if request.user.is_authenticated else None)


@never_cache
@require_http_methods(["GET", "POST"])
def unlock(request: Any) -> HttpResponse:
    """GET: which ways this person has, for the layer over an open page. POST: the answer."""
    if (user := whose(request)) is None:
        return gone(request)
    if request.method == "GET":
        options = reverse("people:unlock-passkey")
        return JsonResponse(ways(request) | {"options": options, "csrf": get_token(request)})
    try:
        method = check(request, user)
    except ValidationError as error:
        return refused(request, error.messages[0])
    if method is None:  # a code is on its way
        return refused(request, "", status=202)
    request.user, request.locked_user = user, None
    if request.session.row is not None:
        request.session.row.seen_at = timezone.now()
    stepup.showed(request, user, method)
    request.session.pop(CODE, None)
    note("showed", user.person, way=method)
    return go_on(request)


def check(request: Any, user: Any) -> str | None:
    """The method by which `user` showed who they are; None where a code was mailed. Raises ValidationError."""
    way = request.POST.get("way")
    if way == "passkey":
        return with_passkey(request, user)
    if way == "send":
        send_code(request, user)
        return None
    doors = Doors(request, user.email)
    if not doors.may_try():
        raise ValidationError(_("That was tried too often just now. Wait a moment, or use your passkey."))
    right = code_fits(request) if way == "code" else user.check_password(request.POST.get("password", ""))
    if not right:
        doors.wrong()
        raise ValidationError(_("That did not fit. Try again.") if way != "code" else _("That is not the code."))
    doors.right()
    return "code" if way == "code" else "password"


def with_passkey(request: Any, user: Any) -> str:
    try:
        credential = json.loads(request.POST.get("credential", ""))
        webauthn.parse_authentication_response(credential)
        webauthn.complete_authentication(user, credential).record_usage()
    except (ValueError, KeyError, TypeError) as error:
        raise ValidationError(_("The passkey did not answer. Try again.")) from error
    return "mfa"


def send_code(request: Any, user: Any) -> None:
    """Mails a code that opens this session only."""
    last = request.session.get(CODE)
    if last and time.time() - last["at"] < 30:
        raise ValidationError(_("A code was sent just now. It can take a minute to arrive."))
    adapter = get_adapter()
    code = adapter.generate_login_code()
    request.session[CODE] = {"digest": digest(code), "at": time.time(), "tries": 0}
    adapter.send_mail("account/email/login_code", user.email, {"request": request, "code": code})


def code_fits(request: Any) -> bool:
    kept = request.session.get(CODE)
    if not kept or time.time() - kept["at"] > CODE_SECONDS or kept["tries"] >= CODE_TRIES:
        return False
    request.session[CODE] = kept | {"tries": kept["tries"] + 1}
    return hmac.compare_digest(kept["digest"], digest(request.POST.get("code", "")))


def digest(code: str) -> str:
    plain = "".join(letter for letter in code if letter.isalnum()).upper()
    return hmac.new(settings.SECRET_KEY.encode(), plain.encode(), sha256).hexdigest()


def go_on(request: Any) -> HttpResponse:
    """Back to where they were; what was sent before is there to be sent again."""
    if by_script(request):
        return JsonResponse({"open": True, "csrf": get_token(request)})
    path = safe_path(request)
    if again := request.POST.get("again", ""):
        pairs = [(str(name), str(value)) for name, value in json.loads(again)]
        return not_kept(render(request, "people/send_again.html", {"path": path, "pairs": pairs}))
    return redirect(path)


def refused(request: Any, words: str, status: int = 422) -> HttpResponse:
    if by_script(request):
        return JsonResponse({"open": False, "error": words, "sent": status == 202}, status=status)
    context = {
        "locked": request.locked_user is not None,
        "path": safe_path(request),
        "again": request.POST.get("again", ""),
        "error": words,
        **ways(request),
    }
    return not_kept(render(request, "people/ask_again.html", context, status=200 if status == 202 else status))


def gone(request: Any) -> HttpResponse:
    """The session ended altogether: they sign in anew."""
    if by_script(request) or request.method == "GET":
        return JsonResponse({"gone": True}, status=410)
    return redirect(f"{resolve_url(settings.LOGIN_URL)}?next={safe_path(request)}")


@never_cache
@require_GET
def passkey_options(request: Any) -> HttpResponse:
    """What the browser asks the passkey of this session's person."""
    if (user := whose(request)) is None:
        return gone(request)
    return JsonResponse({"request_options": webauthn.begin_authentication(user)})


@never_cache
@require_GET
def state(request: Any) -> HttpResponse:
    """Is the page still open, and for how long? Asked with X-Polling it keeps nothing awake."""
    if whose(request) is None:
        return JsonResponse({"gone": True})
    row, user = request.session.row, whose(request)
    left = (row.idle_until(user.person.actor_kind) - timezone.now()).total_seconds()
    locked = request.locked_user is not None
    return JsonResponse(
        {"locked": locked, "left": max(0, round(left)), "who": str(user.pk), "csrf": get_token(request)}
    )


def by_script(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def safe_path(request: HttpRequest) -> str:
    path = request.POST.get("path", "")
    ours = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if ours else resolve_url(settings.LOGIN_REDIRECT_URL)


def not_kept(response: HttpResponse) -> HttpResponse:
    """It may hold what somebody typed: no cache keeps it."""
    response.headers["Cache-Control"] = "no-store"
    return response


for _view in (unlock, passkey_options, state):
    _view.open_door = True  # type: ignore[attr-defined]  # they show no record, and ask who it is
