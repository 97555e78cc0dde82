from django.db import migrations, models

OPENED = """
CREATE OR REPLACE FUNCTION audit_opened(organisation uuid, actor uuid, name text, client uuid, through text,
                                        came_from text)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO audit_reading
    (organisation_id, actor_id, actor_name, client_id, door, hour, first_at, last_at, count, address, basis)
  VALUES (organisation, actor, name, client, through, date_trunc('hour', clock_timestamp(), 'UTC'),
          clock_timestamp(), clock_timestamp(), 1, came_from,
          COALESCE((SELECT r.basis FROM privacy_reach r, privacy_standing s
                    WHERE s.pid = pg_backend_pid() AND s.at = now() AND s.actor_id = actor
                      AND r.client_id = client AND r.until > now() AND r.holder_id = ANY(s.holders)
                    ORDER BY r.basis = 'glass' LIMIT 1), ''))
  ON CONFLICT (client_id, hour, actor_id, door)
  DO UPDATE SET count = audit_reading.count + 1, last_at = EXCLUDED.last_at, address = EXCLUDED.address,
    basis = CASE WHEN audit_reading.basis = '' THEN '' ELSE EXCLUDED.basis END
$$;

CREATE OR REPLACE FUNCTION audit_close_readings() RETURNS bigint LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  WITH closed AS (
    DELETE FROM audit_reading WHERE hour < date_trunc('hour', clock_timestamp(), 'UTC') RETURNING *
  ), told AS (
    INSERT INTO audit_event (id, organisation_id, at, actor_kind, actor_id, actor_name, verb, subject_kind, subject_id,
                             client_id, detail, why, address, door)
    SELECT gen_random_uuid(), organisation_id, first_at, 'staff', actor_id, actor_name, 'privacy.chart.opened',
           'people.client', client_id, client_id,
           jsonb_build_object('times', count, 'last', to_char(last_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                              'basis', basis),
           '', address, door
    FROM closed ORDER BY first_at RETURNING 1
  ) SELECT count(*) FROM told
$$;
"""


class Migration(migrations.Migration):
    """A look is told with the relationship under which it was made, so that it is judged by that day's, for good."""

    dependencies = [("audit", "0004_walls"), ("privacy", "0001_initial")]
    operations = [
        migrations.AddField("reading", "basis", models.CharField(max_length=20, blank=True, default="")),
        migrations.RunSQL("ALTER TABLE audit_reading ALTER basis SET DEFAULT '';", migrations.RunSQL.noop),
        migrations.RunSQL(OPENED, migrations.RunSQL.noop),
    ]
