"""Changes of a problem in named verbs, as JSON: what `what_if` tries, `repair` answers and `explain` proposes.

client_window    {client, windows}          free then, too
client_available {client, available}        free then and at no other time
client_mode      {client, mode, site}       attends "in_person", "virtual" or "either"
client_gap       {client, minutes}          accepts a longer hole in a day
client_primary   {client, clinician}
client_track     {client, track}            client_language {client, language}
client_dose      {client, minutes, days, day_minutes}      each where given
waive            {client, minimum_day_minutes, minimum_days, maximum_day_minutes}   the payer's, each where given
add_client       {client: a whole client}   client_leaves {client}
add_type         {type: a whole type}       remove_type {type}
type_size        {type, minimum, maximum, most_per_week}   each where given
clinician_hours  {clinician, windows}       works then, too
clinician_away   {clinician, windows}       away then; without windows all week
add_clinician    {clinician: a whole clinician}            remove_clinician {clinician}
add_room         {room: a whole room}       room_closed {room, windows}: without windows all week
open_hours       {windows}                  every site is open and every clinician works then, too
cancel_session   {session}                  of the plan
add_session      {session: a whole session} into the plan; who joins it, the search decides

A window is {"day", "from", "to"}, and of a person also "site" and "mode".
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from . import convert, grid
from .plan import Plan, Session
from .problem import Client, Clinician, Dose, Problem, Room, Window

Change = Mapping[str, Any]
WEEK = tuple(Window(day, 0, grid.DAY) for day in range(grid.DAYS))


def as_list(changes: Change | Iterable[Change]) -> list[Change]:
    """One change or many, as a list."""
    return [changes] if isinstance(changes, Mapping) else list(changes)


def apply(problem: Problem, changes: Change | Iterable[Change]) -> Problem:
    """The problem after the changes. ValueError in words for an unknown verb, a missing word or an unknown id."""
    for change in as_list(changes):
        verb = change.get("verb")
        if verb in ("cancel_session", "add_session"):
            continue
        if verb not in VERBS:
            raise ValueError(f"{verb!r} is not a change; there are {', '.join(sorted(VERBS))}")
        try:
            problem = VERBS[verb](problem, change)
        except KeyError as missing:
            raise ValueError(f"change {verb}: {missing} is missing or unknown") from None
        except (TypeError, AttributeError) as wrong:
            raise ValueError(f"change {verb}: {wrong}") from None
    return problem


def apply_to_plan(problem: Problem, plan: Plan, changes: Change | Iterable[Change]) -> Plan:
    """The plan without cancelled sessions and with added ones. Rules are not asked here."""
    sessions = list(plan.sessions)
    for change in as_list(changes):
        if change.get("verb") == "cancel_session":
            if change.get("session") not in {each.id for each in sessions}:
                raise ValueError(f"change cancel_session: session {change.get('session')!r} is not in the plan")
            sessions = [each for each in sessions if each.id != change["session"]]
        if change.get("verb") == "add_session":
            sessions.append(session_of(problem, change["session"]))
    return replace(plan, sessions=tuple(sessions))


def session_of(problem: Problem, data: Session | Mapping[str, Any]) -> Session:
    """A session of a plan's JSON (or as it is)."""
    if isinstance(data, Session):
        return data
    day, at = grid.day_of(data["day"], problem.first_day), grid.half_of(data["at"])
    made = dict(data) | {"day": day, "at": at, "members": tuple(sorted(data.get("members", ())))}
    return Session(**made)


def windows_of(problem: Problem, data: Sequence[Mapping[str, Any] | Window]) -> tuple[Window, ...]:
    """Windows from JSON (or as they are)."""
    return tuple(
        each
        if isinstance(each, Window)
        else Window(
            grid.day_of(each["day"], problem.first_day),
            grid.half_of(each["from"]),
            grid.half_of(each["to"]),
            each.get("site"),
            each.get("mode"),
        )
        for each in data
    )


def window_json(problem: Problem, window: Window) -> dict[str, str]:
    """A window as JSON."""
    return {
        "day": grid.day_name(window.day, problem.first_day),
        "from": grid.clock(window.start),
        "to": grid.clock(window.end),
    }


def without(windows: Iterable[Window], away: Iterable[Window]) -> tuple[Window, ...]:
    """The windows less the times of others."""
    gone = 0
    for window in away:
        gone |= window.mask
    found = []
    for window in windows:
        for start, length in grid.runs(window.mask & ~gone):
            found.append(replace(window, start=start % grid.DAY, end=start % grid.DAY + length))
    return tuple(found)


def _client(**wanted: Callable[[Problem, Client, Change], Any]) -> Callable[[Problem, Change], Problem]:
    def act(problem: Problem, change: Change) -> Problem:
        person = problem.client[change["client"]]
        new = replace(person, **{name: how(problem, person, change) for name, how in wanted.items()})
        return replace(problem, clients=tuple(new if each is person else each for each in problem.clients))

    return act


def _clinician(**wanted: Callable[[Problem, Clinician, Change], Any]) -> Callable[[Problem, Change], Problem]:
    def act(problem: Problem, change: Change) -> Problem:
        person = problem.clinician[change["clinician"]]
        new = replace(person, **{name: how(problem, person, change) for name, how in wanted.items()})
        return replace(problem, clinicians=tuple(new if each is person else each for each in problem.clinicians))

    return act


def _known[K](known: Mapping[str, K], name: str) -> str:
    known[name]
    return name


def _waive(problem: Problem, change: Change) -> Problem:
    person = problem.client[change["client"]]
    payer = problem.payer[person.payer]
    names = ("minimum_day_minutes", "minimum_days", "maximum_day_minutes")
    own = replace(payer, id=f"{payer.id} for {person.id}", **{name: change[name] for name in names if name in change})
    dose = person.dose
    if "minimum_day_minutes" in change:
        dose = replace(dose, day_minutes=min(dose.day_minutes, change["minimum_day_minutes"]))
    if "minimum_days" in change:
        dose = replace(dose, days=min(dose.days, change["minimum_days"]))
    new = replace(person, payer=own.id, dose=dose)
    payers = (*(each for each in problem.payers if each.id != own.id), own)
    return replace(problem, payers=payers, clients=tuple(new if each is person else each for each in problem.clients))


def _dose(_: Problem, person: Client, change: Change) -> Dose:
    names = ("minutes", "days", "day_minutes")
    return replace(person.dose, **{name: change[name] for name in names if name in change})


def _type_size(problem: Problem, change: Change) -> Problem:
    kind = problem.group_type[change["type"]]
    names = ("minimum", "maximum", "most_per_week")
    new = replace(kind, **{name: change[name] for name in names if name in change})
    return replace(problem, group_types=tuple(new if each is kind else each for each in problem.group_types))


def _room_closed(problem: Problem, change: Change) -> Problem:
    room = problem.room[change["room"]]
    closed = windows_of(problem, change["windows"]) if "windows" in change else WEEK
    new = replace(room, closed=(*room.closed, *closed))
    return replace(problem, rooms=tuple(new if each is room else each for each in problem.rooms))


def _open_hours(problem: Problem, change: Change) -> Problem:
    more = windows_of(problem, change["windows"])
    staff = tuple(
        replace(
            each,
            available=(
                *each.available,
                *(replace(window, site=site) for window in more for site in (each.sites[:1] or (None,))),
            ),
        )
        for each in problem.clinicians
    )
    sites = tuple(replace(each, open=(*each.open, *more)) for each in problem.sites)
    return replace(problem, sites=sites, clinicians=staff)


def _leaves(problem: Problem, change: Change) -> Problem:
    gone = _known(problem.client, change["client"])
    apart = tuple(each for each in problem.separations if gone not in (each.a, each.b))
    types = tuple(
        replace(each, members=tuple(m for m in each.members if m != gone)) if gone in each.members else each
        for each in problem.group_types
    )
    clients = tuple(each for each in problem.clients if each.id != gone)
    return replace(problem, clients=clients, separations=apart, group_types=types)


def _add_client(problem: Problem, change: Change) -> Problem:
    data = change["client"]
    new = data if isinstance(data, Client) else convert.client_from_json(dict(data), problem.first_day)
    return replace(problem, clients=(*(each for each in problem.clients if each.id != new.id), new))


def _add_type(problem: Problem, change: Change) -> Problem:
    data = change["type"]
    new = convert._group_type(dict(data), problem.first_day) if isinstance(data, Mapping) else data
    return replace(problem, group_types=(*(each for each in problem.group_types if each.id != new.id), new))


def _add_clinician(problem: Problem, change: Change) -> Problem:
    data = change["clinician"]
    new = data if isinstance(data, Clinician) else convert._clinician(dict(data), problem.first_day)
    return replace(problem, clinicians=(*(each for each in problem.clinicians if each.id != new.id), new))


def _add_room(problem: Problem, change: Change) -> Problem:
    data = change["room"]
    if not isinstance(data, Room):
        data = Room(**(dict(data) | {"closed": windows_of(problem, data.get("closed", ()))}))
    return replace(problem, rooms=(*(each for each in problem.rooms if each.id != data.id), data))


def _remove_type(problem: Problem, change: Change) -> Problem:
    gone = _known(problem.group_type, change["type"])
    return replace(problem, group_types=tuple(each for each in problem.group_types if each.id != gone))


def _remove_clinician(problem: Problem, change: Change) -> Problem:
    gone = _known(problem.clinician, change["clinician"])
    clients = tuple(replace(each, primary=None) if each.primary == gone else each for each in problem.clients)
    clinicians = tuple(each for each in problem.clinicians if each.id != gone)
    return replace(problem, clinicians=clinicians, clients=clients)


VERBS: dict[str, Callable[[Problem, Change], Problem]] = {
    "client_window": _client(available=lambda p, who, c: (*who.available, *windows_of(p, c["windows"]))),
    "client_available": _client(available=lambda p, who, c: windows_of(p, c["available"])),
    "client_mode": _client(
        mode=lambda p, who, c: c["mode"],
        site=lambda p, who, c: c.get("site", who.site),
        available=lambda p, who, c: tuple(replace(each, mode=None) for each in who.available),
    ),
    "client_gap": _client(gap_minutes=lambda p, who, c: c["minutes"]),
    "client_primary": _client(primary=lambda p, who, c: _known(p.clinician, c["clinician"])),
    "client_track": _client(track=lambda p, who, c: c["track"]),
    "client_language": _client(language=lambda p, who, c: c["language"]),
    "client_dose": _client(dose=_dose),
    "waive": _waive,
    "add_client": _add_client,
    "client_leaves": _leaves,
    "add_type": _add_type,
    "remove_type": _remove_type,
    "type_size": _type_size,
    "clinician_hours": _clinician(available=lambda p, who, c: (*who.available, *windows_of(p, c["windows"]))),
    "clinician_away": _clinician(
        available=lambda p, who, c: without(who.available, windows_of(p, c["windows"]) if "windows" in c else WEEK)
    ),
    "add_clinician": _add_clinician,
    "remove_clinician": _remove_clinician,
    "add_room": _add_room,
    "room_closed": _room_closed,
    "open_hours": _open_hours,
}
