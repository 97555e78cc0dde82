"""The place and the people who work there: organisation, rooms, tracks, staff, groups, curriculum and sessions."""

import random
import uuid
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from openiop.base.people.models import Licence, Staff, User
from openiop.base.programs.models import Organisation, Program, ProgramLicence, Room, Site, Track
from openiop.care.calendar.models import Group, Kind, Lead, Session, Topic
from openiop.doors.demo.bulk import Book
from openiop.doors.demo.names import STAFF, STREAMS, SUPERVISORS
from openiop.rulebook.curriculum import starter

ZONE = ZoneInfo("America/New_York")
HISTORY_WEEKS, AHEAD_WEEKS = 12, 6
GROUP_MINUTES, GAP_MINUTES = 90, 15
STREAM_SEATS = 12


@dataclass
class Meeting:
    """A session as the stories need it."""

    id: uuid.UUID
    start: datetime
    end: datetime
    lead: uuid.UUID
    module: str
    topic: str
    kind: str
    kind_name: str
    title: str
    is_virtual: bool


@dataclass
class House:
    """One seeded program and what its clients' stories refer to."""

    organisation: uuid.UUID
    program: uuid.UUID
    first_week: date  # first day of the first week of history
    this_week: date
    now: datetime
    staff: dict[str, uuid.UUID] = field(default_factory=dict)
    supervisors: dict[uuid.UUID, uuid.UUID] = field(default_factory=dict)
    staff_names: dict[uuid.UUID, str] = field(default_factory=dict)
    tracks: dict[str, uuid.UUID] = field(default_factory=dict)
    groups: dict[int, list[uuid.UUID]] = field(default_factory=dict)  # stream -> groups
    meetings: dict[int, list[Meeting]] = field(default_factory=dict)  # stream -> sessions in order
    present: dict[uuid.UUID, int] = field(default_factory=dict)  # session -> how many came
    beside: set[tuple[str, int, str]] = field(default_factory=set)  # therapist, day, part: hours beside a group
    hours: list[Any] = field(default_factory=list)  # (story, meeting, code, stretches) of everyone who came
    name: str = "Harbor Street IOP"
    zone: str = str(ZONE)


def local(day: date, at: time) -> datetime:
    """That local moment, as an aware instant."""
    return datetime.combine(day, at, ZONE)


def build_house(book: Book, number: int, now: datetime, password: str) -> House:
    """Program `number` (0 is the demo) with everything but its clients. Today plays the middle of the week, so
    that a living demo has sessions behind it and before it on any day it is started."""
    organisation = book.add(
        Organisation,
        name="Harbor Street" if number == 0 else f"Harbor Street {number}",
        slug="harbor" if number == 0 else f"harbor-{number}",
    )
    common = {"organisation": organisation}
    site = book.add(
        Site,
        **common,
        name="The pier house",
        line1="12 Harbor Street",
        city="Salem",
        state="MA",
        postal_code="01970",
        phone="(555) 010-4477",
    )
    rooms = [book.add(Room, **common, site=site, name=f"Room {n}", capacity=c) for n, c in ((1, 14), (2, 14), (5, 4))]
    today = now.astimezone(ZONE).date()
    this_week = today - timedelta(days=2)
    program = book.add(
        Program,
        **common,
        name="Harbor Street IOP" if number == 0 else f"Harbor Street IOP {number}",
        slug="harbor" if number == 0 else f"harbor-{number}",
        site=site,
        time_zone=str(ZONE),
        week_start=this_week.weekday(),
        phone="(555) 010-4477",
        email="hello@harbor.example",
        about="Three evenings, mornings or afternoons a week, near your work and your people.",
    )
    book.add(
        ProgramLicence,
        **common,
        program=program,
        state="MA",
        kind="Outpatient substance use treatment",
        number="MA-4477",
        valid=(date(2024, 1, 1), date(2028, 1, 1)),
    )
    house = House(organisation, program, this_week - timedelta(weeks=HISTORY_WEEKS), this_week, now)
    add_tracks(book, house)
    add_staff(book, house, number, password)
    topics = add_topics(book, house)
    add_groups(book, house, [*rooms[:2], None], topics)
    return house


def add_tracks(book: Book, house: House) -> None:
    for name, daypart, form, population in (
        ("Morning", "morning", "in_person", "adult"),
        ("Afternoon", "day", "in_person", "co_occurring"),
        ("Evening", "evening", "hybrid", "adult"),
    ):
        house.tracks[name] = book.add(
            Track,
            organisation=house.organisation,
            program=house.program,
            name=name,
            daypart=daypart,
            form=form,
            population=population,
            languages=["en", "es"] if name == "Evening" else ["en"],
        )


def add_staff(book: Book, house: House, number: int, password: str) -> None:
    """Eleven people. In the demo everyone can sign in; elsewhere only Dana (the benchmark's visitor)."""
    through = Staff.programs.through
    for key, name, credential, roles in STAFF:
        user = None
        if number == 0 or key == "dana":
            email = f"{key}@harbor.example" if number == 0 else f"{key}@harbor-{number}.example"
            user = book.add(User, email=email, password=password)
        staff = book.add(
            Staff,
            organisation=house.organisation,
            user=user,
            name=name,
            credential=credential,
            roles=roles,
            home_program=house.program,
            languages=["en", "es"] if key in ("sofia", "elena") else ["en"],
            supervisor=house.staff.get(SUPERVISORS.get(key, "")) if number == 0 else None,
            skills=["trauma"] if key in ("dana", "noor") else [],
            started_on=house.first_week - timedelta(days=400),
        )
        house.staff[key] = staff
        if number == 0 and key in SUPERVISORS:
            house.supervisors[staff] = house.staff[SUPERVISORS[key]]
        house.staff_names[staff] = f"{name}, {credential}" if credential else name
        book.sheet_row(through, staff_id=staff, program_id=house.program)
        if credential:
            book.add(
                Licence,
                organisation=house.organisation,
                staff=staff,
                state="MA",
                kind=credential,
                number=f"MA-{key.upper()}",
                valid=(date(2023, 1, 1), date(2028, 1, 1)),
            )


def add_topics(book: Book, house: House) -> dict[str, list[tuple[uuid.UUID, str]]]:
    """The starter curriculum, as a program takes it over."""
    return {
        module.name: [
            (
                book.add(
                    Topic,
                    organisation=house.organisation,
                    program=house.program,
                    module=module.name,
                    order=order,
                    **topic.fields,
                ),
                topic.title,
            )
            for order, topic in enumerate(module.topics)
        ]
        for module in starter()
    }


def add_groups(book: Book, house: House, rooms: list[Any], topics: dict[str, list[tuple[uuid.UUID, str]]]) -> None:
    """Twelve groups, each on three days a week, and their sessions from the first week to six weeks ahead."""
    weeks = HISTORY_WEEKS + 1 + AHEAD_WEEKS
    for stream, (track, days, begins, names, kinds, modules, lead, co_lead, room) in enumerate(STREAMS):
        house.groups[stream], meetings = [], []
        place = rooms[room - 1] if room else None
        for part, (name, kind, module) in enumerate(zip(names, kinds, modules, strict=True)):
            start_minutes = begins[0] * 60 + begins[1] + part * (GROUP_MINUTES + GAP_MINUTES)
            at = time(start_minutes // 60, start_minutes % 60)
            for offset in days:
                first = house.first_week + timedelta(days=offset)
                group = book.add(
                    Group,
                    organisation=house.organisation,
                    program=house.program,
                    track=house.tracks[track],
                    name=name,
                    kind=kind,
                    module=module,
                    weekday=first.weekday(),
                    starts=at,
                    minutes=GROUP_MINUTES,
                    facilitator=house.staff[lead],
                    co_facilitator=house.staff.get(co_lead or ""),
                    room=place,
                    is_virtual=place is None,
                    capacity=STREAM_SEATS,
                    first_day=first,
                )
                house.groups[stream].append(group)
                for week in range(weeks):
                    title = topics[module][(week * len(days) + days.index(offset)) % len(topics[module])]
                    start = local(first + timedelta(weeks=week), at)
                    meetings.append(meet(book, house, group, name, kind, module, title, start, place, (lead, co_lead)))
        house.meetings[stream] = sorted(meetings, key=lambda meeting: meeting.start)


def meet(
    book: Book,
    house: House,
    group: Any,
    name: str,
    kind: str,
    module: str,
    topic: tuple[uuid.UUID, str],
    start: datetime,
    room: Any,
    leads: tuple[str, str | None],
    capacity: int = STREAM_SEATS,
    minutes: int = GROUP_MINUTES,
) -> Meeting:
    """One session with its leads."""
    end = start + timedelta(minutes=minutes)
    session = book.add(
        Session,
        organisation=house.organisation,
        program=house.program,
        group=group,
        group_day=start.astimezone(ZONE).date() if group else None,
        kind=kind,
        title=name,
        topic=topic[0] if topic else None,
        during=(start, end),
        room=room,
        is_virtual=room is None,
        capacity=capacity,
        state="held" if end <= house.now else "planned",
    )
    for part, key in zip(("lead", "co_lead"), leads, strict=True):
        if key:
            book.add(
                Lead,
                organisation=house.organisation,
                session=session,
                staff=house.staff[key],
                part=part,
                during=(start, end),
            )
    named = topic[1] if topic else ""
    return Meeting(
        session, start, end, house.staff[leads[0]], module, named, kind, str(Kind(kind).label), name, room is None
    )


def chance(number: int) -> random.Random:
    """The same dice for the same program, every time."""
    return random.Random(f"harbor {number}")  # noqa: S311 (not for secrets)
