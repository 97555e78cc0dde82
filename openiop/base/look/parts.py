"""The small parts: button, chip, banner, empty state, heading, dialog, toast."""

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .icons import icon
from .markup import NOTHING, attributes, words
from .scenes import SCENES

STATE_ICON = {
    "info": "info",
    "good": "circle-check",
    "success": "circle-check",
    "caution": "triangle-alert",
    "warning": "triangle-alert",
    "danger": "octagon-alert",
    "error": "octagon-alert",
    "warm": "lightbulb",
}


def button(label: object, kind: str = "", icon: str = "", href: str = "", **attrs: object) -> SafeString:
    """A button, or with `href` a link that looks like one.

    `kind`: any of go, warm, stop, quiet, small, wide, icon (then `label` is only read aloud). `confirm` asks first,
    in a dialog. Other keywords become attributes (`name`, `value`, `type`, `form`, `data_dialog`, `hx_post` …).
    """
    confirm = attrs.pop("confirm", None)
    if confirm:
        attrs["data_confirm"] = confirm
    said = f'<span class="vh">{words(label)}</span>' if "icon" in kind.split() else words(label)
    inside = f"{_icon(icon)}{said}"
    classes = f"btn {kind}" if kind else "btn"
    if href:
        return SafeString(f"<a{attributes(class_=classes, href=href, **attrs)}>{inside}</a>")
    return SafeString(f"<button{attributes(**{'class': classes, 'type': 'submit'} | attrs)}>{inside}</button>")


def _icon(name: str, classes: str = "") -> SafeString:
    return icon(name, classes) if name else NOTHING


def chip(text: object, tone: str = "", icon: str = "") -> SafeString:
    """A fact in a pill. `tone`: action good caution danger info warm open."""
    classes = f"chip {tone}" if tone else "chip"
    return SafeString(f"<span{attributes(class_=classes)}>{_icon(icon)}{words(text)}</span>")


def banner(content: str, tone: str = "info", title: object = "", icon: str = "") -> SafeString:
    """A message in the page. `tone`: info good caution danger warm; danger is read aloud at once."""
    body = SafeString(content.strip())
    return format_html(
        '<div class="banner {}"{}>{}<div>{}{}</div></div>',
        "warm-banner" if tone == "warm" else tone,
        SafeString(' role="alert"') if tone == "danger" else "",
        _icon(icon or STATE_ICON.get(tone, "info")),
        format_html("<b>{}</b> ", title) if title else "",
        body,
    )


def empty(content: str, title: object, art: str = "door", level: int = 2) -> SafeString:
    """What stands where nothing is yet: a small scene, what will come, and how to begin. `art`: door boat harbor."""
    return format_html(
        '<div class="empty">{}<h{}>{}</h{}>{}</div>',
        SCENES[art],
        level,
        title,
        level,
        SafeString(content.strip()),
    )


def page_head(content: str, heading: object, sub: object = "") -> SafeString:
    """The page's answer, the line below it, and the one or two things to do about it."""
    actions = content.strip()
    return format_html(
        '<div class="page-head"><div><h1>{}</h1>{}</div>{}</div>',
        heading,
        format_html("<p>{}</p>", sub) if sub else "",
        format_html('<div class="row">{}</div>', SafeString(actions)) if actions else "",
    )


def dialog(content: str, name: str, title: object) -> SafeString:
    """A dialog: data-dialog="<name>" on any button opens it; data-close, Escape or a click outside closes it."""
    return format_html(
        '<dialog class="dialog" id="{}" aria-labelledby="{}-title"><div class="stack gap3">'
        '<h2 id="{}-title">{}</h2>{}</div></dialog>',
        name,
        name,
        name,
        title,
        SafeString(content.strip()),
    )


def toasts(messages: Iterable[object] | None) -> SafeString:
    """Django's messages as toasts. The region is there even when empty, so that later ones are read aloud."""
    shown = [
        (
            STATE_ICON.get(getattr(message, "level_tag", ""), "check"),
            words(message),
        )
        for message in messages or ()
    ]
    return format_html(
        '<div class="toasts" id="toasts" role="status" aria-live="polite" data-close-label="{}">{}</div>',
        _("Close"),
        format_html_join(
            "",
            '<div class="toast" data-toast>{}<span>{}</span></div>',
            ((icon(name), text) for name, text in shown),
        ),
    )


def crisis_line() -> SafeString:
    """988, on every signed-out and client page. It asks nobody to sign in."""
    return format_html(
        '<p class="crisis sm ink-2 row nowrap top">{}<span>{}</span></p>',
        icon("phone"),
        SafeString(
            _(
                "In danger or thinking of ending your life? Call or text {link}, day and night. You need not sign in."
            ).format(link='<a href="tel:988"><b>988</b></a>')
        ),
    )
