"""What only the database can keep: signed words stay, history only grows, and nothing leaves after a revocation."""

from django.db import migrations

from openiop.base.guards import append_only, frozen_once
from openiop.base.items import Item
from openiop.base.walls import reach_of, wall, wall_below, wall_of_house

GROWS = ["consentsignature", "revocation", "revocationnotice", "expiryreached", "revocability", "disclosure", "noticegiven"]
OF_A_CLIENT = [
    "recipient", "consent", "disclosure", "restriction", "accountingrequest", "courtorder", "breachperson", "noticegiven",
]  # fmt: skip
OF_A_CONSENT = ["consentrecipient", "consentsignature", "revocation", "expiryreached", "revocability"]

# From the first signature on, a consent's words stay; it can only become signed or be set aside.
CONSENT = """
CREATE FUNCTION privacy_consent_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  moving text[] := ARRAY['state', 'signed_at'];
  has_signature boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'draft' THEN
      RAISE EXCEPTION 'a consent begins as a draft' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
  END IF;
  has_signature := EXISTS (SELECT 1 FROM privacy_consentsignature s WHERE s.consent_id = OLD.id);
  IF TG_OP = 'DELETE' THEN
    IF OLD.state <> 'draft' OR has_signature THEN
      RAISE EXCEPTION 'a signed consent is revoked, never deleted' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
  END IF;
  IF (OLD.state <> 'draft' OR has_signature) AND to_jsonb(NEW) - moving <> to_jsonb(OLD) - moving THEN
    RAISE EXCEPTION 'a signed consent is revoked and written anew, never edited' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NOT (OLD.state = 'draft' OR (OLD.state = 'waiting' AND NEW.state IN ('signed', 'discarded'))) THEN
    RAISE EXCEPTION 'a consent that is % stays so', OLD.state USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.state IN ('waiting', 'signed') AND NOT has_signature THEN
    RAISE EXCEPTION 'a consent without a signature is a draft (42 CFR 2.31(a)(8))' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.state = 'signed' AND NEW.recipient_class = ''
     AND NOT EXISTS (SELECT 1 FROM privacy_consentrecipient r WHERE r.consent_id = NEW.id) THEN
    RAISE EXCEPTION 'a consent names who receives (42 CFR 2.31(a)(4))' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER privacy_consent_guard BEFORE INSERT OR UPDATE OR DELETE ON privacy_consent
  FOR EACH ROW EXECUTE FUNCTION privacy_consent_guard();
"""

# What belongs to a consent is written while it is open: recipients before the first signature, signatures until all are there.
PARTS = """
CREATE FUNCTION privacy_consentrecipient_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE part privacy_consentrecipient%ROWTYPE := COALESCE(NEW, OLD);
BEGIN
  IF EXISTS (SELECT 1 FROM privacy_consent c WHERE c.id = part.consent_id AND c.state <> 'draft')
     OR EXISTS (SELECT 1 FROM privacy_consentsignature s WHERE s.consent_id = part.consent_id) THEN
    RAISE EXCEPTION 'a signed consent is revoked and written anew, never edited' USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP <> 'DELETE' AND NOT EXISTS (SELECT 1 FROM privacy_consent c JOIN privacy_recipient r
      ON r.client_id = c.client_id WHERE c.id = part.consent_id AND r.id = part.recipient_id) THEN
    RAISE EXCEPTION 'this recipient is another client''s' USING ERRCODE = 'check_violation';
  END IF;
  RETURN part;
END $$;
CREATE TRIGGER privacy_consentrecipient_guard BEFORE INSERT OR UPDATE OR DELETE ON privacy_consentrecipient
  FOR EACH ROW EXECUTE FUNCTION privacy_consentrecipient_guard();

CREATE FUNCTION privacy_consentsignature_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE found text;
BEGIN
  SELECT state INTO found FROM privacy_consent WHERE id = NEW.consent_id FOR UPDATE;
  IF found NOT IN ('draft', 'waiting') THEN
    RAISE EXCEPTION 'a consent that is % takes no more signatures', found USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER privacy_consentsignature_guard BEFORE INSERT ON privacy_consentsignature
  FOR EACH ROW EXECUTE FUNCTION privacy_consentsignature_guard();

CREATE FUNCTION privacy_recipient_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM privacy_consentrecipient r JOIN privacy_consent c ON c.id = r.consent_id
             WHERE r.recipient_id = OLD.id AND c.state IN ('waiting', 'signed')) THEN
    RAISE EXCEPTION 'a signed consent names this recipient: add another one' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER privacy_recipient_guard
  BEFORE DELETE OR UPDATE OF client_id, kind, name, works_for, is_covered, is_treating ON privacy_recipient
  FOR EACH ROW EXECUTE FUNCTION privacy_recipient_guard();
"""

# CON-5: a disclosure holds the consent while it is written, a revocation waits for it; afterwards none is written.
STOPS = """
CREATE FUNCTION privacy_disclosure_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE c privacy_consent%ROWTYPE; zone text;
BEGIN
  IF NEW.consent_id IS NULL THEN RETURN NEW; END IF;
  SELECT * INTO c FROM privacy_consent WHERE id = NEW.consent_id FOR SHARE;
  SELECT time_zone INTO zone FROM programs_program WHERE id = c.program_id;
  IF c.state <> 'signed' OR c.client_id <> NEW.client_id THEN
    RAISE EXCEPTION 'this is not a signed consent of this client (CON-3)' USING ERRCODE = 'check_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM privacy_revocation r WHERE r.consent_id = c.id) THEN
    RAISE EXCEPTION 'this consent is revoked (CON-5)' USING ERRCODE = 'check_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM privacy_expiryreached e WHERE e.consent_id = c.id)
     OR (c.expires_on IS NOT NULL AND (c.expires_on + 1)::timestamp AT TIME ZONE zone <= clock_timestamp()) THEN
    RAISE EXCEPTION 'this consent has ended (CON-3)' USING ERRCODE = 'check_violation';
  END IF;
  IF NOT NEW.items <@ c.items THEN
    RAISE EXCEPTION 'this consent does not cover % (CON-6)', NEW.items USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER privacy_disclosure_guard BEFORE INSERT ON privacy_disclosure
  FOR EACH ROW EXECUTE FUNCTION privacy_disclosure_guard();

CREATE FUNCTION privacy_consent_ends() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE found text;
BEGIN
  SELECT state INTO found FROM privacy_consent WHERE id = NEW.consent_id FOR UPDATE;
  IF found <> 'signed' THEN
    RAISE EXCEPTION 'a consent that is % has not begun', found USING ERRCODE = 'check_violation';
  END IF;
  DELETE FROM privacy_reach WHERE source_id = NEW.consent_id AND basis = 'consent';
  PERFORM pg_notify('privacy_consent_ended', NEW.consent_id::text);  -- heard at the commit: open pages close
  RETURN NEW;
END $$;
CREATE TRIGGER privacy_consent_ends BEFORE INSERT ON privacy_revocation
  FOR EACH ROW EXECUTE FUNCTION privacy_consent_ends();
CREATE TRIGGER privacy_consent_ends BEFORE INSERT ON privacy_expiryreached
  FOR EACH ROW EXECUTE FUNCTION privacy_consent_ends();
"""

# Asked between two pieces of a long answer, where no context stands any more: yes or no, and nothing else.
LIVE = """
CREATE FUNCTION privacy_consent_live(asked uuid) RETURNS boolean LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT 1 FROM privacy_consent c JOIN programs_program p ON p.id = c.program_id
    WHERE c.id = asked AND c.state = 'signed'
      AND NOT EXISTS (SELECT 1 FROM privacy_revocation r WHERE r.consent_id = c.id)
      AND NOT EXISTS (SELECT 1 FROM privacy_expiryreached e WHERE e.consent_id = c.id)
      AND (c.expires_on IS NULL OR clock_timestamp() < (c.expires_on + 1)::timestamp AT TIME ZONE p.time_zone))
$$;
"""

# An answered restriction keeps its words; only its end is still to come.
RESTRICTION = """
CREATE FUNCTION privacy_restriction_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ending text[] := ARRAY['ended', 'ended_at', 'ended_by_id'];
BEGIN
  IF TG_OP = 'DELETE' OR OLD.ended <> '' OR (OLD.answer <> '' AND to_jsonb(NEW) - ending <> to_jsonb(OLD) - ending) THEN
    RAISE EXCEPTION 'an answered restriction is amended, never edited' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER privacy_restriction_guard BEFORE UPDATE OR DELETE ON privacy_restriction
  FOR EACH ROW EXECUTE FUNCTION privacy_restriction_guard();
"""

REACH = """SELECT f.organisation_id AS organisation, f.client_id AS client, f.id AS holder, f.id AS source,
  COALESCE((f.expires_on + 1)::timestamp AT TIME ZONE p.time_zone, '9999-12-31') AS until
  FROM fresh f JOIN programs_program p ON p.id = f.program_id
  WHERE f.state = 'signed' AND NOT EXISTS (SELECT 1 FROM privacy_revocation r WHERE r.consent_id = f.id)
    AND NOT EXISTS (SELECT 1 FROM privacy_expiryreached e WHERE e.consent_id = f.id)"""


def triggers(sql: str, *names: str, arguments: str = "") -> migrations.RunSQL:
    """Functions with the triggers that hang on them; away with both again."""
    return migrations.RunSQL(sql, "".join(f"DROP FUNCTION {name}({arguments}) CASCADE;" for name in names))


class Migration(migrations.Migration):
    dependencies = [("privacy", "0010_consents"), ("audit", "0002_promises")]
    operations = [
        *(append_only(f"privacy_{table}") for table in GROWS),
        triggers(CONSENT, "privacy_consent_guard"),
        triggers(
            PARTS, "privacy_consentrecipient_guard", "privacy_consentsignature_guard", "privacy_recipient_guard"
        ),
        triggers(STOPS, "privacy_disclosure_guard", "privacy_consent_ends"),
        triggers(LIVE, "privacy_consent_live", arguments="uuid"),
        triggers(RESTRICTION, "privacy_restriction_guard"),
        frozen_once("privacy_courtorder", "OLD.decision <> 'open'"),
        frozen_once("privacy_accountingrequest", "OLD.answered_at IS NOT NULL"),
        reach_of("consent", "privacy_consent", REACH, basis="consent"),
        *(wall(f"privacy_{table}", Item.CONSENT) for table in OF_A_CLIENT),
        *(wall_below(f"privacy_{table}", Item.CONSENT, "privacy_consent", by="consent_id") for table in OF_A_CONSENT),
        wall_below("privacy_revocationnotice", Item.CONSENT, "privacy_revocation", by="revocation_id"),
        wall_of_house("privacy_breach", Item.CONSENT),
        wall_of_house("privacy_qsoa"),
    ]  # fmt: skip
