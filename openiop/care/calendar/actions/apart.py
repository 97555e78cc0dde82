"""Who is never seated together. The refusal names nobody: whoever reads it may not be one who may know."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from openiop.base.audit.actions import record
from openiop.base.context import everything, standing
from openiop.base.people.models import Client, Staff
from openiop.base.people.roles import Permission, require
from openiop.care.calendar.actions.clashes import Clash
from openiop.care.calendar.models import Group, Membership, Seat, Session
from openiop.care.calendar.when import Separation


def apart_from(client: Client, on: date) -> set[Any]:
    """The clients (ids) beside whom this one is not seated on `on` or later."""
    with standing(everything(client.organisation_id)):  # whoever places need not be one who may know of it
        rows = Separation.objects.filter(Q(one=client) | Q(other=client)).filter(Q(last_day=None) | Q(last_day__gte=on))
        return {other if one == client.pk else one for one, other in rows.values_list("one_id", "other_id")}


def check_apart(
    *,
    client: Client,
    groups: Iterable[Group] = (),
    session: Session | None = None,
    first_day: date,
    but: Collection[Any] = (),
) -> Clash | None:
    """What forbids this person a seat there, in words that say neither whom nor why; None where nothing does. `but`:
    clients (ids) who give up their seats there in the same act."""
    others = apart_from(client, first_day).difference(but)
    if not others:
        return None
    for group in groups:
        with standing(everything(client.organisation_id)):
            members = Membership.objects.filter(group=group, client__in=others)
            if members.filter(Q(last_day=None) | Q(last_day__gte=first_day)).exists():
                return refusal(client, group.name)
    if session is not None:
        with standing(everything(client.organisation_id)):
            if Seat.objects.filter(session=session, is_live=True, client__in=others).exists():
                return refusal(client, session.title)
    return None


def check_together(clients: Iterable[Client], place: str, first_day: date) -> Clash | None:
    """What forbids these people one session, in words that say neither who of them nor why; None where nothing does."""
    them = list(clients)
    keys = {each.pk for each in them}
    if len(them) < 2 or all(apart_from(each, first_day).isdisjoint(keys) for each in them):
        return None
    words = _("These people cannot have a seat in {place} together. The director and their therapists know why.")
    return Clash("apart", words.format(place=place))


def refusal(client: Client, place: str) -> Clash:
    words = _("{name} cannot have a seat in {place}. The director and {name}’s therapist know why.")
    return Clash("apart", words.format(name=client.first_name, place=place))


def knows_of_separations(by: Any) -> bool:
    """Whether this person may read and write them: the director, and therapists for their own."""
    return isinstance(by, Staff) and by.may(Permission.SIGN_PLAN) and by.may(Permission.SEE_CHART)


@transaction.atomic
def separate(
    *, by: Any, client: Client, other: Client, reason: str = "", first_day: date, last_day: date | None = None
) -> Separation:
    """These two are not seated together from `first_day` on. Both came through the gate of whoever asks."""
    require(by, Permission.SIGN_PLAN)
    if client.pk == other.pk:
        raise ValidationError({"other": _("Choose somebody else.")})
    if client.organisation_id != other.organisation_id:
        raise ValueError("not of one organisation")
    one, two = sorted((client, other), key=lambda each: each.pk)
    if Separation.objects.filter(one=one, other=two).filter(Q(last_day=None) | Q(last_day__gte=first_day)).exists():
        raise ValidationError({"other": _("They are kept apart already.")})
    made = Separation(
        organisation_id=client.organisation_id, one=one, other=two, reason=reason, first_day=first_day,
        last_day=last_day, written_by=by if isinstance(by, Staff) else None,
    )  # fmt: skip
    made.full_clean(exclude=["organisation"])
    made.save()
    record("calendar.separation.written", made, by=by)  # under no client's name: they read their own audit
    return made


@transaction.atomic
def end_separation(*, by: Any, separation: Separation, last_day: date) -> Separation:
    """They may sit together again after `last_day`."""
    require(by, Permission.SIGN_PLAN)
    separation.last_day = max(last_day, separation.first_day)
    separation.save(update_fields=["last_day"])
    record("calendar.separation.ended", separation, by=by, last_day=last_day.isoformat())
    return separation
