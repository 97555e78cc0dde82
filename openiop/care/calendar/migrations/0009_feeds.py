import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import openiop.base.rows
from openiop.base.items import Item
from openiop.base.walls import wall

# A calendar elsewhere is told how often an appointment was changed (RFC 5545, SEQUENCE).
REVISED = """
CREATE FUNCTION calendar_session_revised() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.revision := OLD.revision;
  NEW.revised_at := OLD.revised_at;
  IF (NEW.during, NEW.room_id, NEW.is_virtual, NEW.title, NEW.state = 'cancelled') IS DISTINCT FROM
     (OLD.during, OLD.room_id, OLD.is_virtual, OLD.title, OLD.state = 'cancelled') THEN
    NEW.revision := OLD.revision + 1;
    NEW.revised_at := now();
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER calendar_session_revised BEFORE UPDATE ON calendar_session
  FOR EACH ROW EXECUTE FUNCTION calendar_session_revised();
"""
UNREVISED = "DROP TRIGGER calendar_session_revised ON calendar_session; DROP FUNCTION calendar_session_revised();"

FOUND = """
CREATE FUNCTION calendar_feed_of(fingerprint text) RETURNS TABLE (id uuid, organisation_id uuid) LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT f.id, f.organisation_id FROM calendar_feed f WHERE f.token_hash = fingerprint AND f.ended_at IS NULL
$$;
"""
# With the last stay, and where somebody who had left works here again.
ENDS = """
CREATE FUNCTION calendar_feed_ends_with_stay() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE calendar_feed f SET ended_at = now(), ended_how = 'left' WHERE f.client_id = NEW.client_id
    AND f.ended_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM placement_episode e WHERE e.client_id = NEW.client_id AND e.closed_on IS NULL);
  RETURN NULL;
END $$;
CREATE TRIGGER calendar_feed_ends_with_stay AFTER UPDATE OF closed_on ON placement_episode
  FOR EACH ROW WHEN (NEW.closed_on IS NOT NULL) EXECUTE FUNCTION calendar_feed_ends_with_stay();
CREATE FUNCTION calendar_feed_ends_with_work() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE calendar_feed f SET ended_at = now(), ended_how = 'left' WHERE f.staff_id = NEW.id AND f.ended_at IS NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER calendar_feed_ends_with_work AFTER UPDATE OF ended_on ON people_staff
  FOR EACH ROW WHEN (LEAST(OLD.ended_on, NEW.ended_on) < CURRENT_DATE)
  EXECUTE FUNCTION calendar_feed_ends_with_work();
"""
STAYS = """
DROP TRIGGER calendar_feed_ends_with_stay ON placement_episode; DROP FUNCTION calendar_feed_ends_with_stay();
DROP TRIGGER calendar_feed_ends_with_work ON people_staff; DROP FUNCTION calendar_feed_ends_with_work();
"""


class Migration(migrations.Migration):
    """People's own calendars elsewhere."""

    dependencies = [
        ("calendar", "0008_when"),
        ("people", "0004_session_hashes"),
        ("placement", "0001_initial"),
        ("privacy", "0002_walls"),
        ("programs", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            "session", "revision", models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)
        ),
        migrations.AddField("session", "revised_at", models.DateTimeField(null=True, editable=False)),
        migrations.RunSQL(REVISED, UNREVISED),
        migrations.CreateModel(
            name="Feed",
            fields=[
                ("id", models.UUIDField(default=openiop.base.rows.uuid7, editable=False, primary_key=True, serialize=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("wording", models.CharField(choices=[("appointment", "Appointment"), ("meeting", "Meeting"), ("class", "Class"), ("busy", "Busy"), ("session", "What the session is called")], max_length=11, verbose_name="what each entry is called")),
                ("shows_place", models.BooleanField(default=False, verbose_name="also say where")),
                ("language", models.CharField(default="en", max_length=8)),
                ("used_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_how", models.CharField(blank=True, choices=[("", "In use"), ("replaced", "Replaced by another"), ("revoked", "Ended"), ("left", "Ended with the time here")], default="", max_length=8)),
                ("client", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.client")),
                ("organisation", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programs.organisation")),
                ("staff", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.staff")),
            ],
            options={
                "ordering": ["-created_at"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(models.Q(("client", None), ("staff__isnull", False)), models.Q(("client__isnull", False), ("staff", None)), _connector="OR"), name="feed_of_one_person"),
                    models.CheckConstraint(condition=models.Q(models.Q(("ended_at", None), ("ended_how", "")), models.Q(("ended_at__isnull", False), models.Q(("ended_how", ""), _negated=True)), _connector="OR"), name="feed_ended_how"),
                    models.CheckConstraint(condition=models.Q(("client", None), models.Q(("wording", "session"), _negated=True), _connector="OR"), name="feed_of_a_client_is_neutral"),
                    models.UniqueConstraint(condition=models.Q(("ended_at", None)), fields=("client",), name="one_feed_of_a_client"),
                    models.UniqueConstraint(condition=models.Q(("ended_at", None)), fields=("staff",), name="one_feed_of_staff"),
                ],
            },
        ),
        wall("calendar_feed", Item.CALENDAR),
        migrations.RunSQL(FOUND, "DROP FUNCTION calendar_feed_of(text);"),
        migrations.RunSQL(ENDS, STAYS),
    ]
