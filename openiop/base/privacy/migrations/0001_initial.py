"""Who acts, as the database believes it, and who reaches whom."""

import django.db.models.deletion
from django.db import migrations, models

from openiop.base import context
from openiop.base.walls import ANY_ITEM, stands

# Checking a signature costs as much as reading ten rows, and a page's policies ask a hundred times who acts: so it is
# checked once a transaction, and what it said is kept in a row that only this function writes. The row counts for the
# transaction that wrote it and no other: `at` is the moment at which that one began.
STANDING = """
CREATE TABLE privacy_key (key bytea PRIMARY KEY);
CREATE UNLOGGED TABLE privacy_standing (
  pid int PRIMARY KEY, at timestamptz NOT NULL, kind text NOT NULL, organisation_id uuid NOT NULL, actor_id uuid NOT NULL,
  items text[] NOT NULL, holders uuid[] NOT NULL, everyone uuid[] NOT NULL
) WITH (fillfactor = 50);

CREATE FUNCTION privacy_enter(said text) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  body text := substr(said, 65);
  raw bytea := convert_to(body, 'UTF8');
  f text[] := string_to_array(body, '|');
BEGIN
  IF said = '' OR NOT EXISTS (SELECT 1 FROM privacy_key k
                              WHERE encode(sha256(k.key || sha256(k.key || raw)), 'hex') = left(said, 64))
     OR f[1]::int <> pg_backend_pid() OR abs(extract(epoch FROM clock_timestamp()) - f[2]::bigint) > 60 THEN
    DELETE FROM privacy_standing WHERE pid = pg_backend_pid();
    RETURN false;
  END IF;
  INSERT INTO privacy_standing VALUES (
    pg_backend_pid(), now(), f[3], f[4]::uuid, f[5]::uuid, string_to_array(f[6], ','),
    CASE f[3] WHEN 'system' THEN ARRAY[f[4]::uuid] ELSE string_to_array(f[7], ',')::uuid[] END,
    CASE f[3] WHEN 'system' THEN ARRAY[f[4]::uuid]
              ELSE string_to_array(f[7], ',')::uuid[] || string_to_array(f[8], ',')::uuid[] END)
  ON CONFLICT (pid) DO UPDATE SET (at, kind, organisation_id, actor_id, items, holders, everyone)
    = (EXCLUDED.at, EXCLUDED.kind, EXCLUDED.organisation_id, EXCLUDED.actor_id, EXCLUDED.items, EXCLUDED.holders,
       EXCLUDED.everyone);
  RETURN true;
END $$;

CREATE FUNCTION privacy_org(item text) RETURNS uuid LANGUAGE sql STABLE AS
$$ SELECT organisation_id FROM public.privacy_standing WHERE pid = pg_backend_pid() AND at = now()
   AND (kind = 'system' OR item = '*' OR item = ANY(items)) $$;

CREATE FUNCTION privacy_holders(item text) RETURNS uuid[] LANGUAGE sql STABLE AS
$$ SELECT CASE WHEN item IN ('identity', 'calendar', 'work', '*') THEN everyone ELSE holders END
   FROM public.privacy_standing WHERE pid = pg_backend_pid() AND at = now() $$;

CREATE FUNCTION privacy_kind() RETURNS text LANGUAGE sql STABLE AS
$$ SELECT kind FROM public.privacy_standing WHERE pid = pg_backend_pid() AND at = now() $$;

CREATE FUNCTION privacy_actor() RETURNS uuid LANGUAGE sql STABLE AS
$$ SELECT actor_id FROM public.privacy_standing WHERE pid = pg_backend_pid() AND at = now() $$;
"""

# What the application may do with these tables: nothing with the key; read who acts, and who reaches whom.
ONLY_OURS = f"""
DO $$ DECLARE who name; BEGIN
  FOR who IN SELECT DISTINCT grantee::name FROM information_schema.role_table_grants
             WHERE table_schema = 'public' AND table_name IN ('privacy_key', 'privacy_standing', 'privacy_reach')
               AND grantee NOT IN (SELECT tableowner FROM pg_tables WHERE tablename = 'privacy_reach')
  LOOP
    EXECUTE format('REVOKE ALL ON privacy_key FROM %I', who);
    EXECUTE format('REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON privacy_reach, privacy_standing FROM %I', who);
  END LOOP;
END $$;
ALTER TABLE privacy_reach ENABLE ROW LEVEL SECURITY;
CREATE POLICY privacy_reach_read ON privacy_reach FOR SELECT USING ({stands(ANY_ITEM)});
"""

# A new person reaches their own record; the organisation's jobs do; and the desk that wrote them down does for a day,
# until a referral or an episode says where they belong.
NEWCOMER = """
CREATE FUNCTION privacy_reach_of_client() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO privacy_reach (organisation_id, client_id, holder_id, source_id, basis, until)
    SELECT organisation_id, id, id, id, 'self', '9999-12-31'::timestamptz FROM fresh UNION ALL
    SELECT organisation_id, id, organisation_id, id, 'house', '9999-12-31'::timestamptz FROM fresh;
  INSERT INTO privacy_reach (organisation_id, client_id, holder_id, source_id, basis, until)
    SELECT DISTINCT f.organisation_id, f.id, place, f.id, 'registered', now() + interval '1 day'
    FROM fresh f, privacy_standing s, unnest(s.everyone) place
    WHERE s.pid = pg_backend_pid() AND s.at = now() AND s.kind = 'staff';
  RETURN NULL;
END $$;
CREATE TRIGGER privacy_reach_of_client AFTER INSERT ON people_client
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION privacy_reach_of_client();
INSERT INTO privacy_reach (organisation_id, client_id, holder_id, source_id, basis, until)
  SELECT organisation_id, id, id, id, 'self', '9999-12-31'::timestamptz FROM people_client UNION ALL
  SELECT organisation_id, id, organisation_id, id, 'house', '9999-12-31' FROM people_client;
"""


def install_key(apps, schema_editor):
    """The key of this installation; `openiop migrate` puts it in again each time, should it have changed."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("INSERT INTO privacy_key VALUES (%s) ON CONFLICT DO NOTHING", [context.key()])


class Migration(migrations.Migration):
    initial = True
    dependencies = [("people", "0001_initial"), ("programs", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="Reach",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "client_id", "holder_id", "source_id", "basis", blank=True, editable=False,
                        primary_key=True, serialize=False,
                    ),
                ),
                ("holder_id", models.UUIDField()),
                ("source_id", models.UUIDField()),
                ("basis", models.CharField(max_length=20)),
                ("until", models.DateTimeField()),
                (
                    "client",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="reached_by",
                        to="people.client",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+",
                        to="programs.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["holder_id", "client"], name="reach_by_holder"),
                    models.Index(fields=["source_id"], name="reach_by_source"),
                ],
            },
        ),
        migrations.RunSQL(
            STANDING,
            """DROP FUNCTION privacy_actor(); DROP FUNCTION privacy_kind(); DROP FUNCTION privacy_holders(text);
               DROP FUNCTION privacy_org(text); DROP FUNCTION privacy_enter(text);
               DROP TABLE privacy_standing; DROP TABLE privacy_key;""",
        ),
        migrations.RunPython(install_key, migrations.RunPython.noop),
        migrations.RunSQL(ONLY_OURS, "DROP POLICY privacy_reach_read ON privacy_reach;"),
        migrations.RunSQL(
            NEWCOMER,
            "DROP TRIGGER privacy_reach_of_client ON people_client; DROP FUNCTION privacy_reach_of_client();",
        ),
    ]  # fmt: skip
