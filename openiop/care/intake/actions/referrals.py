"""Taking a referral, closing it, and keeping one person one person."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from openiop.base.audit.actions import System, record
from openiop.base.context import as_the_house
from openiop.base.people.actions import register_client
from openiop.base.people.known import client_by_id, recognise
from openiop.base.people.models import Client
from openiop.base.people.roles import Permission, Role, require
from openiop.base.programs.models import Program
from openiop.base.worklist.actions import ask, close_source
from openiop.care.intake.models import Referral
from openiop.rulebook import matching

OPEN = (Referral.State.NEW, Referral.State.SCREENED, Referral.State.EVALUATED)
NEW_WORK = "intake.new_referral"
SAME_WORK = "intake.same_as"


class MaybeKnown(Exception):
    """The person may be somebody we know: a human says so before a second row is made."""

    def __init__(self, match: matching.Match):
        super().__init__(match.outcome)
        self.match = match


@as_the_house
def take_referral(
    *,
    by: Any,
    program: Program,
    client: Client | None = None,
    person: Mapping[str, Any] | None = None,
    surely_new: bool = False,
    key: str = "",
    **fields: Any,
) -> Referral:
    """Opens a referral for a `client`, or for a new `person` (fields of Client).

    `fields`: source, referrer_name, referrer_phone, reason, safe_to_call, received_at. `key` names this sending of the
    form: sent twice, it is one referral. A person who may be known raises MaybeKnown, unless a human said
    `surely_new`. A System (the public page) cannot be asked: it joins the referral to a person only when the match is
    certain, else it registers a new one and asks admissions to look.
    Raises ValidationError where the client has an open referral in this program already.
    """
    require(by, Permission.WORK_REFERRALS)
    if key and (sent := Referral.objects.filter(organisation_id=program.organisation_id, key=key).first()):
        return sent
    match = None
    if client is None:
        client, match = _register(by, program, dict(person or {}), surely_new)
    referral = Referral(organisation_id=program.organisation_id, program=program, client=client, key=key, **fields)
    referral.full_clean(exclude=["organisation", "document"], validate_constraints=False)
    try:
        with transaction.atomic():
            referral.save(force_insert=True)
    except IntegrityError as error:
        if key and (sent := Referral.objects.filter(organisation_id=program.organisation_id, key=key).first()):
            return sent
        raise already_referred(client) from error
    record("intake.referral.taken", referral, by=by, source=referral.source)
    ask(
        by=by,
        program=program,
        kind=NEW_WORK,
        source=str(referral.pk),
        title=_("Screen %(name)s") % {"name": client},
        detail=_("A new referral. People who hear back the same day come more often."),
        client=client,
        role=Role.ADMISSIONS,
        severity="today",
        link=reverse("intake:screening", args=[referral.pk]),
    )
    if match and match.outcome == "unsure":
        _ask_whether_known(by, referral, match)
    return referral


def already_referred(client: Client) -> ValidationError:
    """One open referral per person and program."""
    return ValidationError(
        _("%(name)s already has an open referral here. Open that one; nothing was added.") % {"name": client}
    )


def _register(
    by: Any, program: Program, person: dict[str, Any], surely_new: bool
) -> tuple[Client, matching.Match | None]:
    match = recognise(program.organisation_id, as_person(person))
    if isinstance(by, System):
        if match.outcome == "certain" and match.key:
            return client_by_id(program.organisation_id, match.key), None  # type: ignore[arg-type]
        return register_client(by=by, organisation=program.organisation, **person), match
    if match.outcome != "new" and not surely_new:
        raise MaybeKnown(match)
    return register_client(by=by, organisation=program.organisation, **person), None


def as_person(fields: Mapping[str, Any]) -> matching.Person:
    """Fields of Client as the rulebook compares them."""
    sex = fields.get("sex")
    return matching.Person(
        key="incoming",
        given=fields.get("legal_first", ""),
        family=fields.get("legal_last", ""),
        birth_date=fields.get("birth_date"),
        sex=sex if sex in (Client.Sex.FEMALE, Client.Sex.MALE) else None,
        phones=tuple(filter(None, [fields.get("phone")])),
        emails=tuple(filter(None, [fields.get("email")])),
        postal_code=fields.get("postal_code") or None,
        other_names=tuple(filter(None, [fields.get("chosen_name")])),
    )


def _ask_whether_known(by: Any, referral: Referral, match: matching.Match) -> None:
    ask(
        by=by,
        program=referral.program,
        kind=SAME_WORK,
        source=str(referral.pk),
        title=_("Is %(name)s someone you know?") % {"name": referral.client},
        detail=_("A referral came in for someone who may already be known here."),
        client=referral.client,
        role=Role.ADMISSIONS,
        severity="today",
        link=reverse("intake:referral", args=[referral.pk]),
    )


@transaction.atomic
def same_person(*, by: Any, referral: Referral, client: Client) -> Referral:
    """The referred person is `client`: the referral moves to them, and the row made for the caller goes.

    Only while that row holds nothing but this referral; else ValidationError, and nothing is changed.
    """
    require(by, Permission.WORK_REFERRALS)
    doubled = referral.client
    if doubled.pk == client.pk:
        return referral
    if Referral.objects.filter(program=referral.program, client=client, state__in=OPEN).exists():
        raise already_referred(client)
    referral.client = client
    referral.save(update_fields=["client"])
    doubled.work.update(client=client)
    try:
        with transaction.atomic():
            doubled.delete()
    except IntegrityError as error:
        raise ValidationError(_("There is more about this person already. Nothing was joined.")) from error
    record("intake.referral.joined", referral, by=by, client_id=client.pk, instead_of=str(doubled.pk))
    _settled(by, referral, SAME_WORK)
    return referral


@transaction.atomic
def another_person(*, by: Any, referral: Referral) -> None:
    """A human looked: the referred person is nobody we knew."""
    require(by, Permission.WORK_REFERRALS)
    record("intake.referral.not_known", referral, by=by)
    _settled(by, referral, SAME_WORK)


@transaction.atomic
def close_referral(*, by: Any, referral: Referral, reason: str) -> Referral:
    """Ends a referral without a place, with the reason in words. Raises ValidationError without one, or where it has
    led to an admission."""
    require(by, Permission.WORK_REFERRALS)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why, in a few words. It helps whoever takes their next call.")})
    referral = Referral.objects.select_for_update(of=("self",)).select_related("client", "program").get(pk=referral.pk)
    if referral.state == Referral.State.ADMITTED:
        raise ValidationError(_("This referral led to an admission. Discharge ends the stay; the referral stays."))
    if referral.state == Referral.State.CLOSED:
        return referral
    referral.state, referral.closed_reason = Referral.State.CLOSED, reason.strip()
    referral.save(update_fields=["state", "closed_reason"])
    record("intake.referral.closed", referral, by=by, why=reason.strip())
    for kind in (NEW_WORK, SAME_WORK):
        _settled(by, referral, kind)
    return referral


@transaction.atomic
def reopen_referral(*, by: Any, referral: Referral) -> Referral:
    """Takes a closing back: the referral stands where its last screening or evaluation left it."""
    require(by, Permission.WORK_REFERRALS)
    referral = Referral.objects.select_for_update(of=("self",)).select_related("client", "program").get(pk=referral.pk)
    if referral.state not in (Referral.State.CLOSED, Referral.State.HANDED_OFF):
        return referral
    referral.state, referral.closed_reason = state_from_history(referral), ""
    try:
        with transaction.atomic():
            referral.save(update_fields=["state", "closed_reason"])
    except IntegrityError as error:
        raise already_referred(referral.client) from error
    record("intake.referral.reopened", referral, by=by)
    return referral


def state_from_history(referral: Referral) -> str:
    """Where an open referral stands, from what was done in it."""
    if referral.evaluations.filter(signed_at__isnull=False).exists():
        return Referral.State.EVALUATED
    last = referral.screenings.first()
    return Referral.State.SCREENED if last and last.keeps_open else Referral.State.NEW


def _settled(by: Any, referral: Referral, kind: str) -> None:
    close_source(
        by=by,
        organisation_id=referral.organisation_id,
        kind=kind,
        source=str(referral.pk),
        outcome=str(referral.get_state_display()),
    )
