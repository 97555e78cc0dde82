"""Signing a step-down decision: the evidence is kept as it stood, the level is decided through placement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from openiop.base.people.models import Staff
from openiop.base.people.roles import Permission, require
from openiop.base.worklist.actions import ask
from openiop.care.placement import actions as placement
from openiop.care.placement.actions.decisions import end_of
from openiop.care.placement.actions.levels import current_period
from openiop.care.placement.models import Decision, Episode
from openiop.care.placement.rules import higher, lower
from openiop.care.plan import actions as plan
from openiop.care.plan.models import Plan, PrescribedDose
from openiop.care.progress.rules import Choice, agrees, recommended_level, snapshot
from openiop.rulebook.compass import Compass


@dataclass(frozen=True)
class TaperWeeks:
    """A taper as the page asks for it: the first day, and for each week minutes and days."""

    start: date
    weeks: Sequence[tuple[int, int]]

    @property
    def end(self) -> date:
        """The last day, included."""
        return self.start + timedelta(days=7 * len(self.weeks) - 1)


@transaction.atomic
def decide(
    *,
    by: Staff,
    episode: Episode,
    compass: Compass,
    choice: Choice,
    why: str = "",
    difference: str = "",
    on: date | None = None,
    taper: TaperWeeks | None = None,
) -> Decision:
    """Decides after the compass was read. Against its suggestion, the reason and words are required (rules.md 1.3).

    `on` is the first day of another level, `taper` the weeks of a taper. A taper that the signed plan does not
    prescribe is written into a new draft of the plan, which both have to sign. Planning the way out keeps the level
    and asks for the continuing-care plan.
    """
    require(by, Permission.PLACE)
    check_reason(compass, choice, why, difference)
    level = current_period(episode).level
    chosen = {"step_down": lower(level), "step_up": higher(level)}.get(choice, level)
    told = {
        "by": by,
        "episode": episode,
        "recommended_level": recommended_level(compass.suggestion, choice, level, chosen),
        "difference": difference if not agrees(compass.suggestion, choice) else "",
        "evidence": snapshot(compass),
    }
    if choice == "taper":
        if taper is None:
            raise ValidationError({"start": _("Say when the taper starts and how many hours its weeks have.")})
        decision = placement.start_taper(**told, start=taper.start, end=taper.end, reason=why).decision
        prescribe(by, episode, taper)
        return decision
    if choice in ("step_down", "step_up"):
        if chosen == level:
            raise ValidationError({"choice": _("This program gives no such level. Plan the discharge with a place.")})
        first_day = on or episode.program.today()
        return placement.change_level(**told, level=chosen, on=first_day, why=why).decision
    decision = placement.continue_stay(**told, why=why)
    if choice == "discharge_planning":
        ask_for_way_out(by, episode)
    return decision


def check_reason(compass: Compass, choice: Choice, why: str, difference: str) -> None:
    """Against the suggestion a reason and words are needed even where the level stays the same."""
    problems = {}
    if not agrees(compass.suggestion, choice):
        if not difference:
            problems["difference"] = _("Choose why you decide otherwise.")
        if not why.strip():
            problems["why"] = _("Say in your words why.")
    if choice == "taper" and not why.strip():
        problems["why"] = _("Give the reason for the taper.")
    if problems:
        raise ValidationError(problems)


def prescribe(by: Staff, episode: Episode, taper: TaperWeeks) -> None:
    """Sees to it that the plan prescribes the weeks of the taper, and that somebody signs it."""
    prescribed = PrescribedDose.objects.filter(
        plan__episode=episode,
        plan__state=Plan.State.ACTIVE,
        is_taper=True,
        during__overlap=(taper.start, taper.end + timedelta(days=1)),
    )
    if prescribed.exists():
        return
    active = episode.plans.filter(state=Plan.State.ACTIVE).first()
    if active:
        draft = plan.new_version(by=by, plan=active)
        if not draft.signatures.exists():
            plan.prescribe_taper(by=by, plan=draft, start=taper.start, weeks=taper.weeks, last_day=taper.end)
    ask(
        by=by,
        program=episode.program,
        kind="plan.dose_for_taper",
        source=str(episode.pk),
        title=_("Sign the plan with the taper: %(name)s") % {"name": episode.client.name},
        detail=_("The signed plan does not prescribe the hours of the taper yet."),
        client=episode.client,
        to=episode.therapist,
        due_at=end_of(taper.start, episode.program),
        link=f"/plans/{episode.client_id}/",
    )


def ask_for_way_out(by: Staff, episode: Episode) -> None:
    """The continuing-care plan, before the last day."""
    ask(
        by=by,
        program=episode.program,
        kind="aftercare.continuing_care",
        source=str(episode.pk),
        title=_("Plan what comes after with %(name)s") % {"name": episode.client.name},
        client=episode.client,
        to=episode.therapist,
        due_at=end_of(episode.program.today() + timedelta(days=7), episode.program),
        link=f"/aftercare/{episode.client_id}/",
    )
