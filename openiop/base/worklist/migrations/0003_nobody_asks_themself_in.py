from django.db import migrations

from openiop.base.items import Item
from openiop.base.walls import WHO, reached

# A task of one's own opens the record that it is about; so nobody gives themself a task about somebody out of reach.
ASKED_BY_ANOTHER = f"""(
  (SELECT s.kind <> 'staff' {WHO}) OR client_id IS NULL
  OR assigned_to_id IS DISTINCT FROM (SELECT s.actor_id {WHO})
  OR {reached("worklist_workitem.client_id", Item.PLAN)})"""
BOTH = f"""
CREATE POLICY worklist_workitem_no_own_way_in ON worklist_workitem AS RESTRICTIVE FOR INSERT
  WITH CHECK {ASKED_BY_ANOTHER};
CREATE POLICY worklist_workitem_no_own_way_over ON worklist_workitem AS RESTRICTIVE FOR UPDATE
  WITH CHECK {ASKED_BY_ANOTHER};
"""


class Migration(migrations.Migration):
    """Reaching somebody by a task takes somebody else who asks."""

    dependencies = [("worklist", "0002_walls")]
    operations = [
        migrations.RunSQL(
            BOTH,
            """DROP POLICY worklist_workitem_no_own_way_in ON worklist_workitem;
               DROP POLICY worklist_workitem_no_own_way_over ON worklist_workitem;""",
        )
    ]
