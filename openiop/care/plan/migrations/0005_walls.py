from django.db import migrations

from openiop.base.items import Item
from openiop.base.walls import wall_below, wall_through


class Migration(migrations.Migration):
    """The policies of this room."""

    dependencies = [("plan", "0004_safety_plan_reviewed"), ("privacy", "0002_walls"), ("placement", "0004_walls")]
    operations = [
        wall_through("plan_plan", Item.HOURS, "placement_episode", by="episode_id"),
        wall_below("plan_prescribeddose", Item.HOURS, "plan_plan", by="plan_id"),
        wall_below("plan_problem", Item.PLAN, "plan_plan", by="plan_id"),
        wall_below("plan_goal", Item.PLAN, "plan_problem", by="problem_id"),
        wall_below("plan_objective", Item.PLAN, "plan_goal", by="goal_id"),
        wall_below("plan_intervention", Item.PLAN, "plan_objective", by="objective_id"),
        wall_below("plan_signature", Item.PLAN, "plan_plan", by="plan_id"),
        wall_below("plan_review", Item.PLAN, "plan_plan", by="plan_id"),
    ]
