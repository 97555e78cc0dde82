"""What was answered, how it moves, and which answers still wait for a human."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from openiop.base.people.models import Client
from openiop.base.people.roles import Permission as P
from openiop.base.privacy.gate import Gate
from openiop.base.reads import Read
from openiop.care.measures.models import Response, SafetyAlert
from openiop.rulebook import instruments

AT_MOST = 400  # answers that one page reads: two years of everything, every week


@dataclass(frozen=True)
class Point:
    """One score (or one item's answer) on a trend, oldest first."""

    response: Response
    value: int


@dataclass(frozen=True)
class Trend:
    """One instrument of one client, or one item of an instrument that has no total.

    `change` compares the first with the last total where the instrument has a rule for it.
    """

    instrument: instruments.Instrument
    item: instruments.Item | None
    points: tuple[Point, ...]
    change: instruments.Change | None

    @property
    def last(self) -> Point | None:
        return self.points[-1] if self.points else None


LAST_ANSWERS = Read(
    Response,
    lambda rows, client: rows.filter(client=client, replaced_by=None).order_by("-answered_at", "-created_at")[:AT_MOST],
    client=UUID,
)


def answered(gate: Gate, client: Client, permission: P = P.SEE_CHART) -> QuerySet[Response]:
    """The answers that hold (not replaced by a correction), oldest first. A client reads their own under SEE_OWN."""
    return gate.rows(Response, permission).filter(client=client, replaced_by=None).order_by("answered_at", "created_at")


def latest(gate: Gate, client: Client, permission: P = P.SEE_CHART) -> dict[str, Response]:
    """The last answer to each instrument, by instrument key."""
    rows = (
        answered(gate, client, permission).order_by("instrument", "-answered_at", "-created_at").distinct("instrument")
    )
    return {row.instrument: row for row in rows}


def trends(gate: Gate, client: Client, permission: P = P.SEE_CHART) -> dict[str, list[Trend]]:
    """Every instrument that was ever answered, by key: one trend of totals, or one for each item where there is
    no total. An incomplete form has no point (INS-1)."""
    by_key: dict[str, list[Response]] = defaultdict(list)
    for response in reversed(gate.read(LAST_ANSWERS, permission, client=client.pk)):
        by_key[response.instrument].append(response)
    return {key: trend_of(instruments.get(key), rows) for key, rows in by_key.items() if key in instruments.known()}


def trend_of(instrument: instruments.Instrument, responses: list[Response]) -> list[Trend]:
    """The trends of one instrument from its answers, oldest first."""
    if instrument.scored:
        points = tuple(Point(r, r.total) for r in responses if r.total is not None)
        return [Trend(instrument, None, points, change(instrument, points))]
    return [
        Trend(
            instrument,
            item,
            tuple(Point(r, r.answers[item.code]) for r in responses if r.answers.get(item.code) is not None),
            None,
        )
        for item in instrument.items
    ]


def change(instrument: instruments.Instrument, points: tuple[Point, ...]) -> instruments.Change | None:
    """From the first total to the last; None where there are not two, or no rule says what chance may do."""
    if len(points) < 2 or instrument.reliable_points is None:
        return None
    return instruments.reliable_change(instrument.key, points[0].value, points[-1].value)


def last_asked(gate: Gate, client: Client) -> dict[str, date]:
    """The local day on which each instrument was last answered."""
    return {key: gate.program.local(r.answered_at).date() for key, r in latest(gate, client).items()}


def open_alerts(gate: Gate, client: Client | None = None) -> QuerySet[SafetyAlert]:
    """Safety answers that nobody has answered yet, newest first."""
    rows = gate.rows(SafetyAlert, P.SEE_CHART).filter(answered_at=None).select_related("client", "response")
    return rows.filter(client=client) if client else rows


def answered_alerts(gate: Gate) -> QuerySet[SafetyAlert]:
    """Safety answers that somebody acted on, the last ones first."""
    rows = gate.rows(SafetyAlert, P.SEE_CHART).filter(answered_at__isnull=False)
    return rows.select_related("client", "response", "answered_by").order_by("-answered_at")


def band_label(response: Response) -> str:
    """The English label (message id) of a response's band, or "" where it has none."""
    bands: dict[str, Any] = {band.key: band for band in instruments.get(response.instrument).bands}
    return bands[response.band].label if response.band in bands else ""
