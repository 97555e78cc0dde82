"""The week is drawn, step by step, before anything of it is published."""

from collections.abc import Callable, Collection
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from openiop.base.audit.actions import record
from openiop.base.look.moments import local_time
from openiop.base.people.models import Staff
from openiop.base.programs.models import Program
from openiop.care.schedule.actions.proposing import require_planner
from openiop.care.schedule.diff import merge, parts_of
from openiop.care.schedule.drafts import Draft
from openiop.care.schedule.drawing import NotThere
from openiop.care.schedule.problem import LiveWeek
from openiop.engines.scheduler import convert
from openiop.engines.scheduler.plan import Plan


class DrawnMeanwhile(Exception):
    """Somebody changed the draft since this page was opened, in words for a person. `draft`: as it is now, if it is."""

    def __init__(self, words: str, draft: Draft | None = None):
        super().__init__(words)
        self.draft = draft


@transaction.atomic
def draw(*, by: Any, program: Program, week: LiveWeek, version: int, change: Callable[[Plan], Plan]) -> Draft:
    """Changes the week's draft (begins one with the week as it is) by one step that can be taken back.

    `version`: of the draft that the page showed (0: none); an older one is right where the draft already is as it would
    be, because the same step was sent twice. Raises DrawnMeanwhile, and whatever `change` raises.
    """
    require_planner(by)
    try:
        draft = _held(program, week, version)
    except DrawnMeanwhile as meanwhile:
        if meanwhile.draft is None or not _is_drawn(meanwhile.draft, change):
            raise
        return meanwhile.draft
    if draft.draw(change(draft.drawn)):
        _keep(draft, by)
    return draft


@transaction.atomic
def take_parts(*, by: Any, program: Program, week: LiveWeek, version: int, plan: Plan, keys: Collection[str]) -> Draft:
    """Takes these parts of a proposed week (keys of diff.parts_of(draft, plan)), and what they need, into the draft."""
    return draw(by=by, program=program, week=week, version=version, change=lambda drawn: merge(drawn, plan, keys))


@transaction.atomic
def step(*, by: Any, program: Program, week: LiveWeek, version: int, back: bool) -> Draft:
    """One step back, or the step that was taken back once more."""
    require_planner(by)
    draft = _held(program, week, version)
    if draft.step_back() if back else draft.step_again():
        _keep(draft, by)
    return draft


@transaction.atomic
def catch_up(*, by: Any, program: Program, week: LiveWeek, version: int) -> Draft:
    """The draft's changes on top of the calendar as it is by now; what no longer fits there is left out."""
    require_planner(by)
    draft = _held(program, week, version)
    wanted = parts_of(draft.begun_with, draft.drawn)
    still = {part.key for part in parts_of(week.plan, draft.drawn)}
    merged = merge(week.plan, draft.drawn, [part.key for part in wanted if part.key in still])
    draft.base, draft.base_digest = convert.plan_to_json(week.plan), week.digest
    draft.plan, draft.steps, draft.done = convert.plan_to_json(merged), [], 0
    _keep(draft, by)
    return draft


@transaction.atomic
def throw_away(*, by: Any, program: Program, week: LiveWeek, version: int) -> None:
    """The draft is given up; the calendar stays as it is."""
    require_planner(by)
    draft = _held(program, week, version)
    record("schedule.draft.thrown_away", program, by=by, week=week.problem.first_day.isoformat())
    Draft.objects.filter(pk=draft.pk).delete()


def _is_drawn(draft: Draft, change: Callable[[Plan], Plan]) -> bool:
    """Whether the draft stands as `change` would have it."""
    try:
        return change(draft.drawn) == draft.drawn
    except NotThere:
        return False


def _held(program: Program, week: LiveWeek, version: int) -> Draft:
    """The draft, held for us; a new one that is not kept yet where there is none."""
    Program.objects.select_for_update(no_key=True).get(pk=program.pk)  # the first draft of a week is begun once
    first = week.problem.first_day
    draft = Draft.objects.select_related("touched_by").filter(program=program, week=first).first()
    if draft is None:
        if version:
            raise DrawnMeanwhile(_("This draft was published or thrown away meanwhile. Here is the week as it is now."))
        plan = convert.plan_to_json(week.plan)
        return Draft(
            organisation_id=program.organisation_id, program=program, week=first, base_digest=week.digest, base=plan,
            plan=plan,
        )  # fmt: skip
    if draft.version != version:
        who = draft.touched_by.first_name if draft.touched_by else _("Somebody")
        when = local_time(draft.touched_at, program)
        words = _("{who} changed this draft meanwhile, at {when}. Look at it as it is now, then try again.")
        raise DrawnMeanwhile(words.format(who=who, when=when), draft)
    return draft


def _keep(draft: Draft, by: Any) -> None:
    draft.version += 1
    draft.touched_by, draft.touched_at = by if isinstance(by, Staff) else None, timezone.now()
    draft.save()
