"""Every address of the installation, and for each part of an address the kind of row it names."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from openiop.base.people.models import Client, Contact, Licence, Staff
from openiop.base.privacy.consents import Consent
from openiop.base.privacy.disclosures import AccountingRequest, Restriction
from openiop.base.privacy.duties import Breach, CourtOrder, Qsoa
from openiop.base.privacy.glass import Glass
from openiop.base.programs.models import Program, Room
from openiop.base.rows import Row
from openiop.base.worklist.models import WorkItem
from openiop.care.aftercare.models import ContinuingCare, FollowUp
from openiop.care.calendar.models import Group, Membership, Seat, Session, Topic
from openiop.care.encounters.kiosks import Kiosk
from openiop.care.encounters.models import Note, Presence
from openiop.care.intake.models import Diagnosis, Evaluation, MatchReview, Referral, Screening
from openiop.care.measures.models import Response, SafetyAlert
from openiop.care.medical.models import Medication, ToxicologyTest
from openiop.care.placement.models import Discharge, Episode
from openiop.care.plan.models import Goal, Objective, Plan, Problem
from openiop.care.schedule.models import MakeupOffer
from openiop.care.schedule.proposals import Proposal, Publication
from openiop.care.sharing.models import Letter

ROWS: dict[str, type[Row]] = {  # part of an address -> what it names
    "agreement_id": Qsoa,
    "alert_id": SafetyAlert,
    "breach_id": Breach,
    "client_id": Client,
    "consent_id": Consent,
    "contact_id": Contact,
    "diagnosis_id": Diagnosis,
    "episode_id": Episode,
    "evaluation_id": Evaluation,
    "follow_up_id": FollowUp,
    "glass_id": Glass,
    "goal_id": Goal,
    "group_id": Group,
    "item_id": WorkItem,
    "letter_id": Letter,
    "kiosk_id": Kiosk,
    "licence_id": Licence,
    "medication_id": Medication,
    "membership_id": Membership,
    "note_id": Note,
    "objective_id": Objective,
    "offer_id": MakeupOffer,
    "order_id": CourtOrder,
    "pk": MatchReview,
    "plan_id": Plan,
    "presence_id": Presence,
    "proposal_id": Proposal,
    "publication_id": Publication,
    "referral_id": Referral,
    "request_id": AccountingRequest,
    "response_id": Response,
    "restriction_id": Restriction,
    "row_id": Room,
    "screening_id": Screening,
    "seat_id": Seat,
    "session_id": Session,
    "staff_id": Staff,
    "test_id": ToxicologyTest,
    "topic_id": Topic,
}
PLAIN = {"address": "harbor", "form": "csv", "instrument": "PHQ-9", "kind": "room", "name": "all", "number": 1}
PLAIN |= {"hour": "individual"}
PLAIN |= {"token": "nobody", "day": (timezone.localdate() + timedelta(days=7)).isoformat(), "key": "new1", "version": 1}


@dataclass(frozen=True)
class Address:
    """One URL pattern of ours."""

    name: str
    parts: tuple[str, ...]
    view: Callable[..., Any]

    @property
    def row_parts(self) -> list[str]:
        return [part for part in self.parts if part not in PLAIN]

    def at(self, ids: dict[str, Any]) -> str:
        return reverse(self.name, kwargs={part: PLAIN.get(part, ids.get(part)) for part in self.parts})


def our_addresses() -> list[Address]:
    """Everything in config.urls that is not a library's."""
    return [each for each in walk(get_resolver()) if each.view.__module__.startswith("openiop")]


def walk(resolver: URLResolver, space: str = "", parts: tuple[str, ...] = ()) -> Iterator[Address]:
    for each in resolver.url_patterns:
        here = (*parts, *named_parts(each))
        if isinstance(each, URLResolver):
            yield from walk(each, f"{space}{each.namespace}:" if each.namespace else space, here)
        else:
            yield Address(f"{space}{each.name}", here, each.callback)


def named_parts(pattern: URLPattern | URLResolver) -> list[str]:
    return list(pattern.pattern.regex.groupindex)


def ids_of(program: Program) -> dict[str, UUID]:
    """One row of each kind in this organisation, of one client wherever the kind has a client; the session is the
    one of the presence row, because an address may name both."""
    strangers = Presence.objects.filter(session__program=program, client__user=None, client__episodes__closed_on=None)
    came = strangers.order_by("pk")[0]
    found = {part: row_of(program, model, came.client).pk for part, model in ROWS.items()}
    return found | {"presence_id": came.pk, "session_id": came.session_id}


def row_of(program: Program, model: type[Row], client: Client) -> Row:
    if model is Client:
        return client
    rows = model._default_manager.filter(organisation=program.organisation_id).order_by("pk")
    own = rows.filter(**{model.client_path: client.pk}).first() if model.client_path else None
    found = own or rows.first()
    assert found is not None, f"the demo has no {model.__name__}; make one in tests/house/people.py"
    return found


def fitting(address: Address, ids: dict[str, UUID], program: Program) -> dict[str, UUID]:
    """`ids` with the client for whom this page has something to show, where not everyone has."""
    whose = {
        "plan:draft": Plan.objects.filter(episode__program=program, state=Plan.State.DRAFT),
        "aftercare:agree": ContinuingCare.objects.filter(episode__program=program),
        "aftercare:contact": Discharge.objects.filter(episode__program=program, episode__client__alumni__isnull=False),
    }
    like = LIKE.get(address.name, address.name)
    found = whose[like].order_by("pk").first() if like in whose else None
    return ids | {"client_id": found.episode.client_id} if found else ids


LIKE = {
    "plan:change": "plan:draft",
    "plan:hours": "plan:draft",
    "aftercare:print": "aftercare:agree",
    "aftercare:summary": "aftercare:contact",
}


def typed(address: Address, ids: dict[str, UUID]) -> dict[str, Any]:
    """What must be posted so that the address looks at its rows at all."""
    drafted = Problem.objects.filter(plan__episode__client=ids["client_id"], plan__state=Plan.State.DRAFT).first()
    return {
        "plan:change": {"kind": "problem", "part": drafted.pk if drafted else "", "do": "up"},
        "encounters:mark": {"code": "present"},
        "encounters:undo": {"row": ids["presence_id"]},
        "intake:diagnosis": {"do": "primary", "evaluation": ids["evaluation_id"]},
    }.get(address.name, {})
