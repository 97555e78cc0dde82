"""Sixty people and what happened to each: who thrives, who drifts, who is new, who left well."""

import random
import uuid
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from openiop.base.people.models import Client, Contact, User, fold
from openiop.care.intake.models import (
    Coverage,
    Diagnosis,
    DimensionRating,
    Evaluation,
    Referral,
    Screening,
    SubstanceUse,
)
from openiop.care.medical.models import Medication, ToxicologyTest
from openiop.care.placement.models import Decision, Discharge, Episode, LevelPeriod
from openiop.doors.demo.bulk import Book
from openiop.doors.demo.house import House, local, time
from openiop.doors.demo.names import FIRST, LAST, PRONOUNS, STREAMS
from openiop.rulebook import screening

CLIENTS = 60
KINDS = (
    ["thriving"] * 24
    + ["steady"] * 16
    + ["drifting"] * 8
    + ["new"] * 5
    + ["leaving"] * 2
    + ["left"] * 3
    + ["asking"] * 2
)
DIAGNOSES = [
    ("F10.20", "Alcohol use disorder, moderate or severe"),
    ("F11.20", "Opioid use disorder, moderate or severe"),
    ("F14.20", "Cocaine use disorder, moderate or severe"),
    ("F15.20", "Stimulant use disorder, moderate or severe"),
    ("F12.20", "Cannabis use disorder, moderate or severe"),
]
SUBSTANCES = {
    "F10.20": ("02", "01"),
    "F11.20": ("05", "04"),
    "F14.20": ("03", "02"),
    "F15.20": ("10", "02"),
    "F12.20": ("04", "02"),
}
MIND = [
    ("F33.1", "Recurrent depression, moderate"),
    ("F41.1", "Generalized anxiety disorder"),
    ("F43.10", "Post-traumatic stress disorder"),
]


@dataclass(frozen=True)
class Step:
    """An objective of the plan, as notes refer to it."""

    id: uuid.UUID
    text: str
    goal: str
    own_words: str


@dataclass
class Story:
    """One client while the rest of their record is written."""

    number: int
    kind: str
    id: uuid.UUID
    name: str
    stream: int
    therapist: uuid.UUID
    opened: date
    closed: date | None
    dice: random.Random
    code: str
    episode: Any = None
    objectives: list[Step] = field(default_factory=list)
    taper_from: date | None = None
    referral: Any = None
    evaluation: Any = None

    @property
    def here(self) -> bool:
        return self.closed is None and self.kind != "asking"


def tell(book: Book, house: House, number: int, dice: random.Random, first_user: Any) -> Story:
    """Client `number` of 60, from referral to wherever they are today."""
    kind = KINDS[number]
    day = opened_on(kind, house, dice, number)
    closed = house.this_week - timedelta(days=dice.randrange(3, 12)) if kind == "left" else None
    first, last = FIRST[number % len(FIRST)], LAST[(number * 7 + dice.randrange(3)) % len(LAST)]
    if number == 0:
        first, last = "Jordan", "Avery"
    pronouns = "they/them" if number == 0 else PRONOUNS[dice.choices((0, 1, 2), (48, 46, 6))[0]]
    user = book.add(User, email="jordan@mail.example", password=first_user) if first_user and number == 0 else None
    client = book.add(
        Client,
        organisation=house.organisation,
        user=user,
        legal_first=first,
        legal_last=last,
        pronouns=pronouns,
        alias=f"Heron {number + 1}",
        birth_date=date(1960, 1, 1) + timedelta(days=dice.randrange(365 * 42)),
        sex={"she/her": "female", "he/him": "male"}.get(pronouns, "unknown"),
        phone=f"(555) 010-{2000 + number}",
        language="es" if number % 9 == 4 else "en",
        city="Salem",
        state="MA",
        postal_code="01970",
        search=fold(f"{first} {last}  Heron {number + 1} (555) 010-{2000 + number} "),
    )
    therapist = house.staff[("dana", "sofia", "ben")[number % 3]]
    code = dice.choice(DIAGNOSES)
    story = Story(
        number, kind, client, f"{first} {last}", (number + 2) % len(STREAMS), therapist, day, closed, dice, code[0]
    )
    book.add(
        Contact,
        organisation=house.organisation,
        client=client,
        name=f"{FIRST[(number + 11) % len(FIRST)]} {last}",
        relationship=dice.choice(["sister", "brother", "mother", "partner", "friend"]),
        phone="(555) 010-3344",
        is_emergency=True,
        knows=dice.random() < 0.7,
    )
    intake(book, house, story, code)
    if kind != "asking":
        place(book, house, story)
        medical(book, house, story)
    return story


def opened_on(kind: str, house: House, dice: random.Random, number: int) -> date:
    """First day of treatment: a day of the treatment week on which the stream meets."""
    weeks_ago = {"new": dice.randrange(0, 2), "leaving": 12, "left": 12, "drifting": dice.randrange(6, 13)}.get(
        kind, dice.randrange(10, 13)
    )
    if kind == "asking":
        return house.this_week
    return house.this_week - timedelta(weeks=weeks_ago)


def intake(book: Book, house: House, story: Story, code: tuple[str, str]) -> None:
    """Referral, screening, evaluation; the two who are only asking are at its beginning."""
    common, dice = {"organisation": house.organisation}, story.dice
    asked = local(story.opened - timedelta(days=4 if story.kind != "asking" else -1), time(10, 20))
    state = "new" if story.kind == "asking" else "admitted"
    referral = book.add(
        Referral,
        **common,
        program=house.program,
        client=story.id,
        source=dice.choice(["01", "02", "03", "06", "07"]),
        reason=dice.choice(
            [
                "I cannot do another weekend like this.",
                "My doctor said to call you.",
                "I am done hiding it.",
                "I want to keep my job and get better.",
            ]
        ),
        received_at=min(asked, house.now - timedelta(hours=3 + story.number % 5)),
        state=state,
    )
    story.referral = referral
    if story.kind == "asking":
        return
    book.add(
        Screening,
        **common,
        referral=referral,
        outcome="iop_fits",
        screened_by=house.staff["elena"],
        screened_at=asked + timedelta(hours=2),
        answers={question.key: "no" for question in screening.QUESTIONS},
    )
    signed = local(story.opened - timedelta(days=2), time(15))
    evaluation = book.add(
        Evaluation,
        **common,
        client=story.id,
        program=house.program,
        referral=referral,
        edition="fourth",
        own_words="I want my evenings back, and to be someone my family can call.",
        history="Use grew over three years; two tries to stop alone, the longest eleven weeks.",
        health="No urgent needs; primary care seen this year.",
        mind="Low mood most days, worse on weekends.",
        life="Lives with family; works part-time; no open legal matters.",
        strengths="Shows up early. Knows many songs.",
        started_by=house.staff["noor"],
        created_at=signed - timedelta(hours=2),
    )
    story.evaluation = evaluation
    for dimension, level in enumerate(("any", "any", "2.1", "2.1", "1.5", "any"), start=1):
        book.add(
            DimensionRating,
            **common,
            evaluation=evaluation,
            dimension=dimension,
            minimum_level=level,
            evidence="As told in the interview.",
        )
    substance, route = SUBSTANCES[code[0]]
    book.add(
        SubstanceUse,
        **common,
        evaluation=evaluation,
        rank=1,
        substance=substance,
        route=route,
        frequency="04",
        last_use=story.opened - timedelta(days=9),
        age_first_use=17,
    )
    book.add(
        Diagnosis,
        **common,
        client=story.id,
        evaluation=evaluation,
        code=code[0],
        label=code[1],
        is_primary=True,
        recorded_by=house.staff["noor"],
    )
    if dice.random() < 0.6:
        mind = dice.choice(MIND)
        book.add(
            Diagnosis,
            **common,
            client=story.id,
            evaluation=evaluation,
            code=mind[0],
            label=mind[1],
            recorded_by=house.staff["noor"],
        )
    book.add(
        Coverage,
        **common,
        client=story.id,
        payer=dice.choice(["Bay State Health Plan", "MassHealth", "Harborview PPO"]),
        member_id=f"M{dice.randrange(10**8):08d}",
        starts_on=date(2026, 1, 1),
    )


def place(book: Book, house: House, story: Story) -> None:
    """Episode and level of care; taper for those on their way out, discharge for those who left."""
    common = {"organisation": house.organisation}
    story.episode = book.add(
        Episode,
        **common,
        client=story.id,
        program=house.program,
        track=house.tracks[STREAMS[story.stream][0]],
        referral=story.referral,
        evaluation=story.evaluation,
        therapist=story.therapist,
        opened_on=story.opened,
        closed_on=story.closed,
    )
    admit = decide(book, house, story, "admit", story.opened)
    end = story.closed
    if story.kind == "leaving":
        story.taper_from = end = house.this_week
        taper = decide(book, house, story, "taper", house.this_week)
        book.add(
            LevelPeriod,
            **common,
            episode=story.episode,
            decision=taper,
            level="2.1",
            state="taper",
            during=(house.this_week, house.this_week + timedelta(weeks=2)),
            reason="Goals for this level are met.",
        )
    book.add(LevelPeriod, **common, episode=story.episode, decision=admit, level="2.1", during=(story.opened, end))
    if story.closed:
        last = decide(book, house, story, "discharge", story.closed, level="1.5")
        book.add(
            Discharge,
            **common,
            episode=story.episode,
            decision=last,
            discharged_on=story.closed,
            reason="01" if story.number % 3 else "02",
            last_contact=story.closed - timedelta(days=1),
            destination="Outpatient with an outside therapist",
            summary="Met the goals for this level; plan shared.",
            discharged_by=story.therapist,
        )


def decide(book: Book, house: House, story: Story, kind: str, day: date, level: str = "2.1") -> Any:
    return book.add(
        Decision,
        organisation=house.organisation,
        episode=story.episode,
        evaluation=story.evaluation,
        kind=kind,
        recommended_level=level,
        actual_level=level,
        decided_by=house.staff["noor"],
        decided_at=local(day, time(9)),
    )


def medical(book: Book, house: House, story: Story) -> None:
    """Medication where the diagnosis suggests it; a test every other week."""
    common = {"organisation": house.organisation, "client": story.id}
    if story.code == "F11.20":
        book.add(
            Medication,
            **common,
            name="Buprenorphine/naloxone 16 mg",
            dose="Once a day, under the tongue",
            is_moud=True,
            started_on=story.opened,
            prescriber="Dr. Okafor",
            recorded_by=house.staff["chioma"],
        )
    elif story.code == "F10.20" and story.dice.random() < 0.6:
        book.add(
            Medication,
            **common,
            name="Naltrexone 50 mg",
            dose="Once a day",
            is_moud=True,
            started_on=story.opened,
            prescriber="Dr. Okafor",
            recorded_by=house.staff["chioma"],
        )
    day = story.opened + timedelta(days=3)
    while day < (story.closed or house.now.date()):
        odd = 0.5 if story.kind == "drifting" else 0.05
        book.add(
            ToxicologyTest,
            **common,
            collected_at=local(day, time(12)),
            panel="10-panel cup",
            result="unexpected" if story.dice.random() < odd else "expected",
            recorded_by=house.staff["chioma"],
        )
        day += timedelta(days=14)
