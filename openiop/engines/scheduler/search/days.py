"""Part of a move: what each client in it may attend, what their days must look like, what they lack."""

from collections import defaultdict

from ortools.sat.python import cp_model

from .. import grid
from .arena import VIRTUAL
from .draft import Draft
from .week import Hour, Meeting, late_of

Sum = cp_model.LinearExpr.sum
Weighted = cp_model.LinearExpr.weighted_sum


def add_clients(draft: Draft) -> None:
    was_in: dict[int, set[str]] = defaultdict(set)
    fixed_visits: dict[int, list[Meeting]] = defaultdict(list)
    for offer in draft.offers:
        if offer.meeting is not None:
            for member in offer.fixed:
                if member in draft.scope.cells:
                    fixed_visits[member].append(offer.meeting)
        if offer.was is not None:
            for member in offer.was.members:
                was_in[member].add(offer.was.id)
    still: dict[int, list[Hour]] = defaultdict(list)
    for hour in draft.still:
        still[hour.client].append(hour)
    moving: dict[int, list[Hour]] = defaultdict(list)
    for hour in draft.moving:
        moving[hour.client].append(hour)
    for client in draft.scope.cells:
        _client(draft, client, fixed_visits[client], still[client], moving[client], was_in[client])


def _client(
    draft: Draft, client: int, meetings: list[Meeting], hours: list[Hour], moving: list[Hour], was_in: set[str]
) -> None:
    arena, model, stage = draft.arena, draft.model, draft.stage
    who = arena.clients[client]
    weights = arena.problem.weights
    days = draft.scope.cells[client]
    busy = fixed_minutes = 0
    treated: dict[int, int] = defaultdict(int)
    in_day: dict[int, int] = defaultdict(int)
    curricula: dict[str, int] = defaultdict(int)
    on_day: set[tuple[int, str]] = set()
    asked: dict[str, int] = defaultdict(int)
    there: set[int] = set()
    for meeting in meetings:
        kind, day = arena.kinds[meeting.kind], meeting.start // grid.DAY
        busy |= grid.span(meeting.start, kind.length)
        treated[day] += kind.minutes
        in_day[day] += kind.minutes
        curricula[kind.curriculum] += kind.minutes
        on_day.add((day, kind.curriculum))
        if kind.place != VIRTUAL:
            there.add(day)
    for hour in hours:
        day = hour.start // grid.DAY
        busy |= grid.span(hour.start, hour.length)
        in_day[day] += hour.minutes
        if who.counts:
            treated[day] += hour.minutes
        asked[hour.kind] += hour.minutes
        if hour.place != VIRTUAL:
            there.add(day)
    fixed_minutes = sum(treated.values())
    # variables: (variable, start, length, minutes, tag, in person, counts)
    mine: dict[int, list[tuple[cp_model.IntVar, int, int, int, str, bool, bool]]] = defaultdict(list)
    only, only_hours = draft.scope.only, draft.scope.only_hours
    for which, can in who.groups.items():
        kind = arena.kinds[which]
        for offer in draft.at_kind.get(which, ()):
            start, day = offer.start, offer.start // grid.DAY
            if not can >> start & 1 or not days >> day & 1 or (day, kind.curriculum) in on_day:
                continue
            if busy & grid.span(start, kind.length):
                continue
            if only is not None and (client, which, start) not in only:
                continue
            if who.apart & offer.fixed:
                continue
            if offer.meeting is not None:
                if kind.place == VIRTUAL and not arena.may_treat(offer.meeting.lead, client, start):
                    continue
                if len(offer.fixed) >= kind.most:
                    continue
            elif (
                offer.open is not None
                and kind.place == VIRTUAL
                and not any(arena.may_treat(lead, client, start) for lead in offer.leads)
            ):
                continue
            seat = draft.flag(int(offer.was is not None and offer.was.id in was_in))
            offer.seats[client] = seat
            mine[day].append((seat, start, kind.length, kind.minutes, kind.curriculum, kind.place != VIRTUAL, True))
    here = {(hour.kind, hour.start, hour.place) for hour in moving}
    at = {(hour.kind, hour.start) for hour in moving}
    asks: dict[str, list[cp_model.IntVar]] = defaultdict(list)
    for ask in who.asks:
        room = ask.times - asked[ask.kind] // ask.minutes
        if room <= 0:
            continue
        for place, can in ask.starts.items():
            for start in grid.slots_of(can):
                day, span = start // grid.DAY, grid.span(start, ask.length)
                if not days >> day & 1 or busy & span or span & draft.busy[who.primary]:
                    continue
                if draft.scope.thin is not None and start & 1 != draft.scope.thin and (ask.kind, start) not in at:
                    continue
                if only_hours is not None and (client, ask.kind, start) not in only_hours:
                    continue
                variable = draft.flag(int((ask.kind, start, place) in here))
                draft.hour_vars.append((client, ask.kind, start, ask.minutes, ask.length, place, variable))
                asks[ask.kind].append(variable)
                mine[day].append(
                    (variable, start, ask.length, ask.minutes, "\0" + ask.kind, place != VIRTUAL, who.counts)
                )
                draft.cost(variable, stage.rest * weights.late_finish * late_of(start, ask.length))
        if asks[ask.kind]:
            model.add(Sum(asks[ask.kind]) <= room)
    valid_vars = []
    fixed_valid = 0
    total: list[cp_model.IntVar] = []
    minutes_of: list[int] = []
    for day in range(grid.DAYS):
        if not days >> day & 1 or not mine[day]:
            if treated[day]:
                good = treated[day] >= who.least_day
                fixed_valid += good
                draft.constant += 0 if good else stage.bad_day
            continue
        valid = _day(draft, client, day, mine[day], busy, treated[day], in_day[day], day in there)
        valid_vars.append(valid)
        for variable, _, _, minutes, _, _, counts in mine[day]:
            if counts:
                total.append(variable)
                minutes_of.append(minutes)
    lack = who.dose - fixed_minutes
    if lack > 0:
        _short(draft, total, minutes_of, lack)
    for curriculum, need in who.needs.items():
        lack = need - curricula[curriculum]
        if lack > 0:
            pairs = [(v[0], v[3]) for day in mine for v in mine[day] if v[4] == curriculum]
            _short(draft, [v for v, _ in pairs], [m for _, m in pairs], lack)
    for ask in who.asks:
        lack = ask.minutes * ask.times - asked[ask.kind]
        if lack > 0:
            _short(draft, asks[ask.kind], [ask.minutes] * len(asks[ask.kind]), lack)
    lack = who.days - fixed_valid
    if lack > 0:
        missing = draft.number(lack, max(0, lack - draft.now_of(valid_vars)))
        if valid_vars:
            model.add(missing + Sum(valid_vars) >= lack)
        else:
            model.add(missing >= lack)
        draft.cost(missing, stage.bad_day)


def _short(draft: Draft, variables: list[cp_model.IntVar], minutes: list[int], lack: int) -> None:
    if not variables:
        draft.constant += draft.stage.unmet * lack
        return
    short = draft.number(lack, max(0, lack - draft.now_of(variables, minutes)))
    draft.model.add(short + Weighted(variables, minutes) >= lack)
    draft.cost(short, draft.stage.unmet)


def _day(
    draft: Draft,
    client: int,
    day: int,
    mine: list[tuple[cp_model.IntVar, int, int, int, str, bool, bool]],
    busy: int,
    treated: int,
    in_day: int,
    there: bool,
) -> cp_model.IntVar:
    """One free day: one thing at a time, no curriculum twice, bounded holes, whether it counts."""
    model, stage, who = draft.model, draft.stage, draft.arena.clients[client]
    weights = draft.arena.problem.weights
    cover: dict[int, list[cp_model.IntVar]] = defaultdict(list)
    tags: dict[str, list[cp_model.IntVar]] = defaultdict(list)
    counted, minutes_counted = [], []
    places: dict[bool, list[cp_model.IntVar]] = {True: [], False: []}
    for variable, start, length, minutes, tag, in_person, counts in mine:
        for slot in range(start, start + length):
            cover[slot].append(variable)
        tags[tag].append(variable)
        places[in_person].append(variable)
        if counts:
            counted.append(variable)
            minutes_counted.append(minutes)
        outside = sum(weight * (grid.span(start, length) & ~mask).bit_count() for mask, weight in who.wishes)
        draft.cost(variable, stage.rest * weights.preference * outside)
    for variables in cover.values():
        if len(variables) > 1:
            model.add_at_most_one(variables)
    for tag, variables in tags.items():
        if len(variables) > 1 and not tag.startswith("\0"):
            model.add_at_most_one(variables)
    model.add(Weighted([m[0] for m in mine], [m[3] for m in mine]) <= who.most_day - in_day)
    fixed = busy & grid.day_bits(day)
    before = _present(draft, client, day)
    low = min(min(cover), (fixed & -fixed).bit_length() - 1 if fixed else 10**6)
    high = max(max(cover), fixed.bit_length() - 1 if fixed else -1)
    holes = draft.scope.holes or bool(_holes(before)) or bool(_holes(fixed))
    begins = []
    last: cp_model.LinearExpr | cp_model.IntVar | int = 0
    spans: list[cp_model.IntVar] = []
    taken: list[cp_model.LinearExpr | int] = []
    present = fixed
    for slot, variables in cover.items():
        if draft.now_of(variables):
            present |= 1 << slot
    was_begun = False
    for slot in range(low, high + 1):
        here = cover.get(slot)
        now = 1 if fixed >> slot & 1 else (Sum(here) if here else 0)
        inside = present >> slot & 1
        if holes and who.hole:
            inside = int(bool(present & ((2 << slot) - 1)) and bool(present >> slot))
            within = draft.flag(inside)
            model.add(within >= now)
            spans.append(within)
            taken.append(now)
            now = within
        if isinstance(now, int) and now == 0:
            last, was_begun = 0, False
            continue
        begin = draft.flag(int(inside and not was_begun))
        was_begun = bool(inside)
        model.add(begin >= now - last)
        begins.append(begin)
        last = now
    model.add_at_most_one(begins)
    if spans:
        for first in range(len(spans) - who.hole):
            window = range(first, first + who.hole + 1)
            model.add(Sum([spans[n] for n in window]) - sum(taken[n] for n in window) <= who.hole)
        if points := stage.rest * weights.gap:
            for within, now in zip(spans, taken, strict=True):
                draft.cost(within, points)
                if isinstance(now, int):
                    draft.constant -= points * now
            for variables in cover.values():
                for variable in variables:
                    draft.cost(variable, -points)
    if places[True] and not there and stage.rest:
        travels = draft.flag(int(draft.now_of(places[True]) > 0))
        for variable in places[True]:
            model.add_implication(variable, travels)
        draft.cost(travels, stage.rest * weights.travel_day * who.travel)
    least = max(1, who.least_day)  # where the payer asks for no minutes, a day still needs something to count
    minutes_now = treated + draft.now_of(counted, minutes_counted)
    good = draft.flag(int(minutes_now >= least))
    if least > treated and counted:
        model.add(Weighted(counted, minutes_counted) >= (least - treated) * good)
    elif least > treated:
        model.add(good == 0)
    if treated:
        bad = draft.flag(int(minutes_now < least))
        model.add(bad + good >= 1)
    elif counted:
        # a day with treatment that is not good: `used` is the sum of its beginnings, at most one
        used = draft.flag(int(any(map(draft.now_of, tags.values()))))
        for tag, variables in tags.items():
            if tag.startswith("\0"):
                for variable in variables if who.counts else ():  # else no treatment: such a day is none
                    model.add_implication(variable, used)
            else:
                model.add(Sum(variables) <= used)
        bad = draft.flag(int(draft.hints[used.index] and minutes_now < least))
        model.add(bad + good >= used)
    else:
        return good
    draft.cost(bad, stage.bad_day)
    return good


def _present(draft: Draft, client: int, day: int) -> int:
    found = 0
    for visit in draft.week.visits[client]:
        if visit.start // grid.DAY == day:
            found |= grid.span(visit.start, visit.length)
    return found


def _holes(mask: int) -> int:
    """Half-hours of holes in one day's mask."""
    return mask.bit_length() - (mask & -mask).bit_length() + 1 - mask.bit_count() if mask else 0
