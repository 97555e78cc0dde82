"""Letters of attendance: staff with the client, and the public page that tells whether a code is good."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from openiop.base.messages.actions import send
from openiop.base.people import knocks
from openiop.base.people.forms import day_field
from openiop.base.people.models import Client
from openiop.base.people.roles import Permission as P
from openiop.base.privacy.consents import ConsentRecipient
from openiop.base.privacy.gate import Gate
from openiop.base.privacy.middleware import open_door
from openiop.base.privacy.refusals import ConsentRefused
from openiop.care.sharing import letters
from openiop.care.sharing.models import IN, Letter


class LetterForm(forms.Form):
    """For whom, from when to when, and how much."""

    to = forms.ChoiceField(
        label=gettext_lazy("To"), error_messages={"required": gettext_lazy("Choose who receives it.")}
    )
    purpose = forms.ChoiceField(label=gettext_lazy("For"), choices=Letter.Purpose)
    since = day_field(gettext_lazy("From"))
    until = day_field(gettext_lazy("To (last day)"))
    shows_hours = forms.BooleanField(label=gettext_lazy("Say the hours, not only the days"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=IN)

    def __init__(self, *args: Any, receivers: list[ConsentRecipient], **kwargs: Any):
        super().__init__(*args, label_suffix="", **kwargs)
        self.receivers = {str(each.pk): each for each in receivers}
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            (key, each.recipient) for key, each in self.receivers.items()
        ]


@require_GET
def listed(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Which letters went out about this client, and are they still good?"""
    gate = request.gate
    person = gate.fetch(Client, client_id, P.SEE_CONSENT)
    context = {"client": person, "letters": letters.letters_of(gate, person), "may_write": gate.may(P.DISCLOSE)}
    return render(request, "sharing/letters.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Written here, allowed by the client, then signed."""
    gate = request.gate
    gate.require(P.DISCLOSE)
    person = gate.fetch(Client, client_id, P.SEE_CONSENT)
    receivers = letters.receivers_for(gate, person)
    today = gate.program.today()
    initial = {"since": today - timedelta(days=27), "until": today, "shows_hours": True, "language": "en"}
    form = LetterForm(request.POST or None, receivers=receivers, initial=initial)
    if form.is_valid():
        given = dict(form.cleaned_data)
        receiver = form.receivers[given.pop("to")]
        try:
            letter = letters.draft_letter(
                by=gate.staff, consent=receiver.consent, recipient=receiver.recipient, **given
            )
        except (ConsentRefused, ValidationError) as error:
            told(form, error)
        else:
            tell_client(request, letter)
            return redirect("sharing:letter", person.pk, letter.pk)
    context = {"client": person, "form": form, "receivers": receivers}
    return render(request, "sharing/letter_new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def letter(request: HttpRequest, client_id: UUID, letter_id: UUID) -> HttpResponse:
    """One letter: its words, what is still to do, and its end."""
    gate = request.gate
    person = gate.fetch(Client, client_id, P.SEE_CONSENT)
    row = mine(gate.fetch(Letter, letter_id, P.SEE_CONSENT, related=letters.RELATED), person)
    error = ""
    if request.method == "POST":
        gate.require(P.DISCLOSE)
        try:
            done(request, gate, row)
        except (ConsentRefused, ValidationError) as refused:
            error = " ".join(refused.messages) if isinstance(refused, ValidationError) else str(refused)
        else:
            return redirect("sharing:letter", person.pk, row.pk)
    context = {
        "client": person, "letter": row, "error": error, "may_write": gate.may(P.DISCLOSE),
        "good": letters.is_good(row), "typed": request.POST.get("name", ""), "why": request.POST.get("why", ""),
    }  # fmt: skip
    return render(request, "sharing/letter.html", context, status=422 if error else 200)


def done(request: HttpRequest, gate: Gate, row: Letter) -> None:
    """What the button said."""
    do = request.POST.get("do")
    if do == "allow":
        letters.allow_letter(by=gate.staff, letter=row, name=request.POST.get("name", ""))
        messages.success(request, _("Allowed. Sign it, then print it."))
    elif do == "sign":
        letters.sign_letter(by=gate.staff, letter=row)
        messages.success(request, _("Signed and written down as a disclosure. Print it now."))
    elif do == "withdraw":
        letters.withdraw_letter(by=gate.staff, letter=row, why=request.POST.get("why", ""))
        messages.success(request, _("Withdrawn. Its code is refused from now on."))


@require_GET
def printed(request: HttpRequest, client_id: UUID, letter_id: UUID) -> HttpResponse:
    gate = request.gate
    person = gate.fetch(Client, client_id, P.SEE_CONSENT)
    row = mine(gate.fetch(Letter, letter_id, P.SEE_CONSENT, related=letters.RELATED), person)
    if not letters.is_good(row):  # its page says why there is nothing to print
        return redirect("sharing:letter", person.pk, row.pk)
    return render(request, "sharing/letter_print.html", {"client": person, "letter": row, "program": row.program})


@open_door
@never_cache
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Is this letter good? Yes or no to a code; and where somebody types the letter's hours, whether they agree."""
    context: dict[str, Any] = {
        "house": {},
        "code": request.POST.get("code", ""),
        "hours": request.POST.get("hours", ""),
    }
    if request.method == "GET":
        return render(request, "sharing/check.html", context)
    # by network: wrong codes from elsewhere never make anybody wait
    doors = knocks.Doors(request, f"letter of attendance from {knocks.network_of(request)}")
    if not doors.may_try():
        return knocks.wait_a_moment(request)
    typed = as_minutes(context["hours"])
    if typed is None and context["hours"].strip():
        context["hours_error"] = _("Type the hours as they stand in the letter, for example 27 h 30.")
        return render(request, "sharing/check.html", context, status=422)
    found = letters.check(context["code"])
    doors.right() if found else doors.wrong()
    context |= {"asked": True, "found": found}
    if found and typed is not None and found.minutes is not None:
        context["agrees"] = typed == found.minutes
    return render(request, "sharing/check.html", context)


def as_minutes(words: str) -> int | None:
    """27 h 30, 27:30, 27 h or 45 min as minutes; None where it is none of them."""
    found = re.fullmatch(r"(?:(\d{1,4})\s*(?:h|:)\s*)?(?:(\d{1,2})\s*(?:min)?)?", words.strip().lower())
    if not found or not words.strip():
        return None
    return 60 * int(found[1] or 0) + int(found[2] or 0)


def tell_client(request: HttpRequest, letter: Letter) -> None:
    """A neutral message that something waits on their page."""
    client = letter.client
    address = client.user.email if client.user else client.email
    if not address:
        return
    with override("es" if client.language == "es" else "en"):
        link = request.build_absolute_uri(reverse("portal:letters"))
        subject = _("Something for you")
        body = _("Hello,\n\nsomething waits for you on your page:\n\n%(link)s") % {"link": link}
    send(
        by=letter.written_by, program=letter.program, to=client, address=address, subject=subject, body=body,
        key=f"sharing.letter:{letter.pk}",
    )  # fmt: skip


def mine(row: Letter, person: Client) -> Letter:
    if row.client_id != person.pk:
        raise Http404
    return row


def told(form: LetterForm, error: ConsentRefused | ValidationError) -> None:
    """Puts a refusal where a person finds it."""
    if isinstance(error, ValidationError) and hasattr(error, "error_dict"):
        for name, errors in error.error_dict.items():
            form.add_error({"consent": "to"}.get(name, name), errors)
    elif isinstance(error, ValidationError):
        form.add_error(None, error)
    else:
        form.add_error("to", str(error))
