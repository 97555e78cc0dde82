"""What kinds of information a record holds. A table of client data names its item; a role sees items through its
permissions, a consent lists them, and the database asks for them in every policy (openiop/base/privacy)."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise


class Item(StrEnum):
    """One kind of information about a client."""

    IDENTITY = "identity"  # name, contacts, which program
    CALENDAR = "calendar"  # groups, seats
    WORK = "work"  # what somebody has to do about them
    REFERRAL = "referral"  # how they came, screening, coverage
    EVALUATION = "evaluation"  # evaluation, diagnoses, substances
    PLACEMENT = "placement"  # decisions about the level of care
    PLAN = "plan"
    MEDICAL = "medical"  # medications, toxicology
    MEASURES = "measures"  # questionnaires, safety alerts
    HOURS = "hours"  # minutes attended
    NOTES = "notes"  # progress notes of sessions
    COUNSELING = "counseling"  # SUD counseling notes (42 CFR 2.11): author and named supervisor only
    AFTERCARE = "aftercare"
    MESSAGES = "messages"
    CONSENT = "consent"  # consents, disclosures, restrictions
    AUDIT = "audit"  # who did what with the record


ITEM_NAMES: dict[Item, StrPromise] = {
    Item.IDENTITY: _("Name and contact details"),
    Item.CALENDAR: _("Groups and appointments"),
    Item.WORK: _("Tasks of the staff"),
    Item.REFERRAL: _("Referral, screening and coverage"),
    Item.EVALUATION: _("Evaluation and diagnoses"),
    Item.PLACEMENT: _("Level of care"),
    Item.PLAN: _("Treatment plan"),
    Item.MEDICAL: _("Medications and test results"),
    Item.MEASURES: _("Questionnaires"),
    Item.HOURS: _("Attendance and hours"),
    Item.NOTES: _("Progress notes"),
    Item.COUNSELING: _("Counseling notes"),
    Item.AFTERCARE: _("Continuing care"),
    Item.MESSAGES: _("Messages"),
    Item.CONSENT: _("Consents and disclosures"),
    Item.AUDIT: _("Who did what with the record"),
}

# What everyone at a program may need about anyone there: who they are and where they sit.
DIRECTORY = frozenset({Item.IDENTITY, Item.CALENDAR, Item.WORK})
