"""The end of a group: everybody's note is drafted from what was tapped, in words that say no more than that."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from openiop.base.audit.actions import record
from openiop.base.people.models import Client, Staff
from openiop.base.people.roles import Permission, Role, require
from openiop.base.privacy.gate import Gate
from openiop.base.worklist.actions import ask
from openiop.base.worklist.models import WorkItem
from openiop.care.calendar.actions import teach
from openiop.care.calendar.models import Seat, Session, Topic
from openiop.care.encounters import tap_rules
from openiop.care.encounters.actions import ledger
from openiop.care.encounters.actions.attendance import mark_absent
from openiop.care.encounters.actions.drafts import author_of
from openiop.care.encounters.actions.ending import end_early
from openiop.care.encounters.models import Note, Presence, SharedNote
from openiop.care.encounters.queries.attendance import Attendance
from openiop.care.encounters.queries.heard import heard_in, in_the_room, lately_used, therapist_of
from openiop.care.plan.models import Objective
from openiop.care.plan.queries import open_objectives
from openiop.rulebook import dose
from openiop.rulebook.drafting import Heard, compose
from openiop.rulebook.text import gettext_noop

MISSING = gettext_noop("Not marked as here by the end of the group")
CALL = "encounters.absence_call"
LANGUAGE = "en"  # the language the record is kept in


@transaction.atomic
def end_group(*, by: Any, session: Session, early: bool = False, now: datetime | None = None) -> list[Note]:
    """The group is over: whoever was not marked did not come, everybody's note is drafted, and somebody is asked to
    call those who stayed away. Returns the notes that got new words.

    `early`: its minutes end now, where it would go on by the calendar. Without it the notes are drafted so far, and
    the group goes on.

    May be done again at any time: words that somebody typed stay, the rest follows what was tapped since.
    """
    require(by, Permission.WRITE_NOTES)
    now = now or timezone.now()
    session = ledger.hold(session)
    ledger.refuse_cancelled(session)
    if now < session.during.lower:
        raise ValidationError(_("The session has not begun: there is nothing to write yet."))
    if early:
        session = end_early(by=by, session=session, now=now)
    if now >= session.during.upper and by.may(Permission.TAKE_ATTENDANCE):  # until then they may still come
        _mark_missing(by, session, now)
    return draft_notes(by=by, session=session, now=now)


@transaction.atomic
def draft_notes(*, by: Any, session: Session, now: datetime | None = None) -> list[Note]:
    """Drafts, or drafts again, every note of the session that nobody wrote in. Returns those that changed."""
    require(by, Permission.WRITE_NOTES)
    now = now or timezone.now()
    session = ledger.hold(session)
    folded = heard_in(session)
    topic = _topic(session, folded)
    if topic:
        teach(by=by, session=session, topic=topic)
    _draft_shared(by, session, topic, now)
    notes = list(
        Note.objects.select_for_update(of=("self",), no_key=True)
        .filter(session=session, signed_at=None)
        .select_related("client", "objective__goal")
        .order_by("client_id")
    )
    people = in_the_room(session, notes, now)
    objectives = open_objectives([note.client_id for note in notes])
    used = lately_used(session, [note.client_id for note in notes])
    in_group: set[str] = set()
    changed = []
    for note in notes:
        each = people[note.client_id]
        if not each.rows:
            continue
        tapped = folded.people.get(str(note.client_id), tap_rules.Person())
        worked = [one for one in objectives.get(note.client_id, []) if str(one.pk) in tapped.objectives]
        avoid = frozenset(used.get(note.client_id, ())) | in_group
        if _draft(by, note, each, tapped, worked, topic.title if topic else session.title, avoid, now):
            changed.append(note)
        in_group |= set((note.drafted or {}).get("used", ()))
        if each.code == Presence.Code.NO_SHOW:
            _ask_to_call(by, session, note.client, now)
    return changed


def _draft(
    by: Any,
    note: Note,
    each: Attendance,
    tapped: tap_rules.Person,
    worked: list[Objective],
    topic: str,
    avoid: frozenset[str],
    now: datetime,
) -> bool:
    """Puts one note into words where nobody did; False where nothing changed."""
    said = tapped.said
    objective = worked[0] if worked else None
    words = compose(_as_heard(each, said, objective, topic, avoid))
    draft = {
        "response": words.response,
        "next_step": words.next_step,
        "used": list(words.used),
        "objective": str(objective.pk) if objective else "",
        "objectives": [str(one.pk) for one in worked],
        "participation": said.get("participation"),
    }
    codes = {"affect": "affect", "engagement": "engagement", "reaction": "response", "quote": "quote"}
    new: dict[str, Any] = {field: str(said.get(kind) or "") for field, kind in codes.items()}
    before = note.drafted or {"objective": "", "participation": None}
    if note.is_untouched:
        new |= {"response": draft["response"], "next_step": draft["next_step"]}
    else:
        draft |= {name: before.get(name, "") for name in ("response", "next_step")} | {"used": before.get("used", [])}
    if str(note.objective_id or "") == before["objective"]:
        new["objective_id"] = objective.pk if objective else None
    if note.participation == before["participation"]:
        new["participation"] = draft["participation"] if each.attended else None
    draft["at"] = before.get("at") or now.isoformat()
    new["drafted"] = draft
    changed = [field for field, value in new.items() if getattr(note, field) != value]
    if not changed:
        return False
    draft["at"] = now.isoformat()
    for field in changed:
        setattr(note, field, new[field])
    note.changed_at = now
    if "response" in changed:
        note.acknowledged = []
    note.save(update_fields=[*(f.removesuffix("_id") for f in changed), "changed_at", "acknowledged"])
    record("encounters.note.drafted", note, by=by, fields=sorted(set(changed) - {"drafted"}))
    return bool(set(changed) - {"drafted"})


def _as_heard(
    each: Attendance, said: dict[str, Any], objective: Objective | None, topic: str, avoid: frozenset[str]
) -> Heard:
    """What the words are made of."""
    session, client = each.session, each.client
    came = each.stretches[0].during.lower if each.attended else session.during.lower
    left = each.stretches[-1].during.upper if each.attended else session.during.upper
    return Heard(
        name=client.first_name,
        pronouns=client.pronouns,
        present=each.attended,
        absence="" if each.attended else each.code,
        minutes=each.dose.minutes if each.attended else 0,
        session_minutes=each.dose.session_minutes,
        late_minutes=max(0, int((came - session.during.lower).total_seconds() // 60)),
        left_minutes=max(0, int((session.during.upper - left).total_seconds() // 60)),
        topic=topic,
        participation=said.get("participation"),
        affect=str(said.get("affect") or ""),
        engagement=str(said.get("engagement") or ""),
        response=str(said.get("response") or ""),
        quote=str(said.get("quote") or ""),
        objective=objective.text if objective else "",
        worked=objective is not None,
        kind=session.kind,
        seed=f"{session.pk}:{client.pk}",
        avoid=avoid,
        language=LANGUAGE,
    )


def _topic(session: Session, folded: tap_rules.Folded) -> Topic | None:
    """The topic that was tapped, else the planned one."""
    if folded.topic:
        found = Topic.objects.filter(pk=folded.topic, program=session.program_id).first()
        return found or session.topic
    return session.topic


def _draft_shared(by: Any, session: Session, topic: Topic | None, now: datetime) -> None:
    """What the whole group did, as far as the topic says it; never over words that stand there."""
    author = author_of(session) or (by if isinstance(by, Staff) else None)
    if topic is None or author is None or SharedNote.objects.filter(session=session).exists():
        return
    shared = SharedNote.objects.create(
        organisation_id=session.organisation_id,
        session=session,
        topic=topic.title,
        intervention=topic.about,
        written_by=author,
        changed_at=now,
    )
    record("encounters.shared_note.drafted", shared, by=by, session=str(session.pk))


def _mark_missing(by: Any, session: Session, now: datetime) -> None:
    """Whoever has a seat and nothing recorded did not come; only those whose attendance is `by`'s to take."""
    known = Presence.objects.filter(session=session, replaced_by=None).exclude(code=Presence.Code.VOID)
    seats = Gate.of(by).rows(Seat, Permission.TAKE_ATTENDANCE).filter(session=session, is_live=True)
    for seat in seats.exclude(client__in=known.values("client")).select_related("client").order_by("client_id"):
        mark_absent(by=by, session=session, client=seat.client, reason=MISSING, now=now)


def _ask_to_call(by: Any, session: Session, client: Client, now: datetime) -> None:
    """Somebody who did not come is called the same day: by their therapist, else by a case manager."""
    therapist = therapist_of(session, client.pk)
    with override(LANGUAGE):
        title = _("Call %(name)s: they did not come to %(session)s") % {"name": client.name, "session": session.title}
    ask(
        by=by,
        program=session.program,
        kind=CALL,
        source=source_of(session, client.pk),
        title=title[:200],
        client=client,
        to=therapist,
        role="" if therapist else Role.CASE_MANAGER.value,
        severity=WorkItem.Severity.TODAY,
        due_at=max(now, dose.day_span(session.program.local(session.during.lower).date(), session.program.zone).end),
        link=f"/sessions/of/{client.pk}/",
    )


def source_of(session: Session, client_id: UUID) -> str:
    return f"session:{session.pk}:{client_id}"
