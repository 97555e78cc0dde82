"""Part of a move: sizes of sessions, who leads them when, and enough rooms."""

from collections import defaultdict

from ortools.sat.python import cp_model

from .. import grid
from .arena import VIRTUAL
from .draft import Draft, Offer

Sum = cp_model.LinearExpr.sum
Weighted = cp_model.LinearExpr.weighted_sum


def add_sessions(draft: Draft) -> None:
    arena, model = draft.arena, draft.model
    held: dict[int, list[cp_model.IntVar]] = defaultdict(list)
    count: dict[int, int] = defaultdict(int)
    for offer in draft.offers:
        kind = arena.kinds[offer.kind]
        seats = list(offer.seats.values())
        if offer.open is None:
            if draft.days >> offer.start // grid.DAY & 1:
                count[offer.kind] += 1
            if seats:
                if kind.least > len(offer.fixed):
                    model.add(Sum(seats) >= kind.least - len(offer.fixed))
                model.add(Sum(seats) <= kind.most - len(offer.fixed))
        else:
            held[offer.kind].append(offer.open)
            if not seats:
                model.add(offer.open == 0)
                continue
            model.add(Sum(seats) >= kind.least * offer.open)
            model.add(Sum(seats) <= kind.most * offer.open)
            for client, seat in offer.seats.items():
                _under(draft, offer, kind.place, client, seat)
        for client, seat in offer.seats.items():
            for other in arena.clients[client].apart:
                if other > client and other in offer.seats:
                    model.add_at_most_one([seat, offer.seats[other]])
    for which, variables in held.items():
        most = arena.kinds[which].most_per_week - count[which] - draft.elsewhere[which]
        if len(variables) > most:
            model.add(Sum(variables) <= max(0, most))


def _under(draft: Draft, offer: Offer, place: int, client: int, seat: cp_model.IntVar) -> None:
    """A seat needs the session, by video led by somebody with a licence where the client sits."""
    assert offer.open is not None
    draft.model.add_implication(seat, offer.open)
    if place == VIRTUAL:
        may = [v for lead, v in offer.leads.items() if draft.arena.may_treat(lead, client, offer.start)]
        if len(may) < len(offer.leads):
            draft.model.add(Sum(may) >= seat)


def add_clinicians(draft: Draft) -> None:
    arena, model, stage = draft.arena, draft.model, draft.stage
    cover: dict[int, dict[int, list[cp_model.IntVar]]] = defaultdict(lambda: defaultdict(list))
    by_day: dict[tuple[int, int], list[tuple[cp_model.IntVar, int]]] = defaultdict(list)
    for offer in draft.offers:
        kind = arena.kinds[offer.kind]
        for lead, variable in offer.leads.items():
            by_day[lead, offer.start // grid.DAY].append((variable, kind.minutes))
            for slot in range(offer.start, offer.start + kind.length):
                cover[lead][slot].append(variable)
    for client, _, start, minutes, length, _, variable in draft.hour_vars:
        lead = arena.clients[client].primary
        by_day[lead, start // grid.DAY].append((variable, minutes))
        for slot in range(start, start + length):
            cover[lead][slot].append(variable)
    for (lead, day), pairs in by_day.items():
        who = arena.leads[lead]
        _day_of_work(draft, lead, day, cover[lead])
        room = who.day_cap - draft.day_load[lead, day]
        if sum(m for _, m in pairs) > room:
            model.add(Weighted([v for v, _ in pairs], [m for _, m in pairs]) <= max(0, room))
    if draft.scope.fair and draft.stage.rest:
        whole: dict[int, list[tuple[cp_model.IntVar, int]]] = defaultdict(list)
        for (lead, _), each in by_day.items():
            whole[lead] += each
        _fairness(draft, whole)
    for lead, slots in cover.items():
        for variables in slots.values():
            if len(variables) > 1:
                model.add_at_most_one(variables)
        who = arena.leads[lead]
        pairs = [pair for (one, _), each in by_day.items() if one == lead for pair in each]
        room = who.week_cap - draft.load[lead]
        if sum(m for _, m in pairs) > room:
            if who.overtime:
                now = draft.now_of([v for v, _ in pairs], [m for _, m in pairs])
                most = grid.half_hours(max(0, -room)) + grid.half_hours(who.overtime)
                over = draft.number(most, grid.half_hours(max(0, now - room)))
                model.add(Weighted([v for v, _ in pairs], [m for _, m in pairs]) <= room + grid.HALF * over)
                draft.cost(over, stage.rest * arena.problem.weights.overtime)
            model.add(Weighted([v for v, _ in pairs], [m for _, m in pairs]) <= max(0, room + who.overtime))


def _fairness(draft: Draft, pairs: dict[int, list[tuple[cp_model.IntVar, int]]]) -> None:
    """Per cent points between the most and the least of their week's minutes in use, as score.py counts."""
    model = draft.model
    weighed = [lead for lead, who in enumerate(draft.arena.leads) if who.week_cap]
    loads = {
        lead: draft.load[lead] + sum(draft.hints[variable.index] * minutes for variable, minutes in pairs.get(lead, ()))
        for lead in weighed
    }
    shares = {lead: 100 * loads[lead] // draft.arena.leads[lead].week_cap for lead in weighed}
    most = draft.number(1000, max(shares.values(), default=0))
    least = draft.number(1000, min(shares.values(), default=0))
    for lead in weighed:
        who = draft.arena.leads[lead]
        if not pairs.get(lead):
            model.add(most >= shares[lead])
            model.add(least <= shares[lead])
            continue
        part = draft.number(1000, shares[lead])
        load = 100 * Weighted([v for v, _ in pairs[lead]], [m for _, m in pairs[lead]]) + 100 * draft.load[lead]
        model.add(load >= who.week_cap * part)
        model.add(load <= who.week_cap * part + who.week_cap - 1)
        model.add(most >= part)
        model.add(least <= part)
    if weighed:
        draft.cost(most, draft.stage.rest * draft.arena.problem.weights.fairness)
        draft.cost(least, -draft.stage.rest * draft.arena.problem.weights.fairness)


def _day_of_work(draft: Draft, lead: int, day: int, cover: dict[int, list[cp_model.IntVar]]) -> None:
    who, model = draft.arena.leads[lead], draft.model
    today = draft.busy[lead] & grid.day_bits(day)
    begin = day * grid.DAY
    possible = today
    for slot in cover:
        if slot // grid.DAY == day:
            possible |= 1 << slot
    for first in grid.slots_of(grid.starts(possible, who.run + 1)):
        window = range(first, first + who.run + 1)
        lits = [v for slot in window for v in cover.get(slot, ())]
        fixed = (today >> first & ((1 << who.run + 1) - 1)).bit_count()
        if lits:
            model.add(Sum(lits) <= max(0, who.run - fixed))
    if who.pause is None:
        return
    start, end, length = who.pause
    between = grid.span(begin + start, end - start)
    if grid.starts(between & ~possible, length):
        return
    positions = list(grid.slots_of(grid.starts(between & ~today, length)))
    if not positions:
        return
    rests: list[cp_model.IntVar] = []
    work = sum(1 << slot for slot, variables in cover.items() if draft.now_of(variables))
    for position in positions:
        free = not work & grid.span(position, length) and not draft.now_of(rests)
        rest = draft.flag(int(free))
        rests.append(rest)
        for slot in range(position, position + length):
            for variable in cover.get(slot, ()):
                model.add_implication(rest, ~variable)
    model.add_bool_or(rests)


def add_rooms(draft: Draft) -> None:
    arena, model = draft.arena, draft.model
    sizes = {site: sorted({capacity for capacity, _, _ in rooms}) for site, rooms in arena.rooms.items()}
    size_of = {number: capacity for rooms in arena.rooms.values() for capacity, _, number in rooms}
    fixed: dict[tuple[int, int, int], int] = defaultdict(int)  # site, level, slot
    wants: dict[tuple[int, int, int], list[cp_model.IntVar]] = defaultdict(list)
    for offer in draft.offers:
        kind = arena.kinds[offer.kind]
        if kind.place == VIRTUAL or not draft.days >> offer.start // grid.DAY & 1:
            continue
        levels = sizes[kind.place]
        span = range(offer.start, offer.start + kind.length)
        least = 0
        if offer.meeting is not None:
            seats = len(offer.fixed)
            if offer.meeting.frozen and offer.meeting.room in size_of:
                seats = size_of[offer.meeting.room]
            least = sum(1 for size in levels[:-1] if size < seats)
            for slot in span:
                for level in range(least + 1):
                    fixed[kind.place, level, slot] += 1
        elif offer.open is not None:
            for slot in span:
                wants[kind.place, 0, slot].append(offer.open)
        if not offer.seats:
            continue
        most = min(kind.most, len(offer.fixed) + len(offer.seats))
        if most > levels[-1]:
            model.add(Sum(list(offer.seats.values())) <= levels[-1] - len(offer.fixed))
        if most <= levels[least]:
            continue
        capacity: list[cp_model.IntVar] = []
        steps: list[int] = []
        was = len(offer.was.members) if offer.was else 0
        for level in range(least + 1, len(levels)):
            if levels[level - 1] >= most:
                break
            bigger = draft.flag(int(was > levels[level - 1]))
            if capacity:
                model.add_implication(bigger, capacity[-1])
            elif offer.open is not None:
                model.add_implication(bigger, offer.open)
            capacity.append(bigger)
            steps.append(levels[level] - levels[level - 1])
            for slot in span:
                wants[kind.place, level, slot].append(bigger)
        model.add(Sum(list(offer.seats.values())) - Weighted(capacity, steps) <= levels[least] - len(offer.fixed))
    for hour in draft.still:
        if hour.place != VIRTUAL and draft.days >> hour.start // grid.DAY & 1:
            for slot in range(hour.start, hour.start + hour.length):
                fixed[hour.place, 0, slot] += 1
    for _, _, start, _, length, place, variable in draft.hour_vars:
        if place != VIRTUAL:
            for slot in range(start, start + length):
                wants[place, 0, slot].append(variable)
    for (site, level, slot), variables in wants.items():
        least = sizes[site][level]
        there = sum(1 for capacity, free, _ in arena.rooms[site] if capacity >= least and free >> slot & 1)
        left = max(0, there - fixed[site, level, slot])
        if len(variables) > left:
            model.add(Sum(variables) <= left)
