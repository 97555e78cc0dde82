"""People on a page: the round initials, and the row with name, pronouns and one more line."""

from functools import lru_cache
from zlib import crc32

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

TONES = 4


def name_of(person: object) -> str:
    """What everyone here calls `person`: its `name`, or its text."""
    return str(getattr(person, "name", None) or person)


@lru_cache(maxsize=4096)
def initials(name: str) -> str:
    """At most two letters: of the first and the last word that begin with one."""
    letters = [word[0].upper() for word in name.replace("-", " ").split() if word[0].isalpha()]
    return "".join(letters[:1] + letters[1:][-1:]) or "?"


def avatar(person: object, classes: str = "") -> SafeString:
    """A round badge with initials. The tone is the same for a name on every page; it says nothing else."""
    name = name_of(person)
    return format_html(
        '<span class="avatar t{}{}" aria-hidden="true">{}</span>',
        crc32(name.encode()) % TONES + 1,
        f" {classes}" if classes else "",
        initials(name),
    )


def person(
    person: object, href: str = "", line: object = "", pronouns: object = True, size: str = ""
) -> SafeString:
    """A row: avatar, name (a link if `href`), then pronouns and `line` with a middle dot between.

    `pronouns`: True takes them from the person, False leaves them out, a string is used as it is.
    """
    name = conditional_escape(name_of(person))
    if pronouns is True:
        pronouns = getattr(person, "pronouns", "")
    seconds = [conditional_escape(part) for part in (pronouns, line) if part]
    return format_html(
        '<div class="person">{}<div><b>{}</b>{}</div></div>',
        avatar(person, size),
        format_html('<a href="{}">{}</a>', href, name) if href else name,
        SafeString(f"<small>{' · '.join(seconds)}</small>") if seconds else "",
    )
