"""The ways through the program: rail, thumb bar, and what the small screen's bar has no room for.

Plain functions and not templates, because they stand on every page and took half its time. An entry is
dict(url, icon, label, count=0, current=False, gap=False).
"""

from collections.abc import Iterable, Mapping

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .icons import icon
from .markup import attributes, words

Entry = Mapping[str, object]
AT_A_THUMB = 4


def _way(entry: Entry, inside: str) -> str:
    here = "page" if entry.get("current") else None
    return f"<a{attributes(href=entry['url'], aria_current=here)}>{inside}</a>"


def _waiting(entry: Entry, waiting: str) -> str:
    count = entry.get("count")
    return f'<span class="count push">{words(count)}<span class="vh"> {waiting}</span></span>' if count else ""


def rail(entries: Iterable[Entry] | None) -> SafeString:
    """The side of the desk: every entry, with how much waits behind it; `gap` draws a line before one."""
    waiting = words(_("waiting"))
    return SafeString(
        "".join(
            ("<hr>" if entry.get("gap") else "")
            + _way(entry, f"{icon(str(entry['icon']))}{words(entry['label'])}{_waiting(entry, waiting)}")
            for entry in entries or ()
        )
    )


def thumb(entry: Entry) -> SafeString:
    """One entry of a thumb bar."""
    return SafeString(_way(entry, f"{icon(str(entry['icon']), 'big')}{words(entry['label'])}"))


def thumbs(entries: Iterable[Entry] | None) -> SafeString:
    """The client's thumb bar."""
    return SafeString("".join(thumb(entry) for entry in entries or ()))


def staff_thumbs(entries: Iterable[Entry] | None, near: Iterable[Entry] | None = None) -> SafeString:
    """Four entries at a thumb's reach (`near`, or the first of `entries`), and all of them behind "More"."""
    everything = list(entries or ())
    waiting, more = words(_("waiting")), words(_("More"))
    rest = "".join(
        _way(entry, f"{icon(str(entry['icon']))}<span>{words(entry['label'])}</span>{_waiting(entry, waiting)}")
        for entry in everything
    )
    first = "".join(thumb(entry) for entry in list(near or everything)[:AT_A_THUMB])
    return SafeString(
        f"{first}<details data-menu><summary>{icon('menu', 'big')}{more}</summary>"
        f'<div class="pop">{rest}</div></details>'
    )
