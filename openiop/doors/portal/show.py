"""Facts as a client reads them: the next session, the week in one sentence, bars of the weeks."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openiop.base.look.hours import hours
from openiop.base.look.moments import local_date, local_day
from openiop.base.programs.models import Program
from openiop.care.calendar.models import Session
from openiop.care.placement.models import Episode
from openiop.care.plan.models import Goal, PrescribedDose
from openiop.care.schedule.queries import ClientWeek, weekly_minutes

FACES = (0, 3, 5, 8, 10)  # what the five faces mean on the check-in's scale of 0 to 10
WEEKS = 12


def faces() -> list[dict[str, Any]]:
    """The five faces of one tap: which face, what it means, its number on the check-in's scale."""
    labels = (_("None"), _("A little"), _("Some"), _("Strong"), _("Very"))
    return [{"position": at, "label": label, "urge": FACES[at]} for at, label in enumerate(labels)]


def next_session(session: Session, now: datetime, program: Program) -> dict[str, Any]:
    """The card of the next session: when in words, who leads by first name, and where."""
    names = [lead.staff.first_name for lead in session.leading]  # type: ignore[attr-defined]
    return {
        "session": session,
        "title": title_of(session),
        "when": when(session, now, program),
        "with": in_a_row(names),
    }


def title_of(session: Session) -> str:
    """A group by its name; an hour of one's own by what it is, for its title is written for staff."""
    return session.title if session.group_id else str(session.get_kind_display())


def when(session: Session, now: datetime, program: Program) -> str:
    """Now, in 18 minutes, today, tomorrow, or the day."""
    start = session.during.lower
    if start <= now:
        return _("Now")
    minutes = int((start - now).total_seconds() // 60) + 1
    if minutes <= 60:
        return ngettext("In %(n)d minute", "In %(n)d minutes", minutes) % {"n": minutes}
    away = (program.local(start).date() - program.local(now).date()).days
    if away < 2:
        return _("Today") if away == 0 else _("Tomorrow")
    return local_date(start, program)


def in_a_row(names: list[str]) -> str:
    """Dana, or Dana and Marcus."""
    return _("%(one)s and %(other)s") % {"one": names[0], "other": names[1]} if len(names) > 1 else "".join(names)


def strip(week: ClientWeek, today: date) -> list[dict[str, Any]]:
    """The week's columns, as {% week_strip %} draws them."""
    return [
        {
            "label": str(WEEKDAYS[day.date.weekday()])[:1].upper(),
            "name": str(WEEKDAYS[day.date.weekday()]),
            "attended": day.attended,
            "ahead": day.ahead,
            "now": day.date == today,
        }
        for day in week.days
    ]


def in_short(week: ClientWeek) -> str:
    """The week in a few words: what is done, what is to come."""
    if week.attended and week.ahead:
        return _("%(done)s done, %(ahead)s to come.") % {"done": hours(week.attended), "ahead": hours(week.ahead)}
    if week.attended:
        return _("%(done)s done this week.") % {"done": hours(week.attended)}
    if week.ahead:
        return _("%(ahead)s to come this week.") % {"ahead": hours(week.ahead)}
    return _("Nothing is planned this week.")


def beside(week: ClientWeek, episode: Episode | None) -> str:
    """One more sentence: how that stands beside what the plan says. Never a reproach."""
    if not week.has_plan:
        return ""
    words = {"all": hours(week.prescribed), "short": hours(week.short_by), "name": ""}
    if episode:
        words["name"] = episode.therapist.first_name
    if week.decision.reached:
        return _("All %(all)s of your week are in.") % words
    if week.short_by:
        return _("Your plan has %(all)s. %(name)s can help to find a place for the other %(short)s.") % words
    return _("That makes the %(all)s of your plan.") % words


def bars(program: Program, client_id: Any, episode: Episode, week: ClientWeek | None) -> list[dict[str, Any]]:
    """Hours by week of the stay, the last twelve at most, as {% bar_chart %} draws them."""
    today = min(program.today(), episode.closed_on or program.today())
    weeks = [program.week_of(today - timedelta(weeks=back)) for back in range(WEEKS - 1, -1, -1)]
    weeks = [each for each in weeks if each.last >= episode.opened_on]
    minutes = weekly_minutes([client_id], program, weeks).get(client_id, {})
    current = program.week_of(program.today())
    return [
        {
            "label": date_format(each.first, "n/j"),
            "value": minutes.get(each, 0),
            "ahead": week.ahead if week and each == current else 0,
            "now": each == current,
        }
        for each in weeks
    ]


def own_line(goals: list[Goal], today: date) -> str:
    """Words of their own, another goal's each day."""
    said = [goal.own_words for goal in goals if goal.own_words]
    return said[today.toordinal() % len(said)] if said else ""


def dose_lines(doses: list[PrescribedDose], today: date) -> list[str]:
    """The hours of a plan in sentences, those that are over left out."""
    lines = []
    for row in doses:
        if row.during.upper and row.during.upper <= today:
            continue
        line = ngettext("%(hours)s a week on %(n)d day", "%(hours)s a week on %(n)d days", row.days) % {
            "hours": hours(row.weekly_minutes),
            "n": row.days,
        }
        start, end = row.during.lower, row.during.upper - timedelta(days=1) if row.during.upper else None
        if start > today:
            line = _("From %(day)s: %(line)s") % {"day": local_day(start), "line": line}
        elif end:
            line = _("Until %(day)s: %(line)s") % {"day": local_day(end), "line": line}
        lines.append(line)
    return lines


def steps_in(state: str) -> list[dict[str, str]]:
    """The way from the first call to the first day, as {% stepper %} draws it."""
    order = ["new", "screened", "evaluated"]
    at = order.index(state) if state in order else 0
    labels = [_("You wrote"), _("First talk"), _("Evaluation"), _("First day")]
    return [
        {"label": label, "state": "done" if number <= at else "now" if number == at + 1 else ""}
        for number, label in enumerate(labels)
    ]
