"""Pure rules of a video room: what somebody may be called in it, and who may work with somebody where they are."""

import random
import re
import secrets
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

OPENS = timedelta(minutes=30)  # the door opens this long before the session
CLOSES = timedelta(minutes=60)  # and closes this long after it
LONGEST = 24
SHAPE = re.compile(r"[^\W_]+(?:[ '’-][^\W_]+)*")


def folded(name: str) -> str:
    """One spelling of an alias, so that "Éva" and "eva" are the same one."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in plain.casefold()).split())


def tells(alias: str, own: Iterable[str]) -> bool:
    """Whether an alias gives away one of somebody's own names: three letters or more of it as a word, or a name of four
    letters or more anywhere in it."""
    words, all_of_it = set(folded(alias).split()), folded(alias).replace(" ", "")
    named = {word for name in own for word in folded(name).split() if len(word) > 2}
    return bool(words & named) or any(len(word) > 3 and word in all_of_it for word in named)


def fault_of(alias: str, own: Iterable[str]) -> str:
    """Why this cannot be an alias: "short", "long", "shape", "tells"; "" where it can."""
    if len(folded(alias)) < 2:
        return "short"
    if len(alias) > LONGEST:
        return "long"
    if not SHAPE.fullmatch(alias):
        return "shape"
    return "tells" if tells(alias, own) else ""


def draw(names: Collection[str], taken: Collection[str], *, most: int = 4) -> list[str]:
    """Some names of the list that nobody of the group has; with a number behind where all are taken."""
    used = {folded(each) for each in taken}
    free = [each for each in names if folded(each) not in used]
    if len(free) < most:
        free += [f"{each} {n}" for n in range(2, 10) for each in names if folded(f"{each} {n}") not in used]
    return secrets.SystemRandom().sample(free[: max(len(names), most)], most)


def deal[P](
    people: Sequence[P], breakouts: int, apart: Collection[frozenset[P]], *, seed: int = 0
) -> dict[P, int] | None:
    """Deals people into breakouts 1 … `breakouts` by chance: no pair of `apart` together, and as even as that lets it
    be. None where no deal keeps every pair apart. A seed makes the same deal again."""
    chance = random.Random(seed)  # noqa: S311 - a deal of cards, no secret
    order = sorted(people, key=lambda _each: chance.random())
    order.sort(key=lambda each: -sum(each in pair for pair in apart))  # those who are hardest to seat first
    for most in range(-(-len(order) // breakouts), len(order) + 1):
        held: list[list[P]] = [[] for _n in range(breakouts)]
        if _seat(order, held, apart, most, chance):
            return {each: n for n, group in enumerate(held, 1) for each in group}
    return None


def _seat[P](
    left: Sequence[P], held: list[list[P]], apart: Collection[frozenset[P]], most: int, chance: random.Random
) -> bool:
    """Seats those who are left, smallest group first; goes back where that leads nowhere."""
    if not left:
        return True
    one, *others = left
    groups = sorted(held, key=lambda group: (len(group), chance.random()))
    tried_empty = False
    for group in groups:
        if len(group) >= most or (not group and tried_empty) or any(frozenset((one, each)) in apart for each in group):
            continue
        tried_empty = tried_empty or not group  # one empty group is like another
        group.append(one)
        if _seat(others, held, apart, most, chance):
            return True
        group.remove(one)
    return False


def number_in(text: str) -> str:
    """The first telephone number that stands in some words, to be dialed; "" where there is none."""
    found = re.search(r"\+?\(?\d[\d\s().-]{5,}\d", text)
    return re.sub(r"[^\d+]", "", found.group()) if found else ""


def is_open(start: datetime, end: datetime, now: datetime) -> bool:
    """Whether the door of a session stands open."""
    return start - OPENS <= now <= end + CLOSES
