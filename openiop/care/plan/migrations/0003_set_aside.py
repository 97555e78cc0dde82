from django.db import migrations, models


class Migration(migrations.Migration):
    """A draft that one side has signed and the other wants changed is set aside; its signature stays."""

    dependencies = [("plan", "0002_promises")]
    operations = [
        migrations.RemoveConstraint("plan", "active_plan_has_dates"),
        migrations.AlterField(
            "plan",
            "state",
            models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("active", "Active"),
                    ("replaced", "Replaced"),
                    ("withdrawn", "Set aside before both signed"),
                ],
                default="draft",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            "plan",
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "withdrawn"])
                | models.Q(active_from__isnull=False, review_due__isnull=False),
                name="active_plan_has_dates",
            ),
        ),
        migrations.AlterField(
            "intervention",
            "modality",
            models.CharField(
                choices=[
                    ("group", "Group therapy"),
                    ("skills", "Skills group"),
                    ("education", "Education group"),
                    ("individual", "Individual counseling"),
                    ("family", "Family session"),
                    ("case", "Case management"),
                    ("medical", "Medication visit"),
                ],
                max_length=12,
                verbose_name="service",
            ),
        ),
        migrations.AlterField("prescribeddose", "by_modality", models.JSONField(blank=True, default=dict)),
    ]
