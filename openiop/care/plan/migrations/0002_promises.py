from django.db import migrations

from openiop.base.guards import append_only

# How each part finds its plan, and which of its columns are what was signed (progress on a goal goes on).
PARTS = {
    "plan_problem": ("plan_id", "text, plan_id, diagnosis_id"),
    "plan_goal": ("(SELECT p.plan_id FROM plan_problem p WHERE p.id = part.problem_id)", "title, own_words, problem_id"),
    "plan_objective": (
        "(SELECT p.plan_id FROM plan_goal g JOIN plan_problem p ON p.id = g.problem_id WHERE g.id = part.goal_id)",
        "text, owner, target_date, goal_id",
    ),
    "plan_intervention": (
        """(SELECT p.plan_id FROM plan_objective o JOIN plan_goal g ON g.id = o.goal_id
            JOIN plan_problem p ON p.id = g.problem_id WHERE o.id = part.objective_id)""",
        "text, modality, frequency, owner_id, target_date, objective_id",
    ),
    "plan_prescribeddose": (
        "part.plan_id",
        "plan_id, during, weekly_minutes, days, day_minutes, by_modality, is_taper",
    ),
}


def frozen_part(table: str, plan_of_part: str, columns: str) -> migrations.RunSQL:
    """Once anyone has signed its plan, a part is neither added, reworded nor removed."""
    plan_of_part = plan_of_part if "part." in plan_of_part else f"part.{plan_of_part}"
    return migrations.RunSQL(
        f"""
        CREATE FUNCTION {table}_refuse_when_signed() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE part {table}%ROWTYPE;
        BEGIN
          part := COALESCE(NEW, OLD);
          IF EXISTS (SELECT 1 FROM plan_plan WHERE id = {plan_of_part} AND state <> 'draft')
             OR EXISTS (SELECT 1 FROM plan_signature WHERE plan_id = {plan_of_part}) THEN
            RAISE EXCEPTION 'a signed plan is never edited; write a new version' USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN part;
        END $$;
        CREATE TRIGGER {table}_frozen BEFORE INSERT OR DELETE OR UPDATE OF {columns} ON {table}
        FOR EACH ROW EXECUTE FUNCTION {table}_refuse_when_signed();
        """,
        f"DROP TRIGGER {table}_frozen ON {table}; DROP FUNCTION {table}_refuse_when_signed();",
    )


class Migration(migrations.Migration):
    """A signature never changes, and neither do the words that were signed."""

    dependencies = [("plan", "0001_initial"), ("audit", "0002_promises")]
    operations = [
        append_only("plan_signature"),
        append_only("plan_review"),
        *(frozen_part(table, *how) for table, how in PARTS.items()),
    ]
