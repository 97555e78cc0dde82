from django.db import migrations

from openiop.base.items import Item
from openiop.base.walls import wall

# What was signed stays as it stands; that it ended is all that is added.
KEPT = """
CREATE FUNCTION sharing_letter_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'sharing_letter rows are withdrawn, never deleted' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.state IN ('declined', 'withdrawn')
     OR to_jsonb(NEW) - '{state,allowed_at,allowed_how,signed_by_id,signed_at,ended_at,ended_why}'::text[]
        <> to_jsonb(OLD) - '{state,allowed_at,allowed_how,signed_by_id,signed_at,ended_at,ended_why}'::text[]
     OR (OLD.signed_at IS NOT NULL AND (NEW.signed_at, NEW.signed_by_id, NEW.allowed_at) IS DISTINCT FROM
         (OLD.signed_at, OLD.signed_by_id, OLD.allowed_at)) THEN
    RAISE EXCEPTION 'sharing_letter rows are withdrawn, never edited' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER sharing_letter_kept BEFORE UPDATE OR DELETE ON sharing_letter
  FOR EACH ROW EXECUTE FUNCTION sharing_letter_kept();
"""
NOT_KEPT = "DROP TRIGGER sharing_letter_kept ON sharing_letter; DROP FUNCTION sharing_letter_kept();"

# Whoever asks the public page is nobody: of a code they learn whether it is good, and what to compare, nothing else.
GOOD = """
CREATE FUNCTION sharing_letter_good(fingerprint text) RETURNS TABLE (signed_on date, minutes integer) LANGUAGE sql
STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT (l.signed_at AT TIME ZONE p.time_zone)::date, CASE WHEN l.shows_hours THEN l.minutes END
  FROM sharing_letter l JOIN programs_program p ON p.id = l.program_id
  WHERE l.code_hash = fingerprint AND l.state = 'issued' AND privacy_consent_live(l.consent_id)
$$;
"""


class Migration(migrations.Migration):
    """Who reads a letter, that it stays as it was signed, and how its code is asked."""

    dependencies = [("sharing", "0003_letters"), ("privacy", "0011_consent_promises")]
    operations = [
        wall("sharing_letter", Item.CONSENT),
        migrations.RunSQL(KEPT, NOT_KEPT),
        migrations.RunSQL(GOOD, "DROP FUNCTION sharing_letter_good(text);"),
    ]
