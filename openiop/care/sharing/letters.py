"""Letters of attendance: drafted from a consent, allowed by the client, signed by staff, checked by code."""

import hmac
import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from openiop.base.audit.actions import record
from openiop.base.context import standing
from openiop.base.items import Item
from openiop.base.people.models import Client, Staff
from openiop.base.people.roles import Permission as P
from openiop.base.people.roles import Refused, require
from openiop.base.privacy.actions import disclose
from openiop.base.privacy.consents import Consent, ConsentRecipient, Recipient
from openiop.base.privacy.gate import Gate
from openiop.base.privacy.queries import is_live, scope_words, standing_of
from openiop.base.privacy.refusals import refuse
from openiop.care.calendar.models import Session
from openiop.care.encounters.queries import attendances
from openiop.care.sharing.lines import AT_MOST
from openiop.care.sharing.models import Letter
from openiop.care.sharing.preview import preview
from openiop.care.sharing.queries import recipient_of
from openiop.rulebook import consent as rules

LONGEST = timedelta(days=93)
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that is read as something else
MOST = 60  # letters on one page
RELATED = ("client", "program__organisation", "consent__program", "recipient", "signed_by")
State = Letter.State


@dataclass(frozen=True)
class Attended:
    """What a recipient may know of a stretch of days: local days with treatment, and their minutes."""

    days: int
    minutes: int


@dataclass(frozen=True)
class Checked:
    """What the public page says of a code that is good: when the letter was signed, and its minutes to compare with
    (None: it names none)."""

    signed_on: date
    minutes: int | None


def attended(consent: Consent, since: date, until: date) -> Attended:
    """Days and minutes from `since` to `until` (local, both counted), read with the recipient's eyes: the database
    shows nothing outside the consent, and what the client left out of it is not counted."""
    with standing(recipient_of(consent)):
        found = preview(consent, consent.program.today()).as_received()
        lines = [line for section in found.sections if section.item == Item.HOURS for line in section.lines]
        if len(lines) >= AT_MOST and lines[-1].day and lines[-1].day > since:
            raise ValidationError({"since": _("That is more sessions than fit into one letter. Begin later.")})
        wanted = [UUID(line.key) for line in lines if line.day and since <= line.day <= until]
        sessions = list(Session.objects.filter(pk__in=wanted).select_related("program"))
        counted = [each for each in attendances(consent.client, sessions) if each.attended and each.dose.minutes]
    days = {consent.program.local(each.session.during.lower).date() for each in counted}
    return Attended(len(days), sum(each.dose.minutes for each in counted))


@transaction.atomic
def draft_letter(
    *, by: Any, consent: Consent, recipient: Recipient, purpose: str, since: date, until: date,
    shows_hours: bool = True, language: str = "en",
) -> Letter:  # fmt: skip
    """A letter in its final words, for the client to allow. Raises ConsentRefused where the consent does not hold,
    ValidationError naming the field otherwise."""
    writer = _writer(by)
    refuse([rules.refusal(standing_of(consent))])
    if Item.HOURS.value not in consent.items:
        raise ValidationError(
            {"consent": _("This consent does not allow the hours attended. Have one signed that does.")}
        )
    if not consent.receivers.filter(recipient=recipient).exclude(part="intermediary").exists():
        raise ValidationError({"consent": _("The consent does not name this recipient.")})
    today = consent.program.today()
    if until > today:
        raise ValidationError({"until": _("Choose a day up to today: a letter says what was.")})
    if until < since:
        raise ValidationError({"until": _("The last day comes before the first.")})
    if until - since > LONGEST:
        raise ValidationError({"since": _("One letter covers at most three months.")})
    found = attended(consent, since, until)
    if not found.days:
        raise ValidationError({"since": _("No attendance that this consent allows lies between these days.")})
    code = "-".join("".join(secrets.choice(ALPHABET) for _each in range(4)) for _group in range(3))
    letter = Letter(
        organisation_id=consent.organisation_id, client=consent.client, program=consent.program, consent=consent,
        recipient=recipient, purpose=purpose, since=since, until=until, shows_hours=shows_hours, language=language,
        days=found.days, minutes=found.minutes, code_hash=hash_of(code), written_by=writer,
    )  # fmt: skip
    letter.content = _words(letter, code)
    letter.save()
    record("sharing.letter.drafted", letter, by=by, client_id=letter.client_id)
    return letter


@transaction.atomic
def allow_letter(*, by: Any, letter: Letter, name: str = "") -> Letter:
    """The client allows these words: on their own page, or on a staff screen by typing their name."""
    letter = _held(letter, State.ASKED)
    if isinstance(by, Client):
        if by.pk != letter.client_id:
            raise Refused(P.SEE_OWN)
        how = "portal"
    else:
        _writer(by)
        names = {letter.client.legal_name.casefold(), str(letter.client).casefold()}
        if name.strip().casefold() not in names:
            raise ValidationError({"name": _("The client types their own name as it stands in the letter.")})
        how = "screen"
    letter.state, letter.allowed_at, letter.allowed_how = State.ALLOWED, timezone.now(), how
    letter.save(update_fields=["state", "allowed_at", "allowed_how"])
    record("sharing.letter.allowed", letter, by=by, client_id=letter.client_id, how=how)
    return letter


@transaction.atomic
def decline_letter(*, by: Client, letter: Letter) -> Letter:
    """The client says no; nothing leaves."""
    letter = _held(letter, State.ASKED, State.ALLOWED)
    if not isinstance(by, Client) or by.pk != letter.client_id:
        raise Refused(P.SEE_OWN)
    letter.state, letter.ended_at = State.DECLINED, timezone.now()
    letter.save(update_fields=["state", "ended_at"])
    record("sharing.letter.declined", letter, by=by, client_id=letter.client_id)
    return letter


@transaction.atomic
def sign_letter(*, by: Any, letter: Letter) -> Letter:
    """Signs it, and writes the disclosure down: from here on the code is good. Raises ConsentRefused where the
    consent no longer holds."""
    signer = _writer(by)
    letter = _held(letter, State.ALLOWED)
    letter.signed_by, letter.signed_at, letter.state = signer, timezone.now(), State.ISSUED
    letter.save(update_fields=["signed_by", "signed_at", "state"])
    disclose(
        by=by, consent=letter.consent, recipient=letter.recipient, what={Item.HOURS.value: letter.days},
        content=letter.content, how="mail",
    )  # fmt: skip
    record("sharing.letter.signed", letter, by=by, client_id=letter.client_id)
    return letter


@transaction.atomic
def withdraw_letter(*, by: Any, letter: Letter, why: str = "") -> Letter:
    """From now on its code is refused. The client may at any time; a revoked consent does it by itself."""
    letter = _held(letter, State.ISSUED)
    if not (isinstance(by, Client) and by.pk == letter.client_id):
        _writer(by)
        if not why.strip():
            raise ValidationError({"why": _("Say why it is withdrawn.")})
    letter.state, letter.ended_at, letter.ended_why = State.WITHDRAWN, timezone.now(), why.strip()
    letter.save(update_fields=["state", "ended_at", "ended_why"])
    record("sharing.letter.withdrawn", letter, by=by, client_id=letter.client_id, why=why)
    return letter


def check(code: str) -> Checked | None:
    """What a code stands for, or None: never given, withdrawn, or its consent has ended. Which, nobody learns."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT signed_on, minutes FROM sharing_letter_good(%s)", [hash_of(code)])
        found = cursor.fetchone()
    return Checked(*found) if found else None


def letters_of(gate: Gate, person: Client) -> list[tuple[Letter, bool]]:
    """Letters, newest first, each with whether its code is good."""
    permission = P.SEE_OWN if isinstance(gate.actor, Client) else P.SEE_CONSENT
    rows = list(gate.rows(Letter, permission).filter(client=person).select_related(*RELATED)[:MOST])
    holding = {consent: is_live(consent) for consent in {each.consent_id for each in rows}}
    return [(each, each.state == Letter.State.ISSUED and holding[each.consent_id]) for each in rows]


def receivers_for(gate: Gate, person: Client) -> list[ConsentRecipient]:
    """Who may get a letter: whoever a consent that holds lets have the hours."""
    rows = gate.rows(ConsentRecipient, P.SEE_CONSENT).filter(
        consent__client=person, consent__state="signed", consent__items__contains=[Item.HOURS.value],
        consent__revocation=None, consent__reached=None,
    )  # fmt: skip
    found = rows.exclude(part="intermediary").select_related("recipient", "consent__program", "consent__client")
    return [each for each in found if is_live(each.consent_id)]


def is_good(row: Letter) -> bool:
    """Whether its code would be answered with yes."""
    return row.state == Letter.State.ISSUED and is_live(row.consent_id)


def hash_of(code: str) -> str:
    """What is kept of a code: sixty random bits behind the installation's key. Spaces, dashes and case do not count."""
    plain = "".join(each for each in code.upper() if each.isalnum())
    return hmac.new(settings.SECRET_KEY.encode(), f"sharing.letter|{plain}".encode(), sha256).hexdigest()


def _words(letter: Letter, code: str) -> str:
    """The letter as it will stand on paper."""
    _number, notice = rules.texts.version(letter.consent.texts).notice("mail")
    with override(letter.language):
        context = {"letter": letter, "code": code, "notice": notice, "scope": scope_words(letter.consent)}
        return render_to_string("sharing/_attendance.html", context)


def _writer(by: Any) -> Staff:
    require(by, P.DISCLOSE)
    if not isinstance(by, Staff):
        raise Refused(P.DISCLOSE)
    return by


def _held(letter: Letter, *states: str) -> Letter:
    """The letter, locked, in one of these states."""
    related = ("client", "consent__program", "consent__client", "recipient", "program")
    held = Letter.objects.select_for_update(of=("self",)).select_related(*related).get(pk=letter.pk)
    if held.state not in states:
        raise ValidationError(_("This letter has moved on: %(state)s.") % {"state": held.get_state_display()})
    return held
