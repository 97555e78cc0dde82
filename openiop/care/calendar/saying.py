"""The picture of when somebody can come: what they said, and what a week is planned with."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import dateformat
from django.utils.translation import gettext as _

from openiop.base.look.moments import local_range
from openiop.base.programs.models import Program
from openiop.care.calendar import hours, rules
from openiop.care.calendar.models import Group
from openiop.care.calendar.when import half
from openiop.care.calendar.when_forms import FIRST, LAST, clock_of
from openiop.rulebook.dose import Week


@dataclass
class Day:
    """One day of the picture: its name, and its stretches in words ("9:00 to 11:30 am")."""

    name: str
    stretches: list[str]


def next_week(program: Program) -> Week:
    """The treatment week after this one."""
    return program.week_of(program.week_of(program.today()).last + timedelta(days=1))


def picture(free: hours.Free, week: Week, program: Program) -> list[Day]:
    """The week as it is planned with, in the order of the half-hours one ticks: from Monday."""
    days = sorted(enumerate(week.days()), key=lambda each: each[1].weekday())
    return [Day(dateformat.format(day, "l"), _words(free, at, day, program)) for at, day in days]


def _words(free: hours.Free, at: int, day: date, program: Program) -> list[str]:
    found = []
    both = free.site[at] & free.video[at]
    for mask, note in (
        (both, ""),
        (free.site[at] & ~both, _("here")),
        (free.video[at] & ~both, _("by video")),
    ):
        for start, end in hours.runs(mask):
            found.append((start, _said(day, start, end, program) + (f", {note}" if note else "")))
    return [words for _start, words in sorted(found)]


def _said(day: date, start: int, end: int, program: Program) -> str:
    return local_range(DateTimeTZRange(*rules.slot(day, clock_of(start), (end - start) * 30, program.zone)), program)


def grid(lines: Any) -> list[dict[str, Any]]:
    """The half-hours one can tick: rows of a table, with what is ticked now (lines of "can come" without dates)."""
    masks = [0] * 7
    for line in lines:
        if is_plain(line):
            for day in line.days:
                masks[day] |= hours.stretch(*line.halves)
    return [
        {
            "half": at,
            "clock": clock_of(at),
            "cells": [
                {"name": f"t-{day}-{at}", "day": Program.Weekday(day).label, "on": masks[day] >> at & 1}
                for day in range(7)
            ],
        }
        for at in range(FIRST, LAST)
    ]


def is_plain(line: Any) -> bool:
    """Whether the picture shows it: "can come", in any week and either way."""
    return getattr(line, "kind", "can") == "can" and (line.first_day, line.last_day, line.way) == (None, None, "either")


def assumed_of_client(track: Any, program: Program, week: Week) -> hours.Masks:
    days = Group.objects.filter(program=program).values_list("weekday", flat=True).distinct()
    return hours.daypart_week(track.daypart if track else "day", week, set(days))


def assumed_of_staff(staff: Any, week: Week) -> hours.Masks:
    led = [
        (group.weekday, half(group.starts), half(group.starts) + -(-group.minutes // 30))
        for group in Group.objects.filter(facilitator=staff, last_day=None)
    ]
    return hours.around(led, week)
