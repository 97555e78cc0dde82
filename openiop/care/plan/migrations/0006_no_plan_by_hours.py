from django.db import migrations

from openiop.base.walls import WHO

ONLY = f"""
CREATE POLICY plan_plan_not_by_hours ON plan_plan AS RESTRICTIVE FOR SELECT USING (
  (SELECT s.kind <> 'recipient' OR 'plan' = ANY(s.items) {WHO}));
"""


class Migration(migrations.Migration):
    """Staff see the frame of a plan with the hours that it prescribes; whoever was allowed the hours alone does not."""

    dependencies = [("plan", "0005_walls")]
    operations = [migrations.RunSQL(ONLY, "DROP POLICY plan_plan_not_by_hours ON plan_plan;")]
