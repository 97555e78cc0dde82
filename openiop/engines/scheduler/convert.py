"""Problem and plan to and from JSON. What comes in was checked by reading.py; here nothing is asked twice."""

import dataclasses
import datetime
import hashlib
import json
from typing import Any

from . import grid, plan, problem
from .plan import Plan, Session, Slot, Standing, Tier
from .problem import (
    Break,
    Client,
    Clinician,
    Dose,
    Family,
    Fixed,
    GroupType,
    Individual,
    Licence,
    Need,
    Payer,
    Preference,
    Problem,
    Room,
    Separation,
    Site,
    Weights,
    Window,
)

Json = dict[str, Any]


def problem_to_json(week: Problem) -> Json:
    """A problem as problem.schema.json has it."""
    out: Json = {"format": problem.FORMAT, "version": problem.VERSION}
    for each in dataclasses.fields(week):
        out[each.name] = plain(getattr(week, each.name), week.first_day)
    for separation, pair in zip(out["separations"], week.separations, strict=True):
        separation.clear()
        separation["clients"] = [pair.a, pair.b]
    return out


def plan_to_json(made: Plan) -> Json:
    """A plan as plan.schema.json has it."""
    out: Json = {"format": plan.FORMAT, "version": plan.VERSION}
    for each in dataclasses.fields(made):
        out[each.name] = plain(getattr(made, each.name), made.first_day)
    return out


def digest(week: Problem) -> str:
    """SHA-256 of the problem's canonical JSON: keys sorted, no spaces, UTF-8. The problem keeps it."""
    known: str | None = week.__dict__.get("_digest")
    if known is None:
        text = json.dumps(problem_to_json(week), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        known = week.__dict__["_digest"] = hashlib.sha256(text.encode()).hexdigest()
    return known


def plain(value: Any, first_day: datetime.date) -> Any:
    """Anything of the engine's as JSON: dataclasses by their fields, times as clocks, dates as ISO."""
    if isinstance(value, dict):
        return {str(name): plain(each, first_day) for name, each in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(plain(each, first_day) for each in value)
    if isinstance(value, tuple | list):
        return [plain(each, first_day) for each in value]
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Window):
        out: Json = {"day": grid.day_name(value.day, first_day)}
        out |= {"from": grid.clock(value.start), "to": grid.clock(value.end)}
        return out | {name: found for name in ("site", "mode") if (found := getattr(value, name)) is not None}
    if isinstance(value, Break):
        return {"from": grid.clock(value.start), "to": grid.clock(value.end), "minutes": value.minutes}
    if not dataclasses.is_dataclass(value):
        return value
    out = {each.name: plain(getattr(value, each.name), first_day) for each in dataclasses.fields(value)}
    if isinstance(value, Session | Slot):
        out |= {"day": grid.day_name(value.day, first_day), "at": grid.clock(value.at)}
    if isinstance(value, Licence):
        out["from"] = out.pop("since")
    if isinstance(value, Clinician):
        out["break"] = out.pop("pause")
    return out


def problem_from_json(data: Json) -> Problem:
    """A problem from JSON that reading.py found right."""
    first = datetime.date.fromisoformat(data["first_day"])
    return Problem(
        id=data["id"],
        first_day=first,
        time_zone=data["time_zone"],
        sites=tuple(Site(**(each | {"open": _windows(each["open"], first)})) for each in data["sites"]),
        rooms=tuple(Room(**(each | {"closed": _windows(each.get("closed", []), first)})) for each in data["rooms"]),
        payers=tuple(Payer(**each) for each in data["payers"]),
        group_types=tuple(_group_type(each, first) for each in data["group_types"]),
        clinicians=tuple(_clinician(each, first) for each in data["clinicians"]),
        clients=tuple(client_from_json(each, first) for each in data["clients"]),
        separations=tuple(Separation(*each["clients"]) for each in data.get("separations", [])),
        frozen=_fixed(data.get("frozen") or {}, first, frozen=True),
        previous=_fixed(data["previous"], first) if data.get("previous") is not None else None,
        weights=Weights(**data.get("weights", {})),
    )


def plan_from_json(data: Json) -> Plan:
    """A plan from JSON that reading.py found right."""
    first = datetime.date.fromisoformat(data["first_day"])
    found = _fixed(data, first)
    return Plan(
        problem=data["problem"],
        digest=data["digest"],
        first_day=first,
        seed=data.get("seed", 0),
        sessions=found.sessions,
        slots=found.slots,
        tiers=tuple(Tier(**each) for each in data.get("tiers", [])),
        standing=tuple(Standing(**each) for each in data.get("standing", [])),
    )


def client_from_json(data: Json, first: datetime.date) -> Client:
    """One client from JSON that reading.py found right."""
    made = data | {
        "dose": Dose(**data["dose"]),
        "available": _windows(data["available"], first),
        "needs": tuple(Need(**each) for each in data.get("needs", [])),
        "preferences": tuple(
            Preference(_windows(each["windows"], first), each.get("weight", 1)) for each in data.get("preferences", [])
        ),
        "starts": _date(data.get("starts")),
        "individual": Individual(**each) if (each := data.get("individual")) else None,
        "family": Family(**(each | {"last": _date(each.get("last"))})) if (each := data.get("family")) else None,
    }
    return Client(**made)


def _group_type(data: Json, first: datetime.date) -> GroupType:
    windows = data.get("windows")
    made = data | {
        "windows": None if windows is None else _windows(windows, first),
        "members": tuple(data.get("members", [])),
        "last": _date(data.get("last")),
    }
    return GroupType(**made)


def _clinician(data: Json, first: datetime.date) -> Clinician:
    pause = data.get("break")
    made = {name: value for name, value in data.items() if name != "break"} | {
        "sites": tuple(data["sites"]),
        "skills": tuple(data["skills"]),
        "languages": tuple(data["languages"]),
        "licences": tuple(
            Licence(each["state"], datetime.date.fromisoformat(each["from"]), _date(each.get("until")))
            for each in data["licences"]
        ),
        "available": _windows(data["available"], first),
        "pause": Break(grid.half_of(pause["from"]), grid.half_of(pause["to"]), pause["minutes"]) if pause else None,
    }
    return Clinician(**made)


def _windows(data: list[Json], first: datetime.date) -> tuple[Window, ...]:
    return tuple(
        Window(
            grid.day_of(each["day"], first),
            grid.half_of(each["from"]),
            grid.half_of(each["to"]),
            each.get("site"),
            each.get("mode"),
        )
        for each in data
    )


def _fixed(data: Json, first: datetime.date, *, frozen: bool = False) -> Fixed:
    def when(each: Json) -> Json:
        out = each | {"day": grid.day_of(each["day"], first), "at": grid.half_of(each["at"])}
        return out | {"frozen": frozen or each.get("frozen", False)}

    return Fixed(
        tuple(
            Session(**(when(each) | {"members": tuple(sorted(each["members"]))})) for each in data.get("sessions", [])
        ),
        tuple(Slot(**when(each)) for each in data.get("slots", [])),
    )


def _date(text: str | None) -> datetime.date | None:
    return None if text is None else datetime.date.fromisoformat(text)
