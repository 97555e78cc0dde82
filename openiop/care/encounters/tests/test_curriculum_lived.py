"""Topics that somebody met, and how a group is doing."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from openiop.base.privacy.gate import Gate
from openiop.care.calendar import actions as calendar
from openiop.care.calendar.models import Membership, Session
from openiop.care.encounters.actions import mark_absent
from openiop.care.encounters.models import Note, Presence
from openiop.care.encounters.queries.coverage import coverage_of, handouts_of
from openiop.care.encounters.queries.health import health_of
from openiop.care.encounters.tests.people import hold_session
from tests.cast import House, admit, hold_group


def curriculum(cast: House) -> list[Any]:
    return calendar.take_over_starter(by=cast.priya, program=cast.program, modules=["cbt"])


def days_ago(n: int) -> Any:
    return (timezone.now() - timedelta(days=n)).replace(minute=0, second=0, microsecond=0)


def held(cast: House, topic: Any, ago: int, came: tuple[str, ...] = ("jordan",), group: Any = None) -> Session:
    """A meeting that is over, with these people there from beginning to end."""
    session = hold_session(
        cast, days_ago(ago), minutes=90, breaks=(), clients=("jordan", "ana", "luis"), topic=topic, state="held",
        group=group,
    )  # fmt: skip
    for name in came:
        Presence.objects.create(
            organisation=cast.organisation, session=session, client=getattr(cast, name), code="present",
            during=session.during, recorded_by=cast.dana,
        )  # fmt: skip
    return session


def test_a_topic_is_met_by_being_there_and_by_nothing_else(cast):
    topics = curriculum(cast)
    held(cast, topics[0], 9)
    held(cast, topics[0], 2)
    absent = held(cast, topics[1], 4, came=())
    mark_absent(by=cast.dana, session=absent, client=cast.jordan)
    (module,) = coverage_of(Gate(cast.dana, cast.program), cast.jordan, cast.program)
    first, second, *rest = module.topics
    assert len(first.days) == 2 and first.days[0] > first.days[1]
    assert not second.days and not any(each.days for each in rest)
    assert (module.met, module.whole) == (1, 6)


def test_a_row_that_was_taken_back_is_no_topic_met(cast):
    topics = curriculum(cast)
    session = held(cast, topics[0], 2)
    row = session.presence.get()
    Presence.objects.create(
        organisation=cast.organisation, session=session, client=cast.jordan, code="void", replaces=row, reason="Mistake"
    )
    assert coverage_of(Gate(cast.dana, cast.program), cast.jordan, cast.program) == []


def test_the_next_seat_with_a_topic_is_named(cast):
    topics = curriculum(cast)
    hold_session(cast, days_ago(-3), minutes=90, breaks=(), clients=("jordan",), topic=topics[2])
    (module,) = coverage_of(Gate(cast.dana, cast.program), cast.jordan, cast.program)
    assert module.topics[2].next and not module.topics[2].days


def test_the_sheets_of_topics_met_are_the_newest_first(cast):
    topics = curriculum(cast)
    held(cast, topics[3], 2)
    held(cast, topics[1], 9)
    sheets = handouts_of(coverage_of(Gate(cast.dana, cast.program), cast.jordan, cast.program))
    assert [each.topic for each in sheets] == [topics[3], topics[1]]


def test_the_page_of_topics_is_drawn_and_asks_a_fixed_number_of_times(cast, django_assert_max_num_queries):
    topics = curriculum(cast)
    admit(cast, "jordan")
    browser, page = cast.browser("dana"), reverse("encounters:coverage", args=[cast.jordan.pk])
    assert "No topic yet" in browser.get(page).content.decode()
    for n, topic in enumerate(topics):
        held(cast, topic, 2 + n)
    with django_assert_max_num_queries(24):
        shown = browser.get(page).content.decode()
    assert "6 of 6 topics" in shown and "Balanced thinking" in shown


def member(cast: House, group: Any, who: str, since: int, until: int | None = None) -> None:
    today = cast.program.today()
    Membership.objects.create(
        organisation=cast.organisation, group=group, client=getattr(cast, who), first_day=today - timedelta(days=since),
        last_day=None if until is None else today - timedelta(days=until),
    )  # fmt: skip


def test_a_group_counts_who_comes_and_goes(cast):
    group = hold_group(cast)
    group.module = "CBT"
    group.save()
    topics = curriculum(cast)
    member(cast, group, "jordan", since=100)
    member(cast, group, "ana", since=10)
    member(cast, group, "luis", since=90, until=5)
    held(cast, topics[0], 8, came=("jordan", "ana", "luis"), group=group)
    held(cast, topics[1], 1, came=("jordan",), group=group)
    found = health_of(Gate(cast.priya, cast.program), group)
    assert (found.members, found.newcomers, found.joined, found.left) == (2, 1, 1, 1)
    assert found.turnover == 50 and found.newcomer_share == 50
    assert [each.present for each in found.meetings] == [3, 1] and found.usual == 2
    assert (found.topics_taught, found.topics) == (2, 6)


def test_bil_11_a_meeting_above_the_limit_is_named(cast):
    group = hold_group(cast)
    held(cast, None, 2, came=("jordan", "ana", "luis"), group=group)
    found = health_of(Gate(cast.priya, cast.program), group)
    assert found.limit and found.limit.most == 12 and not found.too_full
    small = type(found)(
        **{**found.__dict__, "limit": type(found.limit)("MA", frozenset(), 2, found.limit.effective_from, "")}
    )
    assert [each.present for each in small.too_full] == [3]


def test_whoever_only_listened_twice_in_a_row_is_quiet(cast):
    group = hold_group(cast)
    for name in ("jordan", "ana"):
        admit(cast, name)
    for ago, heard in ((9, {"jordan": 1, "ana": 1}), (2, {"jordan": 0, "ana": 3})):
        session = held(cast, None, ago, came=("jordan", "ana"), group=group)
        for name, participation in heard.items():
            Note.objects.create(
                organisation=cast.organisation, session=session, client=getattr(cast, name), written_by=cast.dana,
                participation=participation, due_at=timezone.now(),
            )  # fmt: skip
    found = health_of(Gate(cast.dana, cast.program), group)
    assert found.quiet == [(cast.jordan, 2)]
    page = cast.browser("dana").get(reverse("encounters:health", args=[group.pk])).content.decode()
    assert "listened in the last 2 notes" in page and "Jordan" in page


def test_a_group_that_never_met_says_so(cast):
    page = cast.browser("dana").get(reverse("encounters:health", args=[hold_group(cast).pk])).content.decode()
    assert "No meeting yet" in page


def test_another_houses_group_is_not_there(cast, elsewhere):
    foreign = hold_group(elsewhere)
    assert cast.browser("dana").get(reverse("encounters:health", args=[foreign.pk])).status_code == 404
