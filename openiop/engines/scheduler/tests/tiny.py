"""Instances so small that every plan of them can be written down: two or three clients, one or two clinicians."""

import datetime
import random
from dataclasses import replace

from ..plan import Session, Slot
from ..problem import (
    Break,
    Client,
    Clinician,
    Dose,
    Family,
    Fixed,
    GroupType,
    Individual,
    Licence,
    Mode,
    Need,
    Payer,
    Preference,
    Problem,
    Room,
    Separation,
    Site,
    Window,
)

MONDAY = datetime.date(2026, 3, 2)
LAST_YEAR = datetime.date(2025, 1, 1)


def tiny(seed: int) -> Problem:
    """One day of three hours or two days of two; whatever a problem may have turns up in some seed."""
    dice = random.Random(f"tiny/{seed}")
    days, hours = dice.choice(((1, 6), (2, 4), (2, 4), (1, 5)))
    opening = tuple(Window(day, 18, 18 + hours) for day in range(days))
    clinicians = tuple(_clinician(dice, n, opening) for n in range(dice.choice((1, 2, 2))))
    clients = tuple(_client(dice, n, opening, clinicians) for n in range(dice.choice((2, 3, 3))))
    names = [each.id for each in clients]
    types = [_type(dice, n, names, opening) for n in range(dice.choice((1, 2)))]
    payer = Payer("p", dice.choice((0, 60, 120)), dice.choice((1, 2)), dice.choice((120, 180)), dice.random() < 0.7)
    week = Problem(
        id=f"tiny-{seed}",
        first_day=MONDAY,
        time_zone="America/New_York",
        sites=(Site("s", "NY", opening),),
        rooms=(Room("r", "s", dice.choice((2, 3, 4)), opening[:1] if dice.random() < 0.1 else ()),),
        payers=(payer,),
        group_types=tuple(types),
        clinicians=clinicians,
        clients=clients,
        separations=(Separation(*dice.sample(names, 2)),) if dice.random() < 0.2 else (),
    )
    return replace(week, previous=_previous(dice, week)) if dice.random() < 0.4 else week


def _some(dice: random.Random, opening: tuple[Window, ...]) -> tuple[Window, ...]:
    """Most of the opening hours."""
    found = []
    for each in opening:
        start = each.start + dice.choice((0, 0, 0, 0, 0, 1))
        end = each.end - dice.choice((0, 0, 0, 0, 0, 1))
        mode: Mode | None = dice.choice((None,) * 10 + ("virtual", "in_person"))
        if end - start >= 2:
            found.append(replace(each, start=start, end=end, mode=mode))
    return tuple(found)


def _clinician(dice: random.Random, n: int, opening: tuple[Window, ...]) -> Clinician:
    until = MONDAY if dice.random() < 0.1 else None
    states = ("NY", "NJ") if dice.random() < 0.6 else ("NY",)
    return Clinician(
        id=f"k{n}",
        sites=("s",),
        virtual=dice.random() < 0.7,
        skills=("a",) if dice.random() < 0.7 else (),
        languages=("en", "es") if dice.random() < 0.3 else ("en",),
        licences=tuple(Licence(state, LAST_YEAR, until) for state in states),
        available=_some(dice, opening) or opening,
        day_cap=dice.choice((120, 180, 180)),
        week_cap=dice.choice((90, 240, 300)),
        overtime=dice.choice((0, 60, 120)),
        pause=Break(18, 22, 30) if dice.random() < 0.2 else None,
        longest_run=dice.choice((60, 120, 180, 240, 240)),
    )


def _client(dice: random.Random, n: int, opening: tuple[Window, ...], team: tuple[Clinician, ...]) -> Client:
    held = dice.choice((None, MONDAY - datetime.timedelta(days=3), MONDAY - datetime.timedelta(days=10)))
    wish = Preference((Window(opening[-1].day, 18, 20),), dice.choice((1, 2)))
    return Client(
        id=f"c{n}",
        payer="p",
        dose=Dose(dice.choice((60, 120, 180)), dice.choice((1, 1, 2)), dice.choice((0, 60, 90))),
        available=(*_some(dice, opening[:-1]), opening[-1]),
        mode=dice.choice(("in_person", "in_person", "either", "either", "either", "virtual")),
        state=dice.choice(("NY", "NY", "NY", "NJ")),
        track="adult",
        language="en" if dice.random() < 0.93 else "es",
        needs=(Need("x", 60),) if dice.random() < 0.4 else (),
        individual=Individual(60, 1) if dice.random() < 0.5 else None,
        family=Family(60, 2, held) if dice.random() < 0.2 else None,
        site=dice.choice((None, "s")),
        primary=dice.choice(team).id if dice.random() < 0.8 else None,
        travel_minutes=dice.choice((0, 20, 45)),
        preferences=(wish,) if dice.random() < 0.3 else (),
        gap_minutes=dice.choice((0, 30, 60)),
        starts=MONDAY + datetime.timedelta(days=1) if len(opening) > 1 and dice.random() < 0.1 else None,
    )


def _type(dice: random.Random, n: int, names: list[str], opening: tuple[Window, ...]) -> GroupType:
    virtual = dice.random() < 0.35
    closed = dice.random() < 0.15
    return GroupType(
        id=f"g{n}",
        curriculum="xy"[n] if dice.random() < 0.8 else "x",
        minutes=dice.choice((60, 60, 90)),
        mode="virtual" if virtual else "in_person",
        minimum=dice.choice((1, 2, 2)),
        maximum=dice.choice((2, 3)),
        site=None if virtual else "s",
        track=dice.choice((None, "adult")),
        language=dice.choice((None, "en")),
        skill=dice.choice((None, None, None, "a")),
        is_open=not closed,
        members=tuple(sorted(dice.sample(names, 2))) if closed else (),
        windows=opening[-1:] if dice.random() < 0.1 else None,
        most_per_week=dice.choice((1, 2, 5)),
        every_weeks=dice.choice((1, 1, 1, 1, 1, 2)),
        last=dice.choice((None, MONDAY - datetime.timedelta(days=4))),
    )


def _previous(dice: random.Random, week: Problem) -> Fixed:
    """What last week may have been: it need not fit this one."""
    kind, client = dice.choice(week.group_types), dice.choice(week.clients)
    at = dice.choice((18, 19, 20))
    members = tuple(sorted(each.id for each in dice.sample(week.clients, 2)))
    leader = dice.choice(week.clinicians).id
    room = None if kind.mode == "virtual" else "r"
    slots = (Slot(client.id, leader, "individual", 0, dice.choice((18, 20)), 60, None),) if dice.random() < 0.5 else ()
    return Fixed((Session("last", kind.id, 0, at, kind.minutes, leader, room, members),), slots)
