"""The pages of sharing, for staff with a client and for the client alone: the same page, reached by two doors."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from openiop.base.items import ITEM_NAMES
from openiop.base.messages.actions import send
from openiop.base.people import stepup
from openiop.base.people.lock_views import ask_again
from openiop.base.people.models import Client, Staff
from openiop.base.privacy import actions as privacy
from openiop.base.privacy.actions import Signing
from openiop.base.privacy.actions.ending import may_revoke
from openiop.base.privacy.consents import Consent
from openiop.base.privacy.queries import digest, problems_of, scope_words, shown, signers_of, standing_of, until_words
from openiop.base.privacy.refusals import ConsentRefused
from openiop.base.programs.models import Program
from openiop.care.placement.words import readable
from openiop.care.sharing import actions, queries
from openiop.care.sharing.forms import ShareForm, WhoForm
from openiop.care.sharing.lines import SAID
from openiop.care.sharing.preview import Preview, preview
from openiop.rulebook import consent as rules
from openiop.rulebook.consent.problem import Problem

# Which field of the builder a problem stands beside.
BESIDE = {
    "items": "what",  # "items" is a word of Django's templates
    "information": "what",
    "expires_never": "expires_on",
    "expires_event": "expires_on",
    "participants": "recipients",
}


@dataclass(frozen=True)
class Door:
    """Whose pages these are: `to(name)` and `to(name, consent)` give addresses; `by` acts."""

    by: Staff | Client
    client: Client
    address: Callable[..., str]
    own: bool

    def to(self, name: str, consent: Consent | None = None) -> str:
        return self.address(name, consent.pk if consent else None)

    @property
    def may_see(self) -> frozenset[str]:
        return frozenset(self.by.standing.items)


@dataclass(frozen=True)
class Choice:
    """One kind of information in the builder, with what may be left out of it."""

    item: str
    words: str
    hint: str
    chosen: bool
    since: Any
    until: Any
    lines: tuple[Any, ...]
    without: frozenset[str]


def who(request: HttpRequest, door: Door, program: Program) -> HttpResponse:
    """Step 1: who receives it."""
    form = WhoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            recipient = privacy.name_recipient(by=door.by, client=door.client, **form.recipient())
            elements = form.elements(program.today())
            consent = privacy.draft_consent(
                by=door.by, client=door.client, program=program, recipients=[recipient], **elements
            )
        return redirect(door.to("consent", consent))
    context = {"door": door, "client": door.client, "form": form, "steps": steps(0), "house": {"name": program.name}}
    return render(request, "sharing/who.html", context | ways(door), status=422 if form.errors else 200)


def builder(request: HttpRequest, door: Door, consent: Consent) -> HttpResponse:
    """Step 2: what, why and until when, with what the recipient would see beside it. A draft is kept as it is."""
    if consent.state != Consent.State.DRAFT or consent.signatures.exists():
        return one(request, door, consent)
    data = request.POST if request.method == "POST" else None
    form = ShareForm(consent, data)
    does = data.get("do", "save") if data else ""
    valid = form.is_valid() if data else False
    if valid:
        elements = form.elements()
        if does in ("save", "next"):
            consent = privacy.change_consent(by=door.by, consent=consent, **elements)
            consent = Consent.objects.select_related(*queries.WITH).get(pk=consent.pk)
            if does == "next":
                return redirect(door.to("sign", consent))
            messages.success(request, _("Your draft is kept. Nothing is shared until it is signed."))
            return redirect(door.to("list"))
        for name, value in elements.items():
            setattr(consent, name, value)
    page = builder_page(door, consent, form)
    if request.htmx:  # type: ignore[attr-defined]
        unfolded = set(request.POST.getlist("narrowed"))  # what stands on the page; only what came or went is sent
        fresh = [each for each in page["choices"] if each.chosen != (each.item in unfolded)]
        return render(request, "sharing/_preview.html", page | {"fresh": fresh})
    return render(request, "sharing/builder.html", page, status=422 if data and not valid else 200)


def builder_page(door: Door, consent: Consent, form: ShareForm) -> dict[str, Any]:
    today = consent.program.today()
    found = preview(consent, today, may_see=door.may_see)
    lines = {section.item: section.lines for section in found.sections}
    choices = [
        Choice(
            item.value, str(words), str(hint), item.value in consent.items,
            form[f"from_{item}"], form[f"to_{item}"], lines.get(item.value, ()),
            frozenset((consent.narrowing.get(item.value) or {}).get("without", ())),
        )
        for item, (words, hint) in SAID.items()
    ]  # fmt: skip
    told = problems_by_field(problems_of(consent))
    return {
        **letter(consent, found),
        **ways(door, consent),
        "door": door,
        "client": door.client,
        "consent": consent,
        "form": form,
        "names": names_of(consent),
        "receiver": consent.receivers.select_related("recipient").first(),
        "choices": choices,
        "told": told,
        "steps": steps(1),
        "house": {"name": consent.program.name},
    }


def sign(request: HttpRequest, door: Door, consent: Consent) -> HttpResponse:
    """Step 3: the whole form in its own language, and the signatures that it needs."""
    if consent.state not in (Consent.State.DRAFT, Consent.State.WAITING):
        return redirect(door.to("consent", consent))
    if request.method == "POST" and not stepup.recently(request):
        return ask_again(request, locked=False)
    found = preview(consent, consent.program.today(), may_see=door.may_see)
    needed = signers_of(consent)
    have = set(consent.signatures.values_list("capacity", flat=True))
    capacities = [] if isinstance(needed, Problem) else [each for each in needed.capacities if each not in have]
    fields = [(each, _(rules.kinds.CAPACITIES[each]), f"name_{each}", f"relation_{each}") for each in capacities]
    refused: tuple[Problem, ...] = ()
    if request.method == "POST":
        given = signings(request, door, consent, capacities)
        try:
            privacy.sign_consent(
                by=door.by, consent=consent, signatures=given, wait=bool(given), seen=request.POST.getlist("seen"),
                preview={"day": str(consent.program.today()), "lines": found.counts, "digest": digest(found.as_data())},
            )  # fmt: skip
        except ConsentRefused as error:
            refused = error.problems
        else:
            consent.refresh_from_db()
            if consent.state == Consent.State.SIGNED:
                messages.success(request, _("It is signed. You can take it back at any time."))
            else:
                messages.success(request, _("Your signature is kept. It holds once everyone has signed."))
            return redirect(door.to("consent", consent))
    problems = [*problems_of(consent), *([needed] if isinstance(needed, Problem) else [])]
    page = {
        **letter(consent, found),
        **ways(door, consent),
        "door": door,
        "client": door.client,
        "consent": consent,
        "names": names_of(consent),
        "form_shown": shown(consent),
        "refused": [spoken(each) for each in refused],
        "confirm": [(each.code, spoken(each)) for each in problems if each.severity == "confirm"],
        "blocking": [spoken(each) for each in problems if each.severity == "block"],
        "who_signs": "" if isinstance(needed, Problem) else needed.explanation.translated(_),
        "signers": [
            (capacity, label, name, relation, request.POST.get(name, ""), request.POST.get(relation, ""))
            for capacity, label, name, relation in fields
            if not door.own or capacity == "client"
        ],
        "steps": steps(2),
        "house": {"name": consent.program.name},
    }
    return render(request, "sharing/sign.html", page, status=422 if refused else 200)


def signings(request: HttpRequest, door: Door, consent: Consent, capacities: list[str]) -> list[Signing]:
    """What was typed as signatures; an empty name is no signature. The client alone signs for nobody else."""
    how = "link" if door.own and consent.written_by_id else "screen"
    return [
        Signing(capacity, name, request.POST.get(f"relation_{capacity}", ""), how)
        for capacity in capacities
        if (name := request.POST.get(f"name_{capacity}", "").strip()) and (not door.own or capacity == "client")
    ]


def one(request: HttpRequest, door: Door, consent: Consent) -> HttpResponse:
    """A consent that is not a draft any more: its words, what left under it, its page, and how to end it."""
    error = ""
    receivers = list(consent.receivers.select_related("recipient"))
    live = standing_of(consent).live
    if request.method == "POST" and request.POST.get("do") == "send" and live:
        chosen = next((each.recipient for each in receivers if str(each.recipient_id) == request.POST.get("to")), None)
        try:
            if chosen is None:
                raise ValidationError(_("Choose who receives the link."))
            actions.share_page(
                by=door.by, consent=consent, recipient=chosen, email=request.POST.get("email", ""),
                address_of=lambda token: request.build_absolute_uri(reverse("sharing:shared", args=[token])),
            )  # fmt: skip
        except ValidationError as refusal:
            error = " ".join(refusal.messages)
        else:
            messages.success(request, _("The link is on its way. It opens with a code that only they receive."))
            return redirect(door.to("consent", consent))
    told = queries.Told(consent, standing_of(consent))
    told.disclosures = queries.disclosures_of(request.gate, [consent])[consent.pk]
    found = preview(consent, consent.program.today(), may_see=door.may_see)
    page = {
        **letter(consent, found),
        **ways(door, consent),
        "door": door,
        "client": door.client,
        "consent": consent,
        "told": told,
        "why": readable(told.stands.explanation).translated(_),
        "live": live,
        "held": held(consent),
        "names": names_of(consent),
        "receivers": receivers,
        "form_shown": shown(consent),
        "error": error,
        "email": request.POST.get("email") or next((each.recipient.email for each in receivers), ""),
        "pages": list(consent.pages.select_related("recipient")[:5]),
        "house": {"name": consent.program.name},
    }
    return render(request, "sharing/one.html", page, status=422 if error else 200)


def stop(request: HttpRequest, door: Door, consent: Consent) -> HttpResponse:
    """Takes it back. From this answer on nothing more leaves, and open pages close."""
    try:
        if consent.state in (Consent.State.DRAFT, Consent.State.WAITING):
            privacy.discard_consent(by=door.by, consent=consent)
            messages.success(request, _("The draft is set aside."))
        else:
            privacy.revoke(by=door.by, consent=consent)
            messages.success(request, _("It is taken back. Nothing more is shared. To share again, write a new one."))
    except ConsentRefused as error:
        messages.error(request, " ".join(error.words))
    return redirect(door.to("list"))


def printed(request: HttpRequest, door: Door, consent: Consent) -> HttpResponse:
    """The consent on paper, with its signatures."""
    page = {
        "consent": consent, "form_shown": shown(consent), "program": consent.program, "client": door.client,
        "signatures": list(consent.signatures.all()), "house": {"name": consent.program.name},
    }  # fmt: skip
    return render(request, "sharing/print.html", page)


def ask_to_sign(request: HttpRequest, door: Door, consent: Consent) -> HttpResponse:
    """Sends the client a neutral message that something waits on their page; they sign in and sign there."""
    client = consent.client
    address = client.user.email if client.user else client.email
    if not address:
        messages.error(request, _("There is no e-mail address of this client. Write one down first, under Person."))
        return redirect(door.to("sign", consent))
    with translation.override(client.language if client.language == "es" else "en"):
        subject = _("Something for you")
        body = _("Hello,\n\nsomething waits for you on your page:\n\n%(link)s") % {
            "link": request.build_absolute_uri(reverse("portal:sharing-list"))
        }
    send(
        by=door.by, program=consent.program, to=client, address=address, subject=subject, body=body,
        key=f"sharing.sign:{consent.pk}:{consent.program.today()}", asked_for=True,
    )  # fmt: skip
    messages.success(request, _("The message is on its way. It says only that something waits on their page."))
    return redirect(door.to("sign", consent))


def letter(consent: Consent, found: Preview) -> dict[str, Any]:
    """What `_letter.html` needs, for a preview. The notice stands in it as it will for the recipient."""
    texts = rules.texts.version(consent.texts) if consent.texts else rules.texts.in_force(consent.program.today())
    chosen = {section.item for section in found.sections}
    return {
        "client_name": consent.client.legal_name,
        "program": consent.program,
        "today": consent.program.today(),
        "found": found,
        "notice": texts.notice("page")[1],
        "scope": scope_words(consent) if found.sections else "",
        "others": [ITEM_NAMES[item] for item in SAID if item.value not in chosen],
    }


def ways(door: Door, consent: Consent | None = None) -> dict[str, str]:
    """Addresses of the pages around."""
    found = {"to_list": door.to("list"), "to_new": door.to("new")}
    if consent is not None:
        found |= {f"to_{name}": door.to(name, consent) for name in ("consent", "sign", "stop", "print")}
        if not door.own:
            found["to_ask"] = door.to("ask", consent)
    return found


def rows_of(request: HttpRequest, door: Door) -> dict[str, Any]:
    """What the list of consents needs: each with its addresses and words."""
    rows = queries.told_about(request.gate, door.client)
    told = [
        {
            "consent": row.consent, "names": row.names or _("Nobody yet"), "state": row.state, "times": row.times,
            "disclosures": row.disclosures, "until": until_words(row.consent),
            "why": readable(row.stands.explanation).translated(_),
            "held": held(row.consent) if row.state == "live" else "",
            **{f"to_{name}": door.to(name, row.consent) for name in ("consent", "sign", "stop")},
        }
        for row in rows
    ]  # fmt: skip
    return {"told": told, **ways(door)}


def steps(now: int) -> list[dict[str, Any]]:
    labels = [_("Who"), _("What, why and until when"), _("Sign")]
    return [
        {"label": label, "state": "done" if n < now else "now" if n == now else ""} for n, label in enumerate(labels)
    ]


def names_of(consent: Consent) -> str:
    return ", ".join(each.recipient.name for each in consent.receivers.select_related("recipient"))


def problems_by_field(problems: tuple[Problem, ...]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in problems:
        found.setdefault(BESIDE.get(each.field, each.field), []).append(spoken(each))
    return found


def held(consent: Consent) -> str:
    """Why it cannot be taken back yet, or nothing (CON-4)."""
    problem = may_revoke(consent)
    return spoken(problem) if problem else ""


def spoken(problem: Problem) -> str:
    return readable(problem.explanation).translated(_)
