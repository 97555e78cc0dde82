"""Consent and disclosure under 42 CFR part 2, as data and plain decisions (rules.md §3).

problems(draft, today)              what keeps a consent from being signed: every element of 2.31(a), CON-1 … CON-6
who_must_sign(person, …), missing() minors by state (2.14), representatives (2.15, CON-7)
standing(facts, today), refusal()   does it still hold (2.31(c), CON-3, CON-5)
texts.in_force(day)                 statements of 2.32, form statements of 2.31, header of the patient notice (2.22)
clocks, emergency, orders, agreements, restrictions, redisclosing, notice
"""

from __future__ import annotations

from . import agreements, clocks, emergency, kinds, narrowing, notice, orders, redisclosing, restrictions, texts
from .bases import BASES, Basis
from .draft import Draft, Party, statements_needed
from .elements import problems
from .problem import Problem, blocking
from .signing import Person, Signers, missing, who_must_sign
from .standing import Facts, Standing, may_revoke, refusal, standing

__all__ = [
    "BASES",
    "Basis",
    "Draft",
    "Facts",
    "Party",
    "Person",
    "Problem",
    "Signers",
    "Standing",
    "agreements",
    "blocking",
    "clocks",
    "emergency",
    "kinds",
    "may_revoke",
    "missing",
    "narrowing",
    "notice",
    "orders",
    "problems",
    "redisclosing",
    "refusal",
    "restrictions",
    "standing",
    "statements_needed",
    "texts",
    "who_must_sign",
]
