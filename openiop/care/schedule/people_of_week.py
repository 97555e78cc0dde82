"""Who leads and who is treated in a week, as the engine takes them."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any, Literal
from uuid import UUID

from openiop.base.people.models import Staff, practice
from openiop.base.programs.models import Track
from openiop.care.calendar import hours
from openiop.care.calendar.when import half
from openiop.care.placement.rules import pack_for
from openiop.care.schedule.facts import Facts, population_of
from openiop.care.schedule.lines import Lines, code
from openiop.engines.scheduler import problem

LEAST_DAY = 180  # minutes, where the payer counts services and not minutes
MOST_NEEDS = 2


def windows(masks: hours.Masks, **how: Any) -> tuple[problem.Window, ...]:
    """A week of half-hours as windows."""
    return tuple(
        problem.Window(day, start, end, **how) for day, mask in enumerate(masks) for start, end in hours.runs(mask)
    )


def windows_of(free: hours.Free) -> tuple[problem.Window, ...]:
    """Where and when somebody is free: what holds both here and by video says neither."""
    both = [here & video for here, video in zip(free.site, free.video, strict=True)]
    here = [mask & ~any_way for mask, any_way in zip(free.site, both, strict=True)]
    video = [mask & ~any_way for mask, any_way in zip(free.video, both, strict=True)]
    return (*windows(both), *windows(here, mode="in_person"), *windows(video, mode="virtual"))


def modules_led(facts: Facts) -> set[str]:
    """The curricula that somebody names as theirs: only they lead them."""
    return {module for terms in facts.terms.values() for module in terms.modules}


def clinicians(
    facts: Facts, lines: Lines, language: str, modules: set[str], aside: list[Any]
) -> list[problem.Clinician]:
    """Who can lead this week. Who has no licence of their own works under their supervisor's, or at the site under the
    program's; whom none covers is left out."""
    found = []
    for staff in facts.staff:
        licences = _licences(facts, staff)
        if not licences:
            aside.append(("no_licence", str(staff.pk)))
            continue
        terms = facts.terms.get(staff.pk)
        pause = None
        if terms and terms.break_minutes and terms.break_from and terms.break_until:
            pause = problem.Break(half(terms.break_from), half(terms.break_until), -(-terms.break_minutes // 30) * 30)
        own = terms.modules if terms and terms.modules else sorted(modules)
        found.append(
            problem.Clinician(
                id=str(staff.pk),
                sites=(str(facts.program.site_id),),
                virtual=bool(practice(staff, facts.licences)),
                skills=tuple(sorted(code(facts.program, module) for module in own)),
                languages=tuple(sorted({language, *staff.languages})),
                licences=licences,
                available=windows_of(staff_free(facts, staff)),
                caseload=max(1, staff.caseload_limit),
                pause=pause,
                **_caps(terms),
            )
        )
    return found


def _caps(terms: Any) -> dict[str, int]:
    caps = {"day_cap": terms and terms.day_minutes, "week_cap": terms and terms.week_minutes}
    return {name: int(value) for name, value in caps.items() if value}


def staff_free(facts: Facts, staff: Staff) -> hours.Free:
    """Their working hours; where none were ever written, those of their groups."""
    led = [
        (group.weekday, half(group.starts), half(group.starts) + -(-group.minutes // 30))
        for group in facts.groups
        if staff.pk in (group.facilitator_id, group.co_facilitator_id)
    ]
    return hours.staff_week(facts.hours[staff.pk], facts.week, hours.around(led, facts.week))


def _licences(facts: Facts, staff: Staff) -> tuple[problem.Licence, ...]:
    rows: Sequence[Any] = practice(staff, facts.licences) or facts.of_program
    return tuple(
        problem.Licence(
            each.state,
            each.valid.lower or facts.week.first,
            each.valid.upper - timedelta(days=1) if each.valid.upper else None,
        )
        for each in rows
        if each.valid.upper is None or each.valid.upper > facts.week.first
    )


def clients(
    facts: Facts,
    lines: Lines,
    languages: dict[UUID, str],
    language: str,
    staff: set[str],
    aside: list[Any],
) -> list[problem.Client]:
    """Everybody with an open stay. Who has no signed plan yet is planned with their track's hours."""
    spoken = {kind.language for kind in lines.types}
    sits: dict[UUID, set[UUID]] = {}
    for group_id, members in facts.members.items():
        for member in members:
            sits.setdefault(member, set()).add(group_id)
    group_days = {group.weekday for group in facts.groups}
    by_key = {group.pk: group for group in facts.groups}
    ways = _ways_now(facts)
    found = []
    for episode in facts.episodes:
        client, dose = episode.client, facts.doses.get(episode.client_id)
        if dose is None:
            aside.append(("no_plan", str(client.pk)))
        mine = [by_key[key] for key in sits.get(client.pk, ()) if key in by_key]
        free = _client_free(facts, episode, mine, group_days)
        speaks = {languages[group.pk] for group in mine} or {client.language}
        own = client.language if client.language in speaks else sorted(speaks)[0]
        modality = dose.by_modality if dose else {}
        found.append(
            problem.Client(
                id=str(client.pk),
                payer=pack_for(facts.program.pack, client.birth_date, facts.week.first).key,
                dose=_dose(facts, episode, dose),
                available=windows_of(free),
                mode=_mode(episode.track, free, ways.get(client.pk, set())),
                state=client.state or facts.program.site.state,
                track=population_of(episode.track),
                language=own if own in spoken else language,
                needs=_needs(facts, lines, client.pk, mine, dose),
                individual=_individual(modality.get("individual", 0)),
                family=_family(modality.get("family", 0), facts.family.get(client.pk)),
                site=str(facts.program.site_id),
                primary=str(episode.therapist_id) if str(episode.therapist_id) in staff else None,
                preferences=_likes(free),
                starts=episode.opened_on if episode.opened_on > facts.week.first else None,
            )
        )
    return found


def _client_free(facts: Facts, episode: Any, mine: Iterable[Any], group_days: set[int]) -> hours.Free:
    """What they said; else the daypart of their track, and the hours at which they come already."""
    assumed = hours.daypart_week(episode.track.daypart, facts.week, group_days)
    for session in facts.sessions:
        if session.group_id is None and episode.client_id in facts.seats.get(session.pk, ()):
            start = facts.program.local(session.during.lower)
            at, begin = (start.date() - facts.week.first).days, start.hour * 2 + start.minute // 30
            if 0 <= at < hours.DAYS:
                assumed[at] |= hours.stretch(begin, begin + -(-session.minutes // 30))
    for group in mine:
        for at, day in enumerate(facts.week.days()):
            if day.weekday() == group.weekday:
                begin = half(group.starts)
                assumed[at] |= hours.stretch(begin, begin + -(-group.minutes // 30))
    return hours.client_week(facts.availability[episode.client_id], facts.week, assumed)


def _ways_now(facts: Facts) -> dict[UUID, set[bool]]:
    """How each client meets this week as it is planned: by video (True), in person (False)."""
    found: dict[UUID, set[bool]] = {}
    for session in facts.sessions:
        for client in () if session.is_cancelled else facts.seats[session.pk]:
            found.setdefault(client, set()).add(session.is_virtual)
    return found


def _mode(track: Track, free: hours.Free, now: set[bool]) -> Literal["in_person", "virtual", "either"]:
    """The track's form, wider where they meet both ways already, and narrowed by what they said."""
    form: Literal["in_person", "virtual", "either"] = "either"
    if track.form == Track.Form.IN_PERSON and True not in now:
        form = "in_person"
    elif track.form == Track.Form.VIRTUAL and False not in now:
        form = "virtual"
    if free.is_said and any(free.video) and not any(free.site):
        return "virtual"
    if free.is_said and any(free.site) and not any(free.video):
        return "in_person"
    return form


def _dose(facts: Facts, episode: Any, dose: Any) -> problem.Dose:
    if dose is not None:
        return problem.Dose(dose.weekly_minutes, dose.days, dose.day_minutes)
    weekly = episode.track.weekly_hours * 60
    return problem.Dose(weekly, max(1, min(7, weekly // LEAST_DAY)), 0)


def _individual(minutes: int) -> problem.Individual | None:
    if not minutes:
        return None
    times = max(1, round(minutes / 60))
    return problem.Individual(on_grid(minutes / times), times)


def _family(minutes: int, last: Any) -> problem.Family | None:
    return problem.Family(on_grid(minutes), 2, last) if minutes else None


def on_grid(minutes: float) -> int:
    """Whole half-hours, at least one: 50 minutes are an hour."""
    return max(30, -(-int(minutes) // 30) * 30)


def _likes(free: hours.Free) -> tuple[problem.Preference, ...]:
    return (problem.Preference(windows(free.likes)),) if any(free.likes) else ()


def _needs(facts: Facts, lines: Lines, client: UUID, mine: Iterable[Any], dose: Any) -> tuple[problem.Need, ...]:
    """A curriculum that was begun, here or by the groups they sit in, goes on once a week until all its topics were
    there: the least covered first, as far as the hours reach."""
    taught = {kind.curriculum: kind.minutes for kind in reversed(lines.types)}
    covered = facts.covered.get(client, {})
    begun = {group.module for group in mine if group.module} | {module for module, n in covered.items() if n}
    left = sorted(
        (covered.get(module, 0), module)
        for module in begun
        if covered.get(module, 0) < facts.topics.get(module, 0) and code(facts.program, module) in taught
    )
    rest, needs = dose.weekly_minutes if dose else 0, []
    for _covered, module in left[:MOST_NEEDS]:
        minutes = taught[code(facts.program, module)]
        if minutes <= rest:
            needs.append(problem.Need(code(facts.program, module), minutes))
            rest -= minutes
    return tuple(needs)


def payers(facts: Facts, clients: Iterable[problem.Client]) -> tuple[problem.Payer, ...]:
    """The rule packs of everybody here. How many days a week is the prescription's to say."""
    found = {}
    for episode in facts.episodes:
        pack = pack_for(facts.program.pack, episode.client.birth_date, facts.week.first)
        least = pack.day.minutes if pack.day.basis == "minutes" else 0
        found[pack.key] = problem.Payer(
            pack.key, minimum_day_minutes=least, minimum_days=1, maximum_day_minutes=360, citation=pack.citation
        )
    return tuple(found[key] for key in sorted(found))
