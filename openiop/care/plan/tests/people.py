"""A plan as Dana writes it with Jordan."""

from datetime import timedelta
from typing import Any

from openiop.care.plan import actions
from openiop.care.plan.models import Plan
from openiop.care.plan.rules import DoseStep


def drafted(house: Any, episode: Any) -> Plan:
    """A draft with one problem, goal, objective and intervention, and 9 hours over 3 days for ten weeks."""
    today = house.program.today()
    plan = actions.start_plan(by=house.dana, episode=episode)
    problem = actions.add_problem(by=house.dana, plan=plan, text="Evenings are when I use")
    goal = actions.add_goal(
        by=house.dana, problem=problem, title="Evenings without using", own_words="My Fridays back."
    )
    objective = actions.add_objective(
        by=house.dana, goal=goal, text="A plan for three evenings a week", owner="Jordan",
        target_date=today + timedelta(days=28),
    )  # fmt: skip
    actions.add_intervention(
        by=house.dana, objective=objective, text="Coping skills for evenings", modality="skills",
        frequency="3 times a week", owner=house.marcus, target_date=today + timedelta(days=28),
    )  # fmt: skip
    actions.set_dose(by=house.dana, plan=plan, steps=[nine_hours(house)])
    return plan


def nine_hours(house: Any, weeks: int = 10) -> DoseStep:
    today = house.program.today()
    modalities = {"group": 450, "individual": 60, "family": 30}
    return DoseStep(today, today + timedelta(days=7 * weeks - 1), 540, 3, 180, modalities)


def signed(house: Any, episode: Any) -> Plan:
    """The draft, signed by both."""
    plan = drafted(house, episode)
    actions.sign_as_clinician(by=house.dana, plan=plan)
    actions.sign_with_client(by=house.dana, plan=plan, name="Jordan Avery")
    plan.refresh_from_db()
    return plan
