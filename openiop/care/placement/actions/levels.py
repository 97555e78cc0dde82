"""Staying, tapering, stepping down or up: each is a decision, and most open a new stretch at a level."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from openiop.base.audit.actions import record
from openiop.base.look.moments import local_day
from openiop.base.people.models import Staff
from openiop.base.people.roles import Permission, require
from openiop.base.worklist.actions import ask, close_source
from openiop.care.placement.actions.decisions import end_of, write_decision
from openiop.care.placement.models import Decision, Episode, LevelPeriod
from openiop.care.placement.rules import GIVES, day_after, pack_for
from openiop.care.placement.words import in_words
from openiop.rulebook import codes, staying, timers
from openiop.rulebook.text import Explanation

Evidence = Iterable[Explanation | dict[str, Any]]


@transaction.atomic
def continue_stay(
    *,
    by: Staff,
    episode: Episode,
    why: str = "",
    recommended_level: str = "",
    difference: str = "",
    evidence: Evidence = (),
) -> Decision:
    """Continued stay at the level of today. `recommended_level` is what the rules point to; empty means the same."""
    require(by, Permission.PLACE)
    episode = open_episode(episode)
    level = current_period(episode).level
    decision = write_decision(
        by=by,
        episode=episode,
        kind=Decision.Kind.CONTINUE,
        recommended=recommended_level or level,
        actual=level,
        difference=difference,
        why=why,
        evidence=evidence,
    )
    ask_for_review(by, episode)
    record("placement.stay.continued", decision, by=by, client_id=episode.client_id, why=why, level=level)
    return decision


@transaction.atomic
def change_level(
    *,
    by: Staff,
    episode: Episode,
    level: str,
    on: date,
    why: str = "",
    recommended_level: str = "",
    difference: str = "",
    evidence: Evidence = (),
) -> LevelPeriod:
    """Step down or up to `level` from the day `on`, inside the same stay. A level not given here is a discharge to
    elsewhere, not a change."""
    require(by, Permission.PLACE)
    episode = open_episode(episode)
    call_off_unbegun(by, episode, on)
    now = current_period(episode)
    if level not in GIVES:
        raise ValidationError({"level": _("This program does not give that level. Discharge with a destination.")})
    if level == now.level and now.state == LevelPeriod.State.FULL:
        raise ValidationError({"level": _("That is the level of today. Choose another, or continue the stay.")})
    up = codes.level(level).order > codes.level(now.level).order
    decision = write_decision(
        by=by,
        episode=episode,
        kind=Decision.Kind.STEP_UP if up else Decision.Kind.STEP_DOWN,
        recommended=recommended_level or level,
        actual=level,
        difference=difference,
        why=why,
        evidence=evidence,
    )
    end_period(now, on, "on")
    period = add_period(episode, decision, level, DateRange(on, None))
    close_source(by=by, organisation_id=episode.organisation_id, kind="placement.taper_ends", source=str(episode.pk))
    ask_for_review(by, episode)
    record(
        "placement.level.changed", period, by=by, client_id=episode.client_id, why=why, before=now.level, after=level
    )
    return period


@transaction.atomic
def start_taper(
    *,
    by: Staff,
    episode: Episode,
    start: date,
    end: date,
    reason: str,
    recommended_level: str = "",
    difference: str = "",
    evidence: Evidence = (),
) -> LevelPeriod:
    """A step-down taper from `start` through `end`, both included: a state of its own with its reason, so that its
    weeks below the floor still count as this level and raise no alarm (HRS-7). What follows is decided by its end."""
    require(by, Permission.PLACE)
    episode = open_episode(episode)
    pack = pack_for(episode.program.pack, episode.client.birth_date, start)
    problems = staying.taper_problems(staying.Taper(start, end, reason), pack)
    if problems:
        field = "reason" if not reason.strip() and len(problems) == 1 else "end"
        raise ValidationError({field: [in_words(each) for each in problems]})
    now = current_period(episode)
    if now.state == LevelPeriod.State.TAPER:
        raise ValidationError(_("A taper is under way. Decide what follows it instead of a second one."))
    decision = write_decision(
        by=by,
        episode=episode,
        kind=Decision.Kind.TAPER,
        recommended=recommended_level or now.level,
        actual=now.level,
        difference=difference,
        why=reason,
        evidence=evidence,
    )
    end_period(now, start, "start")
    period = add_period(
        episode, decision, now.level, DateRange(start, day_after(end)), state=LevelPeriod.State.TAPER, reason=reason
    )
    ask(
        by=by,
        program=episode.program,
        kind="placement.taper_ends",
        source=str(episode.pk),
        title=_("Decide what follows the taper: %(name)s") % {"name": episode.client.name},
        client=episode.client,
        to=episode.therapist,
        due_at=end_of(end, episode.program),
        link=f"/progress/{episode.client_id}/step-down",
    )
    record("placement.taper.started", period, by=by, client_id=episode.client_id, why=reason, end=end.isoformat())
    return period


def open_episode(episode: Episode) -> Episode:
    """The episode, locked, so that two decisions follow one another; an ended one is refused."""
    locked = (
        Episode.objects.select_for_update(of=("self",))
        .select_related("client", "program", "therapist")
        .get(pk=episode.pk)
    )
    if locked.closed_on:
        raise ValidationError(_("This stay has ended; nothing more can be decided about it."))
    return locked


def current_period(episode: Episode) -> LevelPeriod:
    """The latest stretch at a level."""
    return episode.levels.order_by("-during").first()


def call_off_unbegun(by: Staff, episode: Episode, on: date) -> None:
    """Takes back what was planned for later than today (a taper, as a rule) when something else happens by then. The
    decision about it stays."""
    later = episode.levels.filter(during__startswith__gt=max(on, episode.program.today()))
    for period in later.order_by("-during"):
        record("placement.level.called_off", period, by=by, client_id=episode.client_id, began=str(period.during.lower))
        period.delete()


def end_period(period: LevelPeriod, on: date, field: str) -> None:
    """`on` is the first day that no longer belongs to it. An unbegun or same-day stretch cannot be ended so."""
    if on <= period.during.lower:
        raise ValidationError(
            {
                field: _("Choose a day after %(day)s, when the level of today began.")
                % {"day": local_day(period.during.lower)}
            }
        )
    if period.during.upper is None or on < period.during.upper:
        period.during = DateRange(period.during.lower, on)
        period.save(update_fields=["during"])


def add_period(episode: Episode, decision: Decision, level: str, during: DateRange, **more: str) -> LevelPeriod:
    return LevelPeriod.objects.create(
        organisation_id=episode.organisation_id, episode=episode, decision=decision, level=level, during=during, **more
    )


def ask_for_review(by: Any, episode: Episode) -> None:
    """The next continued-stay review, in place of the one just held."""
    today = episode.program.today()
    pack = pack_for(episode.program.pack, episode.client.birth_date, today)
    due = timers.continued_stay(today, pack)
    close_source(
        by=by, organisation_id=episode.organisation_id, kind="placement.continued_stay", source=str(episode.pk)
    )
    ask(
        by=by,
        program=episode.program,
        kind="placement.continued_stay",
        source=str(episode.pk),
        title=f"{_(due.label)}: {episode.client.name}",
        detail=due.explanation.translated(_),
        client=episode.client,
        to=episode.therapist,
        due_at=end_of(due.on, episode.program),
        link=f"/progress/{episode.client_id}/step-down",
    )
