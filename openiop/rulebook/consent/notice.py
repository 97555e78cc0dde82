"""The patient notice (42 CFR 2.22; ACC-5): what it has to say, and when it has to be given."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ..text import gettext_noop
from .problem import Problem, problem
from .texts import Texts

ONLY_WHERE_IT_APPLIES = frozenset({"hipaa_redisclosure", "fundraising"})


def problems(texts: Texts, says: Iterable[str], *, applies: Iterable[str] = ()) -> tuple[Problem, ...]:
    """Return what a program's notice does not say yet. says, applies: keys of texts.checklist."""
    have, wanted = set(says), ONLY_WHERE_IT_APPLIES & set(applies)
    if unknown := have - set(texts.checklist):
        raise ValueError(f"says: {', '.join(sorted(unknown))} is not on the checklist of {texts.version}")
    return tuple(
        problem(
            f"notice_{key}",
            key,
            "ACC-5",
            "42 CFR 2.22(b)",
            gettext_noop("The notice does not say yet: %(what)s"),
            what=words,
        )
        for key, words in texts.checklist.items()
        if key not in have and (key not in ONLY_WHERE_IT_APPLIES or key in wanted)
    )


def late(given_on: date | None, first_service_on: date | None, *, emergency: bool, today: date) -> Problem | None:
    """Return the Problem of a notice that was not given by the first service, or None.

    In an emergency it follows as soon as practicable, so that it is not late while it is only open.
    """
    if first_service_on is None or (given_on is not None and given_on <= first_service_on):
        return None
    if emergency and (given_on is not None or today <= first_service_on):
        return None
    if given_on is None and today < first_service_on:
        return None
    return problem(
        "notice_late",
        "notice",
        "ACC-5",
        "42 CFR 2.22",
        gettext_noop("The privacy notice is given no later than the first service, on %(day)s. Give it now."),
        "warn",
        day=first_service_on.isoformat(),
    )
