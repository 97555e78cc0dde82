"""My sign-in: passkeys, authenticator app, recovery codes, password, and where I am signed in."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from openiop.base.people.identity import SignedIn
from openiop.base.people.lock import must_enrol
from openiop.base.people.roles import Permission as P
from openiop.base.people.sessions import kept_as
from openiop.base.people.signins import note


@never_cache
@require_GET
def security(request: Any) -> HttpResponse:
    """How I come in, and from where I am in now."""
    request.gate.may(P.SEE_OWN)  # one's own sign-in: whoever came in may see it
    kept = list(Authenticator.objects.filter(user=request.user).order_by("created_at")[:50])
    of = {kind: [each for each in kept if each.type == kind] for kind in Authenticator.Type.values}
    codes = of["recovery_codes"][0].wrap() if of["recovery_codes"] else None
    context = {
        "must_enrol": must_enrol(request),
        "passkeys": [{"row": each, "name": each.wrap().name} for each in of["webauthn"]],
        "app": of["totp"][0] if of["totp"] else None,
        "codes_left": len(codes.get_unused_codes()) if codes else None,
        "has_password": request.user.has_usable_password(),
        "sessions": my_sessions(request),
    }
    return render(request, "people/security.html", context)


def my_sessions(request: Any) -> list[dict[str, Any]]:
    """Where this person is signed in, this browser first."""
    rows = SignedIn.objects.filter(user=request.user, expire_date__gt=timezone.now()).order_by("-seen_at")[:50]
    kind = request.user.person.actor_kind
    here = kept_as(request.session.session_key)
    listed = [{"row": row, "here": row.session_key == here, "locked": row.is_locked(kind)} for row in rows]
    return sorted(listed, key=lambda each: not each["here"])


@require_POST
def end_session(request: Any, name: str) -> HttpResponse:
    """Signs one of my other browsers out; `all` of them at once."""
    request.gate.may(P.SEE_OWN)
    others = SignedIn.objects.filter(user=request.user).exclude(session_key=kept_as(request.session.session_key))
    chosen = [row for row in others if name in ("all", row.name)]
    if not chosen and name != "all":
        raise Http404
    note("ended", request.user.person, sessions=len(chosen))
    SignedIn.objects.filter(session_key__in=[row.session_key for row in chosen]).delete()
    messages.success(request, _("Signed out there."))
    return redirect("people:security")
