"""Minutes in words, and the pictures of a week's hours. Minutes are ints everywhere."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .markup import words

FULL_WIDTH = 1000
# The prescribed tick stands at nine tenths, so that more than prescribed still shows.
ROOM_ABOVE = 10 / 9


def hours(minutes: int | None, form: str = "short") -> str:
    """Minutes as a reader says them: "8 h 45" (short), "8:45" (clock) or "8 h 45 min" (words, for a label)."""
    return "–" if minutes is None else _said(get_language(), int(minutes), form)


# A board says the same few hundred numbers on every page; the language is part of the key.
@lru_cache(maxsize=4096)
def _said(_language: str | None, minutes: int, form: str) -> str:
    sign = "−" if minutes < 0 else ""
    whole, rest = divmod(abs(minutes), 60)
    if form == "clock":
        return f"{sign}{whole}:{rest:02d}"
    if not whole:
        return sign + _("{minutes} min").format(minutes=rest)
    if not rest:
        return sign + _("{hours} h").format(hours=whole)
    template = _("{hours} h {minutes} min") if form == "words" else _("{hours} h {minutes}")
    return sign + template.format(hours=whole, minutes=rest if form == "words" else f"{rest:02d}")


def dose_words(attended: int, ahead: int, suggested: int, prescribed: int) -> str:
    """The meter in one sentence, for whoever does not see it."""
    parts = [_("{time} attended").format(time=hours(attended, "words"))]
    if ahead:
        parts.append(_("{time} still scheduled").format(time=hours(ahead, "words")))
    if suggested:
        parts.append(_("{time} suggested as make-up").format(time=hours(suggested, "words")))
    parts.append(
        _("{time} prescribed").format(time=hours(prescribed, "words")) if prescribed else _("nothing prescribed")
    )
    return ", ".join(parts)


def dose_meter(
    attended: int | None = 0,
    ahead: int | None = 0,
    suggested: int | None = 0,
    prescribed: int | None = 0,
    size: str = "",
) -> SafeString:
    """A week's hours as one bar. All in minutes; `ahead` is what is scheduled and still to come.

    `size`: "" (20 px), "slim" (10 px) or "thick" (32 px).
    """
    done, to_come, offered, aim = (max(0, minutes or 0) for minutes in (attended, ahead, suggested, prescribed))
    return _meter(get_language(), done, to_come, offered, aim, size)


# Sixty of these stand on the weekly board. Numbers only: the cache knows nobody.
@lru_cache(maxsize=8192)
def _meter(_language: str | None, attended: int, ahead: int, suggested: int, prescribed: int, size: str) -> SafeString:
    whole = max(prescribed * ROOM_ABOVE, attended + ahead + suggested, 1)
    drawn: list[str] = []
    start = 0
    for minutes, kind in ((attended, "f-done"), (ahead, "f-ahead"), (suggested, "f-make")):
        if minutes:
            x, end = round(start / whole * FULL_WIDTH), round((start + minutes) / whole * FULL_WIDTH)
            drawn.append(f'<rect class="{kind}" x="{x}" width="{end - x}" height="20"/>')
        start += minutes
    if attended and ahead:
        seam = round(attended / whole * FULL_WIDTH)
        drawn.append(f'<line class="s-gap" x1="{seam}" x2="{seam}" y1="0" y2="20" vector-effect="non-scaling-stroke"/>')
    if prescribed:
        aim = round(prescribed / whole * FULL_WIDTH)
        over = " s-over" if attended > prescribed else ""
        drawn.append(f'<line class="s-aim{over}" x1="{aim}" x2="{aim}" y1="0" y2="20"/>')
    # Only ints and our own words above; the one free text is escaped here.
    return SafeString(
        f'<svg class="dose{" " + words(size) if size else ""}" viewBox="0 0 1000 20" preserveAspectRatio="none"'
        f' role="img" aria-label="{words(dose_words(attended, ahead, suggested, prescribed))}">{"".join(drawn)}</svg>'
    )


def dose_legend(suggested: bool = False) -> SafeString:
    """The words for the meter's colours: once a page, near the first meter."""
    keys = [("", _("attended")), (" ahead", _("scheduled")), (" prescribed", _("prescribed"))]
    if suggested:
        keys.insert(2, (" make", _("suggested")))
    return format_html(
        '<p class="legend">{}</p>',
        format_html_join("", '<span><span class="key{}"></span>{}</span>', keys),
    )


def dose_quad(prescribed: int, scheduled: int, attended: int, ahead: int) -> SafeString:
    """Prescribed, scheduled, attended and reachable as four numbers, in minutes. Reachable = attended + ahead."""
    return _quad(get_language(), prescribed, scheduled, attended, ahead)


@lru_cache(maxsize=4096)
def _quad(_language: str | None, prescribed: int, scheduled: int, attended: int, ahead: int) -> SafeString:
    to_come = format_html(" <small>{}</small>", _("{time} to come").format(time=hours(ahead, "clock"))) if ahead else ""
    cells = [
        ("prescribed", _("Prescribed"), hours(prescribed, "clock"), ""),
        ("ahead", _("Scheduled"), hours(scheduled, "clock"), to_come),
        ("", _("Attended"), hours(attended, "clock"), ""),
        ("reach", _("Reachable"), hours(attended + ahead, "clock"), ""),
    ]
    return format_html(
        '<dl class="quad">{}</dl>',
        format_html_join("", '<div><dt><span class="key {}"></span>{}</dt><dd>{}{}</dd></div>', cells),
    )


def _day_words(day: Mapping[str, object]) -> str:
    attended, ahead = int(day.get("attended") or 0), int(day.get("ahead") or 0)  # type: ignore[call-overload]
    name = day.get("name") or day["label"]
    said = [hours(attended, "words")] if attended else []
    if ahead:
        said.append(_("planned {time}").format(time=hours(ahead, "words")))
    return f"{name}: {', '.join(said) or _('no group')}"


def week_strip(days: Iterable[Mapping[str, object]], full: int = 180, label: str = "", size: str = "") -> SafeString:
    """One column a day. `days`: dict(label "M", name "Monday", attended, ahead (minutes), now).

    The pale outline is a day of `full` minutes; an amber dot is today.
    `size`: "" (350 px at its real size) or "narrow" (252 px).
    """
    days = list(days)
    tallest = max([full, *(int(d.get("attended") or 0) + int(d.get("ahead") or 0) for d in days)])  # type: ignore[call-overload]
    step, top, floor = 36 if size == "narrow" else 50, 22, 80
    scale = (floor - top) / tallest
    thick = 24 if size == "narrow" else 30
    drawn: list[str] = []
    for column, day in enumerate(days):
        centre = step * column + step // 2
        attended, ahead = int(day.get("attended") or 0), int(day.get("ahead") or 0)  # type: ignore[call-overload]
        if attended or ahead:
            for minutes, kind in ((full, "f-track"), (attended + ahead, "f-ahead"), (attended, "f-done")):
                if minutes:
                    height = minutes * scale
                    drawn.append(
                        f'<rect class="{kind}" x="{centre - thick / 2:g}" y="{floor - height:.1f}" width="{thick}"'
                        f' height="{height:.1f}" rx="4"/>'
                    )
        else:
            drawn.append(f'<circle class="f-line" cx="{centre}" cy="{floor - 4}" r="3"/>')
        now = bool(day.get("now"))
        warm = " t-warm" if now else ""
        drawn.append(f'<text class="t-mid{warm}" x="{centre}" y="99">{words(day["label"])}</text>')
        if now:
            peak = max(full, attended + ahead) if attended or ahead else 0
            drawn.append(f'<circle class="f-make" cx="{centre}" cy="{max(6, floor - peak * scale - 9):.1f}" r="4"/>')
    spoken = "; ".join(_day_words(day) for day in days)
    return SafeString(
        f'<svg class="chart week-strip{" narrow" if size == "narrow" else ""}"'
        f' viewBox="0 0 {step * max(len(days), 1)} 104" role="img"'
        f' aria-label="{words(f"{label}: {spoken}" if label else spoken)}">{"".join(drawn)}</svg>'
    )
