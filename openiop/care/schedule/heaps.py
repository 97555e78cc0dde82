"""What a week's changes come to, folded so that sixty of them can be read: by what happens, and in that by session.

A tick may stand for one part, for all of one session ("of:…") or for everything of one kind ("all:…")."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openiop.care.schedule.diff import Part
from openiop.care.schedule.naming import Change, Names

FEW = 8  # changes that are read at a glance: nothing is folded
HEAPS = {  # in the order of the page
    "open": ("plus", gettext_lazy("New groups")),
    "change": ("move-right", gettext_lazy("Groups that move")),
    "close": ("x", gettext_lazy("Groups that close")),
    "seats": ("users-round", gettext_lazy("Who joins and who leaves")),
    "hours": ("calendar-check", gettext_lazy("Individual and family hours")),
}


@dataclass
class Bundle:
    """All that happens to one session, or to one person's hours. `own`: the change of the session itself, if any;
    `seats`: who joins and leaves, each for itself; `with_it`: names of who comes with a group that opens."""

    key: str
    title: str
    words: str
    own: tuple[Part, Change] | None = None
    seats: list[tuple[Part, Change]] = field(default_factory=list)
    with_it: list[tuple[Part, str]] = field(default_factory=list)
    at: tuple[int, str] = (0, "")

    @property
    def parts(self) -> list[Part]:
        own = [self.own[0]] if self.own else []
        return [*own, *(part for part, _words in (*self.seats, *self.with_it))]

    @property
    def changes(self) -> list[Change]:
        """Who joins and leaves, one by one."""
        return [change for _part, change in self.seats]

    @property
    def lines(self) -> list[Change]:
        """What can be chosen one by one: the change of the session itself, then the seats. Empty where all is one."""
        return [*([self.own[1]] if self.own else []), *self.changes] if self.seats else []

    @property
    def names(self) -> list[str]:
        return sorted(name for _part, name in self.with_it)

    @property
    def count(self) -> str:
        """3 join, 1 leaves."""
        joins = len(self.with_it) + sum(part.kind == "join" for part, _change in self.seats)
        return in_and_out(joins, sum(part.kind == "leave" for part, _change in self.seats))


@dataclass
class Heap:
    """Everything of one kind."""

    kind: str
    icon: str
    title: str
    bundles: list[Bundle]
    is_unfolded: bool = False

    @property
    def key(self) -> str:
        return f"all:{self.kind}"

    @property
    def size(self) -> int:
        """How many changes it holds; who comes with a group that opens is told with it."""
        return sum((each.own is not None) + len(each.seats) for each in self.bundles)


def in_and_out(joins: int, leaves: int) -> str:
    told = []
    if joins:
        told.append(ngettext("%(n)d joins", "%(n)d join", joins) % {"n": joins})
    if leaves:
        told.append(ngettext("%(n)d leaves", "%(n)d leave", leaves) % {"n": leaves})
    return ", ".join(told)


def heaps_of(names: Names, parts: Iterable[Part]) -> list[Heap]:
    """A difference, in heaps; empty ones are left out."""
    parts = list(parts)
    bundles: dict[str, Bundle] = {}
    own = ("open", "close", "change", "slot")
    for part in sorted(parts, key=lambda each: each.kind not in own):  # what happens to it first: it says its name
        key = f"of:{part.session}" if part.session else part.key
        bundle = bundles.get(key)
        if bundle is None:
            bundle = bundles[key] = _begun(names, key, part)
        if part.kind in own:
            bundle.own = part, names.changes([part])[0]
        elif bundle.own is not None and bundle.own[0].kind == "open":
            bundle.with_it.append((part, names.client(part.client)))
        else:
            bundle.seats.append((part, names.changes([part])[0]))
    made = {kind: Heap(kind, icon, str(title), []) for kind, (icon, title) in HEAPS.items()}
    for bundle in sorted(bundles.values(), key=lambda each: each.at):
        bundle.seats.sort(key=lambda pair: (pair[0].kind, pair[1].what.casefold()))
        made[_heap(bundle)].bundles.append(bundle)
    found = [heap for heap in made.values() if heap.bundles]
    few = sum(heap.size for heap in found) <= FEW
    return [replace(heap, is_unfolded=few) for heap in found]


def _begun(names: Names, key: str, part: Part) -> Bundle:
    """The bundle of a session or of hours, by the first part of it."""
    one = (part.after or part.before)[0]
    if part.kind in ("open", "change", "slot"):
        change = names.changes([part])[0]
        title = change.what if part.after else _("{what}, given up").format(what=change.what)
        return Bundle(key, title, change.words, at=(one.start, change.what))
    return Bundle(key, f"{names.of(one)}, {names.when(one)}", "", at=(one.start, names.of(one)))


def _heap(bundle: Bundle) -> str:
    if bundle.own is None:
        return "seats"
    kind = bundle.own[0].kind
    return "hours" if kind == "slot" else kind


def keys_of(heaps: Iterable[Heap], ticked: Collection[str]) -> set[str]:
    """The parts that the ticks stand for; whoever joins a group that opens comes with it."""
    found: set[str] = set()
    for heap in heaps:
        for bundle in heap.bundles:
            whole = {heap.key, bundle.key} | ({part.key for part in bundle.parts[:1]} if bundle.with_it else set())
            is_whole = not whole.isdisjoint(ticked)
            found |= {part.key for part in bundle.parts if is_whole or part.key in ticked}
    return found
