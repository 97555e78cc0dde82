"""What a program tells the public: no row about a person is read here."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from openiop.base.programs.models import Program, Track
from openiop.care.calendar.models import Group

BETWEEN = "--"  # organisation and program, where two organisations call a program the same


def programs() -> QuerySet[Program]:
    """Every program of the installation, by name."""
    return Program.objects.select_related("organisation", "site").order_by("name", "organisation__name")


def find(address: str) -> list[Program]:
    """The programs that an address names: one, or several of different organisations, or none."""
    organisation, between, slug = address.rpartition(BETWEEN)
    found = programs().filter(slug=slug)
    if between:
        found = found.filter(organisation__slug=organisation)
    return list(found[:20])


def address_of(program: Program, ambiguous: bool = False) -> str:
    """How a program is named in an address."""
    return f"{program.organisation.slug}{BETWEEN}{program.slug}" if ambiguous else program.slug


@dataclass(frozen=True)
class Meeting:
    """When a track's groups meet: "Mon, Wed, Fri" and "9:00 am to 12:15 pm"."""

    track: Track
    days: str
    hours: str


def tracks(program: Program, on: date) -> list[Meeting]:
    """The program's tracks with the days and hours of the groups that meet on or after `on`; two queries."""
    groups: dict[object, list[Group]] = {}
    running = Group.objects.filter(program=program).filter(Q(last_day=None) | Q(last_day__gte=on))
    for group in running.order_by("weekday", "starts"):
        groups.setdefault(group.track_id, []).append(group)
    return [meeting(track, groups.get(track.pk, [])) for track in program.tracks.order_by("daypart", "name")]


def meeting(track: Track, groups: list[Group]) -> Meeting:
    if not groups:
        return Meeting(track, "", "")
    short = [_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")]
    days = ", ".join(short[day] for day in sorted({group.weekday for group in groups}))
    first = min(group.starts for group in groups)
    last = max(groups, key=lambda group: group.starts.hour * 60 + group.starts.minute + group.minutes)
    end = (last.starts.hour * 60 + last.starts.minute + last.minutes) % (24 * 60)
    hours = _("%(start)s to %(end)s") % {
        "start": time_format(first, "g:i A").lower(),
        "end": time_format(first.replace(hour=end // 60, minute=end % 60), "g:i A").lower(),
    }
    return Meeting(track, days, hours)
