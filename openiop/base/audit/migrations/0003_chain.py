from django.db import migrations, models

from openiop.base.audit.chain import FIRST, FORMAT, event_text

# One row an organisation. Its lock is taken when a transaction that wrote events commits, never earlier: nobody waits
# for it while holding it, and the order of the events is the order of the commits.
TABLES = """
CREATE TABLE audit_head (
  organisation_id uuid PRIMARY KEY,
  number bigint NOT NULL,
  hash text NOT NULL,
  at timestamptz NOT NULL
) WITH (fillfactor = 50);
CREATE TABLE audit_link (
  organisation_id uuid NOT NULL,
  number bigint NOT NULL,
  event_id uuid NOT NULL,
  previous text NOT NULL,
  hash text NOT NULL,
  PRIMARY KEY (organisation_id, number)
);
CREATE TRIGGER audit_link_append_only BEFORE UPDATE OR DELETE ON audit_link
  FOR EACH ROW EXECUTE FUNCTION openiop_refuse_change();
CREATE TRIGGER audit_link_no_truncate BEFORE TRUNCATE ON audit_link
  FOR EACH STATEMENT EXECUTE FUNCTION openiop_refuse_change();
"""

CHAIN = f"""
CREATE FUNCTION audit_link_event(event audit_event) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  head audit_head%ROWTYPE;
BEGIN
  SELECT * INTO head FROM audit_head WHERE organisation_id = event.organisation_id FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO audit_head VALUES (event.organisation_id, 0, '{FIRST}', event.at) ON CONFLICT DO NOTHING;
    SELECT * INTO head FROM audit_head WHERE organisation_id = event.organisation_id FOR UPDATE;
  END IF;
  INSERT INTO audit_link VALUES (
    event.organisation_id, head.number + 1, event.id, head.hash,
    encode(sha256(convert_to('{FORMAT}|' || head.number + 1 || '|' || head.hash || '|' || {event_text("event")},
                             'UTF8')), 'hex'))
    RETURNING number, hash INTO head.number, head.hash;
  UPDATE audit_head SET number = head.number, hash = head.hash, at = event.at
    WHERE organisation_id = event.organisation_id;
END $$;
REVOKE ALL ON FUNCTION audit_link_event(audit_event) FROM PUBLIC;

CREATE FUNCTION audit_chain() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$ BEGIN PERFORM audit_link_event(NEW); RETURN NULL; END $$;

CREATE FUNCTION audit_heads() RETURNS SETOF audit_head LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$ SELECT * FROM audit_head ORDER BY organisation_id $$;

DO $$ DECLARE event audit_event; BEGIN
  FOR event IN SELECT * FROM audit_event ORDER BY organisation_id, at, id LOOP
    PERFORM audit_link_event(event);
  END LOOP;
END $$;

CREATE CONSTRAINT TRIGGER audit_event_chained AFTER INSERT ON audit_event DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION audit_chain();
"""

READINGS = """
CREATE FUNCTION audit_opened(organisation uuid, actor uuid, name text, client uuid, through text, came_from text)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO audit_reading
    (organisation_id, actor_id, actor_name, client_id, door, hour, first_at, last_at, count, address)
  VALUES (organisation, actor, name, client, through, date_trunc('hour', clock_timestamp(), 'UTC'),
          clock_timestamp(), clock_timestamp(), 1, came_from)
  ON CONFLICT (client_id, hour, actor_id, door)
  DO UPDATE SET count = audit_reading.count + 1, last_at = EXCLUDED.last_at, address = EXCLUDED.address
$$;

CREATE FUNCTION audit_close_readings() RETURNS bigint LANGUAGE sql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  WITH closed AS (
    DELETE FROM audit_reading WHERE hour < date_trunc('hour', clock_timestamp(), 'UTC') RETURNING *
  ), told AS (
    INSERT INTO audit_event (id, organisation_id, at, actor_kind, actor_id, actor_name, verb, subject_kind, subject_id,
                             client_id, detail, why, address, door)
    SELECT gen_random_uuid(), organisation_id, first_at, 'staff', actor_id, actor_name, 'privacy.chart.opened',
           'people.client', client_id, client_id,
           jsonb_build_object('times', count, 'last', to_char(last_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')),
           '', address, door
    FROM closed ORDER BY first_at RETURNING 1
  ) SELECT count(*) FROM told
$$;
"""

# Rights that every new table gives to the application by default are taken back.
ONLY_OURS = """
DO $$ DECLARE who name; BEGIN
  FOR who IN SELECT DISTINCT grantee::name FROM information_schema.role_table_grants
             WHERE table_schema = 'public' AND table_name IN ('audit_head', 'audit_link', 'audit_reading')
               AND grantee NOT IN ('PUBLIC', (SELECT tableowner FROM pg_tables
                                              WHERE schemaname = 'public' AND tablename = 'audit_head'))
  LOOP
    EXECUTE format('REVOKE ALL ON audit_head, audit_link FROM %I', who);
    EXECUTE format('REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON audit_reading FROM %I', who);
  END LOOP;
END $$;
"""

# Not Django's db_default: that would ask for the row back, and who may write an event may not always read it.
DEFAULTS = """
ALTER TABLE audit_event ALTER address SET DEFAULT '', ALTER door SET DEFAULT '', ALTER sealed_kind SET DEFAULT '',
  ALTER seal SET DEFAULT '';
"""


class Migration(migrations.Migration):
    """Every event is linked to the one before it, in its own transaction; chart reads are counted beside."""

    dependencies = [("audit", "0002_promises")]
    operations = [
        migrations.AddField("event", "address", models.CharField(max_length=45, blank=True, default="")),
        migrations.AddField("event", "door", models.CharField(max_length=80, blank=True, default="")),
        migrations.AddField(
            "event", "sealed_kind", models.CharField(max_length=80, blank=True, default="")
        ),
        migrations.AddField("event", "sealed_id", models.UUIDField(null=True)),
        migrations.AddField("event", "seal", models.CharField(max_length=64, blank=True, default="")),
        migrations.AlterField("event", "organisation_id", models.UUIDField()),
        migrations.AddIndex("event", models.Index(fields=["actor_id", "-at"], name="audit_by_actor")),
        migrations.AddIndex("event", models.Index(fields=["organisation_id", "-at"], name="audit_by_time")),
        migrations.AddIndex(
            "event",
            models.Index(
                fields=["organisation_id", "sealed_kind", "sealed_id"],
                condition=models.Q(("sealed_kind", ""), _negated=True),
                name="audit_by_seal",
            ),
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("organisation_id", models.UUIDField()),
                ("actor_id", models.UUIDField()),
                ("actor_name", models.CharField(max_length=200)),
                ("client_id", models.UUIDField()),
                ("door", models.CharField(max_length=80)),
                ("hour", models.DateTimeField()),
                ("first_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
                ("count", models.PositiveIntegerField(default=1)),
                ("address", models.CharField(blank=True, max_length=45)),
            ],
            options={
                "indexes": [models.Index(fields=["hour"], name="reading_by_hour")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("client_id", "hour", "actor_id", "door"), name="reading_once_an_hour"
                    )
                ],
            },
        ),
        migrations.RunSQL(DEFAULTS, migrations.RunSQL.noop),
        migrations.RunSQL(TABLES, "DROP TABLE audit_link; DROP TABLE audit_head;"),
        migrations.RunSQL(
            CHAIN,
            """DROP TRIGGER audit_event_chained ON audit_event; DROP FUNCTION audit_heads();
               DROP FUNCTION audit_chain(); DROP FUNCTION audit_link_event(audit_event);""",
        ),
        migrations.RunSQL(
            READINGS,
            """DROP FUNCTION audit_close_readings();
               DROP FUNCTION audit_opened(uuid, uuid, text, uuid, text, text);""",
        ),
        migrations.RunSQL(ONLY_OURS, migrations.RunSQL.noop),
    ]
