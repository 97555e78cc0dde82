from django.db import migrations, models


class Migration(migrations.Migration):
    """A review says whether the safety plan was read again too; the step-down compass asks for it."""

    dependencies = [("plan", "0003_set_aside")]
    operations = [
        migrations.AddField("review", "safety_plan_reviewed", models.BooleanField(db_default=False, default=False)),
    ]
