from django.db import migrations

from openiop.base.guards import append_only


class Migration(migrations.Migration):
    """An answer is never edited."""

    dependencies = [("measures", "0001_initial"), ("audit", "0002_promises")]
    operations = [append_only("measures_response")]
