"""A program's curriculum: the starter taken over, topics added and changed, and dealt out to the sessions to come."""

import zlib
from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from openiop.base.audit.actions import record
from openiop.base.people.roles import Permission, require
from openiop.base.programs.models import Program
from openiop.care.calendar import rules
from openiop.care.calendar.models import Group, Session, Topic
from openiop.rulebook.curriculum import starter

LOOK_BACK = timedelta(weeks=26)  # a line that rested longer begins again


@transaction.atomic
def take_over_starter(*, by: Any, program: Program, modules: Collection[str], language: str = "en") -> list[Topic]:
    """Copies these modules of the starter curriculum (keys as in `rulebook.curriculum`) into the program, which may
    change them freely. A topic that was taken over before, in whatever language, or that has its title already, stays
    as it is. Returns the new ones."""
    require(by, Permission.SCHEDULE)
    known = program.topics.values_list("origin", "module", "title")
    origins = {origin for origin, _, _ in known}
    titles = {(module, title) for _, module, title in known}
    made = []
    for module in starter(language):
        if module.key not in modules:
            continue
        for place, topic in enumerate(module.topics):
            if topic.key in origins or (module.name, topic.title) in titles:
                continue
            made.append(
                Topic(
                    organisation_id=program.organisation_id,
                    program=program,
                    module=module.name,
                    order=place,
                    **topic.fields,
                )
            )
    Topic.objects.bulk_create(made)
    if made:
        record("calendar.curriculum.taken_over", program, by=by, topics=[topic.origin for topic in made])
        deal_topics(program=program)
    return made


@transaction.atomic
def add_topic(*, by: Any, program: Program, module: str, title: str, **fields: Any) -> Topic:
    """A topic at the end of its curriculum. `fields` are Topic's: about, outline, handout, homework."""
    require(by, Permission.SCHEDULE)
    last = Topic.objects.filter(program=program, module=module).order_by("-order").first()
    topic = Topic(
        organisation_id=program.organisation_id,
        program=program,
        module=module,
        title=title,
        order=last.order + 1 if last else 0,
        **fields,
    )
    topic.full_clean()
    topic.save()
    record("calendar.topic.added", topic, by=by)
    return topic


@transaction.atomic
def change_topic(*, by: Any, topic: Topic, step: int = 0, **fields: Any) -> Topic:
    """Changes a topic, or moves it by `step` places in its curriculum (−1 is one earlier)."""
    require(by, Permission.SCHEDULE)
    one_dealer_at_a_time(topic.program_id)
    for name, value in fields.items():
        setattr(topic, name, value)
    if fields:
        topic.full_clean()
        topic.save(update_fields=list(fields))
    if step:
        row = list(Topic.objects.select_for_update().filter(program_id=topic.program_id, module=topic.module))
        at = next(i for i, each in enumerate(row) if each.pk == topic.pk)
        row.insert(max(0, min(len(row) - 1, at + step)), row.pop(at))
        for place, each in enumerate(row):
            each.order = place
        Topic.objects.bulk_update(row, ["order"])
    if step or "is_used" in fields:
        deal_topics(program=topic.program)
    record("calendar.topic.changed", topic, by=by, step=step, fields=sorted(fields))
    return topic


def deal_topics(*, program: Program, groups: Iterable[Group] | None = None) -> int:
    """Gives every planned session still to come the topic that follows the last one taught in its line, so that none is
    left out where one was cancelled and a newcomer meets all of them. Returns how many changed.

    A line is what goes on from day to day: the groups of one track with the same name and curriculum. Run again, it
    changes nothing. Part of the actions that change groups, sessions and topics; it asks no right of its own. Of two
    that deal at once the second waits for the first, and deals with what it left.
    """
    one_dealer_at_a_time(program.pk)
    lines = {_line(group) for group in (program.groups.all() if groups is None else groups) if group.module}
    if not lines:
        return 0
    members = [
        group for group in program.groups.filter(module__in={line[0] for line in lines}) if _line(group) in lines
    ]
    order: dict[str, list[UUID]] = {}
    for module, pk in program.topics.filter(is_used=True).values_list("module", "pk"):
        order.setdefault(module, []).append(pk)
    of_line = {group.pk: _line(group) for group in members}
    now, changed = timezone.now(), list[Session]()
    last: dict[tuple[str, Any, str], UUID] = {}
    meetings = Session.objects.filter(group__in=of_line, during__endswith__gt=now - LOOK_BACK).exclude(
        state=Session.State.CANCELLED
    )
    for session in meetings.only("group_id", "topic_id", "during", "state").order_by("during", "pk"):
        line = of_line[session.group_id]  # type: ignore[index]
        if session.state == Session.State.PLANNED and (session.during.lower > now or session.topic_id is None):
            topic = rules.next_topic(order.get(line[0], []), last.get(line))
            if topic != session.topic_id:
                session.topic_id = topic
                changed.append(session)
        if session.topic_id:
            last[line] = session.topic_id
    Session.objects.bulk_update(changed, ["topic"])
    return len(changed)


def one_dealer_at_a_time(program_id: UUID) -> None:
    """Holds others off this program's topics until our transaction ends: each of two would see the sessions of before
    the other, and both would give away the same topic. An action that deals asks for it before it locks any row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, zlib.crc32(program_id.bytes) - 2**31])


_LOCK = 0x1A3C  # our own number among advisory locks


def _line(group: Group) -> tuple[str, Any, str]:
    return group.module, group.track_id, group.name.casefold()
