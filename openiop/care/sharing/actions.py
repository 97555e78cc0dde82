"""Letting a recipient in: the link, the code, and what is shown to them, each time written down before it is."""

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from openiop.base.audit.actions import System, record
from openiop.base.messages.actions import send
from openiop.base.people.models import Staff
from openiop.base.people.roles import Permission as P
from openiop.base.privacy.actions import disclose
from openiop.base.privacy.actions.who import require_for
from openiop.base.privacy.consents import Consent, Recipient
from openiop.base.privacy.disclosures import Disclosure
from openiop.base.privacy.queries import scope_words, standing_of
from openiop.base.privacy.refusals import refuse
from openiop.base.tokens import fingerprint, fresh_token
from openiop.care.sharing.models import SharedPage
from openiop.care.sharing.preview import Preview
from openiop.care.sharing.queries import seen_by_recipient
from openiop.rulebook import consent as rules

LONGEST = timedelta(days=90)  # a link; a consent that lasts longer needs a new one then
CODE_GOOD_FOR = timedelta(minutes=10)
CODE_AGAIN = timedelta(seconds=30)
MOST_TRIES = 5  # wrong digits for one code


@dataclass(frozen=True)
class Opened:
    """What was shown, and its record. `content` is what left, to the letter."""

    preview: Preview
    content: str
    disclosure: Disclosure


@transaction.atomic
def share_page(
    *, by: Any, consent: Consent, recipient: Recipient, email: str, address_of: Callable[[str], str]
) -> SharedPage:
    """Sends a recipient of a signed consent the link to their page; links sent before stop working.

    `address_of` makes the full address from the secret. Raises ConsentRefused where the consent does not hold,
    ValidationError naming `email` where it is not one.
    """
    require_for(by, consent.client, P.MANAGE_CONSENT)
    refuse([rules.refusal(standing_of(consent))])
    if not consent.receivers.filter(recipient=recipient).exclude(part="intermediary").exists():
        raise ValidationError(_("The consent does not name this recipient."))
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise ValidationError({"email": _("Check this address. It looks like name@example.org.")}) from None
    now = timezone.now()
    until = min(filter(None, [now + LONGEST, consent.holds_until]))
    SharedPage.objects.filter(consent=consent, recipient=recipient, expires_at__gt=now).update(expires_at=now)
    token = fresh_token()
    page = SharedPage.objects.create(
        organisation_id=consent.organisation_id,
        consent=consent,
        recipient=recipient,
        token_hash=fingerprint(token),
        sent_to=email,
        sent_by=by if isinstance(by, Staff) else None,
        expires_at=until,
    )
    subject, body = invitation(consent.language, address_of(token))
    _mail(by, page, subject, body, f"sharing.page:{page.pk}")
    record("sharing.page.sent", page, by=by, client_id=consent.client_id)
    return page


def invitation(language: str, link: str) -> tuple[str, str]:
    """Subject and words of the mail with a link. Nobody knows which language the recipient reads: English, and before
    it Spanish where the consent was written in Spanish. The code and the page come in the language of their browser."""
    said = []
    for each in ["es", "en"] if language == "es" else ["en"]:
        with override(each):
            body = _(
                "Hello,\n\nsomebody would like you to see a page:\n\n%(link)s\n\nIt opens with a code that is sent to "
                "this address each time. If you did not expect this, you can ignore it."
            ) % {"link": link}
            said.append((_("A page for you"), body))
    return " / ".join(subject for subject, _body in said), "\n\n—\n\n".join(body for _subject, body in said)


@transaction.atomic
def end_pages(*, by: Any, consent: Consent) -> None:
    """Every link under this consent stops working, with the consent itself untouched."""
    require_for(by, consent.client, P.MANAGE_CONSENT)
    now = timezone.now()
    for page in SharedPage.objects.filter(consent=consent, expires_at__gt=now):
        page.expires_at = now
        page.save(update_fields=["expires_at"])
        record("sharing.page.ended", page, by=by, client_id=consent.client_id)


@transaction.atomic
def send_code(*, page: SharedPage) -> bool:
    """Sends six digits to the recipient's own e-mail; False where some went out a moment ago."""
    page = (
        SharedPage.objects.select_for_update(of=("self",))
        .select_related("consent__client", "consent__program")
        .get(pk=page.pk)
    )
    now = timezone.now()
    if page.code_sent_at and now - page.code_sent_at < CODE_AGAIN:
        return False
    code = f"{secrets.randbelow(10**6):06d}"
    page.code_hash, page.code_until = digits_of(page, code), now + CODE_GOOD_FOR
    page.code_sent_at, page.tries = now, 0
    page.save(update_fields=["code_hash", "code_until", "code_sent_at", "tries"])
    body = _("Your code is %(code)s\n\nIt opens your page within ten minutes.") % {"code": code}
    _mail(house_of(page), page, _("Your code"), body, f"sharing.code:{page.pk}:{now.timestamp()}")
    return True


@transaction.atomic
def use_code(*, page: SharedPage, code: str) -> bool:
    """Whether these are the digits that were sent last; they work once, within ten minutes, and for five tries."""
    page = SharedPage.objects.select_for_update(of=("self",)).get(pk=page.pk)
    if not page.code_hash or page.code_until is None or page.code_until < timezone.now() or page.tries >= MOST_TRIES:
        return False
    right = hmac.compare_digest(page.code_hash, digits_of(page, code.strip()))
    page.code_hash, page.tries = ("", 0) if right else (page.code_hash, page.tries + 1)
    page.save(update_fields=["code_hash", "tries"])
    return right


@transaction.atomic
def tell(*, page: SharedPage, how: str, content_of: Callable[[Preview, str, str], str]) -> Opened:
    """Shows a recipient what their consent lets them see today, and writes it down first.

    `content_of(preview, notice, scope)` makes what leaves; the notice (2.32(a)) and the scope (2.32(b)) must be in it.
    Raises ConsentRefused where the consent does not hold any more. Needs the context of the page's house.
    """
    consent = page.consent
    refuse([rules.refusal(standing_of(consent))])
    found = seen_by_recipient(consent, consent.program.today())
    _number, notice = rules.texts.version(consent.texts).notice(how)
    content = content_of(found, notice, scope_words(consent))
    left = disclose(
        by=house_of(page), consent=consent, recipient=page.recipient, what=found.counts, content=content, how=how
    )
    return Opened(found, content, left.disclosure)


def digits_of(page: SharedPage, code: str) -> str:
    """What is kept of a code: six digits are guessed at once from a plain hash, so this one has a key."""
    return hmac.new(settings.SECRET_KEY.encode(), f"sharing.code|{page.pk}|{code}".encode(), sha256).hexdigest()


def house_of(page: SharedPage) -> System:
    """Who acts when a recipient opens their page: OpenIOP, as the consent told it to."""
    return System("OpenIOP", page.organisation_id)


def _mail(by: Any, page: SharedPage, subject: str, body: str, key: str) -> None:
    consent = page.consent
    send(
        by=by, program=consent.program, to=consent.client, address=page.sent_to, subject=subject, body=body, key=key,
        asked_for=True, forget=True,
    )  # fmt: skip
