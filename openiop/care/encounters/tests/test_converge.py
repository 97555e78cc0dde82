"""Two facilitators without a network for fifteen minutes: nothing lost, nothing doubled, both boards and the ledger the
same, in whatever order the taps arrive and however often one is sent.

OPENIOP_INTERLEAVINGS=1000 sends all thousand through the real database (minutes); the suite two hundred of them."""

import json
import os
import random
import threading
import time
import uuid
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from openiop.base import context
from openiop.base.privacy.gate import Gate
from openiop.care.calendar.models import Session
from openiop.care.encounters import actions as encounters
from openiop.care.encounters.models import Presence, Tap
from openiop.care.encounters.queries.taps import heard
from openiop.care.encounters.tap_rules import ByHand, Stretch, Tapped, as_state, fold, written
from openiop.care.encounters.tests.people import hold_session
from tests.cast import make_house

START = datetime(2026, 11, 18, 19, tzinfo=UTC)
END = START + timedelta(minutes=90)
OFFLINE = timedelta(minutes=15)
ROUNDS = int(os.environ.get("OPENIOP_INTERLEAVINGS", "200"))
VECTORS = json.loads((Path(__file__).parent / "fold.json").read_text())


def tapped(dice, clients, start, mine):
    """One tap that somebody could make in those fifteen minutes; now and then they take one of theirs back."""
    at = start + timedelta(milliseconds=dice.randrange(int(OFFLINE.total_seconds() * 1000)))
    key, client = str(uuid.UUID(int=dice.getrandbits(128), version=4)), dice.choice(clients)
    undoable = [tap for tap in mine if tap.kind != "undo"]
    if undoable and dice.random() < 0.1:
        wrong = dice.choice(undoable)
        return Tapped(key, wrong.client, "undo", wrong.key, at)
    kind = dice.choice(["attendance"] * 4 + ["participation", "affect", "quote", "safety"])
    value = {
        "attendance": lambda: dice.choice(["arrived", "late", "left", "back", "no_show", "excused", "clear"]),
        "participation": lambda: dice.choice([None, 1, 2, 3, 4]),
        "affect": lambda: dice.choice(["calm", "low", None]),
        "quote": lambda: dice.choice(["I called", "", "Not today"]),
        "safety": lambda: {"protocol": "medical"},
    }[kind]()
    return Tapped(key, client, kind, value, at)


def fifteen_minutes(dice, clients, start):
    """What the two of them tapped: two lists, each in the order of tapping."""
    both = []
    for _who in range(2):
        mine = []
        for _n in range(dice.randrange(3, 20)):
            mine.append(tapped(dice, clients, start, mine))
        both.append(mine)
    return both


def sendings(dice, both):
    """How they arrive: in pieces, some of them twice, in turns; what takes back comes after what it takes back."""
    turns = []
    for who, mine in enumerate(both):
        at, pieces = 0, []
        while at < len(mine):
            size = dice.randrange(1, 12)
            pieces.append((who, mine[at : at + size]))
            at += size
        again = [dice.choice(pieces) for _n in range(dice.randrange(3))]
        turns.append((pieces, again))
    order = []
    queues = [list(pieces) for pieces, _again in turns]
    while any(queues):
        order.append(dice.choice([queue for queue in queues if queue]).pop(0))
    for _pieces, again in turns:
        for piece in again:
            order.insert(dice.randrange(order.index(piece) + 1, len(order) + 1), piece)
    return order


def test_a_thousand_interleavings_fold_to_one_board():
    clients = [str(uuid.UUID(int=n)) for n in range(3)]
    for seed in range(1000):
        dice = random.Random(seed)
        both = fifteen_minutes(dice, clients, START)
        boards = [[], [], []]  # two devices and the server, as they heard them
        for who, piece in sendings(dice, both):
            boards[2] += piece
            boards[who] += piece
        for who in range(2):
            boards[who] += both[who] + both[1 - who]
            dice.shuffle(boards[who])
        states = [as_state(fold(board, (), START, END)) for board in boards]
        assert states[0] == states[1] == states[2], f"seed {seed}"
        in_order = sorted(both[0] + both[1], key=lambda tap: tap.order)
        assert as_state(fold(in_order, (), START, END)) == states[0], f"seed {seed}"


@pytest.mark.parametrize("case", VECTORS, ids=lambda case: case["name"])
def test_the_fold_says_what_the_island_says(case):
    """The same vectors are folded by frontend/src/board."""
    when = datetime.fromisoformat
    taps = [Tapped(each["key"], each["client"], each["kind"], each["value"], when(each["at"])) for each in case["taps"]]
    hand = [
        ByHand(
            each["client"], when(each["at"]), each["code"],
            tuple(Stretch(when(start), when(end) if end else None) for start, end in each["stretches"]),
        )
        for each in case["hand"]
    ]  # fmt: skip
    start, end = when(case["start"]), when(case["end"])
    for order in (taps, taps[::-1], taps + taps):
        assert as_state(fold(order, hand, start, end)) == case["state"]


def on_the_wire(tap):
    return {"key": tap.key, "client": tap.client, "kind": tap.kind, "value": tap.value, "at": written(tap.at)}


def minutes_of(stretches, session):
    """The minutes of the session in which somebody was there, one by one."""
    start, end = session.during.lower, session.during.upper
    return {
        minute
        for minute in range(int((end - start).total_seconds() // 60))
        for came, left in stretches
        if came < start + timedelta(minutes=minute + 1)
        and came.replace(second=0, microsecond=0) <= start + timedelta(minutes=minute)
        and start + timedelta(minutes=minute) < (left.replace(second=0, microsecond=0) if left else end)
    }


def check(cast, session, both, seed):
    """0 lost, 0 doubled, both boards equal, and the ledger what the board shows."""
    sent = {tap.key: tap for mine in both for tap in mine}
    kept = list(Tap.objects.filter(session=session))
    assert len(kept) == len(sent), f"seed {seed}: lost or doubled"
    assert {str(tap.key) for tap in kept} == set(sent), f"seed {seed}"
    states = []
    for staff in (cast.dana, cast.marcus):
        with context.standing(staff.standing):
            states.append(as_state(heard(Gate.of(staff), session).folded()))
    expected = fold(sent.values(), (), session.during.lower, session.during.upper)
    assert states[0] == states[1] == as_state(expected), f"seed {seed}"
    for client, person in expected.people.items():
        rows = Presence.objects.filter(session=session, client=client, replaced_by=None).exclude(code="void")
        here = [(row.during.lower, row.during.upper) for row in rows if row.during]
        shown = [(each.start, each.end) for each in person.presence.stretches]
        assert minutes_of(here, session) == minutes_of(shown, session), f"seed {seed}"
        absent = [row.code for row in rows if not row.during]
        assert absent == ([person.presence.code] if person.presence.code else []), f"seed {seed}"


def test_interleavings_through_the_database_lose_nothing_and_double_nothing(committed_db):
    """On every processor at once: each has a house of its own, so that nobody waits for anybody's clinician or room."""
    at_once = os.cpu_count() or 1
    shares = [(range(n, ROUNDS, at_once), make_house(f"harbor-{n}", f"Harbor {n}")) for n in range(at_once)]
    connections.close_all()  # a connection must not be shared with a child
    with ProcessPoolExecutor(at_once, mp_context=get_context("fork")) as processes:
        assert sum(processes.map(interleave_all, *zip(*shares, strict=True))) == ROUNDS


def interleave_all(seeds, cast):
    """How many went well; the first that does not ends the test."""
    for seed in seeds:
        with transaction.atomic():
            interleave(cast, seed)
            transaction.set_rollback(True)  # a thousand in one transaction would grow slow
    return len(seeds)


def interleave(cast, seed):
    staff = (cast.dana, cast.marcus)
    session = hold_session(cast, start=START, minutes=90, breaks=())
    dice = random.Random(seed)
    both = fifteen_minutes(dice, [str(client.pk) for client in cast.clients.values()], START)
    for who, piece in sendings(dice, both):
        with context.standing(staff[who].standing):
            answer = encounters.keep(
                by=staff[who], session=session, taps=[on_the_wire(tap) for tap in piece],
                now=START + OFFLINE + timedelta(seconds=1),
            )  # fmt: skip
        assert not answer.refused, answer.refused
        assert len(answer.kept) == len(piece)
    check(cast, session, both, seed)


def test_two_devices_at_the_same_moment(committed_db):
    """Both send the same taps and their own at once, three times each."""
    cast = make_house("harbor", "Harbor Street")
    session = hold_session(cast, start=timezone.now() - timedelta(minutes=20), minutes=90, breaks=())
    dice = random.Random(4)
    clients = [str(client.pk) for client in cast.clients.values()]
    both = fifteen_minutes(dice, clients, session.during.lower)
    both = [[replace(tap, value="arrived") if tap.value == "no_show" else tap for tap in mine] for mine in both]
    faults = []

    def send(staff, mine):
        try:
            for _n in range(3):
                with context.standing(staff.standing):
                    answer = encounters.keep(by=staff, session=session, taps=[on_the_wire(tap) for tap in mine])
                assert not answer.refused, answer.refused
        except BaseException as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    everything = both[0] + both[1]
    threads = [
        threading.Thread(target=send, args=(staff, mine))
        for staff, mine in ((cast.dana, both[0]), (cast.marcus, both[1]), (cast.marcus, everything))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not faults, faults
    with context.standing(context.everything(cast.organisation.pk)):
        check(cast, session, both, 4)


def test_one_key_for_two_sessions_at_the_same_moment_is_refused_in_words(committed_db):
    """The second waits until the first is committed; then the key is taken. Its other taps are kept all the same."""
    cast = make_house("harbor", "Harbor Street")
    start = timezone.now() - timedelta(minutes=20)
    first = hold_session(cast, start=start, minutes=90, breaks=())
    with transaction.atomic():
        second = Session.objects.create(
            organisation=cast.organisation, program=cast.program, kind="group", title="Next door",
            during=first.during, capacity=12,
        )  # fmt: skip
    client, at = str(cast.jordan.pk), timezone.now()
    key, answers = str(uuid.uuid4()), []
    topic = {"client": None, "kind": "topic", "value": None, "at": written(at)}

    def send():
        with context.standing(cast.dana.standing):
            own = topic | {"key": str(uuid.uuid4())}
            answers.append(encounters.keep(by=cast.dana, session=second, taps=[topic | {"key": key}, own]))
        connections.close_all()

    thread = threading.Thread(target=send)
    with transaction.atomic(), context.standing(cast.dana.standing):
        said = {"key": key, "client": client, "kind": "attendance", "value": "arrived", "at": written(at)}
        assert encounters.keep(by=cast.dana, session=first, taps=[said]).kept == [key]
        thread.start()
        wait_until_one_waits()
    thread.join(30)
    (answer,) = answers
    assert [each["key"] for each in answer.refused] == [key]
    assert "another session" in answer.refused[0]["why"]
    assert len(answer.kept) == 1
    assert Tap.objects.filter(session=second).count() == 1


def wait_until_one_waits():
    """Until another connection waits for a lock of this one's."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
    raise AssertionError("nobody waits")
