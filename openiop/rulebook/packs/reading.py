"""Reads one pack file, and says of everything wrong in it on which line it stands and what to do about it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

from . import contradictions
from .lines import Path as Place
from .lines import index, line_of
from .pack import Case, Claim, Counts, DayRule, Limits, Pack, Telehealth, Timers, WeekCase, WeekRule

TABLES: Mapping[str, type] = {
    "day": DayRule, "week": WeekRule, "timers": Timers, "limits": Limits, "counts": Counts, "claim": Claim,
    "telehealth": Telehealth,
}  # fmt: skip
LISTS: Mapping[str, type] = {"case": Case, "week_case": WeekCase}
TOP: Mapping[str, type] = {
    "key": str, "version": str, "title": str, "effective_from": date, "effective_to": date, "jurisdiction": str,
    "payer": str, "age_band": str, "severity": str, "citation": str,
}  # fmt: skip
OPTIONAL = {"effective_to"}
NEEDED = ("day", "week")
CHOICES: Mapping[str, tuple[str, ...]] = {
    "age_band": ("adult", "adolescent", "any"),
    "severity": ("block", "warn", "info"),
    "day.basis": ("minutes", "services"),
    "claim.if_short": ("components", "nothing"),
}
KINDS_OF: Mapping[str, tuple[type, str]] = {  # a field's annotation: what TOML must give, in words
    "int": (int, "a whole number of 0 or more"),
    "str": (str, "a text"),
    "bool": (bool, "true or false"),
    "tuple[str, ...]": (str, "a list of texts"),
    "tuple[int, ...]": (int, "a list of whole numbers of 0 or more"),
}


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What is wrong with a pack: `line` counts from 1, `reason` names the way out."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


class BadPack(ValueError):
    """A pack file does not say what a pack must say. The message has a line for each fault: file:line: reason."""

    def __init__(self, faults: Iterable[Fault]):
        self.faults = tuple(faults)
        super().__init__("\n".join(str(each) for each in self.faults))


@dataclass
class Source:
    """A pack file: what it says, where each thing stands, and what was found wrong."""

    path: Path
    raw: Mapping[str, Any] = field(default_factory=dict)
    lines: Mapping[Place, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def wrong(self, place: Place, reason: str) -> None:
        self.faults.append(Fault(str(self.path), line_of(self.lines, place), reason))


def read(path: Path) -> tuple[Pack, Source]:
    """Return the pack of one file and its source. Raises BadPack with every fault that can be told."""
    source = Source(path)
    try:
        text = path.read_text(encoding="utf-8")
        source.raw = tomllib.loads(text)
    except OSError as error:
        raise BadPack([Fault(str(path), 1, f"cannot be read: {error.strerror}")]) from error
    except UnicodeDecodeError as error:
        raise BadPack([Fault(str(path), 1, "is not UTF-8 text; save it as UTF-8")]) from error
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+)", str(error))
        line = int(at[1]) if at else text.count("\n") + 1
        raise BadPack([Fault(str(path), line, f"is not TOML: {error}")]) from error
    source.lines = index(text)
    pack = _pack(source)
    if pack is not None:
        contradictions.look(pack, source.wrong)
    if source.faults or pack is None:
        raise BadPack(sorted(source.faults))
    return pack, source


def _pack(source: Source) -> Pack | None:
    raw = source.raw
    for name in raw.keys() - TOP.keys() - TABLES.keys() - LISTS.keys() - {"cites"}:
        known = ", ".join([*TOP, *TABLES, *LISTS, "cites"])
        source.wrong((name,), f"a pack has no {name!r}; it has {known}")
    given: dict[str, Any] = {"effective_to": None}
    for name, kind in TOP.items():
        if name in raw:
            given[name] = raw[name]
            _top(source, name, kind, raw[name])
        elif name not in OPTIONAL:
            source.wrong((), f"the field {name!r} is missing")
    for name, table in TABLES.items():
        given[name] = _table(source, table, raw.get(name, None if name in NEEDED else {}), (name,))
    for name, table in LISTS.items():
        rows = raw.get(name, [])
        if not isinstance(rows, list):
            source.wrong((name,), f"write [[{name}]], with two brackets: there are several")
            rows = []
        given[f"{name}s"] = tuple(_table(source, table, each, (name, n)) for n, each in enumerate(rows))
    given["cites"] = _cites(source, raw.get("cites", {}))
    return None if source.faults else Pack(**given)


def _top(source: Source, name: str, kind: type, value: Any) -> None:
    right = isinstance(value, kind) and not isinstance(value, datetime)
    if not right:
        source.wrong((name,), f"{name}: give {'a day such as 2026-01-31' if kind is date else 'a text'}, not {value!r}")
    elif kind is str and not value.strip():
        source.wrong((name,), f"{name}: say something")
    elif name in CHOICES and value not in CHOICES[name]:
        source.wrong((name,), f"{name}: give one of {', '.join(CHOICES[name])}, not {value!r}")


def _table(source: Source, kind: type, raw: Any, place: Place) -> Any:
    """The dataclass that the table says; None where something in it is wrong."""
    name, before = str(place[0]), len(source.faults)
    if not isinstance(raw, Mapping):
        source.wrong(place, f"the table [{name}] is missing")
        return None
    known = {each.name: each for each in fields(kind)}
    for key in raw.keys() - known.keys():
        source.wrong((*place, key), f"[{name}] has no field {key!r}; it has {', '.join(known)}")
    found: dict[str, Any] = {}
    for key, each in known.items():
        if key in raw:
            found[key] = _value(source, (*place, key), f"{name}.{key}", str(each.type), raw[key])
        elif each.default is MISSING and each.default_factory is MISSING:
            source.wrong(place, f"the field {key!r} is missing in [{name}]")
    return kind(**found) if len(source.faults) == before else None


def _value(source: Source, place: Place, told: str, annotation: str, value: Any) -> Any:
    if told in CHOICES:
        if value not in CHOICES[told]:
            source.wrong(place, f"{told}: give one of {', '.join(CHOICES[told])}, not {value!r}")
        return value
    kind, words = KINDS_OF[annotation]
    several = annotation.startswith("tuple")
    if several and not isinstance(value, list):
        source.wrong(place, f"{told}: give {words}, not {value!r}")
        return ()
    for each in value if several else [value]:
        if type(each) is not kind or (isinstance(each, int) and each < 0):
            source.wrong(place, f"{told}: give {words}, not {each!r}")
    return tuple(value) if several else value


def _cites(source: Source, raw: Any) -> Mapping[str, str]:
    if not isinstance(raw, Mapping):
        source.wrong(("cites",), "write [cites] as a table: rule number = where it comes from")
        return {}
    for rule, text in raw.items():
        if not isinstance(text, str) or not text.strip():
            source.wrong(("cites", rule), f"cites.{rule}: say where the rule comes from")
    return dict(raw)
