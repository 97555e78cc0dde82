"""The chart's first page: how is this person? Hours, measures, goals with what touched them, and what to know."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openiop.base.look.hours import hours
from openiop.base.look.moments import local_day, written
from openiop.base.people.models import Client, Contact
from openiop.base.people.roles import Permission as P
from openiop.base.privacy.gate import Gate
from openiop.base.programs.models import Program
from openiop.base.reads import Read
from openiop.care.calendar.queries import coming_up
from openiop.care.encounters.models import Note
from openiop.care.measures.queries import Trend, trends
from openiop.care.medical.models import Medication, ToxicologyTest
from openiop.care.placement.models import Episode
from openiop.care.placement.queries import episode_of
from openiop.care.plan import queries as plan
from openiop.care.plan.models import Goal
from openiop.care.schedule.queries import ClientWeek, client_history
from openiop.doors.desk import draw
from openiop.doors.desk.reaching import may_ask
from openiop.rulebook import dose

WEEKS = 6  # weeks of history on the first page
TOUCHES = 3  # sessions shown under each goal

CONTACTS = Read(Contact, lambda rows, client: rows.filter(client=client)[:4], client=UUID)
TOUCHES_OF = Read(  # the last signed notes about a goal, whichever plan it stands in
    Note,
    lambda rows, client: (
        rows.filter(client=client, signed_at__isnull=False, objective__isnull=False)
        .order_by("-due_at")
        .values_list("objective__goal", "session__during__startswith", "session__title", "response", "session")[:40]
    ),
    client=UUID,
)
MEDICATIONS = Read(
    Medication,
    lambda rows, client: rows.filter(client=client, status="active").order_by("-is_moud", "name")[:3],
    client=UUID,
)
LAST_TEST = Read(
    ToxicologyTest,
    lambda rows, client: rows.filter(client=client, replaced_by=None).order_by("-collected_at")[:1],
    client=UUID,
)
STATUS_TONE = {
    Goal.Status.STARTING: "",
    Goal.Status.PRACTICING: "action",
    Goal.Status.HOLDING: "good",
    Goal.Status.REACHED: "good",
    Goal.Status.SET_ASIDE: "open",
}


def overview(gate: Gate, client: Client, now: datetime) -> dict[str, Any]:
    """Everything on the page. Who may not see the chart sees names, contacts and what is coming up."""
    program = gate.program
    episode = episode_of(client.pk, program)
    page: dict[str, Any] = {
        "client": client,
        "episode": episode,
        "coming": draw.coming(coming_up(client, 4, now), program),
        "contacts": draw.around(gate.read(CONTACTS, P.SEE_CLIENTS, client=client.pk)),
        "may_ask_who": may_ask(gate, episode),
        "client_facts": head_facts(episode, program, now),
        "client_actions": head_actions(gate, client, episode),
    }
    if episode and gate.may(P.SEE_HOURS):
        page |= hours_of(gate, client, episode, program, now)
    if gate.may(P.SEE_CHART):
        page |= {
            "measures": measure_charts(trends(gate, client), program),
            "goals": draw.goals(goals_of(gate, client, program)),
            "facts": draw.known(facts(gate, client, program)),
        }
    return page


def head_facts(episode: Episode | None, program: Program, now: datetime) -> list[str]:
    """What stands under the name: how far into treatment, where, with whom."""
    if episode is None:
        return []
    if episode.closed_on:
        return [_("Was here until %(day)s") % {"day": date_format(episode.closed_on)}]
    number = (dose.day_of(now, program.zone) - episode.opened_on).days // 7 + 1
    return [
        str(episode.track),
        _("Week %(n)d") % {"n": number},
        _("Primary: %(name)s") % {"name": episode.therapist},
    ]


def head_actions(gate: Gate, client: Client, episode: Episode | None) -> list[dict[str, Any]]:
    """What is most often done next from a chart."""
    if episode is None or episode.closed_on:
        return []
    where = {"client_id": client.pk}
    actions = []
    if gate.may(P.SCHEDULE):
        url = reverse("calendar:place", kwargs=where)
        actions.append({"label": _("Place in groups"), "url": url, "icon": "calendar-plus", "kind": ""})
    if gate.may(P.PLACE):
        url = reverse("progress:step_down", kwargs=where)
        actions.append({"label": _("Review step-down"), "url": url, "icon": "compass", "kind": "go"})
    return actions


def hours_of(gate: Gate, client: Client, episode: Episode, program: Program, now: datetime) -> dict[str, Any]:
    """This week's hours and the bars of the last six weeks."""
    gate.require(P.SEE_HOURS)
    today = dose.day_of(now, program.zone)
    weeks = [program.week_of(today - timedelta(weeks=back)) for back in range(WEEKS - 1, -1, -1)]
    weeks = [week for week in weeks if week.last >= episode.opened_on]
    row, attended = client_history(program, client.pk, weeks, now)
    first = program.week_of(episode.opened_on).first
    bars = [
        {
            "label": str((week.first - first).days // 7 + 1),
            "value": attended.get(week, 0),
            "ahead": row.ahead if row and week == weeks[-1] else 0,
            "now": week == weeks[-1],
        }
        for week in weeks
    ]
    return {"row": row, "bars": bars, "hours_heading": heading_of(row)}


def heading_of(row: ClientWeek | None) -> str:
    """The answer above the meter, in a sentence."""
    if row is None or not row.has_plan:
        return _("No hours are prescribed this week")
    words = {"reach": hours(row.reachable), "all": hours(row.prescribed)}
    if row.decision.reached:
        return _("Reached %(all)s this week") % words
    if row.on_track:
        return _("On the way to %(all)s this week") % words
    if row.short_by:
        return _("Can still reach %(reach)s of %(all)s this week") % words
    return _("Will reach the hours this week, but on too few days")


CHARTED = [  # instrument, item (None: its total), the name on the chart; the first two that were asked are shown
    ("PHQ-9", None, gettext_lazy("Low mood, PHQ-9")),
    ("WEEKLY-CHECKIN", "checkin_urge", gettext_lazy("Urge, 0 to 10")),
    ("GAD-7", None, gettext_lazy("Worry, GAD-7")),
]


def measure_charts(found: dict[str, list[Trend]], program: Program) -> list[dict[str, Any]]:
    """The two or three trends that a reader wants first, each with its reliable-change band."""
    charts = []
    for key, item, title in CHARTED:
        trend = next((t for t in found.get(key, []) if (t.item.code if t.item else None) == item), None)
        if trend is None or not trend.points:
            continue
        instrument = trend.instrument
        low, high = (instrument.minimum, instrument.maximum) if item is None else (0, 10)
        points = [
            {"label": written(program.local(p.response.answered_at), "n/j"), "value": p.value}
            for p in trend.points[-8:]
        ]
        tone = {"better": "good", "worse": "caution"}.get(trend.change.direction, "") if trend.change else ""
        charts.append(
            {
                "title": title,
                "points": points,
                "low": low,
                "high": high,
                "line": line_of(trend),
                "tone": tone,
                "reliable": instrument.reliable_points if item is None else None,
            }
        )
    return charts[:2]


def line_of(trend: Trend) -> str:
    first, last = trend.points[0].value, trend.points[-1].value
    words = {"first": first, "last": last}
    if trend.change is None or trend.change.direction == "none":
        return _("%(first)s to %(last)s") % words
    if trend.change.direction == "better":
        return _("Reliably better: %(first)s to %(last)s") % words
    return _("Reliably worse: %(first)s to %(last)s") % words


def goals_of(gate: Gate, client: Client, program: Program) -> list[dict[str, Any]]:
    """Each goal of the active plan with the sessions that touched it, newest first."""
    goals = plan.goals_of(client.pk)
    touched: dict[UUID, list[dict[str, Any]]] = {}
    if goals and gate.may(P.SEE_NOTES):
        for goal, starts, title, response, session in gate.read(TOUCHES_OF, P.SEE_NOTES, client=client.pk):
            touches = touched.setdefault(goal, [])
            if len(touches) < TOUCHES:
                day = local_day(starts, program)
                touches.append({"when": day, "title": title, "text": shorten(response), "session": session})
    return [
        {"goal": goal, "tone": STATUS_TONE[Goal.Status(goal.status)], "touches": touched.get(goal.pk, [])}
        for goal in goals
    ]


def shorten(text: str, limit: int = 90) -> str:
    """The first sentence, or as many whole words as fit."""
    first = text.split(". ")[0].rstrip(".")
    return first if len(first) <= limit else first[:limit].rsplit(" ", 1)[0] + "…"


def facts(gate: Gate, client: Client, program: Program) -> list[dict[str, Any]]:
    """Know before you walk in: medication, the last test, language."""
    known: list[dict[str, Any]] = []
    for medication in gate.read(MEDICATIONS, P.SEE_CHART, client=client.pk):
        known.append({"icon": "pill", "title": medication.name, "line": medication.dose})
    for test in gate.read(LAST_TEST, P.SEE_CHART, client=client.pk):
        day = local_day(test.collected_at, program)
        known.append({"icon": "test-tube", "title": test.get_result_display(), "line": f"{test.panel}, {day}"})
    if client.language != "en":
        known.append({"icon": "languages", "title": client.get_language_display(), "line": _("Language they prefer")})
    return known
