from django.db import migrations

from openiop.base.guards import append_only, frozen_once

PARTS = ["intake_dimensionrating", "intake_substanceuse"]
PART_OF_SIGNED = """
CREATE FUNCTION intake_refuse_part_of_signed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM intake_evaluation e
             WHERE e.id IN (OLD.evaluation_id, NEW.evaluation_id) AND e.signed_at IS NOT NULL) THEN
    RAISE EXCEPTION 'a signed evaluation is never edited' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
"""


class Migration(migrations.Migration):
    """A signed evaluation stays as it was signed, its ratings and substances too."""

    dependencies = [("intake", "0001_initial"), ("audit", "0002_promises")]
    operations = [
        append_only("intake_sourcedocument"),
        frozen_once("intake_evaluation", "OLD.signed_at IS NOT NULL"),
        migrations.RunSQL(PART_OF_SIGNED, "DROP FUNCTION intake_refuse_part_of_signed()"),
        *(
            migrations.RunSQL(
                f"""CREATE TRIGGER {table}_frozen BEFORE INSERT OR UPDATE OR DELETE ON {table}
                    FOR EACH ROW EXECUTE FUNCTION intake_refuse_part_of_signed()""",
                f"DROP TRIGGER {table}_frozen ON {table}",
            )
            for table in PARTS
        ),
    ]
