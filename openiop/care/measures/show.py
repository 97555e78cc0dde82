"""Scores and trends as a page shows them: words, charts and the rows behind them."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from openiop.base.look.moments import local_day
from openiop.base.people.models import Client
from openiop.base.programs.models import Program
from openiop.care.measures.models import Response, SafetyAlert
from openiop.care.measures.queries import Trend, band_label
from openiop.rulebook import instruments

TONE = {"better": "good", "worse": "caution", "none": ""}


def charts(trends: dict[str, list[Trend]], program: Program) -> list[dict[str, Any]]:
    """One dict for each picture: title, line, tone, points (label, value), low, high, reliable."""
    return [
        chart(trend, program)
        for key in instruments.known()
        for trend in trends.get(key, [])
        if trend.points and (trend.item is None or trend.item.alert_at is None)
    ]


def chart(trend: Trend, program: Program) -> dict[str, Any]:
    instrument, item = trend.instrument, trend.item
    return {
        "title": item.text_in(lang()) if item else instrument.title_in(lang()),
        "line": words(trend),
        "tone": TONE[trend.change.direction] if trend.change else "",
        "points": [{"label": local_day(p.response.answered_at, program), "value": p.value} for p in trend.points[-12:]],
        "low": item.low if item else instrument.minimum,
        "high": item.high if item else instrument.maximum,
        "reliable": instrument.reliable_points - 1 if trend.change and instrument.reliable_points else 0,
        "instrument": instrument,
        "last": trend.last,
    }


def words(trend: Trend) -> str:
    """What the line under a picture's title says."""
    if trend.change:
        return trend.change.explanation.translated(_)
    if trend.last is None:
        return ""
    if trend.item is None:
        return said_short(trend.last.response)
    if len(trend.points) < 2:
        return _("%(last)s, asked once") % {"last": trend.last.value}
    return _("From %(first)s to %(last)s") % {"first": trend.points[0].value, "last": trend.last.value}


def in_short(trends: dict[str, list[Trend]], client: Client) -> str:
    """The answer of the page: which way the totals move."""
    changes = [t.change for rows in trends.values() for t in rows if t.change]
    better = sum(c.direction == "better" for c in changes)
    worse = sum(c.direction == "worse" for c in changes)
    name = client.first_name
    if not trends:
        return _("Nothing has been asked yet")
    if worse:
        return _("%(name)s may need more support: a score rose by more than chance") % {"name": name}
    if better:
        return _("%(name)s is doing reliably better on at least one measure") % {"name": name}
    if changes:
        return _("No score has moved by more than chance so far")
    return _("First answers are in; the next ones show a direction")


def to_ask(latest: dict[str, Response], program: Program) -> list[dict[str, Any]]:
    """The instruments that can be asked, with when each was asked last."""
    return [
        {
            "key": key,
            "title": instruments.get(key).title_in(lang()),
            "last": program.local(latest[key].answered_at) if key in latest else None,
            "said": said_short(latest[key]) if key in latest else "",
        }
        for key in instruments.known()
    ]


def row(response: Response) -> dict[str, Any]:
    """One set of answers as a row: the instrument, its score in words, and what stands out."""
    instrument = instruments.get(response.instrument)
    return {
        "response": response,
        "title": instrument.title_in(lang()),
        "said": said_short(response),
        "complete": response.total is not None or not instrument.scored,
        "alert": bool(response.alerts),
    }


def said_short(response: Response) -> str:
    """A score in words: "17 of 27: moderately severe"."""
    instrument = instruments.get(response.instrument)
    if not instrument.scored:
        return _("Read answer by answer")
    if response.total is None:
        return _("Not scored: answers are missing")
    label = band_label(response)
    return _("%(total)s of %(maximum)s: %(band)s") % {
        "total": response.total,
        "maximum": instrument.maximum,
        "band": _(label) if label else "",
    }


def said(response: Response) -> str:
    """What a toast says after an answer."""
    instrument = instruments.get(response.instrument)
    return _("Kept. %(title)s: %(said)s") % {
        "title": instrument.title_in(lang()),
        "said": said_short(response),
    }


def answers(response: Response, language: str) -> list[dict[str, Any]]:
    """Each question with the answer that was given, in the client's language."""
    found = []
    for item in instruments.get(response.instrument).items:
        value = response.answers.get(item.code)
        found.append(
            {
                "number": item.number,
                "text": item.text_in(language),
                "value": value,
                "label": dict(item.options_in(language)).get(value, ""),
                "alert": item.alert_at is not None and value is not None and value >= item.alert_at,
            }
        )
    return found


def alert_words(alert: SafetyAlert) -> dict[str, str]:
    """The question that raised an alert, and the answer, word for word."""
    item = instruments.get(alert.response.instrument).item(alert.item)
    return {
        "question": item.text_in(lang()),
        "answer": dict(item.options_in(lang())).get(alert.value, str(alert.value)),
        "instrument": instruments.get(alert.response.instrument).title_in(lang()),
    }


def lang() -> str:
    """The reader's language."""
    return get_language() or "en"
