"""Finds the program that a command names."""

from typing import Any

from openiop.doors.cli.refusal import Refusal


def choose_program(named: str | None) -> Any:
    """The Program with this slug or id, or the only one there is. Django must be up."""
    from openiop.base.programs.models import Program

    programs = list(Program.objects.order_by("slug"))
    fitting = [one for one in programs if named is None or named in (one.slug, str(one.pk))]
    if len(fitting) == 1:
        return fitting[0]
    if not programs:
        raise Refusal("there is no program yet; make one, or run 'openiop seed'")
    known = ", ".join(sorted({one.slug for one in programs})[:10])
    if named is None:
        raise Refusal(f"--program is needed: there are {known}")
    if fitting:
        ids = ", ".join(str(one.pk) for one in fitting)
        raise Refusal(f"--program {named} is the name of several; give the id: {ids}")
    raise Refusal(f"--program {named} is not known: there are {known}")
