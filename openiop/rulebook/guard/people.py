"""Which words would name another person: their names, the parts, the short forms, and near misses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from ..names import words as name_words
from .words import folded, ordinary, short_forms

_PARTICLES = frozenset(
    "de la las los del van von der den da do dos das du di le el al bin ibn y e jr sr ii iii iv mac mc st san santa "
    "mr mrs ms mx dr the aka".split()
)
_INITIALS = re.compile(r"(?:[A-Z]\.?\s?){2,3}")
LONGEST = 40  # letters of a name
NEAR = 5  # letters from which any one changed letter counts as a slip; below, only a swapped or a doubled one


@dataclass(frozen=True, slots=True)
class Watch:
    """What to look for in one note. exact: folded word -> whether it is a name as given (else a short form).
    own: the client's names and their short forms.
    letters: the first of the first and of the last name, as "JA", of who gave no initials.
    near: a key that two words share if they are one slip apart -> the names. initials: as "JA"."""

    exact: dict[str, bool]
    own: frozenset[str]
    near: dict[str, tuple[str, ...]]
    initials: frozenset[str]
    own_names: frozenset[str]
    given: frozenset[str]
    families: dict[str, frozenset[str]] = field(default_factory=dict)
    letters: frozenset[str] = frozenset()


@lru_cache(maxsize=512)
def watch(own: tuple[str, ...], others: tuple[tuple[str, ...], ...]) -> Watch:
    """Prepare the look-up for one client among these others."""
    mine = set(_parts(own))
    mine_short = {form for name in _given(own) for form in _forms(name)}
    exact: dict[str, bool] = {}
    initials: set[str] = set()
    given: set[str] = set()
    families: dict[str, set[str]] = {}
    for names in others:
        given |= _given(names)
        parts = set(_parts(names))
        for name in _given(names):
            for form in _forms(name):
                if len(form) > 1 and form not in mine and form not in mine_short:
                    exact.setdefault(form, False)
            families.setdefault(name, set()).update(parts - {name})
        exact |= dict.fromkeys(parts - mine, True)
        initials |= {folded(name).upper() for name in names if _INITIALS.fullmatch(name.strip())}
    near: dict[str, list[str]] = {}
    for name, as_given in exact.items():
        if as_given and len(name) >= 4:
            for key in {name, *_without_one(name)}:
                near.setdefault(key, []).append(name)
    initials -= {folded(name).upper() for name in own if _INITIALS.fullmatch(name.strip())}
    return Watch(
        exact,
        frozenset(mine | mine_short),
        {key: tuple(names) for key, names in near.items()},
        frozenset(initials),
        frozenset(mine),
        frozenset(given),
        {name: frozenset(parts) for name, parts in families.items()},
        frozenset({letters for names in others for letters in _letters(names)} - set(_letters(own))),
    )


def misspelled(key: str, watched: Watch) -> str | None:
    """The other person's name that this word is one slip away from, if any."""
    if not 4 <= len(key) <= LONGEST:
        return None
    for shorter in (key, *_without_one(key)):
        for name in watched.near.get(shorter, ()):
            if key != name and _one_slip(key, name):
                return name
    return None


def resembles_own(key: str, watched: Watch) -> bool:
    """Whether this is the client's own name, perhaps misspelled."""
    return key in watched.own or any(len(name) >= 4 and _one_slip(key, name) for name in watched.own_names)


def resembles_ordinary(key: str) -> bool:
    """Whether an ordinary word is one slip away."""
    if any(ordinary(shorter) for shorter in _without_one(key)):
        return True
    swapped = (key[:n] + key[n + 1] + key[n] + key[n + 2 :] for n in range(len(key) - 1))
    if any(map(ordinary, swapped)):
        return True
    letters = "abcdefghijklmnopqrstuvwxyz"
    return any(
        ordinary(key[:n] + letter + key[n + skip :])
        for n in range(len(key) + 1)
        for letter in letters
        for skip in (0, 1)
    )


def _one_slip(one: str, other: str) -> bool:
    """Whether, beside the name `other`, one letter was left out, added, doubled, changed, or swapped."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    short = len(other) < NEAR
    if len(one) == len(other):
        if one[start + 2 :] == other[start + 2 :] and one[start : start + 2] == other[start : start + 2][::-1]:
            return True
        return not short and one[start + 1 :] == other[start + 1 :]
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    if longer[start + 1 :] != shorter[start:]:
        return False
    doubled = start > 0 and longer[start] == longer[start - 1]
    return doubled or not short


def _letters(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        pieces = name_words(name)
        if len(pieces) > 1:
            yield f"{pieces[0][0]}{pieces[-1][0]}".upper()


def _parts(names: Iterable[str]) -> Iterator[str]:
    """Every word of these names, and compounds as one: "María José O'Brien-Núñez" -> maria, jose, mariajose …"""
    for name in names:
        if _INITIALS.fullmatch(name.strip()):
            continue
        pieces = [piece for piece in re.split(r"[\s,()\"“”]+", name) if piece]
        for piece in pieces:
            whole = folded(piece)
            for part in {whole, *name_words(piece)}:
                if len(part) > 1 and (part not in _PARTICLES or len(pieces) == 1):
                    yield part
        if len(pieces) > 1 and len(together := folded("".join(pieces[:2]))) > 4:
            yield together


def _given(names: Iterable[str]) -> frozenset[str]:
    """The given names among these: every word but a last one, and the first two as one."""
    found = set()
    for name in names:
        pieces = name_words(name)
        if pieces:
            found.update(pieces[: max(1, len(pieces) - 1)])
            found.add(" ".join(pieces[:2]))
    return frozenset(found - _PARTICLES)


def _forms(name: str) -> frozenset[str]:
    """The short forms that are listed, the beginning of a long name (Steph, Franny), and the diminutives of Spanish of
    all of these (Betito); none that is an everyday word."""
    listed = short_forms().get(name, frozenset())
    made = set(_beginnings(name))
    for each in {name, *listed}:
        made.update(_diminutives(each))
    return listed | {form for form in made if form != name and not ordinary(form)}


def _beginnings(name: str) -> Iterator[str]:
    for n in (3, 4, 5):
        if len(name) < n + 2 or " " in name or name[n - 1] in "aeiou":
            continue
        if n > 3:
            yield name[:n]
        last = name[n - 1]
        yield from (name[:n] + ending for ending in (f"{last}y", f"{last}ie", "y", "ie", "i"))


def _diminutives(name: str) -> Iterator[str]:
    root = name[:-1] if name[-1] in "aeo" else name
    if len(root) >= 3 and " " not in name:
        yield from (root + ending for ending in ("ito", "ita", "cito", "cita"))


def _without_one(key: str) -> set[str]:
    return {key[:n] + key[n + 1 :] for n in range(len(key))}
