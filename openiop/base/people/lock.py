"""What stands between a signed-in browser and every page: the idle lock, the step-up, and the second factor of staff.

A session locks when nobody has done anything for a while (15 minutes for staff, 30 for clients). Locked is not signed
out: the page stays where it is, unreadable, until the same person shows who they are; what was sent meanwhile can be
sent again. A request that says `X-Polling: 1`, because a page made it and no person did, never keeps a session awake.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone

from openiop.base.people import knocks, stepup
from openiop.base.people.identity import SignedIn
from openiop.base.people.lock_views import ask_again

OFTEN_ENOUGH = timedelta(seconds=30)  # being seen is written down at most this often
NEEDS_STEP_UP = {
    "mfa_add_webauthn",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_generate_recovery_codes",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
    "account_change_password",
    "account_set_password",
}
SENDS_MAIL = {"account_request_login_code", "account_reset_password"}
BEFORE_ENROLMENT = {"security", "end-session"}
FACTORS = [Authenticator.Type.WEBAUTHN, Authenticator.Type.TOTP]


class LockMiddleware:
    """Stands after Django's own sign-in and before the gate."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.locked_user = None
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            kind = request.user.person.actor_kind
            request.idle_seconds = settings.SESSION_IDLE_SECONDS[kind]  # the page locks itself in time
            row = request.session.row
            if row is not None and row.is_locked(kind):
                request.locked_user, request.user = request.user, AnonymousUser()
            elif row is not None and not is_polling(request):
                seen(request, row)
        return self.get_response(request)

    def process_view(self, request: Any, view: Callable[..., Any], args: Any, kwargs: Any) -> HttpResponse | None:
        name = request.resolver_match.url_name
        if request.locked_user is not None:
            return None if is_open(view) and name not in NEEDS_STEP_UP else locked_answer(request)
        if request.user.is_authenticated:
            if name in NEEDS_STEP_UP and not stepup.recently(request):
                return ask_again(request, locked=False)
            if not is_open(view) and name not in BEFORE_ENROLMENT and must_enrol(request):
                return redirect("people:security")
        elif name in SENDS_MAIL and request.method == "POST" and not knocks.may_send(request):
            return knocks.wait_a_moment(request)
        return None


def is_polling(request: HttpRequest) -> bool:
    """Whether a page asked by itself."""
    return request.headers.get("X-Polling") == "1"


def is_open(view: Callable[..., Any]) -> bool:
    """Doors that stand open without a sign-in; they show no record."""
    return getattr(view, "open_door", False) or view.__module__.startswith(("allauth.", "django."))


def seen(request: Any, row: SignedIn) -> None:
    """Somebody is there."""
    now = timezone.now()
    if now - row.seen_at < OFTEN_ENOUGH:
        return
    row.seen_at, row.address, row.agent = now, knocks.address_of(request), agent_of(request)
    SignedIn.objects.filter(pk=row.pk).update(seen_at=row.seen_at, address=row.address, agent=row.agent)


def agent_of(request: HttpRequest) -> str:
    return request.headers.get("User-Agent", "")[:200]


def locked_answer(request: HttpRequest) -> HttpResponse:
    """The lock: a page for a page, a short word for a script."""
    by_script = request.headers.get("HX-Request") or is_polling(request)
    if by_script or request.headers.get("Sec-Fetch-Dest") == "empty":
        return JsonResponse({"locked": True}, status=401, headers={"X-Locked": "1"})
    return ask_again(request, locked=True)


def must_enrol(request: Any) -> bool:
    """Whether this member of staff still has to set up a passkey or an authenticator app before they work.

    Who came through the organisation's identity provider showed their factors there.
    """
    if not settings.STAFF_NEED_SECOND_FACTOR or request.user.person.actor_kind != "staff":
        return False
    if request.session.get("second_factor"):
        return False
    came_by = request.session.get("account_authentication_methods") or []
    if any(record.get("method") == "socialaccount" for record in came_by) or is_mfa_enabled(request.user, FACTORS):
        request.session["second_factor"] = True
        return False
    return True
