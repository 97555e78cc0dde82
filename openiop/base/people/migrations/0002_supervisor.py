import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Somebody may answer for the work of somebody else."""

    dependencies = [("people", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="staff",
            name="supervisor",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="supervises",
                to="people.staff",
            ),
        ),
        migrations.AddConstraint(
            model_name="staff",
            constraint=models.CheckConstraint(
                condition=models.Q(("supervisor", models.F("id")), _negated=True), name="nobody_supervises_themself"
            ),
        ),
    ]
