"""Which part of a week a move frees: everybody has their turn, and an aimed move is about a day that does not count."""

from .. import grid
from ..generate import generate
from ..search.arena import Arena, arena_of
from ..search.moves import Chooser
from ..search.seed import greedy
from ..search.week import Tally, Week


def drawn() -> tuple[Arena, Tally, Week]:
    arena = arena_of(generate(20, 2))
    tally = Tally(arena)
    return arena, tally, tally.week(*greedy(arena, tally.week([], [])))


def test_the_searches_parts_are_together_everybody_at_every_turn() -> None:
    arena, tally, _ = drawn()
    for of in (1, 2, 3):
        choosers = [Chooser(arena, tally, 1, share, of) for share in range(of)]
        for turn in range(7):
            for each in choosers:
                each.turn = turn
            assert {client for each in choosers for client in each._mine()} == set(choosers[0].able)


def test_an_aimed_move_frees_a_day_that_does_not_count_or_is_missing() -> None:
    arena, tally, week = drawn()
    chooser = Chooser(arena, tally, 1)
    lacking = [tally.client(client, visits)[1] for client, visits in enumerate(week.visits)]
    seen = 0
    for first in [client for client, lack in enumerate(lacking) if lack]:
        who = arena.clients[first]
        minutes = dict.fromkeys(range(grid.DAYS), 0)
        for visit in week.visits[first]:
            minutes[visit.start // grid.DAY] += visit.minutes * (visit.curriculum is not None or who.counts)
        short = {day for day, each in minutes.items() if 0 < each < who.least_day}
        days = chooser._wanting(week, first)
        assert days & short or not short
        scope = chooser._aim(week, first, lacking, 12)
        assert scope.cells[first] == 127
        assert scope.opens or not any(who.groups.values())
        seen += bool(short)
    assert seen


def test_an_aimed_move_grows_with_the_tries_in_vain() -> None:
    arena, tally, week = drawn()
    sizes = []
    for tries in (0, 6):
        chooser = Chooser(arena, tally, 1)
        first = chooser.able[0]
        chooser.tried[first] = tries
        sizes.append(sum(len(chooser._aim(week, first, [0] * 20, 3).cells) for _ in range(10)))
    assert sizes[0] < sizes[1]
