from django.db import migrations, models


class Migration(migrations.Migration):
    """What the author of a note looked at and kept as it is (NOTE-2)."""

    dependencies = [("encounters", "0002_promises")]
    operations = [
        migrations.AddField(model_name="note", name="acknowledged", field=models.JSONField(default=list)),
    ]
