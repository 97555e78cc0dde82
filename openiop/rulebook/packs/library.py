"""Reads pack files and finds the version in force on a day."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from .pack import AgeBand, Case, DayRule, Limits, Pack, Timers, WeekRule

SHIPPED = Path(__file__).parent / "data"
ADULT = "us-adult-per-diem"
ADOLESCENT = "us-adolescent-per-diem"
SERVICES = "us-medicare-services"


class UnknownPack(LookupError):
    """No pack has this key."""


class NotInForce(LookupError):
    """The pack exists, but no version of it applies on this day."""


class BadPack(ValueError):
    """A pack file does not say what a pack must say."""


@cache
def everything(folders: tuple[Path, ...] = (SHIPPED,)) -> tuple[Pack, ...]:
    """Return every version of every pack, by key and date. BadPack names the file and the field."""
    found = sorted(
        (read(path) for folder in folders for path in sorted(folder.glob("*.toml"))),
        key=lambda pack: (pack.key, pack.effective_from),
    )
    for earlier, later in pairwise(found):
        if earlier.key == later.key and earlier.in_force(later.effective_from):
            raise BadPack(
                f"{later.key}: version {later.version} begins {later.effective_from} while {earlier.version} "
                "is in force; set effective_to of the earlier one"
            )
    return tuple(found)


def known(folders: tuple[Path, ...] = (SHIPPED,)) -> tuple[str, ...]:
    """Return the keys of all packs."""
    return tuple(sorted({pack.key for pack in everything(folders)}))


def load(key: str, on: date, *, folders: tuple[Path, ...] = (SHIPPED,)) -> Pack:
    """Return the version of the pack that is in force on the day, else UnknownPack or NotInForce."""
    versions = [pack for pack in everything(folders) if pack.key == key]
    if not versions:
        raise UnknownPack(f"There is no rule pack {key!r}. Known packs: {', '.join(known(folders))}.")
    for pack in versions:
        if pack.in_force(on):
            return pack
    dates = ", ".join(f"{pack.effective_from} to {pack.effective_to or 'now'}" for pack in versions)
    raise NotInForce(f"Rule pack {key!r} has no version in force on {on}. It has versions for {dates}.")


def age_band(birth_date: date, on: date, adolescent_under: int = 18) -> AgeBand:
    """Return the band of a person on a day; the age at which it changes is jurisdictional (HRS-2)."""
    birthday_to_come = (on.month, on.day) < (birth_date.month, birth_date.day)
    age = on.year - birth_date.year - birthday_to_come
    return "adolescent" if age < adolescent_under else "adult"


def read(path: Path) -> Pack:
    """Return the pack of one file."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        return Pack(
            key=raw["key"],
            version=raw["version"],
            title=raw["title"],
            effective_from=raw["effective_from"],
            effective_to=raw.get("effective_to"),
            jurisdiction=raw["jurisdiction"],
            payer=raw["payer"],
            age_band=_one_of(raw, "age_band", ("adult", "adolescent", "any")),
            severity=_one_of(raw, "severity", ("block", "warn", "info")),
            citation=raw["citation"],
            day=_day(raw["day"]),
            week=_table(WeekRule, raw["week"]),
            timers=_table(Timers, raw.get("timers", {})),
            limits=_table(Limits, raw.get("limits", {})),
            cases=tuple(_table(Case, case) for case in raw.get("case", ())),
        )
    except (KeyError, TypeError, ValueError) as error:
        what = f"the field {error} is missing" if isinstance(error, KeyError) else str(error)
        raise BadPack(f"{path.name}: {what}") from error


def _day(raw: Mapping[str, Any]) -> DayRule:
    rule = _table(DayRule, raw)
    needed = {"minutes": rule.minutes, "services": rule.services}
    if needed[_one_of(raw, "basis", ("minutes", "services"))] <= 0:
        raise ValueError(f"day.{rule.basis}: give the number that makes a day count, at least 1")
    return rule


def _table[Kind](kind: type[Kind], raw: Mapping[str, Any]) -> Kind:
    unknown = set(raw) - {each.name for each in fields(kind)}  # type: ignore[arg-type]
    if unknown:
        raise ValueError(f"{kind.__name__} has no field {', '.join(sorted(unknown))}")
    return kind(**raw)


def _one_of(raw: Mapping[str, Any], name: str, allowed: tuple[str, ...]) -> Any:
    if raw[name] not in allowed:
        raise ValueError(f"{name}: give one of {', '.join(allowed)}, not {raw[name]!r}")
    return raw[name]
