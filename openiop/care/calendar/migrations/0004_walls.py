from django.db import migrations

from openiop.base.items import Item
from openiop.base.walls import wall, wall_of_house

# Whoever leads a session reaches those who have a seat in it, until two weeks after the last one they share (their notes
# are written by then). The source is the group, or the session where there is none: one row a person and leader, worked
# out anew from seats and leads for every pair that a statement touched.
GROUP = """
CREATE FUNCTION privacy_reach_of_seats(sessions uuid[], clients uuid[]) RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  WITH pairs AS MATERIALIZED (
    SELECT DISTINCT t.client_id AS client, coalesce(s.group_id, s.id) AS source, s.group_id
    FROM calendar_seat t JOIN calendar_session s ON s.id = t.session_id
    WHERE t.session_id = ANY(sessions) AND (clients IS NULL OR t.client_id = ANY(clients))
  ), given AS MATERIALIZED (
    SELECT t.organisation_id, t.client_id, l.staff_id, p.source, max(upper(t.during)) + interval '14 days' AS until
    FROM pairs p
    JOIN calendar_seat t ON t.client_id = p.client AND t.is_live
    JOIN calendar_session s ON s.id = t.session_id AND coalesce(s.group_id, s.id) = p.source
    JOIN calendar_lead l ON l.session_id = s.id AND l.is_live
    GROUP BY 1, 2, 3, 4
  ), gone AS (
    DELETE FROM privacy_reach r USING pairs p
    WHERE r.client_id = p.client AND r.source_id = p.source AND r.basis = 'group'
      AND NOT EXISTS (SELECT 1 FROM given g WHERE g.client_id = r.client_id AND g.staff_id = r.holder_id
                      AND g.source = r.source_id)
  )
  INSERT INTO privacy_reach (organisation_id, client_id, holder_id, source_id, basis, until)
    SELECT organisation_id, client_id, staff_id, source, 'group', until FROM given
  ON CONFLICT (client_id, holder_id, source_id, basis) DO UPDATE SET until = EXCLUDED.until
    WHERE privacy_reach.until <> EXCLUDED.until;
$$;
REVOKE ALL ON FUNCTION privacy_reach_of_seats(uuid[], uuid[]) FROM PUBLIC;

CREATE FUNCTION privacy_reach_of_seat() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$ BEGIN
  PERFORM privacy_reach_of_seats(array_agg(DISTINCT session_id), array_agg(DISTINCT client_id)) FROM fresh
    HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE FUNCTION privacy_reach_of_lead() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$ BEGIN
  PERFORM privacy_reach_of_seats(array_agg(DISTINCT session_id), NULL) FROM fresh HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE TRIGGER privacy_reach_of_seat_insert AFTER INSERT ON calendar_seat
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION privacy_reach_of_seat();
CREATE TRIGGER privacy_reach_of_seat_update AFTER UPDATE ON calendar_seat
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION privacy_reach_of_seat();
CREATE TRIGGER privacy_reach_of_lead_insert AFTER INSERT ON calendar_lead
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION privacy_reach_of_lead();
CREATE TRIGGER privacy_reach_of_lead_update AFTER UPDATE ON calendar_lead
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION privacy_reach_of_lead();
SELECT privacy_reach_of_seats(array_agg(id), NULL) FROM calendar_session HAVING count(*) > 0;
"""
UNDO = """
DROP TRIGGER privacy_reach_of_seat_insert ON calendar_seat; DROP TRIGGER privacy_reach_of_seat_update ON calendar_seat;
DROP TRIGGER privacy_reach_of_lead_insert ON calendar_lead; DROP TRIGGER privacy_reach_of_lead_update ON calendar_lead;
DROP FUNCTION privacy_reach_of_seat(); DROP FUNCTION privacy_reach_of_lead();
DROP FUNCTION privacy_reach_of_seats(uuid[], uuid[]);
"""


class Migration(migrations.Migration):
    """The policies of this room."""

    dependencies = [("calendar", "0003_days_of_groups"), ("privacy", "0002_walls")]
    operations = [
        migrations.RunSQL(GROUP, UNDO),
        wall_of_house("calendar_topic"),
        wall_of_house("calendar_group"),
        wall_of_house("calendar_session"),
        wall_of_house("calendar_lead"),
        wall("calendar_membership", Item.CALENDAR),
        wall("calendar_seat", Item.CALENDAR),
    ]
