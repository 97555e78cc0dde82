"""People on a page: the round initials, and the row with name, pronouns and one more line."""

from functools import lru_cache
from zlib import crc32

from django.utils.html import format_html
from django.utils.safestring import SafeString

from .markup import words

TONES = 4


def name_of(person: object) -> str:
    """What everyone here calls `person`: its `name`, or its text."""
    return str(getattr(person, "name", None) or person)


@lru_cache(maxsize=4096)
def initials(name: str) -> str:
    """At most two letters: of the first and the last word that begin with one."""
    letters = [word[0].upper() for word in name.replace("-", " ").split() if word[0].isalpha()]
    return "".join(letters[:1] + letters[1:][-1:]) or "?"


@lru_cache(maxsize=4096)
def _badge(name: str, classes: str) -> SafeString:
    return format_html(
        '<span class="avatar t{}{}" aria-hidden="true">{}</span>',
        crc32(name.encode()) % TONES + 1,
        f" {classes}" if classes else "",
        initials(name),
    )


def avatar(person: object, classes: str = "") -> SafeString:
    """A round badge with initials. The tone is the same for a name on every page; it says nothing else."""
    return _badge(name_of(person), classes)


def person(person: object, href: str = "", line: object = "", pronouns: object = True, size: str = "") -> SafeString:
    """A row: avatar, name (a link if `href`), then pronouns and `line` with a middle dot between.

    `pronouns`: True takes them from the person, False leaves them out, a string is used as it is.
    """
    # Composed by hand, each part escaped: sixty rows a page, and format_html costs three times as much.
    plain = name_of(person)
    name = f'<a href="{words(href)}">{words(plain)}</a>' if href else words(plain)
    if pronouns is True:
        pronouns = getattr(person, "pronouns", "")
    seconds = " · ".join([words(part) for part in (pronouns, line) if part])
    small = f"<small>{seconds}</small>" if seconds else ""
    return SafeString(f'<div class="person">{_badge(plain, size)}<div><b>{name}</b>{small}</div></div>')
