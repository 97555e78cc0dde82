"""Jobs of this room, run by `openiop worker`: as many workers as there are, one job a program."""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from openiop.base.audit.actions import System, record
from openiop.base.context import everything, standing
from openiop.base.programs.models import Program
from openiop.care.placement.models import Episode
from openiop.care.schedule.actions.proposing import mark_interrupted, nightly
from openiop.care.schedule.problem import LiveWeek, house_week
from openiop.care.schedule.proposals import Proposal
from openiop.engines.scheduler import convert
from openiop.engines.scheduler.plan import TIERS, Plan
from openiop.engines.scheduler.salvage import salvage
from openiop.engines.scheduler.solve import Limit, Progress, solve

log = logging.getLogger(__name__)
State = Proposal.State
# Deterministic seconds at an effort of 100: a program of 55 people then waits about half a minute on two idle cores
# (a deterministic second is about six of the clock, and both cores work). Nobody waits at night: see `nightly`.
USUAL = 10.0
WORKERS = 2  # processes of one search; the plan depends on their number, so it is the same everywhere
MOST_LOST = 3  # jobs of one night that may be lost before nobody asks any more
BEAT = 1.0  # seconds between two looks at the row
PULSE = 5.0  # seconds between two signs of life, whatever the work is at


@app.task(queue="schedule", name="schedule.propose", pass_context=False)
def propose(proposal_id: str, organisation_id: str) -> str:
    """Works out one proposal. Run twice, or by two workers at once, it is worked out once. Returns its state."""
    key, organisation = UUID(proposal_id), UUID(organisation_id)
    proposal = _take(key, organisation)
    if proposal is None:
        return "nothing to do"
    try:
        with _alive(key, organisation):
            week = house_week(proposal.program, proposal.week, keep=frozenset(proposal.keeps.get("groups", [])))
            _keep_problem(key, organisation, week)
            plan = _work(key, organisation, proposal, week)
    except Exception:
        log.exception("proposal %s failed", key)
        _end(key, organisation, State.FAILED, error=_("The week could not be worked out. We look into it; ask again."))
        return str(State.FAILED)
    return _end(key, organisation, State.READY, plan=convert.plan_to_json(plan))


@app.periodic(cron="5 8 * * *")  # once a day, in the small hours of every American zone
@app.task(queue="schedule", queueing_lock="schedule.propose_all", pass_context=False)
def propose_all(timestamp: int) -> int:
    """Asks for the coming week of every program that has people, once a week; each is a job of its own."""
    asked = 0
    for program in Program.objects.select_related("organisation").iterator():
        try:
            with standing(everything(program.organisation_id)):
                here = Episode.objects.filter(program=program, closed_on=None)
                asked += bool(here.exists() and nightly(program))
        except Exception:
            log.exception("no proposal was asked for in program %s", program.pk)
    return asked


@app.periodic(cron="* * * * *")
@app.task(queue="schedule", queueing_lock="schedule.look_after", pass_context=False)
def look_after(timestamp: int) -> int:
    """Notes which proposals lost their job (a server that was stopped); those of the night are asked for again."""
    found = 0
    for program in Program.objects.select_related("organisation").iterator():
        with standing(everything(program.organisation_id)):
            for each in Proposal.objects.filter(program=program, state=State.WORKING):
                if mark_interrupted(each):
                    found += 1
                    lost = Proposal.objects.filter(program=program, week=each.week, state=State.FAILED, asked_by=None)
                    if each.asked_by_id is None and lost.count() < MOST_LOST:
                        nightly(program)
    return found


def _take(key: UUID, organisation: UUID) -> Proposal | None:
    """The proposal, if it is ours to work on."""
    now = timezone.now()
    with standing(everything(organisation)):
        row = Proposal.objects.select_for_update(of=("self",)).select_related("program__site").filter(pk=key).first()
        if row is None or row.state != State.WAITING:
            return None
        row.state, row.started_at, row.beat_at = State.WORKING, now, now
        row.save(update_fields=["state", "started_at", "beat_at"])
        return row


@contextmanager
def _alive(key: UUID, organisation: UUID) -> Iterator[None]:
    """Says every few seconds that this job is there, from a thread and a connection of its own: building the problem
    and a long step of the search ask nobody. A process that is ended says nothing any more."""
    done = threading.Event()

    def beat() -> None:
        try:
            while not done.wait(PULSE):
                with standing(everything(organisation)):
                    Proposal.objects.filter(pk=key, state=State.WORKING).update(beat_at=timezone.now())
        except DatabaseError:
            log.exception("proposal %s has no pulse", key)
        finally:
            connection.close()

    thread = threading.Thread(target=beat, name=f"pulse of {key}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join(PULSE)


def _keep_problem(key: UUID, organisation: UUID, week: LiveWeek) -> None:
    with standing(everything(organisation)):
        Proposal.objects.filter(pk=key, state=State.WORKING).update(
            problem=convert.problem_to_json(week.problem),
            problem_digest=convert.digest(week.problem),
            base_digest=week.digest,
        )


def _work(key: UUID, organisation: UUID, proposal: Proposal, week: LiveWeek) -> Plan:
    watch = _Watch(key, organisation)
    return solve(
        week.problem,
        start=begun_with(week),
        seed=proposal.seed,
        limit=Limit(effort=USUAL * proposal.effort / 100),
        workers=WORKERS,
        on_progress=watch.on_progress,
        cancelled=watch.is_cancelled,
        max_changes=proposal.keeps.get("max_changes"),
    )


def begun_with(week: LiveWeek) -> Plan | None:
    """The calendar without what no longer fits, for the search to mend: a week made from nothing would move everybody.
    None where most of what is prescribed has no seat yet."""
    kept = salvage(week.problem, week.plan)
    unmet, asked = kept.tiers[0].value, sum(each.dose.minutes for each in week.problem.clients)
    return kept if unmet * 2 <= asked else None


class _Watch:
    """Tells the row how far the work is, and asks it whether to stop: about once a second."""

    def __init__(self, key: UUID, organisation: UUID):
        self.key, self.organisation = key, organisation
        self.looked = time.monotonic()
        self.latest: Progress | None = None
        self.stop = False

    def on_progress(self, progress: Progress) -> None:
        self.latest = progress
        self._look()

    def is_cancelled(self) -> bool:
        self._look()
        return self.stop

    def _look(self) -> None:
        if time.monotonic() - self.looked < BEAT:
            return
        self.looked = time.monotonic()
        said: dict[str, Any] = {"beat_at": timezone.now()}
        if self.latest is not None:
            said["progress"] = progress_of(self.latest)
        with standing(everything(self.organisation)):
            self.stop = not Proposal.objects.filter(pk=self.key, state=State.WORKING).update(**said)


def progress_of(progress: Progress) -> dict[str, Any]:
    """As the page reads it: the share that is done, and each tier with its bound."""
    return {
        "share": round(progress.share, 3),
        "tiers": [
            {
                "name": name,
                "unit": unit,
                "value": value,
                "bound": bound,
                "status": "proven" if value <= bound else "open",
            }
            for (name, unit), value, bound in zip(TIERS, progress.tiers, progress.bounds, strict=True)
        ],
    }


def _end(key: UUID, organisation: UUID, state: str, **said: Any) -> str:
    """What became of it, unless somebody stopped it meanwhile."""
    with standing(everything(organisation)):
        row = Proposal.objects.select_for_update(of=("self",)).get(pk=key)
        if row.state == State.WORKING:
            now = timezone.now()
            Proposal.objects.filter(pk=key).update(state=state, ended_at=now, beat_at=now, **said)
            row.state = state
            record(f"schedule.proposal.{state}", row, by=System("schedule", organisation))
        return str(row.state)
