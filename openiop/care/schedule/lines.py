"""Groups as the engine knows them: those that are one group on several days of the week are one kind of group.

A line is what goes on from day to day: the groups of one track with the same name, curriculum and length. The engine
plans on half-hours: a meeting that begins in between counts from the half-hour before it, which keeps every order.
"""

import hashlib
from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass
from uuid import UUID

from openiop.base.programs.models import Program, Track
from openiop.care.calendar.models import Group
from openiop.care.schedule.facts import Facts, population_of
from openiop.engines.scheduler.plan import Session
from openiop.engines.scheduler.problem import GroupType

LENGTHS = (60, 90)
SMALLEST = 3  # people in a group that the engine opens
MOST_PER_WEEK = 5


@dataclass(frozen=True)
class Lines:
    """The kinds of groups of a week, and which group is of which kind."""

    types: tuple[GroupType, ...]
    of_group: dict[UUID, str]
    groups: dict[str, list[Group]]

    def lasts(self, session: Session) -> int:
        """Minutes from start to end of a session of a plan, its break included."""
        groups = self.groups.get(session.type, [])
        own = next((each for each in groups if str(each.pk) == session.id), groups[0] if groups else None)
        return own.minutes if own is not None else session.minutes

    @property
    def of_group_keys(self) -> set[str]:
        """Ids of the groups that the engine sees."""
        return {str(key) for key in self.of_group}


def fits_the_grid(group: Group) -> bool:
    """Whether the engine can move it: sixty or ninety minutes long."""
    return group.minutes in LENGTHS


def line_of(group: Group) -> Hashable:
    place = "video" if group.is_virtual else "here"
    lasts = (group.minutes, counted(group))
    return group.name.casefold(), group.module, group.track_id, lasts, place, group.is_open, group.kind


def counted(group: Group) -> int:
    """Minutes of a meeting that are treatment: its break is none (BIL-3). A long break leaves a minute of the last
    half-hour, so that the meeting takes as many of them as ever."""
    halves = -(-group.minutes // 30)
    return max(group.treatment_minutes, (halves - 1) * 30 + 1)


def curriculum(program: Program, group: Group) -> str:
    """A name for what is taught that says nothing: modules are the program's own words."""
    said = group.module or f"{group.name}|{group.track_id}"
    return code(program, said)


def code(program: Program, said: str) -> str:
    return "c-" + hashlib.sha256(f"{program.pk}|{said}".encode()).hexdigest()[:12]


def lines_of(facts: Facts, languages: dict[UUID, str], modules: set[str]) -> Lines:
    """`languages`: that of each group; `modules`: those that not everybody leads."""
    found: dict[Hashable, list[Group]] = {}
    for group in facts.groups:
        if fits_the_grid(group):
            found.setdefault(line_of(group), []).append(group)
    separate = any(population_of(group.track) == Track.Population.ADOLESCENT for group in facts.groups) or any(
        population_of(each.track) == Track.Population.ADOLESCENT for each in facts.episodes
    )
    types, of_group, groups = [], {}, {}
    for together in found.values():
        first = together[0]
        key = str(first.pk)
        groups[key] = together
        of_group |= {group.pk: key for group in together}
        population = population_of(first.track)
        for_all = first.track is None or (population == Track.Population.ADULT and not separate)
        members = sorted({str(client) for group in together for client in facts.members[group.pk]})
        smallest = min(
            (len(facts.members[group.pk]) for group in together if facts.members[group.pk]), default=SMALLEST
        )
        types.append(
            GroupType(
                id=key,
                curriculum=curriculum(facts.program, first),
                minutes=counted(first),
                mode="virtual" if first.is_virtual else "in_person",
                minimum=max(1, min(SMALLEST, smallest)),
                maximum=max(group.capacity for group in together),
                site=None if first.is_virtual else str(facts.program.site_id),
                track=None if for_all else population,
                language=languages[first.pk],
                skill=code(facts.program, first.module) if first.module in modules else None,
                is_open=first.is_open,
                members=() if first.is_open else tuple(members),
                most_per_week=max(MOST_PER_WEEK, len(together)),
            )
        )
    return Lines(tuple(types), of_group, groups)


def languages_of(facts: Facts) -> tuple[dict[UUID, str], str]:
    """The language of each group: that of its track where it has one alone, else the one most tracks have first."""
    first = Counter(
        group.track.languages[0] for group in facts.groups if group.track is not None and group.track.languages
    )
    main = first.most_common(1)[0][0] if first else "en"
    return {
        group.pk: group.track.languages[0] if group.track is not None and len(group.track.languages) == 1 else main
        for group in facts.groups
    }, main
