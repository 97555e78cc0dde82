"""Small groups for a while: dealt so that nobody meets whom they must not meet, sent, walked between, called back."""

from datetime import UTC, datetime, timedelta
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openiop.base.people.roles import Refused
from openiop.care.calendar.models import Session
from openiop.care.calendar.when import Separation
from openiop.care.virtual import actions as virtual
from openiop.care.virtual import rules
from openiop.care.virtual.models import Admission, VideoRoom
from openiop.care.virtual.queries.presence import intervals_of
from openiop.care.virtual.queries.state import look
from openiop.care.virtual.tests.people import all_in, come, group_by_video
from openiop.engines import sfu
from tests.cast import House

pairs = st.sets(st.sampled_from([frozenset(pair) for pair in combinations(range(5), 2)]))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)  # a machine may be busy
@given(people=st.integers(0, 5), breakouts=st.integers(2, 4), apart=pairs, seed=st.integers(0, 99))
def test_a_deal_keeps_apart_whoever_must_be_and_is_found_wherever_there_is_one(
    people: int, breakouts: int, apart: set[frozenset[int]], seed: int
) -> None:
    dealt = rules.deal(range(people), breakouts, apart, seed=seed)
    kept = [pair for pair in apart if max(pair) < people]
    possible = any(
        all(len({where[one] for one in pair}) == 2 for pair in kept)
        for where in product(range(breakouts), repeat=people)
    )
    assert (dealt is not None) == possible
    if dealt is not None:
        assert sorted(dealt) == list(range(people)) and set(dealt.values()) <= set(range(1, breakouts + 1))
        assert all(dealt[one] != dealt[other] for one, other in map(sorted, kept))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(people=st.integers(1, 15), breakouts=st.integers(2, 6), seed=st.integers(0, 99))
def test_a_deal_is_even_where_nobody_is_kept_apart(people: int, breakouts: int, seed: int) -> None:
    dealt = rules.deal(range(people), breakouts, set(), seed=seed) or {}
    sizes = [list(dealt.values()).count(n) for n in range(1, breakouts + 1)]
    assert max(sizes) - min(sizes) <= 1


def test_chance_deals_in_more_than_one_way() -> None:
    ways = {tuple(sorted((rules.deal(range(6), 2, set(), seed=seed) or {}).items())) for seed in range(20)}
    assert len(ways) > 5


@pytest.fixture
def group(cast: House) -> Session:
    return group_by_video(cast)


def where(session: Session, now: datetime | None = None) -> dict[str, int]:
    """In which place the gateway is to have everybody, by alias."""
    room = VideoRoom.objects.get(session=session)
    return {each.alias: each.breakout for each in look(room.organisation_id, [room.pk], now)[room.pk].people.values()}


def separate(house: House, one: Any, other: Any) -> None:
    first, second = sorted((one, other), key=lambda client: client.pk)
    Separation.objects.create(organisation=house.organisation, one=first, other=second, first_day=house.program.today())


def test_everybody_is_sent_walked_to_and_called_back(cast: House, group: Session) -> None:
    all_in(cast, group)
    room = virtual.deal(by=cast.dana, session=group, breakouts=2)
    assert set(where(group).values()) == {0}  # dealt is not sent
    virtual.send(by=cast.dana, session=group)
    there = where(group)
    assert sorted(there[alias] for alias in ("Swan", "Lantern", "Cedar")) in ([1, 1, 2], [1, 2, 2])
    assert there["Dana W."] == 0
    virtual.walk(by=cast.dana, session=group, breakout=2)
    assert where(group)["Dana W."] == 2
    swan = Admission.objects.get(room=room, client=cast.jordan)
    virtual.leave(admission=swan, by=cast.jordan)
    assert come(group, cast.jordan, "Swan").breakout == there["Swan"]  # back to theirs
    assert where(group) == there | {"Dana W.": 2}
    with pytest.raises(ValidationError, match="Call them back first"):
        virtual.deal(by=cast.dana, session=group, breakouts=3)
    virtual.call_back(by=cast.dana, session=group)
    assert set(where(group).values()) == {0}
    virtual.send(by=cast.dana, session=group)
    assert where(group) == there  # the same groups again, and who leads stays


def test_the_time_calls_everybody_back_by_itself(cast: House, group: Session) -> None:
    all_in(cast, group)
    virtual.deal(by=cast.dana, session=group, breakouts=3)
    room = virtual.send(by=cast.dana, session=group, minutes=10)
    assert room.back_at is not None
    assert sorted(where(group, room.back_at - timedelta(seconds=1)).values()) == [0, 1, 2, 3]
    assert set(where(group, room.back_at).values()) == {0}
    for minutes in (0, 121):
        with pytest.raises(ValidationError, match="between 1 and 120"):
            virtual.send(by=cast.dana, session=group, minutes=minutes)


def test_a_pair_that_must_not_meet_is_not_dealt_together_and_by_hand_is_refused(cast: House, group: Session) -> None:
    people = all_in(cast, group)
    separate(cast, cast.jordan, cast.ana)
    for _n in range(8):
        virtual.deal(by=cast.dana, session=group, breakouts=2)
        kept = {row.client_id: row.breakout for row in Admission.objects.filter(client__isnull=False)}
        assert kept[cast.jordan.pk] != kept[cast.ana.pk]
    with pytest.raises(ValidationError) as refused:
        virtual.place(by=cast.dana, session=group, seat=people["ana"].seat, breakout=kept[cast.jordan.pk])
    assert "Swan" not in str(refused.value)  # nobody is told which pair
    virtual.place(by=cast.dana, session=group, seat=people["ana"].seat, breakout=0)
    separate(cast, cast.jordan, cast.luis)
    separate(cast, cast.luis, cast.ana)
    with pytest.raises(ValidationError, match="Make one more"):
        virtual.deal(by=cast.dana, session=group, breakouts=2)
    virtual.deal(by=cast.dana, session=group, breakouts=3)
    Separation.objects.update(last_day=timezone.now().date() - timedelta(days=2))  # over
    virtual.place(by=cast.dana, session=group, seat=people["ana"].seat, breakout=1)
    virtual.place(by=cast.dana, session=group, seat=people["luis"].seat, breakout=1)


def test_whoever_comes_back_meets_nobody_from_whom_they_are_kept_apart(cast: House, group: Session) -> None:
    """Away while the others are dealt or placed anew, they would else come back into an old breakout."""
    people = all_in(cast, group)
    separate(cast, cast.jordan, cast.ana)
    virtual.deal(by=cast.dana, session=group, breakouts=2)
    first = Admission.objects.get(pk=people["jordan"].pk).breakout
    virtual.leave(admission=people["jordan"], by=cast.jordan)
    with pytest.raises(ValidationError, match="cannot be in breakout"):
        virtual.place(by=cast.dana, session=group, seat=people["ana"].seat, breakout=first)
    virtual.deal(by=cast.dana, session=group, breakouts=2)
    virtual.place(by=cast.dana, session=group, seat=people["ana"].seat, breakout=first)
    virtual.send(by=cast.dana, session=group)
    assert come(group, cast.jordan, "Swan").state == "admitted"
    assert (where(group)["Swan"], where(group)["Lantern"]) == (0, first)


def test_nobody_is_sent_where_they_may_not_be_any_more(cast: House, group: Session) -> None:
    people = all_in(cast, group)
    virtual.deal(by=cast.dana, session=group, breakouts=2)
    for who in ("jordan", "ana"):
        virtual.place(by=cast.dana, session=group, seat=people[who].seat, breakout=1)
    separate(cast, cast.jordan, cast.ana)
    with pytest.raises(ValidationError, match="Deal again"):
        virtual.send(by=cast.dana, session=group)
    assert set(where(group).values()) == {0}


def test_breakouts_are_made_by_who_leads_in_an_open_room(cast: House, group: Session) -> None:
    with pytest.raises(ValidationError, match="not open"):
        virtual.deal(by=cast.dana, session=group, breakouts=2)
    people = all_in(cast, group)
    for wrong in (1, 7):
        with pytest.raises(ValidationError, match="between 2 and 6"):
            virtual.deal(by=cast.dana, session=group, breakouts=wrong)
    with pytest.raises(ValidationError, match="Make the breakouts first"):
        virtual.send(by=cast.dana, session=group)
    for do in (virtual.send, virtual.call_back):
        with pytest.raises(Refused):
            do(by=cast.jordan, session=group)
    virtual.deal(by=cast.dana, session=group, breakouts=2)
    with pytest.raises(ValidationError, match="no such breakout"):
        virtual.place(by=cast.dana, session=group, seat=people["ana"].seat, breakout=3)
    with pytest.raises(ValidationError, match="Nobody is in a breakout"):
        virtual.walk(by=cast.dana, session=group, breakout=1)
    virtual.send(by=cast.dana, session=group)
    virtual.close_room(by=cast.dana, session=group)
    room = VideoRoom.objects.get(session=group)
    assert (room.breakouts, room.sent_at) == (0, None)
    assert not Admission.objects.exclude(breakout=0).exists()


def test_time_in_a_breakout_is_time_in_the_session(
    cast: House, group: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = all_in(cast, group)
    monkeypatch.setattr("openiop.care.virtual.queries.presence.home", lambda: tmp_path)
    room, seat = VideoRoom.objects.get(session=group), people["jordan"].seat
    began = timezone.now().astimezone(UTC).replace(microsecond=0) - timedelta(minutes=5)
    facts = []
    for n, place in enumerate((f"{room.pk}", f"{room.pk}-b1", f"{room.pk}-b2", f"{room.pk}")):
        for second in range(0, 60, 5):
            at = began + timedelta(seconds=60 * n + second + (1 if n and not second else 0))
            facts.append(sfu.Fact("heard", at, "gateway-1", f"gateway/{n}", place, seat))
        facts.append(sfu.Fact("left", began + timedelta(seconds=60 * n + 59), "gateway-1", f"gateway/{n}", place, seat))
    other = sfu.Fact("heard", began, "gateway-1", "gateway/9", "another-b1", seat)
    sfu.Journal(tmp_path).add([*facts, other])
    [interval] = intervals_of(group, timezone.now())[seat]
    assert interval.begins == began and interval.ends == began + timedelta(seconds=239)


def test_the_page_makes_breakouts_in_a_few_presses(cast: House, group: Session) -> None:
    people = all_in(cast, group)
    browser, here = cast.browser("dana"), f"/virtual/{group.pk}/breakouts"
    fragment = {"HX-Request": "true"}
    page = browser.post(here, {"do": "deal", "breakouts": "2"}, headers=fragment).content.decode()
    assert "Breakout 2" in page and "Send everybody" in page and "Jordan Avery" in page
    browser.post(here, {"do": "place", "seat": people["ana"].seat, "breakout": "2"}, headers=fragment)
    assert Admission.objects.get(client=cast.ana).breakout == 2
    page = browser.post(here, {"do": "send", "minutes": "5"}, headers=fragment).content.decode()
    assert "Call everybody back" in page and "Go there" in page
    browser.post(here, {"do": "walk", "breakout": "1"})
    assert where(group)["Dana W."] == 1
    for wrong in ({"do": "walk", "breakout": "x"}, {"do": "fly"}, {}, {"do": "send", "minutes": "-3"}):
        assert browser.post(here, wrong, headers=fragment).status_code == 422
    assert "Deal again" in browser.post(here, {"do": "back"}, headers=fragment).content.decode()


def test_pairs_are_all_pairs() -> None:
    """Everybody apart from everybody: as many breakouts as people, and no fewer."""
    apart = {frozenset(pair) for pair in combinations(range(6), 2)}
    assert rules.deal(range(6), 5, apart) is None
    assert sorted((rules.deal(range(6), 6, apart) or {}).values()) == [1, 2, 3, 4, 5, 6]
