"""Saying no with the rule's number and its words."""

from collections.abc import Iterable

from django.utils.translation import gettext

from openiop.rulebook.consent import Problem


class ConsentRefused(Exception):
    """A rule of 42 CFR part 2 stands against it. `problems` say which, each with its rule, paragraph and field."""

    def __init__(self, *problems: Problem):
        super().__init__(" ".join(each.explanation.en() for each in problems))
        self.problems = problems

    @property
    def words(self) -> list[str]:
        """Each reason in the reader's language, for a page."""
        return [each.explanation.translated(gettext) for each in self.problems]


def refuse(problems: Iterable[Problem | None], *, seen: Iterable[str] = ()) -> None:
    """Raises ConsentRefused unless there is nothing to refuse. Problems that only want a look pass once their code is
    in `seen`; those that only say something always pass."""
    known = set(seen)
    against = [
        each
        for each in problems
        if each and (each.severity == "block" or (each.severity == "confirm" and each.code not in known))
    ]
    if against:
        raise ConsentRefused(*against)
