"""Believable programs of any size: the same numbers and seed give the same problem, on any machine.

What makes them hard is what makes real ones hard: people with a day job who come in the evening and on Saturday,
parents between two school runs, shift workers, young people after school, a third by video, some from a neighbouring
state where only some clinicians are licensed, a few who speak Spanish, closed and 90-minute groups, part-time staff.

About 10.3 prescribed hours a client (411 h at 40, 1,050 at 100, 2,100 at 200), a clinician for every five clients,
a room for every eight, one site below 150 clients and one more for every further 150.
"""

import dataclasses
import datetime
import random
from collections.abc import Iterator, Sequence
from typing import Literal

from . import grid, staffing
from .compiled import fits
from .problem import (
    Client,
    Dose,
    Family,
    Fixed,
    GroupType,
    Individual,
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
HOME, NEXT = "NY", "NJ"
DOSES = ((9, 3, 55), (12, 4, 27), (15, 5, 11), (6, 2, 7))  # hours, days, per cent of clients
MODES: tuple[tuple[Literal["in_person", "virtual", "either"], int], ...] = (
    ("in_person", 60),
    ("virtual", 30),
    ("either", 10),
)
LIVES = (("day_job", 32), ("school_run", 20), ("shifts", 13), ("free", 31), ("narrow", 4))
NEEDED = ("relapse", "skills", "education", "process")
CURRICULA = (("relapse", 60), ("skills", 60), ("education", 60), ("process", 90), ("mindfulness", 60), ("wellness", 60))


def generate(
    clients: int,
    seed: int = 0,
    *,
    clinicians: int | None = None,
    rooms: int | None = None,
    previous: bool = False,
    frozen_days: int = 0,
) -> Problem:
    """A problem of so many clients.

    `previous`: with a plan of last week. `frozen_days`: the first days of the week are published and frozen.
    ValueError for a number below one.
    """
    if clients < 1 or (clinicians is not None and clinicians < 1) or (rooms is not None and rooms < 1):
        raise ValueError("clients, clinicians and rooms are at least 1")
    if not 0 <= frozen_days <= grid.DAYS:
        raise ValueError("frozen_days is 0 to 7")
    dice = random.Random(f"openiop.schedule/{clients}/{seed}")  # noqa: S311 (chance, not secrecy)
    sites = tuple(Site(f"site-{n + 1}", HOME, OPEN) for n in range(1 + clients // 150))
    people = _clients(dice, clients, sites)
    team = staffing.clinicians(dice, clinicians or max(2, -(-clients // 5)), sites, MONDAY)
    people = staffing.primaries(dice, people, team, MONDAY)
    week = Problem(
        id=f"generated-{clients}-{seed}",
        first_day=MONDAY,
        time_zone="America/New_York",
        sites=sites,
        rooms=tuple(_rooms(rooms or max(2, -(-clients // 8)), sites)),
        payers=PAYERS,
        group_types=tuple(_group_types(dice, people, sites)),
        clinicians=team,
        clients=people,
        separations=tuple(_separations(dice, people)),
    )
    if previous or frozen_days:
        sketch = staffing.sketch(dice, week)
        fixed = Fixed(
            tuple(dataclasses.replace(each, frozen=True) for each in sketch.sessions if each.day < frozen_days),
            tuple(dataclasses.replace(each, frozen=True) for each in sketch.slots if each.day < frozen_days),
        )
        week = dataclasses.replace(week, frozen=fixed, previous=sketch if previous else None)
    return week


def _days(days: Sequence[int], start: float, end: float) -> tuple[Window, ...]:
    return tuple(Window(day, int(start * 2), int(end * 2)) for day in days)


OPEN = (*_days(range(5), 8, 21), *_days((5,), 8.5, 15))
PAYERS = (
    Payer("commercial", 180, 3, 300, True, "generated: plan document, intensive outpatient"),
    Payer("medicaid", 180, 3, 240, True, "generated: state manual, intensive outpatient"),
    Payer("step-down", 120, 2, 300, True, "generated: plan document, outpatient step-down"),
)


def _shares[Item](dice: random.Random, total: int, parts: Sequence[tuple[Item, int]]) -> list[Item]:
    """`total` items in these per cents (largest remainders), shuffled: no seed is luckier than another."""
    whole = [total * share // 100 for _, share in parts]
    rest = sorted(range(len(parts)), key=lambda n: (-(total * parts[n][1] % 100), n))
    for n in rest[: total - sum(whole)]:
        whole[n] += 1
    items = [item for (item, _), count in zip(parts, whole, strict=True) for _ in range(count)]
    dice.shuffle(items)
    return items


def _clients(dice: random.Random, count: int, sites: tuple[Site, ...]) -> tuple[Client, ...]:
    doses = _shares(dice, count, [((hours, days), share) for hours, days, share in DOSES])
    tracks = _shares(dice, count, [("adult", 86), ("adolescent", 14)])
    modes = _shares(dice, count, MODES)
    tongues = _shares(dice, count, [("en", 90), ("es", 10)])
    lives = _shares(dice, count, LIVES)
    _gather(tracks, tongues, modes)
    made = []
    for n in range(count):
        hours, days = doses[n]
        virtual = modes[n] == "virtual"
        travel = 0 if virtual else dice.choice((10, 15, 20, 30, 30, 45))
        life = "school" if tracks[n] == "adolescent" else lives[n]
        if tongues[n] == "es" and count < 150:
            life = "day_job"  # one Spanish programme, in the evening
        made.append(
            Client(
                id=f"client-{n + 1}",
                payer="step-down" if hours == 6 else "medicaid" if dice.random() < 0.35 else "commercial",
                dose=Dose(hours * 60, days, 120 if hours == 6 else 180),
                available=_available(dice, life, days),
                mode=modes[n],
                state=NEXT if virtual and dice.random() < 0.2 else HOME,
                track=tracks[n],
                language=tongues[n],
                needs=_needs(dice, hours),
                individual=Individual(60, 1),
                family=_family(dice, tracks[n]),
                site=None if virtual else sites[n % len(sites)].id,
                travel_minutes=travel,
                preferences=_preferences(dice, life),
            )
        )
    return tuple(made)


def _gather(tracks: list[str], tongues: list[str], modes: list[Literal["in_person", "virtual", "either"]]) -> None:
    """Few who are alike meet in person and not by video, as programs bring them together: they change places."""
    count = len(tracks)
    small = [n for n in range(count) if tongues[n] == "es" or tracks[n] == "adolescent"]
    if count < 150:
        for n in [n for n in small if tracks[n] == "adolescent" and tongues[n] == "es"]:
            other = next((m for m in range(count) if m not in small), None)
            if other is not None:
                tongues[n], tongues[other] = tongues[other], tongues[n]
                small.append(other)
    for n in small:
        group = [m for m in small if (tracks[m], tongues[m]) == (tracks[n], tongues[n])]
        if modes[n] == "virtual" and sum(modes[m] == "virtual" for m in group) < 12:
            other = next((m for m in range(count) if m not in small and modes[m] == "in_person"), None)
            if other is not None:
                modes[n], modes[other] = modes[other], modes[n]


def _available(dice: random.Random, life: str, days: int) -> tuple[Window, ...]:
    """When they can come, net of travel."""
    if life == "day_job":
        nights = sorted(dice.sample(range(5), min(5, max(3, days + dice.choice((0, 1))))))
        evening = _days(nights, dice.choice((17, 17, 17.5)), dice.choice((20.5, 21, 21)))
        return (*evening, *_days((5,), 9, 13)) if dice.random() < 0.7 else evening
    if life == "school_run":
        busy = dice.choice((None, None, 0, 2, 4))
        return _days([day for day in range(5) if day != busy], dice.choice((8.5, 9, 9)), dice.choice((13.5, 14, 14.5)))
    if life == "shifts":
        whole = sorted(dice.sample(range(6), 3))
        half = sorted(dice.sample([day for day in range(5) if day not in whole], 2))
        early = dice.random() < 0.5
        return (*_days(whole, 9, 15 if 5 in whole else 19), *_days(half, *((9, 12.5) if early else (16, 20.5))))
    if life == "school":
        after = _days(range(5), dice.choice((15.5, 16)), dice.choice((19.5, 20, 20)))
        return (*after, *_days((5,), 9, 13)) if dice.random() < 0.6 else after
    if life == "narrow":
        return _days(sorted(dice.sample(range(5), 2)), 9, dice.choice((13, 13, 14)))
    hole = dice.randrange(5)
    start, end = dice.choice(((9, 16), (9, 17), (10, 18), (12, 20)))
    free = [*_days([day for day in range(5) if day != hole], start, end)]
    return (*free, *_days((hole,), start, start + 3))


def _needs(dice: random.Random, hours: int) -> tuple[Need, ...]:
    chosen = dice.sample(NEEDED, 1 if hours == 6 else 2)
    length = dict(CURRICULA)
    return tuple(
        Need(each, length[each] * (2 if hours >= 12 and dice.random() < 0.4 else 1)) for each in sorted(chosen)
    )


def _family(dice: random.Random, track: str) -> Family | None:
    if dice.random() > (0.9 if track == "adolescent" else 0.35):
        return None
    return Family(60, 2, dice.choice((None, MONDAY - datetime.timedelta(days=5), MONDAY - datetime.timedelta(days=11))))


def _preferences(dice: random.Random, life: str) -> tuple[Preference, ...]:
    if dice.random() > 0.4:
        return ()
    wish = {"free": (9, 13), "shifts": (9, 14), "school_run": (9, 12), "narrow": (9, 13)}.get(life, (17, 20))
    return (Preference(_days(range(5), *wish), dice.choice((1, 1, 2))),)


def _rooms(count: int, sites: tuple[Site, ...]) -> Iterator[Room]:
    for n in range(count):
        yield Room(f"room-{n + 1}", sites[n % len(sites)].id, 12 if n // len(sites) % 2 == 0 else 8)


def _group_types(dice: random.Random, people: tuple[Client, ...], sites: tuple[Site, ...]) -> Iterator[GroupType]:
    """Each curriculum for each track, language and place in which at least three could meet."""
    places: list[str | None] = [None, *(each.id for each in sites)]
    for track in ("adult", "adolescent"):
        for language in ("en", "es"):
            for place in places:
                for curriculum, minutes in CURRICULA:
                    name = f"{curriculum}-{track}-{language}-{place or 'video'}"
                    kind = GroupType(
                        id=name,
                        curriculum=curriculum,
                        minutes=minutes,
                        mode="in_person" if place else "virtual",
                        maximum=10 if curriculum == "process" or place is None else 12,
                        site=place,
                        track=track,
                        language=None if curriculum == "wellness" else language,
                        skill=curriculum if curriculum in ("relapse", "process", "skills") else None,
                        most_per_week=max(8, len(people) // 8),
                    )
                    if curriculum == "wellness" and language != "en":
                        continue  # movement and rest need no language: one for all
                    if sum(fits(each, kind) for each in people) >= kind.minimum:
                        yield kind
    yield from _special(dice, people, sites)


def _special(dice: random.Random, people: tuple[Client, ...], sites: tuple[Site, ...]) -> Iterator[GroupType]:
    """A closed trauma group of those free at the same time, and a workshop for families every two weeks, a site."""
    for n, site in enumerate(sites):
        closed = GroupType(
            f"trauma-{site.id}", "trauma", 90, "in_person", 3, 8, site.id, "adult", "en", "trauma", most_per_week=1
        )
        could = [each.id for each in people if fits(each, closed) and each.free(site.id) >> 18 & 0b111]
        if len(could) >= 5:
            members = tuple(sorted(dice.sample(could, min(8, len(could)))))
            yield dataclasses.replace(closed, is_open=False, members=members)
        held = MONDAY - datetime.timedelta(days=5 if n % 2 else 12)
        yield GroupType(
            f"families-{site.id}", "families", 90, "in_person", 3, 12, site.id, None, None, None,
            windows=_days((3,), 17, 21), most_per_week=1, every_weeks=2, last=held,
        )  # fmt: skip


def _separations(dice: random.Random, people: tuple[Client, ...]) -> Iterator[Separation]:
    """Pairs who could meet otherwise: one for every twenty clients."""
    alike: dict[tuple[str, str], list[str]] = {}
    for each in people:
        alike.setdefault((each.track, each.language), []).append(each.id)
    group = max(alike.values(), key=len)
    seen: set[tuple[str, ...]] = set()
    for _ in range(len(people) // 20):
        pair = tuple(sorted(dice.sample(group, 2))) if len(group) > 1 else ()
        if pair and pair not in seen:
            seen.add(pair)
            yield Separation(*pair)
