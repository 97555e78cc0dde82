"""Which of the days that count can be claimed, and what the others wait for.

What a claim needs is asked by the house: whoever may see hours is told that a note is missing, never what one says.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from openiop.base.context import everything, standing
from openiop.base.programs.models import Program
from openiop.care.schedule.counting import Facts, count_claims
from openiop.care.schedule.queries import ClientWeek
from openiop.rulebook import packs
from openiop.rulebook.dose import ClaimDecision, DayDecision, Lack, Week, decide_claim, notes_missing
from openiop.rulebook.groups import TOGETHER, limit_of
from openiop.rulebook.packs import Pack
from openiop.rulebook.text import Explanation, explain, gettext_noop

type Claims = dict[tuple[UUID, date], ClaimDecision]

NOT_KEPT = ("authorization",)  # by anything in the house yet: neither met nor missing


def facts_of(
    program: Program, week: Week, now: datetime, client_id: UUID | None = None
) -> dict[tuple[UUID, date], Facts]:
    """What the week's claims rest on, by client and local day; one query. The clients came through the gate: only
    theirs may be shown."""
    due = timedelta(hours=packs.load(program.pack, week.first).timers.progress_note_due_hours)
    state = program.site.state
    limits = {kind: limit.most for kind in TOGETHER if (limit := limit_of(state, kind, week.first))}
    with standing(everything(program.organisation_id)):
        return count_claims(program, week, now, due, limits, client_id)


def claims_of(program: Program, weeks: Sequence[ClientWeek], now: datetime) -> Claims:
    """The claim of every day on which anything was attended, by client and local day. `weeks` are of one week of the
    program, and came through the gate."""
    if not weeks:
        return {}
    first, last = weeks[0].days[0].date, weeks[0].days[-1].date
    one = weeks[0].client_id if len(weeks) == 1 else None
    facts = facts_of(program, Week(first, last), now, one)
    found: Claims = {}
    for each in weeks:
        pack = packs.load(each.pack, first)
        for day in each.days:
            if known := facts.get((each.client_id, day.date)):
                found[each.client_id, day.date] = claim_of(day.decision, known, pack, program, now)
    return found


def claim_of(day: DayDecision, facts: Facts, pack: Pack, program: Program, now: datetime) -> ClaimDecision:
    """What the pack makes of a day and its facts."""
    unknown = [*NOT_KEPT, *(["location"] if facts.by_video else [])]
    return decide_claim(day, _lacks(facts, program, now), unknown, pack)


def _lacks(facts: Facts, program: Program, now: datetime) -> Iterator[Lack]:
    yield from notes_missing(facts.unsigned, facts.uncosigned, _due(facts.due, program, now))
    for need, is_there in (
        ("signed-plan", facts.has_plan),
        ("assessment", facts.has_evaluation),
        ("level-of-care", facts.has_level),
    ):
        if not is_there:
            yield Lack(need)
    for need, n in (("credential", facts.unlicensed), ("group-size", facts.large)):
        if n:
            yield Lack(need, n)


def _due(at: datetime | None, program: Program, now: datetime) -> Explanation | None:
    """due today 17:00 · due 11/19 17:00 · due since 11/17"""
    if at is None:
        return None
    local = program.local(at)
    day, clock = f"{local.month}/{local.day}", f"{local:%H:%M}"
    if at <= now:
        return explain("due", gettext_noop("due since %(day)s %(clock)s"), day=day, clock=clock)
    if local.date() == program.local(now).date():
        return explain("due", gettext_noop("due today %(clock)s"), clock=clock)
    return explain("due", gettext_noop("due %(day)s %(clock)s"), day=day, clock=clock)


def by_standing(claims: Iterable[ClaimDecision]) -> dict[str, int]:
    """How many days can be claimed (valid), count but lack something (lacks), count as far as is known here (unknown),
    or do not count (short)."""
    counts = {"valid": 0, "lacks": 0, "unknown": 0, "short": 0}
    for each in claims:
        counts[each.standing] += 1
    return counts
