import django.db.models.deletion
from django.db import migrations, models

from openiop.base.items import Item
from openiop.base.walls import client_kept, rewall, wall_of_one, wall_through

# table, how the client was found and is found now, the table above and the column that leads there, whether it is
# looked for by client
PARTS = [
    ("plan", Item.HOURS, "placement_client", "placement_episode", "episode_id", True),
    ("problem", Item.PLAN, "plan_client", "plan_plan", "plan_id", False),
    ("prescribeddose", Item.HOURS, "plan_client", "plan_plan", "plan_id", True),
    ("goal", Item.PLAN, "plan_client_of_problem", "plan_problem", "problem_id", True),
    ("objective", Item.PLAN, "plan_client_of_goal", "plan_goal", "goal_id", False),
    ("intervention", Item.PLAN, "plan_client_of_objective", "plan_objective", "objective_id", False),
]


def client(*, null: bool, db_index: bool) -> models.ForeignKey:
    return models.ForeignKey(
        "people.client",
        django.db.models.deletion.PROTECT,
        db_index=db_index,
        editable=False,
        null=null,
        related_name="+",
    )


def finder(name: str, table: str, now: str, before: str) -> migrations.RunSQL:
    """The functions that the other walls use, now that each row knows its client."""
    body = """CREATE OR REPLACE FUNCTION {}(row_id uuid) RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
        BEGIN RETURN (SELECT {} FROM {} t WHERE t.id = row_id); END $$;"""
    return migrations.RunSQL(body.format(name, now, table), body.format(name, before, table))


class Migration(migrations.Migration):
    """Each part of a plan names its client. A wall five joins away was asked through five functions, for every row."""

    dependencies = [("people", "0003_identity"), ("plan", "0006_no_plan_by_hours"), ("placement", "0004_walls")]
    operations = [
        *(
            migrations.AddField(part, "client", client(null=True, db_index=index))
            for part, _item, _finder, _parent, _by, index in PARTS
        ),
        *(
            client_kept(f"plan_{part}", parent, by=by)  # from the top down
            for part, _item, _finder, parent, by, _index in PARTS
        ),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED;", migrations.RunSQL.noop),
        *(
            migrations.AlterField(part, "client", client(null=False, db_index=index))
            for part, _item, _finder, _parent, _by, index in PARTS
        ),
        finder("plan_client", "plan_plan", "t.client_id", "placement_client(t.episode_id)"),
        finder("plan_client_of_problem", "plan_problem", "t.client_id", "plan_client(t.plan_id)"),
        finder("plan_client_of_goal", "plan_goal", "t.client_id", "plan_client_of_problem(t.problem_id)"),
        finder("plan_client_of_objective", "plan_objective", "t.client_id", "plan_client_of_goal(t.goal_id)"),
        *(
            rewall(
                f"plan_{part}",
                wall_of_one(f"plan_{part}", item),
                wall_through(f"plan_{part}", item, found, by=by),
            )
            for part, item, found, _parent, by, _index in PARTS
        ),
    ]
