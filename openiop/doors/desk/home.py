"""A member of staff's day: the next group and who is in it, what needs them, who may miss their hours."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openiop.base.people.models import Staff
from openiop.base.people.roles import Permission as P
from openiop.base.privacy.gate import Gate
from openiop.base.programs.models import Program
from openiop.base.worklist.models import WorkItem
from openiop.care.calendar.models import Session
from openiop.care.encounters import rules
from openiop.care.plan.models import Plan
from openiop.care.schedule.actions import plans_weeks
from openiop.care.schedule.queries import dose_week
from openiop.doors.desk import queries, reads
from openiop.rulebook import dose

SHOWN = 6  # rows of each list; the page it leads to has them all
AT_MOST = 200  # things to do that are counted


def day_of_work(gate: Gate, now: datetime) -> dict[str, Any]:
    """Everything on the Today page. The number of queries does not depend on how much there is to do."""
    staff, program = gate.staff, gate.program
    sessions = led_today(staff, program, now)
    following = next((s for s in sessions if s.during.upper > now), None)
    others = reads.OTHERS.rows(session=following.pk, staff=staff.pk) if following else []
    needs = needs_of(gate, staff, program, now)
    return {
        "heading": heading(staff, following, program, now),
        "sub": sub_heading(needs),
        "sessions": [(s, part_of_day(s, now), way_in(gate, s, now)) for s in sessions],
        "following": following,
        "following_url": way_in(gate, following, now) if following else "",
        "others": others,
        "members": members(following) if following else [],
        "needs": needs[:SHOWN],
        "more": max(0, len(needs) - SHOWN),
        "at_risk": at_risk(gate, staff, program, now) if gate.may(P.SEE_HOURS) else [],
        "plans": plans_weeks(staff),
        "reviews": reviews_due(staff, program) if gate.may(P.SEE_CHART) else [],
    }


def led_today(staff: Staff, program: Program, now: datetime) -> list[Session]:
    """This person's sessions of the local day, in order."""
    day = dose.day_span(dose.day_of(now, program.zone), program.zone)
    return reads.LED.rows(staff=staff.pk, program=program.pk, day=DateTimeTZRange(day.start, day.end))


def part_of_day(session: Session, now: datetime) -> str:
    """Where the session stands on the thread of the day: done, now or ahead ("")."""
    if session.during.upper <= now:
        return "done"
    return "now" if session.during.lower <= now + timedelta(minutes=30) else ""


def way_in(gate: Gate, session: Session, now: datetime) -> str:
    """Where opening the session leads: a group on or near now to its live board, all else to its page."""
    during = session.during
    is_live = session.is_group and rules.board_is_open(during.lower, during.upper, now)
    page = "board" if is_live and gate.may(P.TAKE_ATTENDANCE) else "session"
    return reverse(f"encounters:{page}", args=[session.pk])


def heading(staff: Staff, following: Session | None, program: Program, now: datetime) -> str:
    """The page's answer: how the day stands, with a name."""
    hour = program.local(now).hour
    greeting = (
        _("Good morning, %s.") if hour < 12 else _("Good afternoon, %s.") if hour < 18 else _("Good evening, %s.")
    )
    hello = greeting % staff.first_name
    if following is None:
        return hello + " " + _("No more sessions today.")
    minutes = int((following.during.lower - now).total_seconds() // 60)
    if minutes <= 0:
        return hello + " " + _("%(session)s is on now.") % {"session": following.title}
    if minutes < 60:
        starts = ngettext("%(session)s starts in %(n)d minute.", "%(session)s starts in %(n)d minutes.", minutes)
        return hello + " " + starts % {"session": following.title, "n": minutes}
    at = date_format(program.local(following.during.lower), "TIME_FORMAT")
    return hello + " " + _("%(session)s starts at %(time)s.") % {"session": following.title, "time": at}


def sub_heading(needs: list[dict[str, Any]]) -> str:
    """How many things wait."""
    if not needs:
        return _("Nothing else waits for you.")
    return ngettext("%(n)d thing needs you.", "%(n)d things need you.", len(needs)) % {"n": len(needs)}


def members(session: Session) -> list[dict[str, Any]]:
    """Who has a seat, with the words of a goal they work on and their week of treatment."""
    wants: dict[Any, str] = {}
    for client_id, own, title in reads.WANTS.rows(session=session.pk):
        wants.setdefault(client_id, own or title)
    opened = dict(reads.OPENED.rows(session=session.pk, program=session.program_id))
    return [
        {
            "client": seat.client,
            "wants": wants.get(seat.client_id, ""),
            "week": (session.during.lower.date() - opened[seat.client_id]).days // 7 + 1
            if seat.client_id in opened
            else None,
        }
        for seat in reads.SEATS.rows(session=session.pk)
    ]


def needs_of(gate: Gate, staff: Staff, program: Program, now: datetime) -> list[dict[str, Any]]:
    """What waits, the most pressing first."""
    needs: list[dict[str, Any]] = []
    if gate.may(P.SEE_CHART):
        needs += alerts(gate)
    if gate.may(P.WRITE_NOTES):
        needs += notes_due(staff, program, now)
    if gate.may(P.SIGN_PLAN):
        needs += plans_to_sign(staff, program)
    if gate.may(P.WORK_REFERRALS):
        needs += new_referrals(program)
    needs += work(reads.WORK.rows(tuple(staff.roles), AT_MOST, staff=staff.pk, program=program.pk), program, now)
    return needs


def need(when: str, title: str, detail: str, url: str, label: str, tone: str = "") -> dict[str, Any]:
    return {"when": when, "title": title, "detail": detail, "url": url, "label": label, "tone": tone}


def alerts(gate: Gate) -> list[dict[str, Any]]:
    return [
        need(
            _("Now"),
            _("Safety: %(name)s answered an item that cannot wait") % {"name": alert.client},
            alert.response.instrument,
            reverse("measures:alerts"),
            _("Answer it"),
            "danger",
        )
        for alert in gate.read(reads.ALERTS, P.SEE_CHART, SHOWN)
    ]


def notes_due(staff: Staff, program: Program, now: datetime) -> list[dict[str, Any]]:
    due = reads.NOTES_DUE.rows(staff=staff.pk, by=queries.end_of_today(program))
    if not due:
        return []
    late, empty = sum(at < now for at, _text in due), sum(not text for _at, text in due)
    title = ngettext("%(n)d note to sign", "%(n)d notes to sign", len(due)) % {"n": len(due)}
    parts = [
        ngettext("%(n)d late", "%(n)d late", late) % {"n": late} if late else "",
        ngettext("%(n)d still empty", "%(n)d still empty", empty) % {"n": empty} if empty else "",
    ]
    detail = ", ".join(part for part in parts if part)
    return [need(_("Today"), title, detail, reverse("encounters:notes"), _("Open notes"), "caution" if late else "")]


def plans_to_sign(staff: Staff, program: Program) -> list[dict[str, Any]]:
    return [
        need(
            _("Today"),
            _("Plan ready to sign: %(name)s") % {"name": plan.episode.client},
            _("Version %(n)d. Yours and the client's signature make it active.") % {"n": plan.version},
            reverse("plan:client", kwargs={"client_id": plan.episode.client_id}),
            _("Read and sign"),
        )
        for plan in reads.TO_SIGN.rows(SHOWN, staff=staff.pk, program=program.pk)
    ]


def new_referrals(program: Program) -> list[dict[str, Any]]:
    return [
        need(
            date_format(program.local(referral.received_at), "MONTH_DAY_FORMAT"),
            _("New referral: %(name)s") % {"name": referral.client},
            referral.get_source_display(),
            reverse("intake:referral", kwargs={"referral_id": referral.pk}),
            _("Screen"),
        )
        for referral in reads.REFERRALS.rows(SHOWN, program=program.pk)
    ]


def work(items: Iterable[WorkItem], program: Program, now: datetime) -> list[dict[str, Any]]:
    return [
        need(
            when(item, program, now),
            item.title,
            item.detail,
            item.link or reverse("desk:work"),
            _("Open"),
            "danger" if item.severity == WorkItem.Severity.NOW else "",
        )
        for item in items
    ]


def when(item: WorkItem, program: Program, now: datetime) -> str:
    """When it is due, in a word or a date."""
    if item.severity == WorkItem.Severity.NOW:
        return _("Now")
    if item.due_at is None:
        return _("Soon")
    day, today = dose.day_of(item.due_at, program.zone), dose.day_of(now, program.zone)
    if day < today:
        return _("Late")
    return _("Today") if day == today else date_format(day, "MONTH_DAY_FORMAT")


def at_risk(gate: Gate, staff: Staff, program: Program, now: datetime) -> list[Any]:
    """Those of this person's caseload who may not reach their hours; the whole program for those without one."""
    today = dose.day_of(now, program.zone)
    rows = [row for row in dose_week(gate, program, today, now) if row.has_plan and not row.on_track]
    own = {client for (client,) in reads.CASELOAD.rows(staff=staff.pk)}
    chosen = [row for row in rows if row.client_id in own] if own else rows
    return sorted(chosen, key=lambda row: -row.short_by)[:SHOWN]


def reviews_due(staff: Staff, program: Program) -> list[Plan]:
    """Active plans of this person's caseload whose review falls within a week."""
    return reads.REVIEWS.rows(SHOWN, staff=staff.pk, by=program.today() + timedelta(days=7))
