from django.db import migrations

from openiop.base.items import Item
from openiop.base.walls import client_behind, wall_through


class Migration(migrations.Migration):
    """The policies of this room."""

    dependencies = [("plan", "0004_safety_plan_reviewed"), ("privacy", "0002_walls"), ("placement", "0004_walls")]
    operations = [
        client_behind("plan_client", "plan_plan", "placement_client(t.episode_id)"),
        client_behind("plan_client_of_problem", "plan_problem", "plan_client(t.plan_id)"),
        client_behind("plan_client_of_goal", "plan_goal", "plan_client_of_problem(t.problem_id)"),
        client_behind("plan_client_of_objective", "plan_objective", "plan_client_of_goal(t.goal_id)"),
        wall_through("plan_plan", Item.HOURS, "placement_client", by="episode_id"),
        wall_through("plan_prescribeddose", Item.HOURS, "plan_client", by="plan_id"),
        wall_through("plan_problem", Item.PLAN, "plan_client", by="plan_id"),
        wall_through("plan_goal", Item.PLAN, "plan_client_of_problem", by="problem_id"),
        wall_through("plan_objective", Item.PLAN, "plan_client_of_goal", by="goal_id"),
        wall_through("plan_intervention", Item.PLAN, "plan_client_of_objective", by="objective_id"),
        wall_through("plan_signature", Item.PLAN, "plan_client", by="plan_id"),
        wall_through("plan_review", Item.PLAN, "plan_client", by="plan_id"),
    ]
