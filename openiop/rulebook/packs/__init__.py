"""Payer and jurisdiction packs: dated, cited data with their own cases.

    pack = packs.load(packs.ADULT, on=date(2026, 3, 2))

A licensee's private packs live in a folder of their own: `packs.load(key, on, folders=(packs.SHIPPED,
folder))`.
"""

from .library import (
    ADOLESCENT,
    ADULT,
    SERVICES,
    SHIPPED,
    NotInForce,
    UnknownPack,
    age_band,
    everything,
    known,
    load,
)
from .pack import AgeBand, Case, Claim, Counts, DayRule, Limits, Pack, Telehealth, Timers, WeekCase, WeekRule
from .reading import BadPack, Fault

__all__ = [
    "ADOLESCENT",
    "ADULT",
    "SERVICES",
    "SHIPPED",
    "AgeBand",
    "BadPack",
    "Case",
    "Claim",
    "Counts",
    "DayRule",
    "Fault",
    "Limits",
    "NotInForce",
    "Pack",
    "Telehealth",
    "Timers",
    "UnknownPack",
    "WeekCase",
    "WeekRule",
    "age_band",
    "everything",
    "known",
    "load",
]
