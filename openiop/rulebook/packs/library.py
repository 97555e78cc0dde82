"""Reads pack files and finds the version in force on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

from .contradictions import overlaps
from .pack import AgeBand, Pack
from .reading import BadPack, Fault, Source, read

SHIPPED = Path(__file__).parent / "data"
ADULT = "us-adult-per-diem"
ADOLESCENT = "us-adolescent-per-diem"
SERVICES = "us-medicare-services"


class UnknownPack(LookupError):
    """No pack has this key."""


class NotInForce(LookupError):
    """The pack exists, but no version of it applies on this day."""


@cache
def everything(folders: tuple[Path, ...] = (SHIPPED,)) -> tuple[Pack, ...]:
    """Return every version of every pack, by key and date. BadPack names file, line and reason."""
    return tuple(sorted(read_all(files_of(folders)), key=lambda pack: (pack.key, pack.effective_from)))


def files_of(folders: Iterable[Path]) -> list[Path]:
    """The pack files of these folders."""
    return [path for folder in folders for path in sorted(folder.glob("*.toml"))]


def gather(paths: Iterable[Path]) -> tuple[list[tuple[Pack, Source]], list[Fault]]:
    """Return the packs of these files with their sources, and every fault: of each, and between them."""
    found: list[tuple[Pack, Source]] = []
    faults: list[Fault] = []
    for path in paths:
        try:
            found.append(read(path))
        except BadPack as error:
            faults += error.faults
    sources = {id(pack): source for pack, source in found}
    for earlier, later in overlaps(pack for pack, _source in found):
        sources[id(later)].wrong(
            ("effective_from",),
            f"{later.key}: version {later.version} begins {later.effective_from} while {earlier.version} "
            f"({sources[id(earlier)].path.name}) is in force; set effective_to of the earlier one",
        )
    return found, faults + [fault for _pack, source in found for fault in source.faults]


def read_all(paths: Iterable[Path]) -> list[Pack]:
    """Return the packs of these files, which must also agree with each other. Raises BadPack with every fault."""
    found, faults = gather(paths)
    if faults:
        raise BadPack(faults)
    return [pack for pack, _source in found]


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
