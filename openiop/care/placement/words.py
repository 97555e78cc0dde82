"""Reasons of the rulebook in the reader's language, with days as people write them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from openiop.base.look.moments import local_day
from openiop.care.placement.models import Episode, LevelPeriod
from openiop.care.placement.queries import level_on
from openiop.care.placement.rules import week_number
from openiop.rulebook import codes
from openiop.rulebook.text import Explanation


def in_words(reason: Explanation | Mapping[str, Any]) -> str:
    """A reason, fresh or as stored with a decision; ISO days in it become "Nov 28"."""
    return readable(reason if isinstance(reason, Explanation) else Explanation.from_dict(reason)).translated(_)


def readable(reason: Explanation) -> Explanation:
    """The same reason with its days written out."""
    return Explanation(reason.code, reason.message, {name: _param(value) for name, value in reason.params.items()})


def level_name(code: str, edition: str) -> str:
    """A level's label in the words of the program's edition."""
    return _(codes.level(code).label_in(edition))  # type: ignore[arg-type]


def facts_of(stay: Episode) -> list[str]:
    """What stands under a client's name: level, week and primary therapist, or when the stay ended."""
    today = stay.program.today()
    if stay.closed_on:
        return [_("Stay ended %(day)s") % {"day": local_day(stay.closed_on)}]
    period = level_on(stay, today)
    level = [level_name(period.level, stay.program.edition)] if period else []
    if period and period.state == LevelPeriod.State.TAPER:
        level.append(_("Taper"))
    return [
        *level,
        _("Week %(n)s") % {"n": week_number(stay.opened_on, today)},
        _("Primary: %(name)s") % {"name": stay.therapist.name},
    ]


def _param(value: str | int | Explanation) -> str | int | Explanation:
    if isinstance(value, Explanation):
        return readable(value)
    if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
        try:
            return local_day(date.fromisoformat(value))
        except ValueError:
            return value
    return value
