from django.db import migrations

from openiop.base.items import Item
from openiop.base.walls import WHO, stands

# A match that nobody has decided is about nobody yet: who may decide it is whoever serves the site they came to.
READS = f"""{stands(Item.REFERRAL)} AND EXISTS (SELECT 1 {WHO} AND (s.kind = 'system'
  OR intake_matchreview.program_id = ANY(s.holders)))"""
BEFORE = stands(Item.REFERRAL)


class Migration(migrations.Migration):
    dependencies = [("intake", "0004_walls")]
    operations = [
        migrations.RunSQL(
            f"ALTER POLICY intake_matchreview_read ON intake_matchreview USING ({READS})",
            f"ALTER POLICY intake_matchreview_read ON intake_matchreview USING ({BEFORE})",
        )
    ]
