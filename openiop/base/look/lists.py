"""Parts that show several things in order: tabs, table, thread, stepper, progress, pages."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.paginator import Page
from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .icons import icon
from .markup import words

Item = Mapping[str, object]


def tabs(items: Iterable[Item], label: object) -> SafeString:
    """Links that look like tabs. `items`: dict(url, label, current, count)."""
    drawn = []
    for item in items:
        here = ' aria-current="page"' if item.get("current") else ""
        count = f' <span class="count">{words(item["count"])}</span>' if item.get("count") else ""
        drawn.append(f'<a href="{words(item["url"])}"{here}>{words(item["label"])}{count}</a>')
    return SafeString(f'<nav class="tabs" aria-label="{words(label)}">{"".join(drawn)}</nav>')


def table(content: str, caption: object, classes: str = "") -> SafeString:
    """A table that scrolls inside its own frame; the frame takes the keyboard's focus, the caption is its name."""
    return format_html(
        '<div class="table-wrap" role="region" tabindex="0" aria-label="{}">'
        '<table class="table{}"><caption class="vh">{}</caption>{}</table></div>',
        caption,
        f" {classes}" if classes else "",
        caption,
        SafeString(content.strip()),
    )


_STATES = {
    "done": SafeString(" data-done"),
    "now": SafeString(" data-now"),
    "alert": SafeString(" data-alert"),
    "": SafeString(""),
}


def thread(items: Iterable[Item], classes: str = "") -> SafeString:
    """The line of what was and what comes. `items`: dict(title, when, line, state, url).

    `state`: done, now, alert or "".
    """
    return format_html(
        '<ol class="thread{}">{}</ol>',
        f" {classes}" if classes else "",
        format_html_join(
            "",
            '<li{}><div class="row top nowrap">{}<div><b class="block-b">{}</b>{}</div></div></li>',
            (
                (
                    _STATES[str(item.get("state") or "")],
                    format_html('<span class="when-sm sm strong">{}</span>', item["when"]) if item.get("when") else "",
                    format_html('<a class="plain" href="{}">{}</a>', item["url"], item["title"])
                    if item.get("url")
                    else item["title"],
                    format_html("<small>{}</small>", item["line"]) if item.get("line") else "",
                )
                for item in items
            ),
        ),
    )


def stepper(items: Iterable[Item]) -> SafeString:
    """Where one is in several steps. `items`: dict(label, state); state done, now or ""."""
    steps = {
        "done": SafeString(" data-done"),
        "now": SafeString(' aria-current="step"'),
        "": SafeString(""),
    }
    said = {"done": _("done"), "now": "", "": ""}
    return format_html(
        '<ol class="stepper">{}</ol>',
        format_html_join(
            "",
            "<li{}>{}{}</li>",
            (
                (
                    steps[str(item.get("state") or "")],
                    item["label"],
                    format_html('<span class="vh">, {}</span>', said[str(item.get("state") or "")])
                    if item.get("state") == "done"
                    else "",
                )
                for item in items
            ),
        ),
    )


def progress(done: int, total: int, label: object) -> SafeString:
    """A bar with its words: "Notes signed: 3 of 8"."""
    done, total = max(0, min(done, total)), max(total, 0)
    return format_html(
        '<div class="progress"><p class="row sm"><span>{}</span><span class="push strong">{}</span></p>'
        '<progress max="{}" value="{}" aria-label="{}"></progress></div>',
        label,
        _("{done} of {total}").format(done=done, total=total),
        total or 1,
        done,
        label,
    )


def query_string_with(query: QueryDict, **changes: object) -> str:
    """`query` with `changes`; None drops a key. Begins with "?"."""
    changed = query.copy()
    for key, value in changes.items():
        if value is None:
            changed.pop(key, None)
        else:
            changed[key] = str(value)
    return f"?{changed.urlencode()}"


def pager(query: QueryDict, page: Page[Any], parameter: str = "page") -> SafeString:
    """Before and after, and which of how many. Nothing when everything is on one page."""
    if page.paginator.num_pages <= 1:
        return SafeString("")

    def step(number: int, words: str, name: str, there: bool) -> SafeString:
        drawing = icon(name)
        if not there:
            return format_html(
                '<span class="btn icon" aria-disabled="true">{}<span class="vh">{}</span></span>',
                drawing,
                words,
            )
        return format_html(
            '<a class="btn icon" href="{}">{}<span class="vh">{}</span></a>',
            query_string_with(query, **{parameter: number}),
            drawing,
            words,
        )

    return format_html(
        '<nav class="pager row" aria-label="{}">{}<span class="sm">{}</span>{}</nav>',
        _("Pages"),
        step(page.number - 1, _("Page before"), "chevron-left", page.has_previous()),
        _("Page {number} of {total}").format(number=page.number, total=page.paginator.num_pages),
        step(page.number + 1, _("Page after"), "chevron-right", page.has_next()),
    )
