"""Writing, signing and reviewing plans. `by` is the Staff (or, for their own signature, the Client) who acts.

    start_plan(episode=)  new_version(plan=)  reopen(plan=, why=)
    add_problem(plan=, text=, diagnosis=)  add_goal(problem=, title=, own_words=)
    add_objective(goal=, text=, owner=, target_date=)
    add_intervention(objective=, text=, modality=, frequency=, owner=, target_date=)
    edit_part(part=, **fields)  remove_part(part=)  move_part(part=, up=)
    set_dose(plan=, steps=)  prescribe_taper(plan=, start=, weeks=, last_day=)
    sign_as_clinician(plan=)  sign_with_client(plan=, name=)  sign_as_client(plan=, name=)
    set_goal_status(goal=, status=)  set_objective_status(objective=, status=)  review(plan=, findings=, …)

One transaction each. Bad input raises ValidationError naming the field; a missing right raises Refused. Once anyone
has signed, the words are fixed, here and in the database.
"""

from .agreeing import sign_as_client, sign_as_clinician, sign_with_client
from .following import review, set_goal_status, set_objective_status
from .hours import prescribe_taper, set_dose
from .versions import new_version, reopen, start_plan
from .writing import (
    add_goal,
    add_intervention,
    add_objective,
    add_problem,
    edit_part,
    move_part,
    remove_part,
)

__all__ = [
    "add_goal",
    "add_intervention",
    "add_objective",
    "add_problem",
    "edit_part",
    "move_part",
    "new_version",
    "prescribe_taper",
    "remove_part",
    "reopen",
    "review",
    "set_dose",
    "set_goal_status",
    "set_objective_status",
    "sign_as_client",
    "sign_as_clinician",
    "sign_with_client",
    "start_plan",
]
