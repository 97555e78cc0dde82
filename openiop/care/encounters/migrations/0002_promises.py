from django.db import migrations

from openiop.base.guards import append_only, frozen_once


class Migration(migrations.Migration):
    """The dose ledger and the addenda only grow; a signed note stays as it was signed (NOTE-1)."""

    dependencies = [("encounters", "0001_initial"), ("audit", "0002_promises")]
    operations = [
        append_only("encounters_presence"),
        append_only("encounters_addendum"),
        frozen_once("encounters_note", "OLD.signed_at IS NOT NULL"),
    ]
