"""The shared people of all tests: one program with its staff and clients, and a second organisation that must never
be seen from the first. Names are chosen to trip careless code (O'Brien-Núñez, an emoji, no chosen name)."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.test import Client as Browser

from openiop.base.audit.actions import System
from openiop.base.people import actions as people
from openiop.base.people.models import Client, Staff
from openiop.base.people.roles import Role
from openiop.base.programs.models import Organisation, Program, Room, Site, Track

PASSWORD = "harbor lights at seven"


@dataclass
class House:
    """One organisation with everyone in it."""

    organisation: Organisation
    site: Site
    room: Room
    small_room: Room
    program: Program
    track: Track
    evening: Track
    system: System
    staff: dict[str, Staff] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        """`cast.dana`, `cast.jordan`: staff and clients by first name."""
        for people_here in (self.__dict__.get("staff", {}), self.__dict__.get("clients", {})):
            if name in people_here:
                return people_here[name]
        raise AttributeError(name)

    def browser(self, person: str) -> Browser:
        """A test client signed in as this person."""
        browser = Browser()
        browser.force_login(getattr(self, person).user, backend="openiop.base.people.backend.PeopleBackend")
        return browser


STAFF = [  # key, name, credential, roles
    ("elena", "Elena Ruiz", "", [Role.ADMISSIONS]),
    ("noor", "Noor Haddad", "LCSW", [Role.EVALUATOR]),
    ("dana", "Dana Whitfield", "LMFT", [Role.THERAPIST, Role.FACILITATOR]),
    ("marcus", "Marcus Bell", "CADC", [Role.FACILITATOR]),
    ("chioma", "Chioma Okafor", "MD", [Role.MEDICAL]),
    ("casey", "Casey Lin", "", [Role.CASE_MANAGER]),
    ("walt", "Walt Brennan", "CPRS", [Role.PEER]),
    ("priya", "Priya Nair", "PsyD", [Role.DIRECTOR]),
    ("bea", "Bea Kowalski", "", [Role.BILLER]),
    ("pat", "Pat Moreau", "", [Role.PRIVACY_OFFICER]),
]
CLIENTS = [  # key, first, last, chosen, pronouns, born, language
    ("jordan", "Jordan", "Avery", "", "they/them", date(1992, 3, 14), "en"),
    ("ana", "Ana María", "O'Brien-Núñez", "Ana", "she/her", date(1988, 2, 29), "es"),
    ("luis", "Luis", "Ortega", "Lucho 🌊", "he/him", date(1975, 12, 31), "es"),
]


def make_house(slug: str, name: str, zone: str = "America/New_York") -> House:
    """One organisation, committed or not as the test has it."""
    organisation = Organisation.objects.create(name=name, slug=slug)
    system = System("test", organisation.pk)
    site = Site.objects.create(organisation=organisation, name=f"{name} on the pier", city="Salem", state="MA")
    room = Room.objects.create(organisation=organisation, site=site, name="Room 2", capacity=12)
    small = Room.objects.create(organisation=organisation, site=site, name="Room 5", capacity=2)
    program = Program.objects.create(
        organisation=organisation,
        name=f"{name} IOP",
        slug=slug,
        site=site,
        time_zone=zone,
        phone="(555) 010-4477",
    )
    track = Track.objects.create(organisation=organisation, program=program, name="Afternoon", daypart="day")
    evening = Track.objects.create(
        organisation=organisation, program=program, name="Evening", daypart="evening", form="hybrid"
    )
    house = House(organisation, site, room, small, program, track, evening, system)
    for key, full_name, credential, roles in STAFF:
        house.staff[key] = people.employ(
            by=system, program=program, name=full_name, roles=[r.value for r in roles], credential=credential,
            email=f"{key}@{slug}.example", password=PASSWORD, started_on=date(2020, 1, 1), languages=["en"],
        )  # fmt: skip
    people.add_licence(
        by=system, staff=house.dana, state="MA", kind="LMFT", number="MF-1", start=date(2020, 1, 1), end=None
    )
    for key, first, last, chosen, pronouns, born, language in CLIENTS:
        house.clients[key] = people.register_client(
            by=system, organisation=organisation, legal_first=first, legal_last=last, chosen_name=chosen,
            pronouns=pronouns, birth_date=born, language=language, state="MA",
        )  # fmt: skip
        belong(house, house.clients[key])
    return house


def belong(house: House, client: Client) -> None:
    """The client is known at the house's program and on Dana's caseload, as a referral and an episode would have it.
    Marcus, who only leads groups, has no relationship to anybody yet."""
    from openiop.base.privacy.models import Reach

    for holder, basis in ((house.program, "program"), (house.dana, "caseload")):
        Reach.objects.create(
            organisation=house.organisation, client=client, holder_id=holder.pk, source_id=client.pk, basis=basis,
            until=datetime(9999, 12, 31, tzinfo=UTC),
        )  # fmt: skip


def admit(house: House, who: str = "jordan", on: date | None = None) -> Any:
    """An open episode for this client with Dana, at 2.1, as placement leaves it (without its screens)."""
    from openiop.care.placement.models import Decision, Episode, LevelPeriod  # rooms above the cast's own

    on = on or house.program.today()
    episode = Episode.objects.create(
        organisation=house.organisation, client=getattr(house, who), program=house.program, track=house.track,
        therapist=house.dana, opened_on=on,
    )  # fmt: skip
    decision = Decision.objects.create(
        organisation=house.organisation, episode=episode, kind="admit", recommended_level="2.1", actual_level="2.1",
        decided_by=house.noor,
    )  # fmt: skip
    LevelPeriod.objects.create(
        organisation=house.organisation, episode=episode, decision=decision, level="2.1", during=(on, None)
    )
    return episode


def hold_group(house: House, name: str = "Steady Ground", weekday: int = 2, starts: time = time(14)) -> Any:
    """A weekly group led by Dana with Marcus in Room 2."""
    from openiop.care.calendar.models import Group

    return Group.objects.create(
        organisation=house.organisation, program=house.program, track=house.track, name=name, weekday=weekday,
        starts=starts, minutes=90, facilitator=house.dana, co_facilitator=house.marcus, room=house.room,
        first_day=date(2026, 1, 1),
    )  # fmt: skip


@pytest.fixture
def cast(db: None) -> House:
    """Harbor Street and everyone in it."""
    return make_house("harbor", "Harbor Street")


@pytest.fixture
def elsewhere(db: None) -> House:
    """Another organisation: nothing of it may be seen from Harbor Street."""
    return make_house("lakeside", "Lakeside", "America/Chicago")
