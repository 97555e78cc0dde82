"""A broken glass lends its breaker a reach of four hours; the database lets nobody break one for somebody else."""

import datetime

import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
from django.db import migrations, models

import openiop.base.privacy.glass
import openiop.base.rows
from openiop.base.guards import append_only
from openiop.base.items import Item
from openiop.base.walls import ANY_ITEM, reach_of, reached, stands, wall_below

# Whoever breaks it says so for themselves, about somebody at their own program, from now on.
OWN = "staff_id = (SELECT privacy_actor())"
WALL = f"""
ALTER TABLE privacy_glass ENABLE ROW LEVEL SECURITY;
CREATE POLICY privacy_glass_read ON privacy_glass FOR SELECT USING (
  {stands(Item.CONSENT)} AND ({OWN} OR {reached("privacy_glass.client_id", Item.CONSENT)}));
CREATE POLICY privacy_glass_add ON privacy_glass FOR INSERT WITH CHECK (
  {stands(ANY_ITEM)} AND ({OWN} OR (SELECT privacy_kind()) = 'system')
  AND {reached("privacy_glass.client_id", ANY_ITEM)}
  AND at BETWEEN now() - interval '1 minute' AND now() + interval '1 minute');
"""

LENDS = """SELECT organisation_id AS organisation, client_id AS client, staff_id AS holder, id AS source, until
  FROM fresh"""

ENDS = """
CREATE FUNCTION privacy_glass_ends() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  DELETE FROM privacy_reach WHERE source_id = NEW.glass_id AND basis = 'glass';
  RETURN NEW;
END $$;
CREATE TRIGGER privacy_glass_ends AFTER INSERT ON privacy_glassclosing
  FOR EACH ROW EXECUTE FUNCTION privacy_glass_ends();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_identity"),
        ("privacy", "0012_frozen_names"),
        ("programs", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Glass",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=openiop.base.rows.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("nature", models.CharField(max_length=300, verbose_name="nature of the emergency")),
                ("reason", models.TextField(verbose_name="why you need the record now")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("until", models.DateTimeField(default=openiop.base.privacy.glass.in_four_hours, editable=False)),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="glasses", to="people.client"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programs.organisation",
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="glasses", to="people.staff"
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="GlassClosing",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=openiop.base.rows.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.staff"),
                ),
                (
                    "glass",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="closing", to="privacy.glass"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programs.organisation",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="GlassReview",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=openiop.base.rows.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "finding",
                    models.CharField(
                        choices=[
                            ("needed", "It was an emergency, and the record was needed"),
                            ("not_needed", "It was not needed; we spoke about it"),
                            ("breach", "It was a breach, and is recorded as one"),
                        ],
                        max_length=10,
                        verbose_name="what you found",
                    ),
                ),
                ("words", models.TextField(verbose_name="in your words")),
                (
                    "by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.staff"),
                ),
                (
                    "glass",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="review", to="privacy.glass"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programs.organisation",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="glass",
            index=models.Index(fields=["staff", "until"], name="glass_by_staff"),
        ),
        migrations.AddIndex(
            model_name="glass",
            index=models.Index(fields=["organisation", "-at"], name="glass_by_time"),
        ),
        migrations.AddConstraint(
            model_name="glass",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("nature", ""), _negated=True), models.Q(("reason", ""), _negated=True)),
                name="glass_says_what_and_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="glass",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until__gt", models.F("at")),
                    (
                        "until__lte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("at"), "+", models.Value(datetime.timedelta(seconds=14460))
                        ),
                    ),
                ),
                name="glass_closes_by_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="glassreview",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="glass_review_says_why"
            ),
        ),
        *(append_only(f"privacy_{table}") for table in ("glass", "glassclosing", "glassreview")),
        migrations.RunSQL(
            WALL,
            """DROP POLICY privacy_glass_read ON privacy_glass; DROP POLICY privacy_glass_add ON privacy_glass;
               ALTER TABLE privacy_glass DISABLE ROW LEVEL SECURITY;""",
        ),
        wall_below("privacy_glassclosing", Item.CONSENT, "privacy_glass", by="glass_id"),
        wall_below("privacy_glassreview", Item.CONSENT, "privacy_glass", by="glass_id"),
        reach_of("glass", "privacy_glass", LENDS, basis="glass", events="INSERT"),
        migrations.RunSQL(ENDS, "DROP FUNCTION privacy_glass_ends() CASCADE;"),
    ]
