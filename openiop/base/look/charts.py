"""Charts as SVG drawn on the server, each with its table. Geometry in the viewBox's pixels, 13 px text.

Vocabulary (docs/LOOK.md): solid = done, pale = still scheduled, black line = the aim, amber = the last point, now;
the pale band is the range in which change may be chance.
"""

import math
from collections.abc import Iterable, Mapping

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .hours import hours
from .markup import words

Point = Mapping[str, object]
TOP, FLOOR, BASE = 14.0, 132.0, 150
NARROW, WIDE = 204, 420
LEFT, RIGHT_ROOM = 24, 44
# One label needs about this many pixels; where points stand closer, every second or third one is named.
LABEL = 22


def plain(value: float) -> str:
    """A number as a reader writes it: 9, 4.1, never 9.0."""
    return str(int(value)) if float(value).is_integer() else f"{value:.1f}"


def _text(value: float, unit: str) -> str:
    return hours(int(value)) if unit == "hours" else plain(value)


def _figure(title: object, line: object, tone: str, svg: str, table: SafeString, size: str) -> SafeString:
    name = words(title)
    if size == "wide":
        # On a phone a long history scrolls inside its own frame instead of shrinking below 13 px.
        svg = f'<div class="chart-frame" role="region" tabindex="0" aria-label="{name}">{svg}</div>'
    said = f'<small class="{f"say-{words(tone)} strong" if tone else ""}">{words(line)}</small>' if line else ""
    return SafeString(
        f'<figure class="figure{" wide" if size == "wide" else ""}"><figcaption><b>{name}</b>{said}</figcaption>{svg}'
        f'<details class="disc"><summary class="xs strong action-ink">{words(_("Show as table"))}</summary>{table}'
        "</details></figure>"
    )


def _table(title: object, heads: Iterable[object], rows: Iterable[tuple[object, ...]]) -> SafeString:
    names = "".join(
        f'<th scope="col" class="num">{words(head)}</th>' if at else f'<th scope="col">{words(head)}</th>'
        for at, head in enumerate(heads)
    )
    cells = "".join(
        f'<tr><th scope="row">{words(row[0])}</th>'
        + "".join(f'<td class="num">{words(cell)}</td>' for cell in row[1:])
        + "</tr>"
        for row in rows
    )
    return SafeString(
        f'<table class="table compact"><caption class="vh">{words(title)}</caption>'
        f"<thead><tr>{names}</tr></thead><tbody>{cells}</tbody></table>"
    )


def _wide(count: int, size: str) -> int:
    return WIDE if size == "wide" else max(NARROW, LEFT + RIGHT_ROOM + 16 * count)


def _names(points: list[Point], xs: list[float], now: int) -> list[str]:
    apart = xs[1] - xs[0] if len(xs) > 1 else LABEL
    longest = max((len(str(p["label"])) for p in points), default=1)
    every = max(1, math.ceil(max(LABEL, 7.5 * longest) / apart)) if apart else 1
    last = len(points) - 1
    return [
        f'<text class="t-mid{" t-warm" if at == now else ""}" x="{x:.1f}" y="{BASE}">{words(p["label"])}</text>'
        for at, (p, x) in enumerate(zip(points, xs, strict=True))
        if (last - at) % every == 0
    ]


def _rules(values: Iterable[float], y: object, x1: float, x2: float, unit: str) -> list[str]:
    drawn = []
    for value in values:
        at = y(value)  # type: ignore[operator]
        said = plain(value / 60) if unit == "hours" else plain(value)
        drawn.append(
            f'<line class="s-line" x1="{x1}" x2="{x2}" y1="{at:.1f}" y2="{at:.1f}"/>'
            f'<text class="t-end" x="{x1 - 8}" y="{at + 4:.1f}">{said}</text>'
        )
    return drawn


def _step(top: float, unit: str) -> float:
    """The distance between rules: three or four of them, at round numbers."""
    base = 60.0 if unit == "hours" else 1.0
    for step in (1, 2, 3, 5, 10, 15, 20, 25, 50, 100, 200, 500, 1000):
        if top / (step * base) <= 4:
            return step * base
    return top / 4


def bar_chart(
    points: Iterable[Point],
    title: object,
    line: object = "",
    aim: float = 0,
    unit: str = "",
    tone: str = "",
    label: object = "",
    size: str = "",
) -> SafeString:
    """A column for each point. `points`: dict(label, value, ahead=0, now=False); unit "hours" takes minutes.

    `ahead` is drawn pale on top of `value`; `aim` is a black line; `label` replaces the spoken name.
    """
    points = list(points)
    width = _wide(len(points), size)
    right = width - RIGHT_ROOM
    numbers = [(float(p.get("value") or 0), float(p.get("ahead") or 0)) for p in points]  # type: ignore[arg-type]
    aim = aim or 0  # a template has "" where there is none
    top = max([aim, *(value + ahead for value, ahead in numbers)], default=0) or 1
    step = _step(top, unit)

    def y(value: float) -> float:
        return FLOOR - (FLOOR - TOP) * value / (top * 1.06)

    column = (right - LEFT) / max(len(points), 1)
    xs = [LEFT + column * (at + 0.5) for at in range(len(points))]
    now = next((at for at, p in enumerate(points) if p.get("now")), -1)
    thick = min(14.0, column * 0.7)
    drawn = _rules([step * n for n in range(int(top // step) + 1)], y, LEFT - 4, right, unit)
    for x, (value, ahead) in zip(xs, numbers, strict=True):
        for amount, kind in ((value + ahead if ahead else 0, "f-ahead"), (value, "f-done")):
            if amount:
                drawn.append(
                    f'<rect class="{kind}" x="{x - thick / 2:.1f}" y="{y(amount):.1f}" width="{thick:.1f}"'
                    f' height="{FLOOR - y(amount):.1f}"/>'
                )
    drawn += _names(points, xs, now)
    if aim:
        said = _("{hours} h").format(hours=plain(aim / 60)) if unit == "hours" else plain(aim)
        drawn.append(
            f'<line class="s-aim" x1="{LEFT - 4}" x2="{right}" y1="{y(aim):.1f}" y2="{y(aim):.1f}"/>'
            f'<text class="t-ink" x="{right + 4}" y="{y(aim) + 4:.1f}">{said}</text>'
        )
    spoken = label or _("{title}: {last} most recently").format(
        title=title, last=_text(numbers[-1][0], unit) if numbers else _("nothing yet")
    )
    rows = [
        (_("{label}, so far").format(label=p["label"]) if at == now else p["label"], _text(value, unit))
        for at, (p, (value, _ahead)) in enumerate(zip(points, numbers, strict=True))
    ]
    svg = f'<svg class="chart" viewBox="0 0 {width} 156" role="img" aria-label="{words(spoken)}">{"".join(drawn)}</svg>'
    return _figure(title, line, tone, svg, _table(title, (_("Week"), title), rows), size)


def trend_chart(
    points: Iterable[Point],
    title: object,
    line: object = "",
    low: float = 0,
    high: float = 10,
    reliable: float = 0,
    aim: float | None = None,
    tone: str = "",
    label: object = "",
    size: str = "",
) -> SafeString:
    """A measure over time. `points`: dict(label, value), oldest first; the last one is amber and says its value.

    `low` and `high` are the instrument's range. `reliable`: the reliable-change range around the first score, in
    points (Jacobson and Truax 1991); inside the band, change may be chance. `aim`: a black line with its number.
    """
    points = [p for p in points if p.get("value") is not None]
    width = _wide(len(points), size)
    right = width - RIGHT_ROOM
    values = [float(p["value"]) for p in points]  # type: ignore[arg-type]
    low, high = min([low, *values]), max([high, *values])
    span = (high - low) or 1

    def y(value: float) -> float:
        return FLOOR - (FLOOR - TOP) * (value - low) / span

    xs = [LEFT + (right - LEFT) * at / max(len(points) - 1, 1) for at in range(len(points))]
    drawn: list[str] = []
    if reliable and values:
        upper, lower = min(high, values[0] + reliable), max(low, values[0] - reliable)
        drawn.append(
            f'<rect class="f-band" x="{LEFT}" y="{y(upper):.1f}" width="{right - LEFT}"'
            f' height="{y(lower) - y(upper):.1f}"/>'
            f'<line class="s-dash" x1="{LEFT}" x2="{right}" y1="{y(values[0]):.1f}" y2="{y(values[0]):.1f}"/>'
        )
    middle = low + span / 2
    drawn += _rules((low, math.floor(middle) if span > 4 else middle, high), y, LEFT, right, "")
    if aim is not None:
        named = words(_("aim {number}").format(number=plain(aim)))  # not inside the f-string: xgettext looks past it
        drawn.append(
            f'<line class="s-aim" x1="{LEFT}" x2="{right}" y1="{y(aim):.1f}" y2="{y(aim):.1f}"/>'
            f'<text x="{right + 6}" y="{y(aim) + 4:.1f}">{named}</text>'
        )
    places = [(x, y(value)) for x, value in zip(xs, values, strict=True)]
    if len(places) > 1:
        drawn.append(f'<polyline class="s-done" points="{" ".join(f"{x:.1f},{at:.1f}" for x, at in places)}"/>')
    drawn += [f'<circle class="f-done s-gap" cx="{x:.1f}" cy="{at:.1f}" r="4"/>' for x, at in places[:-1]]
    drawn += _names(points, xs, -1)
    if places:
        (x, at), value = places[-1], values[-1]
        # Where the last value would sit on the aim's words, it steps above them.
        beside = at + 4 if aim is None or abs(at - y(aim)) > 15 else (at - 9 if at <= y(aim) else at + 17)
        if len(places) == 1:
            beside = at - 9
        drawn.append(
            f'<circle class="f-make s-gap" cx="{x:.1f}" cy="{at:.1f}" r="6"/>'
            f'<text class="t-warm" x="{x + 12:.1f}" y="{beside:.1f}">{plain(value)}</text>'
        )
    spoken = label or (
        _("{title} from {first} to {last}").format(title=title, first=plain(values[0]), last=plain(values[-1]))
        if values
        else _("{title}: nothing yet").format(title=title)
    )
    svg = f'<svg class="chart" viewBox="0 0 {width} 156" role="img" aria-label="{words(spoken)}">{"".join(drawn)}</svg>'
    rows = [(p["label"], plain(value)) for p, value in zip(points, values, strict=True)]
    return _figure(title, line, tone, svg, _table(title, (_("When"), title), rows), size)


def _on_arc(degrees: float, radius: float) -> tuple[float, float]:
    angle = math.radians(degrees)
    return 130 - radius * math.cos(angle), 118 - radius * math.sin(angle)


def dial(position: float, sentence: object, names: Iterable[object] = ()) -> SafeString:
    """Three arcs, one needle and the sentence beneath. `position`: −1 more support, 0 stay, 1 step down."""
    position = max(-1.0, min(1.0, float(position)))
    spoken = list(names) or [_("More support"), _("Stay"), _("Step down")]
    chosen = 0 if position < -1 / 3 else 2 if position > 1 / 3 else 1
    drawn = []
    for at, (start, end) in enumerate(((0, 58), (61, 119), (122, 180))):
        (x1, y1), (x2, y2) = _on_arc(start, 92), _on_arc(end, 92)
        drawn.append(
            f'<path class="s-thick {"s-action" if at == chosen else "s-mid"}"'
            f' d="M{x1:.1f} {y1:.1f}A92 92 0 0 1 {x2:.1f} {y2:.1f}"/>'
        )
    x, y = _on_arc(90 + position * 88, 70)
    drawn.append(
        f'<path class="s-now needle" d="M130 118L{x:.1f} {y:.1f}"/><circle class="f-make" cx="{x:.1f}" cy="{y:.1f}"'
        f' r="7"/><circle class="f-ink" cx="130" cy="118" r="5"/>'
    )
    for at, (name, place) in enumerate(zip(spoken, (38, 130, 222), strict=True)):
        strong = " t-ink" if at == chosen else ""
        drawn.append(f'<text class="t-mid{strong}" x="{place}" y="144">{words(name)}</text>')
    return format_html(
        '<figure class="figure"><svg class="chart dial" viewBox="0 0 260 150" role="img" aria-label="{}">{}</svg>'
        '<figcaption class="lg strong mid">{}</figcaption></figure>',
        _("The rules point to: {direction}").format(direction=spoken[chosen]),
        SafeString("".join(drawn)),
        sentence,
    )
