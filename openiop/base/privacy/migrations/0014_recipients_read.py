"""Whoever receives under a consent reads, and never writes: neither a consent nor its end nor what left."""

from django.db import migrations

TABLES = """recipient consent consentrecipient consentsignature revocation revocationnotice expiryreached revocability
  disclosure restriction accountingrequest courtorder qsoa breach breachperson noticegiven""".split()

FUNCTION = """
CREATE FUNCTION privacy_not_by_recipient() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF privacy_kind() = 'recipient' THEN
    RAISE EXCEPTION 'whoever receives under a consent writes nothing here' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END $$;
"""


def reads_only(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"""CREATE TRIGGER privacy_not_by_recipient BEFORE INSERT OR UPDATE OR DELETE ON privacy_{table}
            FOR EACH STATEMENT EXECUTE FUNCTION privacy_not_by_recipient();""",
        f"DROP TRIGGER privacy_not_by_recipient ON privacy_{table};",
    )


class Migration(migrations.Migration):
    dependencies = [("privacy", "0013_glass")]
    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION privacy_not_by_recipient();"),
        *(reads_only(table) for table in TABLES),
    ]
