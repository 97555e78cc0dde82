"""Reasons of the rulebook in the reader's language, with days as people write them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from openiop.base.look.moments import local_day
from openiop.rulebook.text import Explanation


def in_words(reason: Explanation | Mapping[str, Any]) -> str:
    """A reason, fresh or as stored with a decision; ISO days in it become "Nov 28"."""
    return readable(reason if isinstance(reason, Explanation) else Explanation.from_dict(reason)).translated(_)


def readable(reason: Explanation) -> Explanation:
    """The same reason with its days written out."""
    return Explanation(reason.code, reason.message, {name: _param(value) for name, value in reason.params.items()})


def _param(value: str | int | Explanation) -> str | int | Explanation:
    if isinstance(value, Explanation):
        return readable(value)
    if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
        try:
            return local_day(date.fromisoformat(value))
        except ValueError:
            return value
    return value
