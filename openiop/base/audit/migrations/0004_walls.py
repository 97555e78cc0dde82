from django.db import migrations

from openiop.base.walls import reached, stands

READ = f"""
ALTER TABLE audit_reading ENABLE ROW LEVEL SECURITY;
CREATE POLICY audit_reading_read ON audit_reading FOR SELECT USING (
  {stands("audit")} AND {reached("audit_reading.client_id", "audit")});
"""


class Migration(migrations.Migration):
    """Who looked at a record is read by whoever may read the audit and reaches the client; nobody writes it by hand."""

    dependencies = [("audit", "0003_chain"), ("privacy", "0001_initial")]
    operations = [
        migrations.RunSQL(
            READ,
            "DROP POLICY audit_reading_read ON audit_reading; ALTER TABLE audit_reading DISABLE ROW LEVEL SECURITY;",
        ),
    ]
