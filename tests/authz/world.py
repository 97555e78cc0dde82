"""Two organisations, three programs, somebody for every role, and a whole record for every relation a record can stand
in to whoever asks for it. Every text column of a record holds a word that names its person and its table."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.test import Client as Browser
from django.utils import timezone

from openiop.base.audit.actions import System
from openiop.base.people.actions import employ
from openiop.base.people.models import Client, ClientIdentifier, Contact, Licence, Staff, User
from openiop.base.people.roles import Role
from openiop.base.privacy import actions as privacy
from openiop.base.privacy.consents import Consent, Recipient, RevocationNotice
from openiop.base.privacy.disclosures import AccountingRequest, Restriction
from openiop.base.privacy.duties import Breach, CourtOrder, Qsoa
from openiop.base.privacy.glass import Glass
from openiop.base.privacy.notices import Notice
from openiop.base.programs.models import Organisation, Program, Room, Site, Track
from openiop.base.rows import Row, uuid7
from openiop.base.worklist.models import WorkItem
from openiop.care.aftercare.models import Alumni, ContinuingCare, DischargeSummary, FollowUp
from openiop.care.calendar.feeds import Feed
from openiop.care.calendar.models import Group, Lead, Membership, Seat, Session, Topic
from openiop.care.calendar.when import Availability, Separation
from openiop.care.encounters.kiosks import ArrivalNumber, Kiosk
from openiop.care.encounters.models import Addendum, CoSignature, Note, Presence, SharedNote, Tap
from openiop.care.intake.models import (
    Coverage,
    Diagnosis,
    DimensionRating,
    Evaluation,
    MatchReview,
    PriorEncounter,
    Referral,
    Screening,
    SourceDocument,
    SubstanceUse,
)
from openiop.care.measures.models import Response, SafetyAlert
from openiop.care.medical.models import Medication, ToxicologyTest
from openiop.care.placement.models import Decision, Discharge, Episode, LevelPeriod
from openiop.care.plan.models import Goal, Intervention, Objective, Plan, PrescribedDose, Problem, Review
from openiop.care.schedule.drafts import Draft
from openiop.care.schedule.models import MakeupOffer
from openiop.care.schedule.proposals import Proposal, Publication
from openiop.care.sharing.models import Letter
from openiop.care.virtual.asides import HelpCall, Written
from openiop.care.virtual.guests import Guest
from openiop.care.virtual.models import Admission, Agreement, Alias, Attestation, Evidence, VideoRoom
from tests.authz.trail import leave_trail, share

RELATIONS = ("own", "group", "other", "site", "org", "revoked", "expired", "former")
FURTHER = ("supervised", "tasked", "evaluated", "recent", "glass")  # ways of reaching someone that a few roles live by
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
TABLES = sorted(m._meta.db_table for m in apps.get_models() if issubclass(m, Row))


def two(number: int) -> str:
    return DIGITS[number // 36] + DIGITS[number % 36]


def word(person: int, table: str) -> str:
    """The word that stands in this table's columns for this person."""
    return f"qzj{two(person)}{two(TABLES.index(table))}"


@dataclass
class Person:
    """Whose record it is, and the facts from which it follows who may see it."""

    number: int
    house: str
    place: str
    client: Client
    rows: dict[str, Any] = field(default_factory=dict)  # part of an address -> id
    therapist: Any = None
    closed_on: date | None = None
    leads: list[tuple[Any, datetime]] = field(default_factory=list)  # who led a session of theirs, and its end
    evaluated: list[tuple[Any, datetime | None]] = field(default_factory=list)  # by whom, signed when
    asked: list[tuple[Any, datetime | None]] = field(default_factory=list)  # whom work on them was asked of, done when
    glasses: list[tuple[Any, datetime]] = field(default_factory=list)  # who broke the glass, and until when it is open
    author: Any = None  # of the counseling note


@dataclass
class Actor:
    """Somebody who can sign in."""

    name: str
    user: User | None
    person: Any
    roles: tuple[str, ...] = ()
    place: str = ""
    house: str = ""
    supervises: tuple[Any, ...] = ()
    kind: str = "staff"

    def browser(self) -> Browser:
        browser = Browser()
        if self.user:
            browser.force_login(self.user, backend="openiop.base.people.backend.PeopleBackend")
        return browser


@dataclass
class Place:
    """A program with what its records need."""

    key: str
    house: str
    program: Program
    track: Track
    room: Room
    staff: Staff  # somebody who does all that nobody else here did
    topic: Topic


@dataclass
class World:
    now: datetime
    places: dict[str, Place] = field(default_factory=dict)
    people: list[Person] = field(default_factory=list)
    actors: dict[str, Actor] = field(default_factory=dict)
    records: dict[tuple[str, str], Person] = field(default_factory=dict)  # actor, relation -> whose record
    shared: list[Consent] = field(default_factory=list)  # under which somebody outside reads

    def of(self, actor: str, relation: str) -> Person:
        found = self.records.get((actor, relation)) or self.records.get(("", relation))
        return found or self.records["therapist", relation]


def build() -> World:
    """Everything, in the transaction that is open."""
    world = World(timezone.now())
    for key, house in (("A", "H"), ("B", "H"), ("C", "T")):
        found_place(world, key, house)
    here = world.places["A"]
    for role in Role:
        world.actors[role.value] = hire(world, here, f"Only {role.value}", [role.value])
    for relation, place in (("other", "A"), ("site", "B"), ("org", "C"), ("revoked", "A"), ("expired", "A")):
        world.records["", relation] = admit(world, place)
    consent(world.records["", "revoked"], world, revoked=True)
    consent(world.records["", "expired"], world, expired=True)
    for name, actor in world.actors.items():
        me = actor.person
        for relation in RELATIONS:
            if relation in ("own", "group", "former"):
                world.records[name, relation] = admit(world, "A", **ties(relation, me, world.now))
        if name in ("therapist", "facilitator", "medical"):
            junior = hire(world, here, f"Junior of {name}", ["therapist"], supervisor=me)
            actor.supervises = (junior.person,)
            world.records[name, "supervised"] = admit(world, "A", therapist=junior.person, leader=junior.person)
            for relation in ("tasked", "evaluated", "recent", "glass"):
                world.records[name, relation] = admit(world, "A", **ties(relation, me, world.now))
    add_those_without_a_role(world)
    known = world.records["", "other"].client
    for items in (["hours"], ["hours", "placement", "plan"]):
        world.shared.append(
            share(known, here.program, word(world.records["", "other"].number, "privacy_consent"), items)
        )
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ANALYZE")
    return world


def ties(relation: str, me: Staff, now: datetime) -> dict[str, Any]:
    """What makes this record stand in this relation to me."""
    today = now.date()
    return {
        "own": {"therapist": me},
        "group": {"leader": me},
        "former": {"therapist": me, "closed_on": today - timedelta(days=40), "last_seen": now - timedelta(days=41)},
        "recent": {"therapist": me, "closed_on": today - timedelta(days=10), "last_seen": now - timedelta(days=41)},
        "tasked": {"asked": me},
        "evaluated": {"evaluator": me},
        "glass": {"breaker": me},
    }[relation]


def add_those_without_a_role(world: World) -> None:
    """A client with a record and somebody beside them in a group, nobody at all, and somebody who left."""
    own = admit(world, "A")
    own.client.user = User.objects.create_user("client@only.example", "harbor lights at seven")
    own.client.save()
    world.actors["client"] = Actor("client", own.client.user, own.client, place="A", house="H", kind="client")
    world.records["client", "own"] = own
    world.actors["nobody"] = Actor("nobody", None, None, kind="nobody")
    left = hire(world, world.places["A"], "Left", [role.value for role in Role])
    Staff.objects.filter(pk=left.person.pk).update(ended_on=world.now.date() - timedelta(days=2))
    left.kind = "nobody"
    world.actors["terminated"] = left


def found_place(world: World, key: str, house: str) -> None:
    slug = "harbor" if key == "A" else f"authz-{key.lower()}"
    known = next((p.program.organisation for p in world.places.values() if p.house == house), None)
    organisation = known or Organisation.objects.create(name=f"House {house}", slug=f"authz-house-{house.lower()}")
    site = Site.objects.create(organisation=organisation, name=f"Site {key}", state="MA")
    room = Room.objects.create(organisation=organisation, site=site, name=f"Room {key}", capacity=12)
    program = Program.objects.create(
        organisation=organisation, name=f"Program {key}", slug=slug, site=site, time_zone="America/New_York"
    )
    track = Track.objects.create(organisation=organisation, program=program, name="Day")
    topic = Topic.objects.create(organisation=organisation, program=program, module="m", title="t", about="a")
    place = world.places[key] = Place(key, house, program, track, room, None, topic)  # type: ignore[arg-type]
    senior = hire(world, place, f"Senior of {key}", [Role.THERAPIST.value]).person
    for published_at in (world.now, None):  # the edition that holds, and a draft
        Notice.objects.create(
            organisation=organisation, program=program, effective_on=date(2026, 2, 16), texts="2024-04-16",
            contact="Only", phone="5550100", email="notice@only.example", words={"en": {}, "es": {}},
            published_at=published_at,
        )  # fmt: skip
    place.staff = hire(world, place, f"House of {key}", [Role.THERAPIST.value, Role.FACILITATOR.value], senior).person


def hire(world: World, place: Place, name: str, roles: list[str], supervisor: Staff | None = None) -> Actor:
    staff = employ(
        by=System("test", place.program.organisation_id), program=place.program, name=name, roles=roles,
        email=f"{name.lower().replace(' ', '-')}@only.example", started_on=date(2020, 1, 1), languages=["en"],
    )  # fmt: skip
    if supervisor:
        staff.supervisor = supervisor
        staff.save()
    Licence.objects.create(
        organisation_id=staff.organisation_id, staff=staff, state="MA", kind="LMFT", number="1",
        valid=(date(2020, 1, 1), None),
    )  # fmt: skip
    return Actor(name, staff.user, staff, tuple(roles), place.key, place.house)


def admit(
    world: World,
    key: str,
    *,
    therapist: Staff | None = None,
    leader: Staff | None = None,
    evaluator: Staff | None = None,
    asked: Staff | None = None,
    breaker: Staff | None = None,
    closed_on: date | None = None,
    last_seen: datetime | None = None,
) -> Person:
    """Somebody with one row of everything, done by the place's own staff where nobody is named."""
    place, number = world.places[key], len(world.people) + 1
    write = Writer(number, place.program.organisation)
    client = write(
        Client,
        birth_date=date(1990, 1, 1),
        language="es",
        state="MA",
        email=f"{word(number, 'people_client')}@x.example",
    )
    person = Person(number, place.house, key, client, therapist=therapist or place.staff, closed_on=closed_on)
    world.people.append(person)
    leader = person.author = leader or place.staff
    rows = write.whole_record(world, place, person, leader, evaluator or place.staff, asked, last_seen)
    leave_trail(write, client, place.staff, leader, rows)
    for staff in (place.staff, breaker):
        if staff:
            person.glasses.append((staff, world.now + timedelta(hours=4)))
    if breaker:
        rows["glass_id"] = write(Glass, client=client, staff=breaker).pk
    rows |= {"row_id": place.room.pk, "site_id": place.room.site_id, "topic_id": place.topic.pk}
    person.rows = rows | {"client_id": client.pk}
    return person


class Writer:
    """Writes rows of one person, with their word in every text column that was not given."""

    def __init__(self, number: int, organisation: Organisation):
        self.number = number
        self.organisation = organisation

    def __call__(self, model: type[models.Model], **given: Any) -> Any:
        said = word(self.number, model._meta.db_table)
        for column in model._meta.concrete_fields:
            name = column.name
            if name in given or column.attname in given or column.choices or not column.editable:
                continue
            if isinstance(column, models.EmailField):
                given[name] = f"{said}@x.example"
            elif isinstance(column, models.CharField | models.TextField) and (column.max_length or 99) >= len(said):
                given[name] = said
        return model._default_manager.create(organisation=self.organisation, **given)

    def whole_record(
        self, world: World, place: Place, person: Person, leader: Staff, evaluator: Staff, asked: Staff | None,
        last_seen: datetime | None,
    ) -> dict[str, Any]:  # fmt: skip
        now, today, client, staff, program = world.now, world.now.date(), person.client, place.staff, place.program
        opened = min(today - timedelta(days=50), (person.closed_on or today) - timedelta(days=50))
        self(ClientIdentifier, client=client)
        contact = self(Contact, client=client)
        referral = self(Referral, program=program, client=client, source="01", received_at=now - timedelta(days=60))
        screening = self(Screening, referral=referral, answers={}, outcome="iop_fits", screened_by=staff)
        evaluation = self(
            Evaluation, client=client, program=program, referral=referral, edition="fourth", started_by=evaluator
        )
        person.evaluated.append((evaluator, None))
        self(DimensionRating, evaluation=evaluation, dimension=1, severity=None, minimum_level="2.1")
        diagnosis = self(Diagnosis, client=client, evaluation=evaluation, status="active", code="F10.20", source="")
        self(SubstanceUse, evaluation=evaluation, rank=1, substance="02", route="01", frequency="03")
        self(Coverage, client=client)
        self(PriorEncounter, client=client, starts_at=now - timedelta(days=300))
        document = self(
            SourceDocument, media_type="application/fhir+json", content=b"", size=0, sha256=f"{self.number:064d}"
        )
        said = word(self.number, "intake_matchreview")
        match = self(
            MatchReview, program=program, document=document, candidates=[client.pk], client=None,
            incoming={"fields": {"legal_first": said, "legal_last": said}, "shown": {"name": said}}, decision="",
        )  # fmt: skip
        episode = self(
            Episode, client=client, program=program, track=place.track, referral=referral, evaluation=None,
            therapist=person.therapist, opened_on=opened, closed_on=person.closed_on,
        )  # fmt: skip
        decision = self(
            Decision, episode=episode, evaluation=evaluation, kind="admit", recommended_level="2.1",
            actual_level="2.1", difference="", decided_by=staff,
        )  # fmt: skip
        self(LevelPeriod, episode=episode, decision=decision, level="2.1", state="full", during=(opened, None))
        held = self.plan(episode, person.therapist, diagnosis, opened, today, Plan.State.ACTIVE)
        drafted = self.plan(episode, person.therapist, diagnosis, opened, today, Plan.State.DRAFT)
        medication = self(Medication, client=client, status="active", recorded_by=staff, code="1", system="rx")
        test = self(
            ToxicologyTest, client=client, collected_at=now - timedelta(days=3), result="expected", recorded_by=staff
        )
        response = self(
            Response, client=client, instrument="PHQ-9", version="1", answers={}, total=4, band="minimal",
            source="staff", recorded_by=staff,
        )  # fmt: skip
        alert = self(
            SafetyAlert, client=client, response=response, item="phq9_9", value=1, raised_at=now, action_taken=""
        )
        sessions = self.sessions(world, place, person, leader, last_seen)
        item = self.work(place, person, asked)
        draft = self(
            Consent, client=client, program=program, kind="specific", state="draft", items=["hours"],
            purposes=["support"], language="en", expires_event="", revocable_event="", texts="2024-04-16",
        )  # fmt: skip
        order = self(
            CourtOrder, client=client, kind="non_criminal", received_on=today, decision="open", why="", items=["hours"]
        )
        breach = self(Breach, discovered_on=today, people=1, low_probability="", recorded_by=staff)
        agreement = self(Qsoa, service="lab", signed_on=today, is_bound=True, resists=True, recorded_by=staff)
        request = self(
            AccountingRequest, client=client, kind="accounting", asked_on=today, since=opened, until=today,
            due_on=today, extension_reason="", digest="",
        )  # fmt: skip
        restriction = self(Restriction, client=client, recipient_kind="", answer="", answer_words="", ended="")
        glass = self(Glass, client=client, staff=staff)
        letter = self(
            Letter, client=client, program=program, consent=draft,
            recipient=self(Recipient, client=client, kind="family"), purpose="other", since=opened, until=today, days=1,
            minutes=90, state="asked", written_by=staff, code_hash=f"{self.number:064d}", language="en",
        )  # fmt: skip
        kiosk = self(Kiosk, program=program, name="Door", paired_by=staff, token_hash=f"{self.number:064d}")
        self(Feed, client=client, wording="busy", token_hash=f"{self.number:064d}")
        self(ArrivalNumber, client=client, program=program, fingerprint=f"{self.number:064d}")
        care = self.afterwards(episode, staff, opened, today)
        return held | {
            "contact_id": contact.pk, "referral_id": referral.pk, "screening_id": screening.pk,
            "evaluation_id": evaluation.pk, "diagnosis_id": diagnosis.pk, "pk": match.pk, "episode_id": episode.pk,
            "medication_id": medication.pk, "test_id": test.pk, "response_id": response.pk, "alert_id": alert.pk,
            "item_id": item.pk, "consent_id": draft.pk, "glass_id": glass.pk, "letter_id": letter.pk,
            "order_id": order.pk, "agreement_id": agreement.pk, "kiosk_id": kiosk.pk,
            "breach_id": breach.pk, "request_id": request.pk, "restriction_id": restriction.pk,
            "draft_id": drafted["plan_id"], "problem_id": drafted["problem_id"],
            "staff_id": staff.pk, "licence_id": staff.licences.get().pk,
        } | sessions | care  # fmt: skip

    def plan(self, episode: Any, staff: Staff, diagnosis: Any, opened: date, today: date, state: str) -> dict[str, Any]:
        dated = {"active_from": opened, "review_due": today} if state == Plan.State.ACTIVE else {}
        plan = self(Plan, episode=episode, version=1 if dated else 2, state=Plan.State.DRAFT, written_by=staff)
        problem = self(Problem, plan=plan, diagnosis=diagnosis)
        goal = self(Goal, problem=problem)
        objective = self(Objective, goal=goal, target_date=today)
        self(Intervention, objective=objective, modality="group", owner=staff, target_date=today)
        self(
            PrescribedDose,
            plan=plan,
            during=(opened, None),
            weekly_minutes=540,
            days=3,
            day_minutes=180,
            is_taper=False,
        )
        if dated:
            Plan.objects.filter(pk=plan.pk).update(state=state, **dated)
            self(Review, plan=plan, reviewed_on=today, reviewed_by=staff, next_due=today)
        return {"plan_id": plan.pk, "problem_id": problem.pk, "goal_id": goal.pk, "objective_id": objective.pk}

    def sessions(
        self, world: World, place: Place, person: Person, leader: Staff, last_seen: datetime | None
    ) -> dict[str, Any]:
        """A group of their own, led once: this hour, or long ago. (Nobody is in two places at once: each takes place
        in a minute of its own.)"""
        begin = (last_seen or world.now - timedelta(hours=30)).replace(second=0, microsecond=0)
        begin += timedelta(minutes=2 * self.number)
        during = (begin, begin + timedelta(minutes=2))
        group = Group.objects.create(
            organisation=self.organisation, program=place.program, track=place.track, name=f"Group {self.number}",
            weekday=2, starts=time(14), minutes=90, facilitator=leader, room=place.room, first_day=date(2026, 1, 1),
            is_virtual=False,
        )  # fmt: skip
        session = Session.objects.create(
            organisation=self.organisation, program=place.program, group=group, group_day=None, kind="group",
            title=f"Session {self.number}", during=during, is_virtual=True, capacity=12, state="planned",
        )  # fmt: skip
        Lead.objects.create(organisation=self.organisation, session=session, staff=leader, part="lead", during=during)
        membership = self(Membership, group=group, client=person.client, first_day=date(2026, 1, 1))
        weeks = self.weeks(world, place, person)
        self(Availability, client=person.client, days=[2], starts=time(14), ends=time(17), kind="can", way="either")
        seat = self(Seat, session=session, client=person.client, during=during, is_live=True)
        presence = self(
            Presence, session=session, client=person.client, code="present", during=during, source="facilitator",
            recorded_by=leader,
        )  # fmt: skip
        self(SharedNote, session=session, written_by=leader)
        self.by_video(person, session, group, presence, begin)
        offer = self(
            MakeupOffer, session=session, client=person.client, minutes=90, reasons=[], offered_by=leader,
            expires_at=begin + timedelta(days=1),
        )  # fmt: skip
        self(
            Tap, session=session, client=person.client, kind="quote", value=word(self.number, "encounters_tap"),
            at=begin, tapped_by=leader, key=uuid7(), number=self.number, source="facilitator",
        )  # fmt: skip
        note = self(
            Note, session=session, client=person.client, written_by=leader, due_at=begin + timedelta(days=1),
            participation=1,
        )  # fmt: skip
        Session.objects.filter(pk=session.pk).update(state="held")
        self(Addendum, note=note, written_by=leader)
        self.cosigned(place, person, leader, begin)
        person.leads.append((leader, during[1]))
        found = {"group_id": group, "session_id": session, "membership_id": membership, "seat_id": seat}
        found |= {"presence_id": presence, "note_id": note, "offer_id": offer} | weeks
        return {part: row.pk for part, row in found.items()}

    def by_video(self, person: Person, session: Session, group: Group, presence: Presence, begin: datetime) -> None:
        """At the door of the session's video room, with everything that this leaves behind."""
        client, said = person.client, word(self.number, "virtual_alias")
        self(Alias, client=client, group=group, spelling=said)
        self(
            Attestation, client=client, session=session, state="MA", place="Pier", nearby="nobody", phone="1",
            contact="2", is_private=True, is_covered=True,
        )  # fmt: skip
        self(Agreement, client=client, group=group, version=1, language="en")
        self(HelpCall, client=client, session=session, kind="alone")
        self(Written, client=client, session=session, to="leaders")
        token = f"{self.number:064d}"
        guest = self(Guest, client=client, session=session, token_hash=token, agreed_at=begin)
        room = VideoRoom.objects.create(organisation=self.organisation, session=session)
        admission = self(Admission, client=client, room=room, where="MA", signed_in="")
        self(Admission, guest=guest, room=room, signed_in="")
        self(
            Evidence, client=client, presence=presence, admission=admission, began_by="joined", ended_by="left",
            first_sign=begin, last_sign=begin, signs=1, bytes_in=1,
        )  # fmt: skip

    def weeks(self, world: World, place: Place, person: Person) -> dict[str, Any]:
        """A week that was proposed, one that was published, one that is drawn, and somebody beside whom they are not
        seated."""
        week = world.now.date()
        proposal = self(Proposal, program=place.program, week=week, state="cancelled", error="", keeps={})
        publication = self(
            Publication, program=place.program, week=week, proposal=proposal, base_digest=f"{self.number:064d}",
            plan_digest=f"{self.number:064d}", before={}, after={}, undone_at=world.now,
        )  # fmt: skip
        long_ago = week - timedelta(weeks=self.number)  # one draft of a week
        self(
            Draft, program=place.program, week=long_ago, base_digest=f"{self.number:064d}", base={}, plan={}, steps=[]
        )  # fmt: skip
        first = next(each for each in world.people if each.place == person.place)
        if first is not person:
            one, other = sorted((first.client, person.client), key=lambda client: client.pk)
            self(Separation, one=one, other=other, reason="", first_day=week)
        return {"proposal_id": proposal, "publication_id": publication}

    def cosigned(self, place: Place, person: Person, leader: Staff, begin: datetime) -> None:
        """A note of another session that a supervisor signed too."""
        during = (begin - timedelta(days=1), begin - timedelta(days=1, hours=-1))
        session = Session.objects.create(
            organisation=self.organisation, program=place.program, kind="case", title="Calls", during=during,
            is_virtual=True, capacity=1, state="held",
        )  # fmt: skip
        supervisor = place.staff.supervisor
        note = self(
            Note, session=session, client=person.client, written_by=leader, due_at=begin, signed_by=leader,
            signed_at=begin, signed_content={}, cosigner=supervisor,
        )  # fmt: skip
        self(CoSignature, note=note, by=supervisor, verdict="signed")

    def work(self, place: Place, person: Person, asked: Staff | None) -> WorkItem:
        person.asked.append((asked or place.staff, None))
        return self(
            WorkItem, program=place.program, client=person.client, assigned_to=asked or place.staff, role="",
            severity="soon", link="", outcome="", source=str(self.number),
        )  # fmt: skip

    def afterwards(self, episode: Any, staff: Staff, opened: date, today: date) -> dict[str, Any]:
        self(ContinuingCare, episode=episode, written_by=staff, agreed_name="")
        follow_up = self(FollowUp, episode=episode, day=7, due_on=today, outcome="", notes="")
        self(Alumni, client=episode.client, since=today)
        if episode.closed_on:
            ended = self(
                Decision, episode=episode, kind="discharge", recommended_level="1.0", actual_level="1.0", difference="",
                decided_by=staff,
            )  # fmt: skip
            discharge = self(
                Discharge, episode=episode, decision=ended, reason="01", last_contact=episode.closed_on,
                discharged_on=episode.closed_on, discharged_by=staff,
            )  # fmt: skip
            self(DischargeSummary, discharge=discharge, written_by=staff)
        return {"follow_up_id": follow_up.pk}


def consent(person: Person, world: World, *, revoked: bool = False, expired: bool = False) -> None:
    """A consent that was signed and no longer holds: taken back, or ended by what it named."""
    program, client = world.places[person.place].program, person.client
    by, said = System("test", program.organisation_id), word(person.number, "privacy_consent")
    named = privacy.name_recipient(by=by, client=client, kind="family", name=said)
    given = privacy.draft_consent(
        by=by, client=client, program=program, kind="specific", recipients=[named], items=["hours", "plan"],
        expires_event=said, purposes=["support"],
    )  # fmt: skip
    given = privacy.sign_consent(by=by, consent=given, signatures=[privacy.Signing("client", client.legal_name)])
    if revoked:
        taken = privacy.revoke(by=client, consent=given)
        Writer(person.number, program.organisation)(RevocationNotice, revocation=taken, recipient=named)
    if expired:
        privacy.mark_event_happened(by=by, consent=given, happened_on=program.today())
    person.rows |= {"consent_id": given.pk, "recipient_id": named.pk}
