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
    BadPack,
    NotInForce,
    UnknownPack,
    age_band,
    everything,
    known,
    load,
)
from .pack import AgeBand, Case, DayRule, Limits, Pack, Timers, WeekRule

__all__ = [
    "ADOLESCENT",
    "ADULT",
    "SERVICES",
    "SHIPPED",
    "AgeBand",
    "BadPack",
    "Case",
    "DayRule",
    "Limits",
    "NotInForce",
    "Pack",
    "Timers",
    "UnknownPack",
    "WeekRule",
    "age_band",
    "everything",
    "known",
    "load",
]
