"""Who acts, as the database believes it, and who reaches whom."""

import django.db.models.deletion
from django.db import migrations, models

from openiop.base import context

# The key is read by nobody but these functions, which the owner of the tables lends its eyes to.
STANDING = """
CREATE TABLE privacy_key (key bytea PRIMARY KEY);

CREATE FUNCTION privacy_context() RETURNS text[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  said text := current_setting('openiop.context', true);
  body bytea;
  fields text[];
BEGIN
  IF said IS NULL OR said = '' THEN RETURN NULL; END IF;
  body := convert_to(substr(said, 65), 'UTF8');
  IF NOT EXISTS (SELECT 1 FROM privacy_key k
                 WHERE encode(sha256(k.key || sha256(k.key || body)), 'hex') = left(said, 64)) THEN
    RETURN NULL;
  END IF;
  fields := string_to_array(substr(said, 65), '|');
  IF fields[1]::int <> pg_backend_pid() OR abs(extract(epoch FROM now()) - fields[2]::bigint) > 3600 THEN
    RETURN NULL;
  END IF;
  RETURN fields;
END $$;

CREATE FUNCTION privacy_org(item text) RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE c text[] := privacy_context();
BEGIN
  IF c IS NULL THEN RETURN NULL; END IF;
  IF c[3] = 'system' OR item = '*' OR item = ANY(string_to_array(c[6], ',')) THEN RETURN c[4]::uuid; END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION privacy_holders(item text) RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE c text[] := privacy_context();
BEGIN
  IF c IS NULL THEN RETURN NULL; END IF;
  IF c[3] = 'system' THEN RETURN ARRAY[c[4]::uuid]; END IF;
  IF item IN ('identity', 'calendar', 'work', '*') THEN
    RETURN string_to_array(c[7], ',')::uuid[] || string_to_array(c[8], ',')::uuid[];
  END IF;
  RETURN string_to_array(c[7], ',')::uuid[];
END $$;

CREATE FUNCTION privacy_kind() RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$ BEGIN RETURN (privacy_context())[3]; END $$;

CREATE FUNCTION privacy_actor() RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$ BEGIN RETURN (privacy_context())[5]::uuid; END $$;
"""

# What the application may do with the two tables: nothing with the key, read who reaches whom.
ONLY_OURS = """
DO $$ DECLARE who name; BEGIN
  FOR who IN SELECT DISTINCT grantee::name FROM information_schema.role_table_grants
             WHERE table_schema = 'public' AND table_name IN ('privacy_key', 'privacy_reach')
               AND grantee NOT IN (SELECT tableowner FROM pg_tables WHERE tablename = 'privacy_reach')
  LOOP
    EXECUTE format('REVOKE ALL ON privacy_key FROM %I', who);
    EXECUTE format('REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON privacy_reach FROM %I', who);
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION privacy_context() FROM PUBLIC;
ALTER TABLE privacy_reach ENABLE ROW LEVEL SECURITY;
CREATE POLICY privacy_reach_read ON privacy_reach FOR SELECT USING (organisation_id = (SELECT privacy_org('*')));
"""

# A new person reaches their own record; the organisation's jobs do; and the desk that wrote them down does for a day,
# until a referral or an episode says where they belong.
NEWCOMER = """
CREATE FUNCTION privacy_reach_of_client() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE c text[] := privacy_context();
BEGIN
  INSERT INTO privacy_reach (organisation_id, client_id, holder_id, source_id, basis, until)
    SELECT organisation_id, id, id, id, 'self', '9999-12-31'::timestamptz FROM fresh UNION ALL
    SELECT organisation_id, id, organisation_id, id, 'house', '9999-12-31'::timestamptz FROM fresh;
  IF c[3] = 'staff' THEN
    INSERT INTO privacy_reach (organisation_id, client_id, holder_id, source_id, basis, until)
      SELECT organisation_id, id, place, id, 'registered', now() + interval '1 day'
      FROM fresh, unnest(string_to_array(c[8], ',')::uuid[]) place;
  END IF;
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
               DROP FUNCTION privacy_org(text); DROP FUNCTION privacy_context(); DROP TABLE privacy_key;""",
        ),
        migrations.RunPython(install_key, migrations.RunPython.noop),
        migrations.RunSQL(ONLY_OURS, "DROP POLICY privacy_reach_read ON privacy_reach;"),
        migrations.RunSQL(
            NEWCOMER,
            "DROP TRIGGER privacy_reach_of_client ON people_client; DROP FUNCTION privacy_reach_of_client();",
        ),
    ]  # fmt: skip
