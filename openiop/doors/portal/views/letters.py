"""Letters of attendance on the client's own page: read, allowed or not, and withdrawn."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from openiop.base.people.roles import Permission as P
from openiop.care.sharing import letters
from openiop.care.sharing.models import Letter
from openiop.doors.portal import queries
from openiop.doors.portal.context import around


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """What was written about me, for whom, in which words?"""
    me = queries.standing(request.gate)
    return render(
        request, "portal/letters.html", around(me, "") | {"letters": letters.letters_of(request.gate, me.client)}
    )


@require_POST
def answer(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Yes, no, or: not any more."""
    gate = request.gate
    row = gate.fetch(Letter, letter_id, P.SEE_OWN)
    do = request.POST.get("do")
    try:
        if do == "allow":
            letters.allow_letter(by=gate.client, letter=row)
            messages.success(request, _("Allowed. Your program signs it now."))
        elif do == "decline":
            letters.decline_letter(by=gate.client, letter=row)
            messages.success(request, _("It is not sent. Nobody asks you why."))
        elif do == "withdraw":
            letters.withdraw_letter(by=gate.client, letter=row)
            messages.success(request, _("Withdrawn. Whoever asks about its code is told no."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("portal:letters")
