"""The guards that freeze rows are called as everywhere else, so that nobody forgets to seal what they keep."""

from django.db import migrations


def renamed(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"ALTER TRIGGER {table}_guard ON {table} RENAME TO {table}_frozen",
        f"ALTER TRIGGER {table}_frozen ON {table} RENAME TO {table}_guard",
    )


class Migration(migrations.Migration):
    dependencies = [("privacy", "0011_consent_promises")]
    operations = [renamed("privacy_consent"), renamed("privacy_consentrecipient")]
