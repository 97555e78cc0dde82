"""The recipient's page: a link and a code, no account. It dies within a second of a revocation."""

import csv
import io
import json
import time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from openiop.base.context import everything, standing
from openiop.base.people import knocks
from openiop.base.privacy.middleware import open_door
from openiop.base.privacy.queries import is_live
from openiop.base.privacy.refusals import ConsentRefused
from openiop.care.sharing import actions, queries
from openiop.care.sharing.models import SharedPage
from openiop.care.sharing.preview import Preview

OPEN_FOR = 30 * 60  # seconds after the code; then a new one is sent


@open_door
@never_cache
@require_http_methods(["GET", "POST"])
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """What a client lets this recipient see. Nothing of it is said before the code."""
    page = queries.page_of(token)
    if page is None or not page.works or not is_live(page.consent_id):
        return gone(request)
    with standing(everything(page.organisation_id)):
        if not has_code(request, page):
            return at_the_door(request, page, token)
        try:
            opened = actions.tell(page=page, how="page", content_of=letter_of(page))
        except ConsentRefused:
            return gone(request)
    return render(request, "sharing/shared.html", {"letter": opened.content, "token": token, "house": {}})


@open_door
@never_cache
@require_GET
def still(request: HttpRequest, token: str) -> HttpResponse:
    """Asked every second by an open page: nothing as long as the consent holds, else what stands in its place."""
    page = queries.page_of(token)
    if page and page.works and has_code(request, page) and is_live(page.consent_id):
        return HttpResponse(status=204)
    return render(request, "sharing/_gone.html")


@open_door
@never_cache
@require_GET
def taken(request: HttpRequest, token: str, form: str) -> HttpResponse:
    """The same as a table or as data, with the notice and the scope inside."""
    page = queries.page_of(token)
    if page is None or not page.works or not has_code(request, page) or form not in WRITERS:
        return gone(request)
    write, kind = WRITERS[form]
    with standing(everything(page.organisation_id)):
        try:
            opened = actions.tell(
                page=page, how="csv", content_of=lambda found, notice, scope: write(page, found, notice, scope)
            )
        except ConsentRefused:
            return gone(request)
    return HttpResponse(
        opened.content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="shared.{form}"'}
    )


def at_the_door(request: HttpRequest, page: SharedPage, token: str) -> HttpResponse:
    """Sends a code, and takes it. Wrong digits make the next try wait, as every sign-in here does."""
    context: dict[str, Any] = {"token": token, "sent": page.code_sent_at is not None, "house": {}}
    if request.method == "GET":
        return render(request, "sharing/door.html", context)
    if request.POST.get("do") == "send":
        if not knocks.may_send(request):
            return knocks.wait_a_moment(request)
        actions.send_code(page=page)
        return render(request, "sharing/door.html", context | {"sent": True})
    doors = knocks.Doors(request, f"shared page {page.pk}")
    if not doors.may_try():
        return knocks.wait_a_moment(request)
    if actions.use_code(page=page, code=request.POST.get("code", "")):
        doors.right()
        opened = request.session.get("shared", {})
        request.session["shared"] = opened | {str(page.pk): time.time() + OPEN_FOR}
        if not request.user.is_authenticated:
            request.session.cycle_key()
        return redirect("sharing:shared", token=token)
    doors.wrong()
    error = _("These are not the digits of the last code, or they are too old. Check them, or have a new code sent.")
    return render(request, "sharing/door.html", context | {"error": error, "sent": True}, status=422)


def has_code(request: HttpRequest, page: SharedPage) -> bool:
    """Whether this browser showed the code of this page within the half hour."""
    return bool(request.session.get("shared", {}).get(str(page.pk), 0) > time.time())


def gone(request: HttpRequest) -> HttpResponse:
    """One answer for a link that never was, is too old, or was taken back: which of them, nobody learns here."""
    return render(request, "sharing/gone.html", {"house": {}}, status=410)


def letter_of(page: SharedPage) -> Any:
    def letter(found: Preview, notice: str, scope: str) -> str:
        return render_to_string("sharing/_letter.html", letter_context(page, found, notice, scope))

    return letter


def letter_context(page: SharedPage, found: Preview, notice: str, scope: str) -> dict[str, Any]:
    consent = page.consent
    return {
        "client_name": consent.client.legal_name,
        "program": consent.program,
        "today": consent.program.today(),
        "found": found,
        "notice": notice,
        "scope": scope,
        "received": True,
    }


def as_csv(page: SharedPage, found: Preview, notice: str, scope: str) -> str:
    out = io.StringIO()
    table = csv.writer(out)
    table.writerows([[notice], [scope], [page.consent.client.legal_name], [], ["what", "day", "words", "detail"]])
    for section in found.as_data():
        for line in section["lines"]:
            table.writerow([harmless(each) for each in (section["name"], line["day"], line["words"], line["detail"])])
    return out.getvalue()


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def as_json(page: SharedPage, found: Preview, notice: str, scope: str) -> str:
    consent = page.consent
    told = {"notice": notice, "scope": scope, "client": consent.client.legal_name, "program": consent.program.name}
    told |= {"day": consent.program.today().isoformat(), "shared": found.as_data()}
    return json.dumps(told, ensure_ascii=False, indent=1)


WRITERS = {"csv": (as_csv, "text/csv; charset=utf-8"), "json": (as_json, "application/json")}
