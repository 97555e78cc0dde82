from django.db import migrations

FOLLOW = """
ALTER TABLE {table} ADD CONSTRAINT {table}_keeps_session_time
  FOREIGN KEY (session_id, during) REFERENCES calendar_session (id, during) ON UPDATE CASCADE;
"""

# One statement-level function keeps the count right for one row or for a COPY of a hundred thousand. Updating the
# session row takes its lock, so two people cannot take the last seat at once; the CHECK refuses the second.
COUNT = """
CREATE FUNCTION calendar_count_seats() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    UPDATE calendar_session s SET seats_taken = s.seats_taken + n.c
      FROM (SELECT session_id, count(*) c FROM fresh WHERE is_live GROUP BY 1 ORDER BY 1) n WHERE s.id = n.session_id;
  ELSIF TG_OP = 'DELETE' THEN
    UPDATE calendar_session s SET seats_taken = s.seats_taken - n.c
      FROM (SELECT session_id, count(*) c FROM gone WHERE is_live GROUP BY 1 ORDER BY 1) n WHERE s.id = n.session_id;
  ELSE
    UPDATE calendar_session s SET seats_taken = s.seats_taken + n.c
      FROM (SELECT session_id, sum(c) c FROM (
              SELECT session_id, 1 c FROM fresh WHERE is_live UNION ALL
              SELECT session_id, -1 FROM gone WHERE is_live) d GROUP BY 1 HAVING sum(c) <> 0 ORDER BY 1) n
      WHERE s.id = n.session_id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER calendar_seat_added AFTER INSERT ON calendar_seat
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION calendar_count_seats();
CREATE TRIGGER calendar_seat_removed AFTER DELETE ON calendar_seat
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION calendar_count_seats();
CREATE TRIGGER calendar_seat_changed AFTER UPDATE ON calendar_seat
  REFERENCING OLD TABLE AS gone NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION calendar_count_seats();
"""


class Migration(migrations.Migration):
    """Seats and leads follow their session's time; a session never holds more people than it has seats."""

    dependencies = [("calendar", "0001_initial")]
    operations = [
        migrations.RunSQL(
            FOLLOW.format(table="calendar_seat"), "ALTER TABLE calendar_seat DROP CONSTRAINT calendar_seat_keeps_session_time"
        ),
        migrations.RunSQL(
            FOLLOW.format(table="calendar_lead"), "ALTER TABLE calendar_lead DROP CONSTRAINT calendar_lead_keeps_session_time"
        ),
        migrations.RunSQL(
            COUNT,
            """DROP TRIGGER calendar_seat_added ON calendar_seat; DROP TRIGGER calendar_seat_removed ON calendar_seat;
               DROP TRIGGER calendar_seat_changed ON calendar_seat; DROP FUNCTION calendar_count_seats();""",
        ),
    ]
