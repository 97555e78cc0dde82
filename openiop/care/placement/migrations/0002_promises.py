from django.db import migrations

from openiop.base.guards import append_only


class Migration(migrations.Migration):
    """A decision about a level of care, once made, stands; the next one is a new row."""

    dependencies = [("placement", "0001_initial"), ("audit", "0002_promises")]
    operations = [append_only("placement_decision"), append_only("placement_discharge")]
