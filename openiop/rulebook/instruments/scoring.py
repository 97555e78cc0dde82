"""Scores, alerts and reliable change, the same way for every instrument."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from ..crisis import CRISIS_TEXT
from ..text import Explanation, explain, gettext_noop, label
from .audit_c import AT_LEAST, AUDIT_C, FREQUENT_ONLY, LOW, POSITIVE
from .checkin import WEEKLY_CHECKIN
from .model import Alert, Band, Change, Instrument, Item, Score
from .phq import GAD_7, PHQ_9

_ALL = {each.key: each for each in (PHQ_9, GAD_7, AUDIT_C, WEEKLY_CHECKIN)}


def known() -> tuple[str, ...]:
    """Return the keys of all instruments."""
    return tuple(_ALL)


def get(key: str) -> Instrument:
    """Return an instrument, else KeyError naming the known ones."""
    if key not in _ALL:
        raise KeyError(f"no instrument {key!r}; known are {', '.join(_ALL)}")
    return _ALL[key]


def score(key: str, answers: Mapping[str, int | None], *, sex: Literal["female", "male"] | None = None) -> Score:
    """Score one set of answers.

    answers: item code to score; None or absent is unanswered. sex: only AUDIT-C's cut-off asks for it;
    without it the lower cut-off holds. INS-1: an incomplete form has no total. INS-2: alerts do not wait
    for a complete form. Raises KeyError for an unknown instrument, ValueError for an unknown item or an
    answer outside its options.
    """
    instrument = get(key)
    given = _checked(instrument, answers)
    if instrument is AUDIT_C and given.get("auditc_1") == 0:
        given = {"auditc_2": 0, "auditc_3": 0, **given}
    missing = tuple(item.code for item in instrument.items if item.required and item.code not in given)
    total = band = None
    if not missing and instrument.scored:
        total = sum(given[item.code] for item in instrument.items if item.scored)
        band = _audit_c_band(given, total, sex) if instrument is AUDIT_C else _band(instrument, total)
    return Score(
        key=instrument.key,
        version=instrument.version,
        total=total,
        band=band,
        complete=not missing,
        missing=missing,
        explanation=_explain(instrument, total, band, missing, sex),
        alerts=tuple(
            _alert(item, given[item.code])
            for item in instrument.items
            if item.alert_at is not None and given.get(item.code, 0) >= item.alert_at
        ),
        item_scores=given,
    )


def reliable_change(key: str, first: int, last: int, *, points: int | None = None) -> Change:
    """Say whether the last total differs from the first by more than chance.

    points: the least reliable change; the instrument's own if not given. ValueError where there is no
    rule, or a total is outside the instrument's range.
    """
    instrument = get(key)
    least = points if points is not None else instrument.reliable_points
    if least is None or not instrument.scored:
        raise ValueError(f"{key} has no total and no reliable-change rule; compare it answer by answer")
    for total in (first, last):
        if not instrument.minimum <= total <= instrument.maximum:
            raise ValueError(f"{key}: a total of {total} is outside {instrument.minimum} to {instrument.maximum}")
    fell, moved = last < first, abs(last - first)
    direction: Literal["better", "worse", "none"] = "none"
    if moved >= least:
        direction = "better" if fell == (instrument.better == "lower") else "worse"
    message = {
        "better": gettext_noop("From %(first)s to %(last)s: reliably better"),
        "worse": gettext_noop("From %(first)s to %(last)s: reliably worse"),
        "none": gettext_noop("From %(first)s to %(last)s: less than %(points)s points may be chance"),
    }[direction]
    return Change(
        direction=direction,
        first=first,
        last=last,
        points=least,
        band_low=max(instrument.minimum, first - least + 1),
        band_high=min(instrument.maximum, first + least - 1),
        explanation=explain(f"change-{direction}", message, first=first, last=last, points=least),
    )


def _checked(instrument: Instrument, answers: Mapping[str, int | None]) -> dict[str, int]:
    given: dict[str, int] = {}
    for code, answer in answers.items():
        try:
            item = instrument.item(code)
        except KeyError as error:
            raise ValueError(error.args[0]) from None
        if answer is None:
            continue
        allowed = [option.score for option in item.options]
        if isinstance(answer, bool) or answer not in allowed:
            raise ValueError(f"{code}: {answer!r} is not an answer; give one of {', '.join(map(str, allowed))}")
        given[code] = answer
    return given


def _band(instrument: Instrument, total: int) -> Band | None:
    return next((band for band in instrument.bands if band.low <= total <= band.high), None)


def _audit_c_band(given: Mapping[str, int], total: int, sex: str | None) -> Band:
    if total < AT_LEAST.get(sex or "", min(AT_LEAST.values())):
        return LOW
    return FREQUENT_ONLY if total == given["auditc_1"] else POSITIVE


def _explain(
    instrument: Instrument, total: int | None, band: Band | None, missing: tuple[str, ...], sex: str | None
) -> Explanation:
    if missing:
        return explain(
            "INS-1",
            gettext_noop("Not scored: unanswered questions: %(count)s"),
            count=len(missing),
        )
    if total is None:
        return explain("answers-only", gettext_noop("Read answer by answer; there is no total"))
    named = label(band.label) if band else ""
    if instrument is AUDIT_C and sex is None:
        return explain(
            "AUDIT-C",
            gettext_noop("%(total)s of %(maximum)s: %(band)s. The lower cut-off was used"),
            total=total,
            maximum=instrument.maximum,
            band=named,
        )
    return explain(
        instrument.key,
        gettext_noop("%(total)s of %(maximum)s: %(band)s"),
        total=total,
        maximum=instrument.maximum,
        band=named,
    )


def _alert(item: Item, value: int) -> Alert:
    return Alert(
        code="thoughts_of_self_harm",
        item=item.code,
        value=value,
        explanation=explain(
            "INS-2",
            gettext_noop("Answered %(value)s of %(high)s about being better off dead or self-harm: see them now"),
            value=value,
            high=item.high,
        ),
        crisis=True,
        crisis_text=CRISIS_TEXT,
    )
