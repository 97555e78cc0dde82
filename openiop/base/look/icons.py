"""Icons: one sprite, built from the names in frontend/icons.txt, used by reference."""

from functools import lru_cache

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

SPRITE = "built/icons.svg"


@lru_cache(maxsize=512)
def _drawing(name: str, classes: str) -> SafeString:
    # The sprite's hashed address never changes while a process lives, and a page draws hundreds of icons.
    return format_html(
        '<svg class="i{}" aria-hidden="true"><use href="{}#{}"></use></svg>',
        f" {classes}" if classes else "",
        static(SPRITE),
        name,
    )


def icon(name: str, classes: str = "", label: str = "") -> SafeString:
    """The icon `name` of frontend/icons.txt; `classes` e.g. "big"; `label` where no word stands beside it."""
    drawing = _drawing(name, classes)
    return format_html('{}<span class="vh">{}</span>', drawing, label) if label else drawing


MARK = SafeString(
    '<svg class="mark" viewBox="0 0 32 32" aria-hidden="true">'
    '<circle class="s-action" cx="16" cy="16" r="10.5" fill="none" stroke-width="3"/>'
    '<path class="s-gap" d="M2 22C10 22 9 10 16 10s6 12 14 12" fill="none" stroke-width="7"/>'
    '<path class="brand-thread" d="M2 22C10 22 9 10 16 10s6 12 14 12" fill="none" stroke-width="3"'
    ' stroke-linecap="round"/></svg>'
)


def brand_mark() -> SafeString:
    """The mark: one warm thread through a harbour ring."""
    return MARK
