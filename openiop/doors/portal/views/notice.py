"""The patient notice on the client's own page: shown by itself at the first sign-in and when it changes (2.22)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from openiop.base.people.roles import Permission as P
from openiop.base.privacy import actions, telling
from openiop.base.privacy.duties import NoticeGiven
from openiop.base.privacy.gate import Gate
from openiop.care.sharing.views.notice import on_paper
from openiop.doors.portal import queries
from openiop.doors.portal.context import around
from openiop.doors.portal.queries import Standing

OTHER = {"en": ("es", "Español"), "es": ("en", "English")}


def state_of(gate: Gate, me: Standing) -> str:
    """ "": nothing to do. "unseen": was never given what holds now. "unconfirmed": was shown it, has not said so."""
    if me.program is None or telling.in_force(me.program) is None:
        return ""
    given = telling.enough(me.program, gate.rows(NoticeGiven, P.SEE_OWN))
    found = set(given.values_list("is_acknowledged", "how"))
    if not found:
        return "unseen"
    return "unconfirmed" if found == {(False, NoticeGiven.How.SCREEN)} else ""


@require_http_methods(["GET", "POST"])
def notice(request: HttpRequest) -> HttpResponse:
    """What may happen with what I tell you? Showing it is giving it; that they have it, the client says."""
    gate = request.gate
    me = queries.standing(gate)
    held = telling.in_force(me.program) if me.program else None
    language = request.POST.get("language") or request.GET.get("lang") or get_language() or "en"
    language = "es" if language.startswith("es") else "en"
    mine = gate.rows(NoticeGiven, P.SEE_OWN)
    confirmed = mine.filter(notice=held, is_acknowledged=True).first() if held else None
    if request.method == "POST" and held and not confirmed:
        actions.give_notice(by=me.client, client=me.client, notice=held, how="screen", language=language)
        messages.success(request, _("Thank you. It stays here for you."))
        return redirect("portal:today")
    page = around(me, "today") | {"held": held, "confirmed": confirmed, "other": OTHER[language]}
    page["was_given_before"] = bool(held) and mine.exclude(notice=held).exists()
    if held:
        page["words"] = telling.shown(held, language)
        if not mine.filter(notice=held).exists():
            actions.give_notice(
                by=me.client, client=me.client, notice=held, how="screen", language=language, acknowledged=False,
                why_not="shown on their own page",
            )  # fmt: skip
    return render(request, "portal/notice.html", page)


@require_GET
def printed(request: HttpRequest) -> HttpResponse:
    """The same on paper."""
    me = queries.standing(request.gate)
    return on_paper(request, me.program)
