"""Sound weeks and small harms to them: a sketched plan of a generated problem, then changes drawn at random."""

import dataclasses
import datetime
from dataclasses import replace

from hypothesis import strategies as st

from ..generate import MONDAY, generate
from ..plan import Plan, Session, Slot
from ..problem import Break, Individual, Licence, Preference, Problem, Separation, Window
from ..score import plan_of


def sketched(clients: int, seed: int, frozen_days: int = 0) -> tuple[Problem, Plan]:
    """A problem and a plan that keeps every rule, short of many hours."""
    problem = generate(clients, seed, previous=True, frozen_days=frozen_days)
    assert problem.previous is not None
    return problem, plan_of(problem, "", problem.previous.sessions, problem.previous.slots)


def swap(rows: tuple, n: int, new) -> tuple:
    return (*rows[:n], new, *rows[n + 1 :])


def harmed_plan(draw, problem: Problem, plan: Plan) -> Plan:
    """One thing of the plan is different."""
    ids = st.sampled_from([each.id for each in problem.clients])
    staff = st.sampled_from([each.id for each in problem.clinicians])
    rooms = st.sampled_from([None, *(each.id for each in problem.rooms)])
    kinds = st.sampled_from([each.id for each in problem.group_types])
    when = {"day": draw(st.integers(0, 6)), "at": draw(st.integers(14, 47))}
    if plan.sessions and draw(st.booleans()):
        n = draw(st.integers(0, len(plan.sessions) - 1))
        session: Session = plan.sessions[n]
        act = draw(
            st.sampled_from(["move", "shift", "lead", "room", "in", "out", "twice", "gone", "kind", "long", "copy"])
        )
        other = draw(st.sampled_from(plan.sessions))
        changed = {
            "move": lambda: replace(session, **when),
            "shift": lambda: replace(session, at=max(0, min(47, session.at + draw(st.integers(-3, 3))))),
            "lead": lambda: replace(session, clinician=draw(staff)),
            "room": lambda: replace(session, room=draw(rooms)),
            "in": lambda: replace(session, members=tuple(sorted({*session.members, *draw(st.lists(ids, max_size=9))}))),
            "out": lambda: replace(session, members=session.members[1:]),
            "twice": lambda: replace(session, day=other.day, at=other.at, room=other.room, clinician=other.clinician),
            "gone": lambda: None,
            "kind": lambda: replace(session, type=draw(kinds)),
            "long": lambda: replace(session, minutes=draw(st.sampled_from([30, 50, 60, 90, 120]))),
            "copy": lambda: session,
        }[act]()
        rows = swap(plan.sessions, n, changed)
        if act == "copy":
            rows = (*plan.sessions, replace(session, id=draw(st.sampled_from(["copy", session.id])), **when))
        return replace(plan, sessions=tuple(each for each in rows if each))
    if plan.slots:
        n = draw(st.integers(0, len(plan.slots) - 1))
        slot: Slot = plan.slots[n]
        act = draw(st.sampled_from(["move", "shift", "hold", "room", "kind", "long", "copy", "gone"]))
        moved = {
            "move": lambda: replace(slot, **when),
            "shift": lambda: replace(slot, at=max(0, min(47, slot.at + draw(st.integers(-4, 4))))),
            "hold": lambda: replace(slot, clinician=draw(staff)),
            "room": lambda: replace(slot, room=draw(rooms)),
            "kind": lambda: replace(slot, kind="family"),
            "long": lambda: replace(slot, minutes=draw(st.sampled_from([30, 50, 60, 90]))),
            "copy": lambda: slot,
            "gone": lambda: None,
        }[act]()
        rows = swap(plan.slots, n, moved)
        if act == "copy":
            rows = (*plan.slots, replace(slot, **when))
        return replace(plan, slots=tuple(each for each in rows if each))
    return plan


def harmed_problem(draw, problem: Problem, plan: Plan) -> Problem:
    """One fact of the problem is stricter or different."""
    what = draw(st.sampled_from(["client", "clinician", "room", "type", "payer", "apart", "site"]))
    window = Window(draw(st.integers(0, 5)), start := draw(st.integers(16, 38)), draw(st.integers(start + 1, 44)))
    if what == "client":
        n = draw(st.integers(0, len(problem.clients) - 1))
        client = problem.clients[n]
        change = draw(
            st.sampled_from(
                [
                    {"available": client.available[1:]},
                    {"available": (*client.available[:-1], replace(client.available[-1], mode="virtual"))},
                    {"gap_minutes": 0},
                    {"mode": "virtual"},
                    {"mode": "in_person"},
                    {"language": "es"},
                    {"track": "adolescent"},
                    {"state": "NJ"},
                    {"individual": None},
                    {"individual": Individual(90, 2)},
                    {"starts": MONDAY + datetime.timedelta(days=2)},
                    {"primary": None},
                    {"preferences": (Preference((window,), 3),)},
                ]
            )
        )
        return replace(problem, clients=swap(problem.clients, n, replace(client, **change)))
    if what == "clinician":
        n = draw(st.integers(0, len(problem.clinicians) - 1))
        clinician = problem.clinicians[n]
        change = draw(
            st.sampled_from(
                [
                    {"available": clinician.available[1:]},
                    {"available": (window, *clinician.available)},
                    {"day_cap": 60},
                    {"week_cap": 120, "overtime": 60},
                    {"longest_run": 60},
                    {"pause": Break(18, 42, 690)},
                    {"pause": Break(34, 38, 90)},
                    {"licences": (Licence("NY", MONDAY, MONDAY + datetime.timedelta(days=1)),)},
                    {"languages": ("es",)},
                    {"skills": ()},
                    {"virtual": False},
                ]
            )
        )
        return replace(problem, clinicians=swap(problem.clinicians, n, replace(clinician, **change)))
    if what == "room":
        n = draw(st.integers(0, len(problem.rooms) - 1))
        change = draw(st.sampled_from([{"capacity": 3}, {"closed": (window,)}]))
        return replace(problem, rooms=swap(problem.rooms, n, replace(problem.rooms[n], **change)))
    if what == "type":
        used = [each.type for each in plan.sessions] or [problem.group_types[0].id]
        name = draw(st.sampled_from(used))
        n = next(n for n, each in enumerate(problem.group_types) if each.id == name)
        kind = problem.group_types[n]
        change = draw(
            st.sampled_from(
                [
                    {"minimum": 6},
                    {"maximum": 3},
                    {"is_open": False, "members": tuple(each.id for each in problem.clients[:5])},
                    {"windows": (window,)},
                    {"most_per_week": 1},
                    {"every_weeks": 2, "last": MONDAY - datetime.timedelta(days=draw(st.integers(-1, 15)))},
                    {"skill": "trauma"},
                    {"language": None, "track": None},
                    {"curriculum": "skills"},
                ]
            )
        )
        return replace(problem, group_types=swap(problem.group_types, n, replace(kind, **change)))
    if what == "payer":
        payers = tuple(
            replace(each, maximum_day_minutes=draw(st.sampled_from([60, 120, 180]))) for each in problem.payers
        )
        return replace(problem, payers=payers)
    if what == "site":
        return replace(problem, sites=swap(problem.sites, 0, replace(problem.sites[0], open=problem.sites[0].open[1:])))
    full = [each for each in plan.sessions if len(each.members) > 1]
    pair = full[0].members[:2] if full else (problem.clients[0].id, problem.clients[1].id)
    return dataclasses.replace(problem, separations=(*problem.separations, Separation(*pair)))
