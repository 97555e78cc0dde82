from django.db import migrations, models


class Migration(migrations.Migration):
    """Sessions are kept by the hash of their key. The keys that are there go with their rows: everybody signs in again."""

    dependencies = [("people", "0003_identity")]
    operations = [
        migrations.RunSQL("DELETE FROM people_session", migrations.RunSQL.noop),
        migrations.AlterField(
            "signedin", "session_key", models.CharField(max_length=64, primary_key=True, serialize=False)
        ),
    ]
