"""The tags and filters of `{% load look %}`: plain functions of the modules above. README.md shows them all."""

from base64 import b64encode
from typing import Any

from django import template
from django.core.paginator import Page
from django.template import Context
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_bidi

from .. import charts, fields, hours, icons, lists, moments, navigation, parts, persons, scenes, stills
from ..preferences import preferences as draw_preferences

register = template.Library()

for _tag in (
    icons.icon,
    icons.brand_mark,
    persons.avatar,
    persons.person,
    parts.button,
    parts.chip,
    parts.toasts,
    parts.crisis_line,
    lists.tabs,
    lists.thread,
    lists.stepper,
    lists.progress,
    hours.dose_meter,
    hours.dose_legend,
    hours.dose_quad,
    hours.week_strip,
    fields.field,
    fields.form_errors,
    fields.form_fields,
    fields.seg,
    fields.scale,
    fields.face,
    charts.bar_chart,
    charts.trend_chart,
    charts.dial,
    moments.cal_classes,
    stills.still,
    navigation.rail,
    navigation.thumbs,
    navigation.staff_thumbs,
):
    register.simple_tag(_tag)

for _block in (parts.banner, parts.empty, parts.page_head, parts.dialog, lists.table):
    register.simple_block_tag(_block)

for _filter in (
    hours.hours,
    moments.local_time,
    moments.local_date,
    moments.local_day,
    moments.local_datetime,
    moments.local_range,
):
    register.filter(_filter)

THEMES = ("light", "dark")


@register.simple_tag
def harbor() -> SafeString:
    """The harbour scene of the signed-out pages."""
    return scenes.HARBOR


@register.simple_tag(takes_context=True)
def html_attributes(context: Context) -> SafeString:
    """lang, dir and the chosen theme for <html>; right on the first paint because the choice is a cookie."""
    cookies = getattr(context.get("request"), "COOKIES", {})
    theme = cookies.get("theme")
    return format_html(
        'lang="{}" dir="{}"{}',
        get_language() or "en",
        "rtl" if get_language_bidi() else "ltr",
        format_html(' data-theme="{}"', theme) if theme in THEMES else "",
    )


@register.simple_tag(takes_context=True)
def theme(context: Context) -> str:
    """ "light", "dark" or "system"."""
    chosen = getattr(context.get("request"), "COOKIES", {}).get("theme")
    return chosen if chosen in THEMES else "system"


@register.simple_tag(takes_context=True)
def draft_key(context: Context) -> SafeString:
    """The key under which this reader's unsent text is kept in their tab (page/keep.ts): what lies in the browser is
    of no use to anyone who cannot open a page as them. Nobody's where nobody signed in: then nothing is kept."""
    user = getattr(context.get("request"), "user", None)
    if user is None or not user.is_authenticated:
        return SafeString("")
    key = salted_hmac("openiop.drafts", str(user.pk), algorithm="sha256").digest()
    return format_html(' data-draft-key="{}"', b64encode(key).decode())


@register.simple_tag
def clock(program: object = None) -> SafeString:
    """Wednesday, November 18 · 1:42 pm, in the program's zone."""
    now = timezone.now()
    return format_html(
        '<time datetime="{}">{} · <b class="ink-2">{}</b></time>',
        now.isoformat(timespec="minutes"),
        moments.local_date(now, program),
        moments.local_time(now, program),
    )


@register.simple_tag(takes_context=True)
def topbar(context: Context) -> SafeString:
    """Search, clock and menu; `q`, `program`, `me` and the request from the context."""
    request = context.get("request")
    return stills.topbar(
        theme=theme(context),
        me=context.get("me"),
        signed_in=bool(request and request.user.is_authenticated),
        clock=clock(context.get("program")),
        token=str(context.get("csrf_token", "")),
        asked=str(context.get("q") or ""),
        page=request.get_full_path() if request else "/",
    )


@register.simple_tag(takes_context=True)
def query_string(context: Context, **changes: object) -> str:
    """This page's query with `changes`; None drops a key."""
    return lists.query_string_with(context["request"].GET, **changes)


@register.simple_tag(takes_context=True)
def pager(context: Context, page: Page[Any], parameter: str = "page") -> SafeString:
    """Before and after. Keeps the rest of the query."""
    return lists.pager(context["request"].GET, page, parameter)


@register.simple_tag(takes_context=True)
def preferences(context: Context) -> SafeString:
    """Day or night, and the language."""
    request = context.get("request")
    return draw_preferences(
        theme(context), str(context.get("csrf_token", "")), request.get_full_path() if request else "/"
    )
