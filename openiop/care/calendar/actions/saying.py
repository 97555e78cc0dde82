"""When people can come and work is written down: the lines of one person, all at once."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from openiop.base.audit.actions import record
from openiop.base.people.models import Client, Staff
from openiop.base.people.roles import Permission, Refused, require
from openiop.care.calendar.when import Availability, Terms, WorkingHours

SAME = ("days", "starts", "ends", "way", "site_id", "first_day", "last_day")
MOST = 40  # lines a person


@transaction.atomic
def say_when(*, by: Any, client: Client, lines: Iterable[dict[str, Any]]) -> list[Availability]:
    """These lines are now all that is known of when this client can come; none: the daypart of their track holds.

    A line that is there already stays as it is, with its reason where none is given. Clients say it of themselves;
    staff need the right SCHEDULE. Raises ValidationError.
    """
    is_own = isinstance(by, Client)
    if is_own and by.pk != client.pk:
        raise Refused(Permission.SEE_OWN)
    if not is_own:
        require(by, Permission.SCHEDULE)
    wanted = [
        Availability(organisation_id=client.organisation_id, client=client, is_own=is_own, **line) for line in lines
    ]
    kept = _replace(Availability.objects.filter(client=client), wanted, (*SAME, "kind"))
    record("calendar.availability.said", client, by=by, client_id=client.pk, lines=len(kept), own=is_own)
    return kept


@transaction.atomic
def say_hours(*, by: Any, staff: Staff, lines: Iterable[dict[str, Any]], terms: dict[str, Any]) -> list[WorkingHours]:
    """These are now the hours of somebody who works here, and how much they lead. `terms` are Terms' fields; `skills`
    and `languages` go through people.staffing. Right MANAGE_STAFF."""
    require(by, Permission.MANAGE_STAFF)
    wanted = [WorkingHours(organisation_id=staff.organisation_id, staff=staff, **line) for line in lines]
    kept = _replace(WorkingHours.objects.filter(staff=staff), wanted, SAME)
    row = Terms.objects.filter(staff=staff).first() or Terms(organisation_id=staff.organisation_id, staff=staff)
    for name, value in terms.items():
        setattr(row, name, value)
    row.full_clean(exclude=["organisation", "staff"])
    row.save()
    record("calendar.hours.said", staff, by=by, lines=len(kept), terms={k: str(v) for k, v in terms.items()})
    return kept


def _replace(rows: Any, wanted: list[Any], same: tuple[str, ...]) -> list[Any]:
    """Keeps what is there and wanted, adds what is new, removes the rest."""
    if len(wanted) > MOST:
        raise ValidationError(_("These are too many lines. Put days with the same time into one."))
    there = {tuple(_plain(getattr(row, name)) for name in same): row for row in rows.select_for_update()}
    kept = []
    for each in wanted:
        each.days = sorted(set(each.days))
        known = there.pop(tuple(_plain(getattr(each, name)) for name in same), None)
        if known is not None:
            if getattr(each, "reason", "") and known.reason != each.reason:
                known.reason = each.reason
                known.save(update_fields=["reason"])
            kept.append(known)
            continue
        each.full_clean(exclude=["organisation", "client", "staff"])
        each.save()
        kept.append(each)
    rows.filter(pk__in=[row.pk for row in there.values()]).delete()
    return kept


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
