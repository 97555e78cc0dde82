import django.db.models.deletion
import django.utils.timezone
import openiop.base.rows
from django.db import migrations, models

from openiop.base.items import Item
from openiop.base.walls import ANY_ITEM, WHO, stands, wall_where

# For staff who see hours; no client, no recipient.
STAFF = f"EXISTS (SELECT 1 {WHO} AND s.kind IN ('staff', 'system'))"
READS, WRITES = f"{STAFF} AND {stands(Item.HOURS)}", f"{STAFF} AND {stands(ANY_ITEM)}"


class Migration(migrations.Migration):
    """A week that is being drawn."""

    dependencies = [("schedule", "0002_proposals")]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.UUIDField(default=openiop.base.rows.uuid7, editable=False, primary_key=True, serialize=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("week", models.DateField()),
                ("base_digest", models.CharField(max_length=64)),
                ("base", models.JSONField()),
                ("plan", models.JSONField()),
                ("steps", models.JSONField(default=list)),
                ("done", models.PositiveSmallIntegerField(default=0)),
                ("version", models.PositiveIntegerField(default=0)),
                ("touched_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("organisation", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programs.organisation")),
                ("program", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="drafts", to="programs.program")),
                ("touched_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.staff")),
            ],
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.UniqueConstraint(fields=("program", "week"), name="one_draft_of_a_week"),
        ),
        wall_where("schedule_draft", reads=READS, writes=WRITES),
    ]
