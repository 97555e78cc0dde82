"""The ways through the program: rail, thumb bar, and what the small screen's bar has no room for.

Plain functions and not templates, because they stand on every page and took half its time. An entry is
dict(url, icon, label, count=0, current=False, gap=False).
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .icons import icon
from .markup import attributes, words

Entry = Mapping[str, object]
AT_A_THUMB = 4


@lru_cache(maxsize=2048)
def _way(url: str, drawing: str, size: str, label: str, in_span: bool, here: bool, count: int, waiting: str) -> str:
    said = f"<span>{words(label)}</span>" if in_span else words(label)
    behind = f'<span class="count push">{count}<span class="vh"> {words(waiting)}</span></span>' if count else ""
    return f"<a{attributes(href=url, aria_current='page' if here else None)}>{icon(drawing, size)}{said}{behind}</a>"


def _entry(entry: Entry, waiting: str = "", size: str = "", in_span: bool = False) -> str:
    """`waiting` is the word behind the count; without it no count is shown."""
    count = int(str(entry.get("count") or 0)) if waiting else 0
    here = bool(entry.get("current"))
    return _way(str(entry["url"]), str(entry["icon"]), size, str(entry["label"]), in_span, here, count, waiting)


def rail(entries: Iterable[Entry] | None) -> SafeString:
    """The side of the desk: every entry, with how much waits behind it; `gap` draws a line before one."""
    waiting = _("waiting")
    drawn = [("<hr>" if entry.get("gap") else "") + _entry(entry, waiting) for entry in entries or ()]
    return SafeString("".join(drawn))


def thumb(entry: Entry) -> SafeString:
    """One entry of a thumb bar."""
    return SafeString(_entry(entry, size="big"))


def thumbs(entries: Iterable[Entry] | None) -> SafeString:
    """The client's thumb bar."""
    return SafeString("".join(thumb(entry) for entry in entries or ()))


def staff_thumbs(entries: Iterable[Entry] | None, near: Iterable[Entry] | None = None) -> SafeString:
    """Four entries at a thumb's reach (`near`, or the first of `entries`), and all of them behind "More"."""
    everything = list(entries or ())
    waiting = _("waiting")
    rest = "".join([_entry(entry, waiting, in_span=True) for entry in everything])
    first = "".join([thumb(entry) for entry in list(near or everything)[:AT_A_THUMB]])
    more = _("More")  # makemessages finds no text inside an f-string
    return SafeString(
        f"{first}<details data-menu><summary>{icon('menu', 'big')}{words(more)}</summary>"
        f'<div class="pop">{rest}</div></details>'
    )
