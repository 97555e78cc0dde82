"""Why somebody falls short in the week as it is drawn, in sentences, and what would help. The engine tries each lever
by solving; here its facts get the program's names."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from typing import Any

from django.utils import dateformat
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from openiop.base.look.hours import hours
from openiop.care.schedule.drawing import NotThere, open_session, seat
from openiop.care.schedule.naming import Names
from openiop.engines.scheduler import grid
from openiop.engines.scheduler.explain import Explanation, Fix, explain
from openiop.engines.scheduler.facts import Fact
from openiop.engines.scheduler.plan import Plan, Session
from openiop.engines.scheduler.problem import Problem

FACTS = {
    "met": gettext_lazy("Everything prescribed is in this week."),
    "unmet_dose": gettext_lazy("{minutes} of {prescribed} of treatment are missing."),
    "unmet_need": gettext_lazy("{minutes} of {curriculum} are missing."),
    "unmet_individual": gettext_lazy("{minutes} with their therapist are missing."),
    "unmet_family": gettext_lazy("{minutes} of family work are missing."),
    "days_short": gettext_lazy("Treatment days missing: {days} of {prescribed}."),
    "days_invalid": gettext_lazy("Days too short to count, under {minimum}: {days}."),
    "free_days": gettext_lazy("Days on which they can come: {days}, {minutes} in all."),
    "usable_days": gettext_lazy("Long enough for a day that counts: {days} of these."),
    "no_free_hour": gettext_lazy("They have no free hour while the program is open."),
    "no_group": gettext_lazy("No group takes them: not their way of attending, site, track or language."),
    "few_groups": gettext_lazy("Kinds of group that take them: {types}."),
    "no_curriculum": gettext_lazy("No group with {curriculum} takes them."),
    "few_peers": gettext_lazy("{type} needs {minimum} others who are free when they are, and there are fewer."),
    "no_leader": gettext_lazy("Nobody who may lead {type} is there when they are free."),
    "no_primary": gettext_lazy("They have no therapist yet."),
    "primary_language": gettext_lazy("Their therapist does not speak their language."),
    "primary_never": gettext_lazy("They are never free when their therapist is."),
    "alone_best": gettext_lazy("Even with the whole program to themselves, {minutes} would be missing."),
    "contention": gettext_lazy("By themselves they would fit: others have the seats, the rooms or the clinicians."),
    "contention_part": gettext_lazy(
        "{minutes} more are missing because others have the seats, the rooms or the clinicians."
    ),
}
LEVERS = {
    "window": gettext_lazy("If they could come on {day}, {from} to {to}"),
    "mode": gettext_lazy("If they could also attend the other way: {mode}"),
    "minimum_day": gettext_lazy("If the payer did not ask for {minutes} a day"),
    "minimum_days": gettext_lazy("If the payer asked for fewer days, by {days}"),
    "maximum_day": gettext_lazy("If a day could have {minutes}"),
    "hole": gettext_lazy("If they accepted {minutes} between two groups"),
    "primary": gettext_lazy("If {clinician} were their therapist"),
    "track": gettext_lazy("If they joined the groups of another track"),
    "language": gettext_lazy("If they joined the groups in {language}"),
    "group_minimum": gettext_lazy("If {type} met with fewer than {minimum}"),
    "session": gettext_lazy("Opening {type} on {day} at {at}"),
    "reseat": gettext_lazy("Other seats for them in the groups there are"),
}
COUNTS = ("days_short", "few_peers", "group_minimum")  # facts whose numbers are days or people, not minutes
MODES = {"virtual": gettext_lazy("by video"), "in_person": gettext_lazy("in person")}


@dataclass(frozen=True)
class Remedy:
    """Something that would help. `key` names it for a post where the draft can take it at once, else ""."""

    key: str
    words: str
    leaves: str
    others: str
    is_whole: bool


@dataclass(frozen=True)
class Why:
    """The chain of reasons of one client, and the remedies, best first."""

    missing: int
    days: int
    reasons: list[str]
    remedies: list[Remedy]


def why_short(names: Names, plan: Plan, client: str) -> Why:
    """About one client of the week; ValueError for an id that is not in it. Up to two seconds of work."""
    found = explain(names.week.problem, plan, client)
    reasons = [_words(names, FACTS, each) for each in found.facts]
    return Why(found.shortfall, found.invalid_days, reasons, [_remedy(names, each) for each in found.fixes])


def remedy_change(problem: Problem, client: str, key: str) -> Callable[[Plan], Plan]:
    """What the draft becomes by this remedy: one more session, with everyone whom it helps. Raises NotThere where it
    does not help any more."""

    def change(plan: Plan) -> Plan:
        session = _session_of(explain(problem, plan, client), key)
        drawn = open_session(
            plan, problem, session.type, day=session.day, at=session.at, clinician=session.clinician, room=session.room
        )
        return seat(drawn, drawn.sessions[-1].id, list(session.members))

    return change


def _session_of(found: Explanation, key: str) -> Session:
    for fix in found.fixes:
        session = _opened(fix)
        if session is not None and _key(session) == key:
            return session
    raise NotThere(key)


def _opened(fix: Fix) -> Session | None:
    """The session that a fix is; None where it needs more, or something else, than that."""
    if len(fix.changes) != 1 or fix.changes[0].get("verb") != "add_session":
        return None
    session = fix.changes[0]["session"]
    return session if isinstance(session, Session) else None


def _key(session: Session) -> str:
    return f"{session.type}.{session.start}"


def _remedy(names: Names, fix: Fix) -> Remedy:
    session = _opened(fix)
    is_whole = not fix.in_plan and not fix.in_plan_days
    if is_whole:
        leaves = _("They reach all their hours.")
    elif fix.in_plan:
        leaves = _("{minutes} would still be missing.").format(minutes=hours(fix.in_plan))
    else:
        leaves = _("Days that would still not count: {days}.").format(days=fix.in_plan_days)
    others = ""
    if fix.clients_fixed:
        others = _("Others who reach all their hours by it: {count}.").format(count=fix.clients_fixed)
    elif fix.clients_helped:
        others = _("Others whom it helps: {count}.").format(count=fix.clients_helped)
    words = " + ".join(_words(names, LEVERS, each) for each in fix.levers)
    return Remedy(_key(session) if session else "", words, leaves, others, is_whole)


def _words(names: Names, texts: dict[str, Any], fact: Fact) -> str:
    text = texts.get(fact.code)
    return str(text).format(**_values(names, fact)) if text is not None else fact.words()


def _values(names: Names, fact: Fact) -> dict[str, str]:
    """The fact's values as a reader knows them."""
    first = names.week.problem.first_day
    said = {name: str(value) for name, value in fact.values}
    for name, value in fact.values:
        if name in ("minutes", "prescribed", "minimum") and fact.code not in (
            "days_short",
            "few_peers",
            "group_minimum",
        ):
            said[name] = hours(int(value))
        elif name == "type":
            said[name] = names.line(str(value))
        elif name == "curriculum":
            said[name] = names.curriculum(str(value))
        elif name == "clinician":
            said[name] = names.lead(str(value))
        elif name == "day":
            said[name] = dateformat.format(names.week.problem.date(grid.day_of(str(value), first)), "l")
        elif name in ("at", "from", "to"):
            hour, minute = divmod(grid.half_of(str(value)) % grid.DAY * grid.HALF, 60)
            said[name] = dateformat.time_format(time(hour, minute), "g:i a")
        elif name == "mode":
            said[name] = str(MODES.get(str(value), value))
        elif name == "language":
            said[name] = _language(str(value))
    return said


def _language(code: str) -> str:
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code
