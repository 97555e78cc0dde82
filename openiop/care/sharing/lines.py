"""What each kind of information is, line by line, as somebody outside would read it.

Every reader asks plain tables for one client: who may see the rows is decided by the database, from the context of
whoever stands in the transaction (openiop.base.context). So the client who looks at a preview and the recipient who
opens a page read by the same words; only what the database lets through can differ.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django_stubs_ext import StrPromise

from openiop.base.items import Item
from openiop.base.look.moments import local_range
from openiop.base.people.models import Client
from openiop.base.programs.models import Program
from openiop.care.aftercare.models import ContinuingCare
from openiop.care.calendar.models import Seat
from openiop.care.encounters import rules as ledger
from openiop.care.encounters.models import Addendum, Note, Presence
from openiop.care.intake.models import Coverage, Diagnosis, Evaluation, Referral
from openiop.care.measures.models import Response
from openiop.care.medical.models import Medication, ToxicologyTest
from openiop.care.placement.models import Decision, Discharge, Episode
from openiop.care.placement.words import level_name
from openiop.care.plan.models import Goal, Objective, Plan
from openiop.rulebook import instruments
from openiop.rulebook.dose import Span

AT_MOST = 200  # lines of one kind, the newest: a year of sessions


@dataclass(frozen=True)
class Line:
    """One thing that leaves: `key` is what a consent names to leave it out; `day` is local to the program, None where
    a thing has no day. `narrowed`: left out by the consent, so that only whoever writes it sees it."""

    item: str
    key: str
    day: date | None
    words: str
    detail: str = ""
    narrowed: bool = False

    def left_out(self) -> "Line":
        return replace(self, narrowed=True)


@dataclass(frozen=True)
class About:
    """Whose lines, which program's days, and up to which day."""

    client_id: UUID
    program: Program
    today: date


def lines_of(item: str, about: About) -> list[Line]:
    """What there is of one kind today, newest first. A kind that cannot be shared here has none."""
    read = READERS.get(Item(item))
    return list(read(about))[:AT_MOST] if read else []


def _identity(about: About) -> Iterator[Line]:
    for client in Client.objects.filter(pk=about.client_id):
        found = {
            "birth_date": (_("Born"), client.birth_date.isoformat() if client.birth_date else ""),
            "phone": (_("Phone"), client.phone),
            "email": (_("Email"), client.email),
            "address": (
                _("Address"),
                ", ".join(filter(None, [client.line1, client.city, client.state, client.postal_code])),
            ),
        }
        for key, (label, value) in found.items():
            if value:
                yield Line(Item.IDENTITY, key, None, f"{label}: {value}")


def _calendar(about: About) -> Iterator[Line]:
    rows = Seat.objects.filter(client_id=about.client_id, is_live=True, during__endswith__gte=timezone.now())
    for seat in rows.order_by("during")[:AT_MOST]:
        yield Line(
            Item.CALENDAR, str(seat.pk), _local(seat.during.lower, about), local_range(seat.during, about.program)
        )


def _hours(about: About) -> Iterator[Line]:
    rows = Presence.objects.filter(client_id=about.client_id, replaced_by=None).exclude(code=Presence.Code.VOID)
    by_session: dict[UUID, list[Presence]] = defaultdict(list)
    for row in rows.select_related("session__program").order_by("-session__during", "during", "recorded_at")[
        : 2 * AT_MOST
    ]:
        by_session[row.session_id].append(row)
    names = dict(Presence.Code.choices)
    for rows_here in by_session.values():
        session = rows_here[0].session
        day = _local(session.during.lower, about)
        if day > about.today:
            continue
        came = [row for row in rows_here if row.code in ledger.ATTENDED]
        code = ledger.overall_code([row.code for row in rows_here])
        words = str(names[Presence.Code(code)])
        if came:
            dose = ledger.count(
                [Span(row.during.lower, row.during.upper) for row in came],
                Span(session.during.lower, session.during.upper),
                ledger.breaks_of(session.breaks),
                session.program.zone,
            )
            words = _("%(minutes)s of %(offered)s min") % {"minutes": dose.minutes, "offered": dose.session_minutes}
        yield Line(Item.HOURS, str(session.pk), day, words)


def _placement(about: About) -> Iterator[Line]:
    decisions = Decision.objects.filter(episode__client_id=about.client_id).order_by("-decided_at")
    for each in decisions[:AT_MOST]:
        day = _local(each.decided_at, about)
        if day <= about.today:
            words = _("%(what)s: level of care %(level)s") % {
                "what": each.get_kind_display(),
                "level": level_name(each.actual_level, about.program.edition),
            }
            yield Line(Item.PLACEMENT, str(each.pk), day, words)
    for episode in Episode.objects.filter(client_id=about.client_id).order_by("-opened_on"):
        yield Line(Item.PLACEMENT, str(episode.pk), episode.opened_on, _("Treatment here began"))


def _plan(about: About) -> Iterator[Line]:
    plans = {each.pk: each for each in Plan.objects.filter(episode__client_id=about.client_id, state=Plan.State.ACTIVE)}
    goals = Goal.objects.filter(problem__plan__in=plans).select_related("problem")
    for goal in goals.order_by("problem__order", "order", "id")[:AT_MOST]:
        since = plans[goal.problem.plan_id].active_from
        words = _("Goal: %(goal)s") % {"goal": goal.title}
        yield Line(Item.PLAN, str(goal.pk), since, words, goal.get_status_display())
    steps = Objective.objects.filter(goal__problem__plan__in=plans).select_related("goal__problem")
    for step in steps.order_by("goal__problem__order", "goal__order", "order", "id")[:AT_MOST]:
        since = plans[step.goal.problem.plan_id].active_from
        words = _("Step: %(step)s") % {"step": step.text}
        yield Line(Item.PLAN, str(step.pk), since, words, step.get_status_display())


def _medical(about: About) -> Iterator[Line]:
    tests = ToxicologyTest.objects.filter(client_id=about.client_id, replaced_by=None).order_by("-collected_at", "id")
    for test in tests[:AT_MOST]:
        day = _local(test.collected_at, about)
        yield Line(Item.MEDICAL, str(test.pk), day, f"{test.panel}: {test.get_result_display()}", test.detail)
    drugs = Medication.objects.filter(client_id=about.client_id).exclude(status=Medication.Status.WRONG)
    for drug in drugs.order_by("status", "-is_moud", "name", "id")[:AT_MOST]:
        yield Line(
            Item.MEDICAL, str(drug.pk), drug.started_on, ", ".join(filter(None, [drug.name, drug.dose])),
            drug.get_status_display(),
        )  # fmt: skip


def _measures(about: About) -> Iterator[Line]:
    rows = Response.objects.filter(client_id=about.client_id, replaced_by=None).order_by("-answered_at", "id")
    for each in rows[:AT_MOST]:
        known = each.instrument in instruments.known()
        name = instruments.get(each.instrument).title_in(get_language() or "en") if known else each.instrument
        score = (
            ngettext("%(n)d point", "%(n)d points", each.total) % {"n": each.total}
            if each.total is not None
            else _("answered")
        )
        yield Line(Item.MEASURES, str(each.pk), _local(each.answered_at, about), f"{name}: {score}")


def _evaluation(about: About) -> Iterator[Line]:
    signed = Evaluation.objects.filter(client_id=about.client_id, signed_at__isnull=False).order_by("-signed_at")
    for each in signed[:AT_MOST]:
        yield Line(Item.EVALUATION, str(each.pk), _local(each.signed_at, about), _("Evaluation signed"))
    found = Diagnosis.objects.filter(client_id=about.client_id).exclude(status=Diagnosis.Status.WRONG)
    for diagnosis in found.order_by("-is_primary", "code", "id")[:AT_MOST]:
        words = f"{diagnosis.label} ({diagnosis.code})"
        yield Line(Item.EVALUATION, str(diagnosis.pk), diagnosis.onset, words, diagnosis.get_status_display())


def _referral(about: About) -> Iterator[Line]:
    for referral in Referral.objects.filter(client_id=about.client_id).order_by("-received_at")[:AT_MOST]:
        words = _("Referred by: %(who)s") % {"who": referral.get_source_display()}
        yield Line(Item.REFERRAL, str(referral.pk), _local(referral.received_at, about), words)
    for cover in Coverage.objects.filter(client_id=about.client_id).order_by("payer", "id")[:AT_MOST]:
        yield Line(
            Item.REFERRAL, str(cover.pk), cover.starts_on, _("Coverage: %(payer)s") % {"payer": cover.payer}, cover.plan
        )


def _notes(about: About) -> Iterator[Line]:
    """Signed notes with what was added to them. A draft is nobody's business, and counseling notes are no notes."""
    notes = Note.objects.filter(client_id=about.client_id, signed_at__isnull=False).select_related("session")
    for note in notes.order_by("-session__during")[:AT_MOST]:
        day = _local(note.session.during.lower, about)
        yield Line(Item.NOTES, str(note.pk), day, note.response or _("No words about the session"), note.next_step)
    added = Addendum.objects.filter(note__client_id=about.client_id).order_by("-written_at")
    for each in added[:AT_MOST]:
        yield Line(
            Item.NOTES,
            str(each.pk),
            _local(each.written_at, about),
            _("Added to a note: %(text)s") % {"text": each.text},
        )


def _aftercare(about: About) -> Iterator[Line]:
    for end in Discharge.objects.filter(episode__client_id=about.client_id).order_by("-discharged_on"):
        words = _("Discharge: %(reason)s") % {"reason": end.get_reason_display()}
        yield Line(Item.AFTERCARE, str(end.pk), end.discharged_on, words, end.destination)
    for care in ContinuingCare.objects.filter(episode__client_id=about.client_id).order_by("-created_at"):
        if care.next_care:
            words = _("Next care: %(words)s") % {"words": care.next_care}
            yield Line(Item.AFTERCARE, str(care.pk), _local(care.created_at, about), words)


def _local(instant: object, about: About) -> date:
    return about.program.local(instant).date()  # type: ignore[arg-type, no-any-return]


READERS: Mapping[Item, Callable[[About], Iterator[Line]]] = {
    Item.IDENTITY: _identity,
    Item.HOURS: _hours,
    Item.PLACEMENT: _placement,
    Item.PLAN: _plan,
    Item.CALENDAR: _calendar,
    Item.MEDICAL: _medical,
    Item.MEASURES: _measures,
    Item.EVALUATION: _evaluation,
    Item.REFERRAL: _referral,
    Item.NOTES: _notes,
    Item.AFTERCARE: _aftercare,
}

# In the words of whoever shares, with what it means. Counseling notes are not among them: they never leave this way.
SAID: Mapping[Item, tuple[StrPromise, StrPromise]] = {
    Item.IDENTITY: (
        gettext_lazy("My birth date and contact details"),
        gettext_lazy("My name stands on the page in any case"),
    ),
    Item.HOURS: (gettext_lazy("The days and hours I attended"), gettext_lazy("Dates and minutes. Not what was said")),
    Item.PLACEMENT: (gettext_lazy("My level of care and start date"), gettext_lazy("What was decided, and when")),
    Item.PLAN: (gettext_lazy("My plan"), gettext_lazy("Goals and steps, and how far they are")),
    Item.CALENDAR: (gettext_lazy("My appointments ahead"), gettext_lazy("Days and times, not which group")),
    Item.MEDICAL: (gettext_lazy("My medications and test results"), gettext_lazy("As they are recorded here")),
    Item.MEASURES: (gettext_lazy("My questionnaires"), gettext_lazy("Dates and points, not each answer")),
    Item.EVALUATION: (gettext_lazy("My evaluation and diagnoses"), gettext_lazy("Diagnoses, and when I was evaluated")),
    Item.REFERRAL: (gettext_lazy("How I came here, and my coverage"), gettext_lazy("Who referred me, who pays")),
    Item.NOTES: (gettext_lazy("Progress notes"), gettext_lazy("What staff wrote about me after sessions, once signed")),
    Item.AFTERCARE: (gettext_lazy("How treatment ended, and what comes next"), gettext_lazy("Discharge and next care")),
}
