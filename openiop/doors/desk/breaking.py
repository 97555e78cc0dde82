"""Opening a record one has no relationship to: asking for access, or breaking the glass in an emergency (42 CFR 2.51).

It stands here and not in the privacy room because nobody may break a glass unseen: the list of what to do and the
message to the privacy officer are written in the same transaction.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from openiop.base.audit.actions import record
from openiop.base.messages.actions import send
from openiop.base.people.models import Client, Staff
from openiop.base.people.roles import Permission as P
from openiop.base.people.roles import Refused, Role, require
from openiop.base.privacy import actions as privacy
from openiop.base.privacy.disclosures import Disclosure
from openiop.base.privacy.glass import HOURS, Glass, GlassClosing, GlassReview
from openiop.base.programs.models import Program
from openiop.base.worklist.actions import ask, close, close_source
from openiop.base.worklist.models import WorkItem
from openiop.rulebook.consent.emergency import Emergency

REVIEW, ACCESS, GIVEN = "privacy.glass", "privacy.access", "privacy.access_given"
AT_MOST = 10  # officers who are written to


@transaction.atomic
def break_glass(*, by: Staff, client: Client, nature: str, reason: str, program: Program | None = None) -> Glass:
    """Opens the record to `by` for four hours, tells the audit, and at once the privacy officer.

    Counseling notes stay closed. Raises Refused for whoever may see no charts, ValidationError where a word is missing.
    A glass of theirs that is open already is returned as it is.
    """
    require(by, P.SEE_CHART)
    nature, reason = nature.strip(), reason.strip()
    said = {"nature": nature, "reason": reason}
    missing = {name: _("Write it down; without it the glass stays whole.") for name in said if not said[name]}
    if missing:
        raise ValidationError(missing)
    now = timezone.now()
    if found := open_glasses(by, now).filter(client=client).first():
        return found
    glass = Glass.objects.create(
        organisation_id=by.organisation_id,
        client=client,
        staff=by,
        nature=nature,
        reason=reason,
        at=now,
        until=now + timedelta(hours=HOURS),
    )
    record("privacy.glass.broken", glass, by=by, why=reason, seals=glass, nature=nature)
    alert(glass, program or by.home_program)
    return glass


def alert(glass: Glass, program: Program) -> None:
    """Puts it on top of the privacy officer's list and writes to each; the director's where there is no officer."""
    officers = officers_of(program)
    role = Role.PRIVACY_OFFICER if officers else Role.DIRECTOR
    told = officers or officers_of(program, Role.DIRECTOR)
    with override(settings.LANGUAGE_CODE):
        names = {"staff": glass.staff, "client": glass.client}
        ask(
            by=glass.staff,
            program=program,
            kind=REVIEW,
            source=str(glass.pk),
            title=(_("Look at this now: %(staff)s broke the glass on the record of %(client)s") % names)[:200],
            detail=glass.nature,
            client=glass.client,
            role=role,
            severity=WorkItem.Severity.NOW,
            due_at=glass.review_due,
            link=reverse("desk:review-glass", args=[glass.pk]),
        )
    for officer in told:
        if officer.user is None or officer == glass.staff:
            continue
        with override(officer.user.language or settings.LANGUAGE_CODE):
            subject = _("Something needs you now")
            body = _("Please sign in and open your list. The first item cannot wait.")
        key = f"{REVIEW}:{glass.pk}:{officer.pk}"
        send(
            by=glass.staff, program=program, to=officer, address=officer.user.email, subject=subject, body=body,
            key=key, asked_for=True,
        )  # fmt: skip


def officers_of(program: Program, role: Role = Role.PRIVACY_OFFICER) -> list[Staff]:
    rows = program.staff.filter(roles__contains=[role], user__is_active=True).select_related("user")
    return [staff for staff in rows[:AT_MOST] if staff.works_on(program.today())]


def open_glasses(staff: Staff, now: datetime) -> Any:
    """The records that stand open to this person only because they broke the glass."""
    return Glass.objects.filter(staff=staff, until__gt=now, closing=None)


@transaction.atomic
def close_glass(*, by: Staff, glass: Glass) -> GlassClosing:
    """Ends it before it ends by itself: one's own, or anybody's as a privacy officer or director."""
    if by != glass.staff:
        require(by, P.REVIEW_PRIVACY)
    closing, made = GlassClosing.objects.get_or_create(
        organisation_id=glass.organisation_id, glass=glass, defaults={"by": by}
    )
    if made:
        record("privacy.glass.closed", closing, by=by, client_id=glass.client_id, seals=closing)
    return closing


@transaction.atomic
def review_glass(*, by: Staff, glass: Glass, finding: str, words: str) -> GlassReview:
    """What the privacy officer found. Nobody reviews their own; ValidationError where the words are missing."""
    require(by, P.REVIEW_PRIVACY)
    if by == glass.staff:
        raise ValidationError(_("Somebody else has to look at a glass that you broke yourself."))
    if finding not in GlassReview.Finding.values or not words.strip():
        raise ValidationError(_("Say what you found, and in your words why."))
    review, made = GlassReview.objects.get_or_create(
        organisation_id=glass.organisation_id,
        glass=glass,
        defaults={"by": by, "finding": finding, "words": words.strip()},
    )
    if made:
        record("privacy.glass.reviewed", review, by=by, client_id=glass.client_id, seals=review, finding=finding)
        outcome = review.get_finding_display()
        close_source(
            by=by, organisation_id=glass.organisation_id, kind=REVIEW, source=str(glass.pk), outcome=str(outcome)
        )
    return review


@transaction.atomic
def tell_outside(
    *, by: Staff, glass: Glass, recipient: str, facility: str, items: Iterable[str], description: str
) -> Disclosure:
    """Documents at once what medical personnel elsewhere were told in this emergency (42 CFR 2.51(c)).

    Raises ConsentRefused with what its record lacks, Refused where it is not one's own open glass.
    """
    now = timezone.now()
    if by != glass.staff or not open_glasses(by, now).filter(pk=glass.pk).exists():
        raise Refused(P.DISCLOSE)
    what = dict.fromkeys(items, 1)
    emergency = Emergency(
        "no_consent_possible", recipient=recipient, facility=facility, discloser=by.actor_name, at=now,
        nature=glass.nature, medical=True, items=frozenset(what),
    )  # fmt: skip
    left = privacy.disclose_otherwise(
        by=by, client=glass.client, basis="emergency", what=what, content=None, how="oral", purpose=glass.reason,
        description=description, emergency=emergency,
    )  # fmt: skip
    return left.disclosure


@transaction.atomic
def ask_for_access(*, by: Staff, client: Client, program: Program, to: Staff | None, why: str) -> WorkItem:
    """Asks the primary therapist, or the director where there is none, to open the record to `by`."""
    require(by, P.SEE_CHART)
    if not why.strip():
        raise ValidationError({"why": _("Say what you need it for.")})
    with override(settings.LANGUAGE_CODE):
        item = ask(
            by=by,
            program=program,
            kind=ACCESS,
            source=f"{client.pk}:{by.pk}",
            title=(_("%(staff)s asks to see the record of %(client)s") % {"staff": by, "client": client})[:200],
            detail=why.strip(),
            client=client,
            to=to,
            role="" if to else Role.DIRECTOR,
            severity=WorkItem.Severity.TODAY,
            due_at=timezone.now(),
            link=reverse("desk:access", args=[client.pk, by.pk]),
        )
    record("privacy.access.asked", item, by=by, client_id=client.pk, why=why.strip())
    return item


@transaction.atomic
def answer_access(*, by: Staff, item: WorkItem, staff: Staff, give: bool) -> None:
    """Opens the record to the one who asked, by a task of theirs: once they close it, the record closes a day later."""
    require(by, P.SEE_CHART)
    if item.kind != ACCESS or item.source != f"{item.client_id}:{staff.pk}" or item.done_at or by == staff:
        raise Refused(P.SEE_CHART)
    if give:
        with override(settings.LANGUAGE_CODE):
            opened = _("The record of %(client)s is open to you; close this when you need it no longer")
            given = ask(
                by=by,
                program=item.program,
                kind=GIVEN,
                source=item.source,
                title=(opened % {"client": item.client})[:200],
                detail=item.detail,
                client=item.client,
                to=staff,
                link=reverse("desk:chart", args=[item.client_id]),
            )
        record("privacy.access.given", given, by=by, client_id=item.client_id, to=str(staff), why=item.detail)
    close(by=by, item=item, outcome=_("Opened") if give else _("Declined"))
