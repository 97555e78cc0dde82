"""Instants are UTC; a reader sees the program's own clock and calendar."""

import datetime as dt
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils import dateformat, timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

Moment = dt.datetime | dt.date | None


@lru_cache(maxsize=256)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def zone_of(place: object) -> dt.tzinfo:
    """The time zone of a program, a zone name or a tzinfo; Django's current zone when there is none."""
    place = getattr(place, "time_zone", place)
    if isinstance(place, dt.tzinfo):
        return place
    return _zone(str(place)) if place else timezone.get_current_timezone()


def _here(moment: dt.datetime | dt.date, place: object) -> dt.datetime | dt.date:
    # A plain date is a day already: a birthday has no time zone.
    return moment.astimezone(zone_of(place)) if isinstance(moment, dt.datetime) else moment


def written(moment: dt.datetime | dt.date, letters: str) -> str:
    """A local time or day in Django's date letters; those that say seconds or a zone are not for this."""
    if isinstance(moment, dt.datetime):
        moment = moment.replace(second=0, microsecond=0, tzinfo=None)
    return _written(get_language(), isinstance(moment, dt.datetime), moment, letters)


@lru_cache(maxsize=4096)  # the same few days and hours stand on every page
def _written(_language: str | None, _is_time: bool, moment: dt.datetime | dt.date, letters: str) -> str:
    return dateformat.format(moment, letters)


def _clock(moment: dt.datetime, mark: bool = True) -> str:
    letters = pgettext("clock, in Django's date letters", "g:i A") if mark else pgettext("clock without am", "g:i")
    return written(moment, letters).lower()


def _with_year(moment: dt.datetime | dt.date, place: object, letters: str, lettered_year: str) -> str:
    this_year = timezone.now().astimezone(zone_of(place)).year
    return written(moment, letters if moment.year == this_year else lettered_year)


def local_time(moment: Moment, place: object = None) -> str:
    """1:42 pm"""
    return _clock(moment.astimezone(zone_of(place))) if isinstance(moment, dt.datetime) else ""


def local_date(moment: Moment, place: object = None) -> str:
    """Wednesday, November 18 (with the year when it is not this one)"""
    if moment is None or moment == "":
        return ""
    return _with_year(
        _here(moment, place),
        place,
        pgettext("long date, in Django's date letters", "l, F j"),
        pgettext("long date, in Django's date letters", "l, F j, Y"),
    )


def local_day(moment: Moment, place: object = None) -> str:
    """Nov 18 (with the year when it is not this one)"""
    if moment is None or moment == "":
        return ""
    return _with_year(
        _here(moment, place),
        place,
        pgettext("short date, in Django's date letters", "M j"),
        pgettext("short date, in Django's date letters", "M j, Y"),
    )


def local_datetime(moment: Moment, place: object = None) -> str:
    """Nov 18, 1:42 pm"""
    if not isinstance(moment, dt.datetime):
        return local_day(moment, place)
    return f"{local_day(moment, place)}, {local_time(moment, place)}"


def local_range(during: object, place: object = None) -> str:
    """2:00 to 3:30 pm, of anything with `lower` and `upper`; the half of the day is said once when both share it."""
    start, end = getattr(during, "lower", None), getattr(during, "upper", None)
    if not isinstance(start, dt.datetime):
        return ""
    zone = zone_of(place)
    start = start.astimezone(zone)
    if not isinstance(end, dt.datetime):
        return _("from {start}").format(start=_clock(start))
    end = end.astimezone(zone)
    same_half = (start.hour < 12) == (end.hour < 12) and start.date() == end.date()
    return _("{start} to {end}").format(start=_clock(start, mark=not same_half), end=_clock(end))


def cal_classes(during: object, place: object = None, day: int = 0, lane: int = 1, lanes: int = 1) -> str:
    """Where a session stands in the calendar, as classes: "d3 t1400 m90", and "l1of2" where two run side by side.

    `during` has `lower` and `upper`; `day` is its column from 1, or 0 for its weekday (Monday 1). The grid knows
    quarter-hours from 6:00 to 22:00: earlier and later sessions stand at its edge.
    """
    start, end = (moment.astimezone(zone_of(place)) for moment in (during.lower, during.upper))  # type: ignore[attr-defined]
    quarter = min(max((start.hour - 6) * 4 + start.minute // 15, 0), 63)
    length = max(1, round((end - start).total_seconds() / 900))
    hour, rest = divmod(quarter, 4)
    side = f" l{lane}of{lanes}" if lanes > 1 else ""
    return f"d{day or start.isoweekday()} t{hour + 6:02d}{rest * 15:02d} m{min(length, 24, 64 - quarter) * 15}{side}"
