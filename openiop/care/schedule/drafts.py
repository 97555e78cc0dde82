"""A week that is being drawn: kept on the server, so that nothing is lost and everyone who plans sees the same."""

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from openiop.base.items import Item
from openiop.base.people.models import Staff
from openiop.base.programs.models import Program
from openiop.base.rows import Row
from openiop.engines.scheduler import convert
from openiop.engines.scheduler.plan import Plan

MOST_STEPS = 100  # that can be taken back

Step = dict[str, dict[str, list[Any]]]


class Draft(Row):
    """The drawn week of one program: `base` is the calendar's plan that it began with, `plan` how it stands (JSON, ids
    alone). `steps` are what was done, oldest first, of which `done` are in force: the rest can be done again.
    `version` grows with each change: who draws on an older one is told."""

    holds = Item.HOURS

    program = models.ForeignKey(Program, models.PROTECT, related_name="drafts")
    week = models.DateField()  # first local day
    base_digest = models.CharField(max_length=64)
    base = models.JSONField()
    plan = models.JSONField()
    steps = models.JSONField(default=list)
    done = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)
    touched_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    touched_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["program", "week"], name="one_draft_of_a_week")]

    def __str__(self) -> str:
        return f"{self.week} {self.version}"

    @property
    def drawn(self) -> Plan:
        """The week as it is drawn; its numbers may be old: score it."""
        return convert.plan_from_json(self.plan)

    @property
    def begun_with(self) -> Plan:
        """The calendar's week when it was begun."""
        return convert.plan_from_json(self.base)

    @property
    def can_undo(self) -> bool:
        return self.done > 0

    @property
    def can_redo(self) -> bool:
        return self.done < len(self.steps)

    def draw(self, plan: Plan) -> bool:
        """Takes one step to this plan, and forgets what was taken back before. False where nothing differs."""
        after = convert.plan_to_json(plan)
        step = {part: difference(self.plan[part], after[part]) for part in ("sessions", "slots")}
        if not any(step[part][side] for part in step for side in ("out", "new")):
            return False
        self.steps = [*self.steps[: self.done], step][-MOST_STEPS:]
        self.done = len(self.steps)
        self.plan = after
        return True

    def step_back(self) -> bool:
        """Takes the last step back, if there is one."""
        if not self.can_undo:
            return False
        self.done -= 1
        self._apply(self.steps[self.done], out="new", new="out")
        return True

    def step_again(self) -> bool:
        """Does again what was taken back last, if something was."""
        if not self.can_redo:
            return False
        self._apply(self.steps[self.done], out="out", new="new")
        self.done += 1
        return True

    def _apply(self, step: Step, *, out: str, new: str) -> None:
        plan = dict(self.plan)
        for part, sides in step.items():
            plan[part] = [each for each in plan[part] if each not in sides[out]] + sides[new]
        self.plan = plan


def difference(before: list[Any], after: list[Any]) -> dict[str, list[Any]]:
    """What is gone and what is new."""
    return {
        "out": [each for each in before if each not in after],
        "new": [each for each in after if each not in before],
    }
