from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations

from openiop.base.guards import append_only, refuse_function


class Migration(migrations.Migration):
    """Extensions that every later room needs, and an audit that nobody edits."""

    dependencies = [("audit", "0001_initial")]
    operations = [BtreeGistExtension(), TrigramExtension(), refuse_function(), append_only("audit_event")]
