from django.db import migrations

from openiop.base.items import Item
from openiop.base.walls import reach_of, wall


class Migration(migrations.Migration):
    """The policies of this room. Work on somebody gives whoever it was asked of a way to their record, until the day
    after it is done."""

    dependencies = [("worklist", "0001_initial"), ("privacy", "0002_walls")]
    operations = [
        reach_of(
            "work",
            "worklist_workitem",
            """SELECT organisation_id organisation, client_id client, assigned_to_id holder, id source,
                      CASE WHEN done_at IS NULL THEN '9999-12-31'::timestamptz ELSE done_at + interval '1 day' END until FROM fresh""",
            basis="work",
        ),
        wall("worklist_workitem", Item.WORK),
    ]
