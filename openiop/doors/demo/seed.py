"""Believable programs, the same ones every time: one for the demo, any number for a benchmark."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from functools import partial
from multiprocessing import get_context
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import connection, connections, transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from openiop.base.audit.sealing import seal_what_stands
from openiop.base.people.models import Client, ClientIdentifier, Contact, Licence, Staff, User
from openiop.base.programs.models import Organisation, Program, ProgramLicence, Room, Site, Track
from openiop.base.worklist.models import WorkItem
from openiop.care.aftercare.models import Alumni, ContinuingCare, FollowUp
from openiop.care.calendar.models import Group, Lead, Membership, Seat, Session, Topic
from openiop.care.calendar.when import Availability, Separation, Terms, WorkingHours
from openiop.care.encounters.models import CoSignature, Note, Presence
from openiop.care.intake.models import (
    Coverage,
    Diagnosis,
    DimensionRating,
    Evaluation,
    Referral,
    Screening,
    SubstanceUse,
)
from openiop.care.measures.models import Response, SafetyAlert
from openiop.care.medical.models import Medication, ToxicologyTest
from openiop.care.placement.models import Decision, Discharge, Episode, LevelPeriod
from openiop.care.plan.models import Goal, Intervention, Objective, Plan, PrescribedDose, Problem, Signature
from openiop.doors.demo import duties, hour, meetings, sharing, stories, weeks, when
from openiop.doors.demo.bulk import Book
from openiop.doors.demo.house import build_house, chance

PASSWORD = "harbor lights at seven"  # noqa: S105 (the demo's; an installation with real people never seeds)
AT_ONCE = 4  # programs that are seeded at the same time
SIGN_INS = [
    (gettext_noop("Program director"), "priya@harbor.example", PASSWORD),
    (gettext_noop("Primary therapist and facilitator"), "dana@harbor.example", PASSWORD),
    (gettext_noop("Facilitator under supervision"), "aisha@harbor.example", PASSWORD),
    (gettext_noop("Admissions coordinator"), "elena@harbor.example", PASSWORD),
    (gettext_noop("Evaluating clinician"), "noor@harbor.example", PASSWORD),
    (gettext_noop("Medical provider"), "chioma@harbor.example", PASSWORD),
    (gettext_noop("Peer specialist and case manager"), "walt@harbor.example", PASSWORD),
    (gettext_noop("Privacy officer"), "iris@harbor.example", PASSWORD),
    (gettext_noop("Client"), "jordan@mail.example", PASSWORD),
]

ORDER: list[Any] = [
    Organisation,
    Site,
    Room,
    Program,
    ProgramLicence,
    Track,
    User,
    Staff,
    Licence,
    Topic,
    Group,
    Session,
    Lead,
    Client,
    ClientIdentifier,
    Contact,
    Referral,
    Screening,
    Evaluation,
    DimensionRating,
    SubstanceUse,
    Diagnosis,
    Coverage,
    Episode,
    Decision,
    LevelPeriod,
    Discharge,
    Medication,
    ToxicologyTest,
    Plan,
    Problem,
    Goal,
    Objective,
    Intervention,
    PrescribedDose,
    Signature,
    Availability,
    Separation,
    WorkingHours,
    Terms,
    Membership,
    Seat,
    Presence,
    Note,
    CoSignature,
    Response,
    SafetyAlert,
    WorkItem,
    ContinuingCare,
    FollowUp,
    Alumni,
]


def ensure_demo(now: datetime | None = None) -> bool:
    """Seeds the demo's program where there is no organisation yet; False where there is one."""
    if Organisation.objects.exists():
        return False
    seed_program(0, now or timezone.now())
    return True


def seed_programs(
    count: int, now: datetime | None = None, progress: Callable[[int, int], None] = lambda done, total: None
) -> int:
    """Adds `count` programs of 60 clients beside what is there; returns how many rows were written."""
    now = now or timezone.now()
    first = Organisation.objects.filter(slug__startswith="harbor").count()
    one = partial(seed_program, now=now, password=make_password(PASSWORD))
    rows = 0
    for done, written in enumerate(each_in(one, range(first, first + count)), start=1):
        rows += written
        progress(done, count)
    return rows


def each_in(one: Callable[[int], int], numbers: range) -> Iterator[int]:
    """`one` of every number; several at once, each in a process of its own, where there are many. Programs know
    nothing of each other, and making rows and storing them take turns otherwise."""
    if len(numbers) < 4 or connection.in_atomic_block:
        yield from map(one, numbers)
        return
    connections.close_all()  # a connection must not be shared with a child
    at_once = min((os.cpu_count() or 1) + 1, AT_ONCE)  # one waits for the disk while the others work
    with ProcessPoolExecutor(at_once, mp_context=get_context("fork")) as processes:
        yield from processes.map(one, numbers)


@transaction.atomic
def seed_program(number: int, now: datetime, password: str = "", seal: bool = True) -> int:
    """One program with staff, groups, sixty clients and twelve weeks behind them; returns how many rows. Without
    `seal`, whoever calls seals what is signed."""
    book, dice = Book(), chance(number)
    password = password or make_password(PASSWORD)
    house = build_house(book, number, now, password)
    slots = dict.fromkeys(house.staff.values(), 0)
    worried, told = False, list[stories.Story]()
    when.work(book, house)
    for place in range(stories.CLIENTS):
        story = stories.tell(book, house, place, dice, password if number == 0 else None)
        if story.kind == "asking":
            continue
        told.append(story)
        if story.here:
            when.say_when(book, house, story)
        weeks.write_plan(book, house, story)
        meetings.attend(book, house, story)
        if slots[story.therapist] < 16:  # two days of eight hours; the others are seen every other week by hand
            meetings.individual(book, house, story, slots[story.therapist])
            slots[story.therapist] += 1
        weeks.measure(book, house, story)
        if story.kind == "drifting" and not worried:
            weeks.worry(book, house, story)
            worried = True
        if story.closed:
            weeks.leave(book, house, story)
    when.keep_apart(book, house, told)
    meetings.write_notes(book, house)
    rows = book.write(ORDER)
    activate(house.organisation)
    if number == 0:
        sharing.share(house.organisation)
        duties.answer_for(house.organisation)
        hour.happen_now(house.organisation, now)
    if seal:
        seal_what_stands(house.organisation, "seeded")
    return rows


def activate(organisation: Any) -> None:
    """What the database lets nobody write in one step: evaluations are signed and plans made active once their
    parts are in."""
    with connection.cursor() as cursor:
        cursor.execute(
            """UPDATE intake_evaluation SET signed_at = created_at + interval '2 hours', signed_by_id = started_by_id
               WHERE organisation_id = %s""",
            [organisation],
        )
        cursor.execute(
            """UPDATE plan_plan p SET state = 'active', active_from = s.day,
                 review_due = s.day + 30 * (1 + (CURRENT_DATE - s.day) / 30)
               FROM (SELECT plan_id, max(signed_at)::date AS day FROM plan_signature
                     WHERE organisation_id = %s GROUP BY 1 HAVING count(*) = 2) s
               WHERE p.id = s.plan_id""",
            [organisation],
        )
