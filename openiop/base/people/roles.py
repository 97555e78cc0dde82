"""What people do here, and what each of them may. A manager can read this page and say whether it is right.

Depth (caseload, consent, break-glass) is added by the gate; a right that is missing here is missing everywhere.
"""

from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from openiop.base.items import DIRECTORY, Item


class Permission(StrEnum):
    """One right. The gate asks for exactly one of these on every read, an action on every write."""

    SEE_PROGRAM = "see_program"  # groups, rooms, the week, without anyone's record
    SEE_CLIENTS = "see_clients"  # names, contacts, who is enrolled where
    SEE_CHART = "see_chart"  # the clinical record
    SEE_NOTES = "see_notes"  # session notes
    SEE_HOURS = "see_hours"  # minutes attended and payer-valid days
    SEE_STAFF = "see_staff"
    SEE_AUDIT = "see_audit"
    SEE_OWN = "see_own"  # a client's own page
    WORK_REFERRALS = "work_referrals"  # take, screen, match and hand off referrals
    EVALUATE = "evaluate"  # write and sign evaluations
    PLACE = "place"  # decide a level of care, open and close an episode
    WRITE_PLAN = "write_plan"
    SIGN_PLAN = "sign_plan"
    SCHEDULE = "schedule"  # groups, sessions and seats
    TAKE_ATTENDANCE = "take_attendance"
    WRITE_NOTES = "write_notes"
    SIGN_NOTES = "sign_notes"
    CORRECT_LEDGER = "correct_ledger"
    ASK_MEASURES = "ask_measures"
    WORK_MEDICAL = "work_medical"  # medications, toxicology, orders
    WORK_AFTERCARE = "work_aftercare"
    SEE_CONSENT = "see_consent"  # who may be told what, and what was
    MANAGE_CONSENT = "manage_consent"  # write consents with a client, take a revocation, give the privacy notice
    DISCLOSE = "disclose"  # let something leave, within a consent or another basis of 42 CFR part 2
    REVIEW_PRIVACY = "review_privacy"  # court orders, breaches, restrictions, accounting of disclosures
    MANAGE_STAFF = "manage_staff"
    MANAGE_PROGRAM = "manage_program"


P = Permission
_EVERYONE = {P.SEE_PROGRAM, P.SEE_CLIENTS, P.SEE_STAFF, P.SEE_CONSENT}
_SHARES = {P.MANAGE_CONSENT, P.DISCLOSE}
_CLINICAL = _EVERYONE | {P.SEE_CHART, P.SEE_NOTES, P.SEE_HOURS, P.ASK_MEASURES}


class Role(StrEnum):
    """The hats people wear. One person may wear several."""

    ADMISSIONS = "admissions"
    EVALUATOR = "evaluator"
    THERAPIST = "therapist"
    FACILITATOR = "facilitator"
    MEDICAL = "medical"
    CASE_MANAGER = "case_manager"
    PEER = "peer"
    DIRECTOR = "director"
    BILLER = "biller"
    PRIVACY_OFFICER = "privacy_officer"


ROLE_NAMES: dict[Role, StrPromise] = {
    Role.ADMISSIONS: _("Admissions coordinator"),
    Role.EVALUATOR: _("Evaluating clinician"),
    Role.THERAPIST: _("Primary therapist"),
    Role.FACILITATOR: _("Group facilitator"),
    Role.MEDICAL: _("Medical provider"),
    Role.CASE_MANAGER: _("Case manager"),
    Role.PEER: _("Peer specialist"),
    Role.DIRECTOR: _("Program director"),
    Role.BILLER: _("Biller"),
    Role.PRIVACY_OFFICER: _("Privacy officer"),
}

RIGHTS: dict[Role, frozenset[Permission]] = {
    # Answers the phone, takes referrals, asks the screening questions, knows who could start when.
    Role.ADMISSIONS: frozenset(_EVERYONE | _SHARES | {P.WORK_REFERRALS, P.SCHEDULE}),
    # Meets people for their evaluation, recommends a level of care and admits.
    Role.EVALUATOR: frozenset(
        _CLINICAL | _SHARES | {P.WORK_REFERRALS, P.EVALUATE, P.PLACE, P.WRITE_PLAN, P.TAKE_ATTENDANCE}
    ),
    # Answers for a caseload from plan to aftercare.
    Role.THERAPIST: frozenset(
        _CLINICAL
        | _SHARES
        | {P.EVALUATE, P.PLACE, P.WRITE_PLAN, P.SIGN_PLAN, P.SCHEDULE, P.TAKE_ATTENDANCE, P.WRITE_NOTES}
        | {P.SIGN_NOTES, P.CORRECT_LEDGER, P.WORK_AFTERCARE}
    ),
    # Leads groups, takes attendance, writes and signs group notes.
    Role.FACILITATOR: frozenset(_CLINICAL | {P.TAKE_ATTENDANCE, P.WRITE_NOTES, P.SIGN_NOTES, P.CORRECT_LEDGER}),
    # Prescribes, orders tests, reads the chart, and notes their own visits.
    Role.MEDICAL: frozenset(
        _CLINICAL | _SHARES | {P.WORK_MEDICAL, P.EVALUATE, P.TAKE_ATTENDANCE, P.WRITE_NOTES, P.SIGN_NOTES}
    ),
    # Coordinates life around treatment, books, follows up.
    Role.CASE_MANAGER: frozenset(
        _CLINICAL
        | _SHARES
        | {P.WORK_REFERRALS, P.SCHEDULE, P.TAKE_ATTENDANCE, P.WRITE_NOTES, P.SIGN_NOTES, P.WORK_AFTERCARE}
    ),
    # Walks beside people, reaches out when someone goes quiet; does not read clinical notes.
    Role.PEER: frozenset(_EVERYONE | {P.SEE_HOURS, P.TAKE_ATTENDANCE, P.WORK_AFTERCARE}),
    # Runs the program: everything but the counselling notes of others.
    Role.DIRECTOR: frozenset(set(Permission) - {P.SEE_OWN, P.SEE_AUDIT}),
    # Turns hours into claims: hours and names, not the clinical record.
    Role.BILLER: frozenset(_EVERYONE | {P.SEE_HOURS, P.DISCLOSE}),
    # Guards the records: the audit, not the therapy.
    Role.PRIVACY_OFFICER: frozenset(_EVERYONE | _SHARES | {P.SEE_AUDIT, P.REVIEW_PRIVACY}),
}


def rights_of(roles: Iterable[str]) -> frozenset[Permission]:
    """The union of what these roles may; an unknown role gives nothing."""
    return _rights_of(tuple(roles))


@lru_cache(maxsize=1024)  # asked thirty times a page
def _rights_of(roles: tuple[str, ...]) -> frozenset[Permission]:
    known = {role.value: role for role in Role}
    return frozenset().union(*(RIGHTS[known[role]] for role in roles if role in known))


# Whose role serves everybody at their site. Everyone else reaches the record of a client through a relationship: their
# caseload, a group they lead, an evaluation or a task that is theirs, or the same of somebody whom they supervise.
WHOLE_SITE = frozenset(
    {Role.ADMISSIONS, Role.EVALUATOR, Role.MEDICAL, Role.CASE_MANAGER, Role.PEER, Role.DIRECTOR, Role.BILLER}
    | {Role.PRIVACY_OFFICER}
)

_CHART = {Item.REFERRAL, Item.EVALUATION, Item.PLACEMENT, Item.PLAN, Item.MEDICAL, Item.MEASURES, Item.AFTERCARE}
ITEMS: dict[Permission, frozenset[Item]] = {
    P.SEE_CLIENTS: DIRECTORY | {Item.MESSAGES},
    P.SEE_CONSENT: frozenset({Item.CONSENT}),
    P.SEE_CHART: frozenset(_CHART),
    P.SEE_NOTES: frozenset({Item.NOTES}),  # counseling notes are nobody's by right: author and named supervisor
    P.SEE_HOURS: frozenset({Item.HOURS}),
    P.SEE_AUDIT: frozenset({Item.AUDIT}),
    P.WORK_REFERRALS: frozenset({Item.REFERRAL}),
    P.SCHEDULE: frozenset({Item.HOURS}),  # what is prescribed
    P.WORK_AFTERCARE: frozenset({Item.AFTERCARE}),
    P.SEE_OWN: frozenset(set(Item) - {Item.WORK, Item.COUNSELING}),
}


@lru_cache(maxsize=1024)
def items_of(rights: frozenset[Permission]) -> tuple[str, ...]:
    """What kinds of information these rights show, in order."""
    seen = frozenset().union(*(ITEMS.get(right, frozenset()) for right in rights))
    return tuple(sorted(item.value for item in seen))


class Refused(PermissionDenied):
    """Somebody asked for what their roles do not give."""

    def __init__(self, permission: Permission):
        super().__init__(permission.value)
        self.permission = permission


def require(by: Any, permission: Permission) -> None:
    """Raises Refused unless `by` (Staff, Client or System) has this right."""
    if not by.may(permission):
        raise Refused(permission)
