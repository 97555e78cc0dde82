"""A second opinion on who may see what, written from the rules and the base facts alone: who is whose therapist, who
led whose session and when, who evaluates, of whom work was asked, who supervises whom, where people work.

It knows nothing of the gate, of the policies or of the table in which the house keeps who reaches whom.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

# What each hat may do, in the words of the program's manager.
EVERYONE = "see_program see_clients see_staff see_consent"
SHARES = "manage_consent disclose"
CLINICAL = f"{EVERYONE} see_chart see_notes see_hours ask_measures"
RIGHTS = {
    "admissions": f"{EVERYONE} {SHARES} work_referrals schedule",
    "evaluator": f"{CLINICAL} {SHARES} work_referrals evaluate place write_plan take_attendance",
    "therapist": f"{CLINICAL} {SHARES} evaluate place write_plan sign_plan schedule take_attendance write_notes "
    "sign_notes correct_ledger work_aftercare",
    "facilitator": f"{CLINICAL} take_attendance write_notes sign_notes correct_ledger",
    "medical": f"{CLINICAL} {SHARES} work_medical evaluate take_attendance write_notes sign_notes",
    "case_manager": f"{CLINICAL} {SHARES} work_referrals schedule take_attendance write_notes sign_notes "
    "work_aftercare",
    "peer": f"{EVERYONE} see_hours take_attendance work_aftercare",
    "director": f"{CLINICAL} {SHARES} work_referrals evaluate place write_plan sign_plan schedule take_attendance "
    "write_notes sign_notes correct_ledger work_medical work_aftercare review_privacy manage_staff manage_program",
    "biller": f"{EVERYONE} see_hours disclose",
    "privacy_officer": f"{EVERYONE} {SHARES} see_audit review_privacy",
}
# Leading groups and holding a caseload are the two hats that open only what one is part of.
SERVES_THE_SITE = set(RIGHTS) - {"therapist", "facilitator"}
# Who somebody is and where they sit is known to everyone who works there and asks for no more than that.
DIRECTORY = {"identity", "calendar", "work"}
FRONT_DESK = {"see_program", "see_clients", "see_staff", "schedule", "work_referrals", "manage_staff", "manage_program"}
SHOWS = {  # what kinds of information a right shows
    "see_clients": "identity calendar work messages",
    "see_consent": "consent",
    "see_chart": "referral evaluation placement plan medical measures aftercare",
    "see_notes": "notes",
    "see_hours": "hours",
    "see_audit": "audit",
    "work_referrals": "referral",
    "schedule": "hours",
    "work_aftercare": "aftercare",
    "see_own": "identity calendar referral evaluation placement plan medical measures hours notes aftercare messages "
    "consent audit",
}
HOLDS = {  # what kind of information each table of a record holds
    "identity": "people_client people_contact people_clientidentifier placement_episode placement_levelperiod",
    "calendar": "calendar_membership calendar_seat calendar_availability calendar_feed encounters_arrivalnumber "
    "virtual_alias",
    "work": "worklist_workitem",
    "referral": "intake_referral intake_screening intake_coverage intake_sourcedocument intake_importedresource "
    "intake_matchreview",
    "evaluation": "intake_evaluation intake_dimensionrating intake_diagnosis intake_substanceuse intake_priorencounter",
    "placement": "placement_decision calendar_separation",
    "plan": "plan_problem plan_goal plan_objective plan_intervention plan_signature plan_review",
    "hours": "plan_plan plan_prescribeddose encounters_presence schedule_makeupoffer "
    "schedule_proposal schedule_publication schedule_draft virtual_admission virtual_evidence "
    "virtual_helpcall virtual_guest",
    "medical": "medical_medication medical_toxicologytest",
    "measures": "measures_response measures_safetyalert",
    "notes": "encounters_note encounters_tap encounters_sharednote encounters_addendum encounters_cosignature "
    "virtual_attestation virtual_written",
    "aftercare": "placement_discharge aftercare_continuingcare aftercare_dischargesummary aftercare_followup "
    "aftercare_alumni",
    "messages": "outgoing_message",
    "consent": "privacy_recipient privacy_consent privacy_consentrecipient privacy_consentsignature privacy_revocation "
    "privacy_revocationnotice privacy_expiryreached privacy_revocability privacy_disclosure privacy_restriction "
    "privacy_accountingrequest privacy_noticegiven privacy_courtorder privacy_breachperson privacy_glass "
    "privacy_glassclosing privacy_glassreview sharing_sharedpage sharing_letter virtual_agreement",
    "counseling": "encounters_counselingnote",
}
ITEM_OF = {table: item for item, tables in HOLDS.items() for table in tables.split()}
AFTER_A_STAY, AFTER_A_GROUP, AFTER_AN_EVALUATION, AFTER_WORK = (timedelta(days=n) for n in (30, 14, 14, 1))


@dataclass(frozen=True)
class Need:
    """A right that is asked for, on POST only or on both."""

    right: str
    on: str = "GET POST"
    without_the_right: int = 403


@dataclass(frozen=True)
class OwnTap:
    """Whoever tapped takes it back; anybody else corrects."""

    otherwise: str
    on: str = "GET POST"


@dataclass(frozen=True)
class Record:
    """A row that an address names and under which right it is asked for; `item` None: about nobody."""

    part: str
    right: str
    item: str | None
    on: str = "GET POST"
    is_the_client: bool = False
    has_a_way_for_clients: bool = True
    without_the_right: int = 403
    is_over_only: bool = False  # there is one only after a stay
    or_at_the_desk: bool = False  # whoever may see no chart sees names and dates
    or_who_broke_it: bool = False  # the glass that it names


@dataclass(frozen=True)
class Absent:
    """What is not there for anybody who came so far: nothing of the kind was asked of them."""

    on: str


@dataclass(frozen=True)
class Accountable:
    """Who answers for this record: their therapist, or whoever looks after privacy here."""

    on: str = "GET POST"


Step = Need | OwnTap | Record | Absent | Accountable


@dataclass(frozen=True)
class Route:
    """What an address needs, in the order in which it asks."""

    methods: str
    steps: tuple[Step, ...] = ()
    is_open: bool = False
    outcome: int | None = None  # what it answers everybody who may (an address of a thing that never exists here)


def rights_of(actor: Any) -> set[str]:
    if actor.kind == "client":
        return {"see_own"}
    return {right for role in actor.roles for right in RIGHTS[role].split()}


def items_of(actor: Any) -> set[str]:
    return {item for right in rights_of(actor) if right in SHOWS for item in SHOWS[right].split()}


def is_related(staff: Any, person: Any, now: datetime) -> bool:
    """Whether care connects the two."""
    is_therapist = person.therapist == staff and (
        person.closed_on is None or midnight(person.closed_on, now) + AFTER_A_STAY > now
    )
    leads = any(leader == staff and end + AFTER_A_GROUP > now for leader, end in person.leads)
    evaluates = any(who == staff and (at is None or at + AFTER_AN_EVALUATION > now) for who, at in person.evaluated)
    works = any(who == staff and (at is None or at + AFTER_WORK > now) for who, at in person.asked)
    in_an_emergency = any(who == staff and until > now for who, until in person.glasses)
    return is_therapist or leads or evaluates or works or in_an_emergency


def midnight(day: Any, now: datetime) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=now.tzinfo)


def reaches(actor: Any, person: Any, now: datetime) -> bool:
    """Whether this person's record is theirs to open at all."""
    if actor.kind == "client":
        return bool(person.client == actor.person)
    if actor.kind != "staff" or actor.house != person.house:
        return False
    if SERVES_THE_SITE & set(actor.roles) and actor.place == person.place:
        return True
    return any(is_related(staff, person, now) for staff in (actor.person, *actor.supervises))


def may_know(actor: Any, person: Any, item: str, now: datetime, *, at_the_desk: bool = True) -> bool:
    """Whether what they have of this kind of information about this person may stand on a page for them."""
    if item == "counseling":  # 42 CFR 2.11: whoever wrote it, and whoever supervises them by name
        return actor.kind == "staff" and person.author in (actor.person, *actor.supervises)
    if item not in items_of(actor):
        return False
    if reaches(actor, person, now):
        return True
    works_there = actor.kind == "staff" and (actor.house, actor.place) == (person.house, person.place)
    return at_the_desk and item in DIRECTORY and works_there


def decide(actor: Any, person: Any, route: Route, method: str, now: datetime) -> int:
    """302 sign in first, 405 not heard this way, 403 refused, 404 not there, 200 allowed."""
    if actor.kind == "nobody" and not route.is_open:
        return 302
    if method not in route.methods.split():
        return 405
    for step in route.steps:
        if method in step.on.split() and (answer := ask(actor, person, step, now)) != 200:
            return answer
    return route.outcome or 200


def ask(actor: Any, person: Any, step: Step, now: datetime) -> int:
    if isinstance(step, Absent):
        return 404
    if isinstance(step, Accountable):
        answers = "review_privacy" in rights_of(actor) or person.therapist == actor.person
        return 200 if answers else 403
    if isinstance(step, OwnTap):
        tapped = any(leader == actor.person for leader, _end in person.leads)
        return 200 if tapped or step.otherwise in rights_of(actor) else 403
    if isinstance(step, Need):
        if step.right in ("staff", "signed in"):
            met = actor.kind == "staff" or (step.right == "signed in" and actor.kind != "nobody")
        else:
            met = step.right in rights_of(actor)
        return 200 if met else step.without_the_right
    if step.or_who_broke_it and any(who == actor.person for who, _until in person.glasses):
        return 200
    right = step.right
    if step.or_at_the_desk and right not in rights_of(actor):
        right = "see_clients"
    if right not in rights_of(actor):
        return step.without_the_right if actor.kind == "staff" else 403
    if actor.kind == "client" and not step.has_a_way_for_clients:
        return 403
    if step.item is None:
        return 200 if actor.house == person.house else 404
    if step.item not in items_of(actor):
        return 403
    if may_know(actor, person, step.item, now, at_the_desk=right in FRONT_DESK):
        return 404 if step.is_over_only and person.closed_on is None else 200
    knows_them = step.is_the_client and may_know(actor, person, "identity", now) and "see_chart" in rights_of(actor)
    return 403 if knows_them else 404  # "you have no relationship to them", where one knows that they are here
