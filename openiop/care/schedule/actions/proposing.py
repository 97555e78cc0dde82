"""A week is asked for, worked on and kept. The work itself is a job (openiop/care/schedule/tasks.py)."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from openiop.base.audit.actions import System, record
from openiop.base.people.models import Staff
from openiop.base.people.roles import Permission, Refused, require
from openiop.base.programs.models import Program
from openiop.care.schedule.proposals import Proposal

State = Proposal.State
KEPT = [*Proposal.OPEN, State.READY, State.USED, State.ASIDE]
NIGHTLY = 300  # percent: nobody waits for it
SILENT = timedelta(seconds=30)  # a job says every few seconds that it is there; after so long it is gone


def plans_weeks(by: Any) -> bool:
    """Whether this person plans a program's weeks: the director, and OpenIOP's own jobs."""
    return bool(by.may(Permission.SCHEDULE) and by.may(Permission.MANAGE_PROGRAM))


def require_planner(by: Any) -> None:
    require(by, Permission.SCHEDULE)
    if not plans_weeks(by):
        raise Refused(Permission.MANAGE_PROGRAM)


@transaction.atomic
def ask_proposal(
    *,
    by: Any,
    program: Program,
    first_day: date,
    effort: int = 100,
    seed: int = 0,
    keep: dict[str, Any] | None = None,
) -> Proposal:
    """Asks for the treatment week in which `first_day` lies. The job starts once this has committed; one a program at a
    time: who asks again while one works gets that one. `effort`: percent of the usual. `keep`: {"groups": [ids that
    stay as they are], "max_changes": people who may be told of a change}."""
    require_planner(by)
    Program.objects.select_for_update(no_key=True).get(pk=program.pk)
    week = program.week_of(first_day)
    if week.last < program.today():
        raise ValidationError({"first_day": _("This week is over. Choose this week or one that is coming.")})
    if not 1 <= effort <= 1000:
        raise ValidationError({"effort": _("Give between 1 and 1000 percent.")})
    for silent in Proposal.objects.filter(program=program, state=State.WORKING):
        mark_interrupted(silent)
    known = Proposal.objects.filter(program=program, state__in=Proposal.OPEN).first()
    if known is not None:
        return known
    made = Proposal.objects.create(
        organisation_id=program.organisation_id,
        program=program,
        week=week.first,
        asked_by=by if isinstance(by, Staff) else None,
        effort=effort,
        seed=seed,
        keeps=keep or {},
    )
    record("schedule.proposal.asked", made, by=by, week=week.first.isoformat(), effort=effort, seed=seed)
    transaction.on_commit(lambda: start(made))
    return made


def start(proposal: Proposal) -> None:
    """Queues the job by name: the task calls back into this module."""
    app.configure_task("schedule.propose").defer(
        proposal_id=str(proposal.pk), organisation_id=str(proposal.organisation_id)
    )


@transaction.atomic
def cancel_proposal(*, by: Any, proposal: Proposal) -> Proposal:
    """Stops it, waiting or working: the job notices within seconds. One that is over stays what it is."""
    require_planner(by)
    now = timezone.now()
    stopped = Proposal.objects.filter(pk=proposal.pk, state__in=Proposal.OPEN).update(
        state=State.CANCELLED, ended_at=now
    )
    if stopped:
        record("schedule.proposal.cancelled", proposal, by=by)
    proposal.refresh_from_db()
    return proposal


@transaction.atomic
def mark_interrupted(proposal: Proposal, now: datetime | None = None) -> bool:
    """Notes that its job is gone (the server was stopped, say), where nothing was heard of it for half a minute. It may
    be asked again then. Whoever looks at it may call this: nothing is decided by it."""
    now = now or timezone.now()
    gone = Proposal.objects.filter(pk=proposal.pk, state=State.WORKING, beat_at__lt=now - SILENT).update(
        state=State.FAILED, ended_at=now, error=_("It was interrupted. Ask again.")
    )
    if gone:
        record("schedule.proposal.failed", proposal, by=System("schedule", proposal.organisation_id), why="interrupted")
    return bool(gone)


@transaction.atomic
def set_aside(*, by: Any, proposal: Proposal) -> Proposal:
    """A proposal that is ready and will not be used."""
    require_planner(by)
    if Proposal.objects.filter(pk=proposal.pk, state=State.READY).update(state=State.ASIDE):
        record("schedule.proposal.set_aside", proposal, by=by)
    proposal.refresh_from_db()
    return proposal


def nightly(program: Program) -> Proposal | None:
    """Asks for the coming week of a program on nobody's behalf, where nobody asked yet. Returns it."""
    by = System("schedule", program.organisation_id)
    week = program.week_of(program.today()).last + timedelta(days=1)
    if Proposal.objects.filter(program=program, week=week, state__in=KEPT).exists():
        return None
    return ask_proposal(by=by, program=program, first_day=week, effort=NIGHTLY)
