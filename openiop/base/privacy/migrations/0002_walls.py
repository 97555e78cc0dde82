"""The policies of the rooms below this one: people and audit."""

from django.db import migrations

from openiop.base.items import Item
from openiop.base.walls import ANY_ITEM, reached, stands, wall

READS = f"{stands(Item.IDENTITY)} AND {reached('people_client.id', Item.IDENTITY)}"

# Whoever signs in finds the client behind their own user before anything else is known about them.
CLIENTS = f"""
ALTER TABLE people_client ENABLE ROW LEVEL SECURITY;
CREATE POLICY people_client_read ON people_client FOR SELECT USING (
  {READS} OR user_id = (SELECT CASE WHEN privacy_kind() = 'arriving' THEN privacy_actor() END));
CREATE POLICY people_client_add ON people_client FOR INSERT WITH CHECK (
  {stands(ANY_ITEM)} AND (SELECT privacy_kind() IN ('staff', 'system')));
CREATE POLICY people_client_change ON people_client FOR UPDATE USING ({READS})
  WITH CHECK ({stands(ANY_ITEM)});
"""

# Events without a client are for those who look after the audit; a client finds what was done with their own record.
AUDIT = f"""
ALTER TABLE audit_event ENABLE ROW LEVEL SECURITY;
CREATE POLICY audit_event_read ON audit_event FOR SELECT USING (
  {stands("audit")} AND (client_id IS NULL AND (SELECT privacy_kind() <> 'client')
    OR {reached("audit_event.client_id", "audit")}));
CREATE POLICY audit_event_add ON audit_event FOR INSERT WITH CHECK ({stands(ANY_ITEM)});
"""


class Migration(migrations.Migration):
    dependencies = [("privacy", "0001_initial"), ("audit", "0002_promises")]
    operations = [
        migrations.RunSQL(
            CLIENTS,
            """DROP POLICY people_client_read ON people_client; DROP POLICY people_client_add ON people_client;
               DROP POLICY people_client_change ON people_client;
               ALTER TABLE people_client DISABLE ROW LEVEL SECURITY;""",
        ),
        migrations.RunSQL(
            AUDIT,
            """DROP POLICY audit_event_read ON audit_event; DROP POLICY audit_event_add ON audit_event;
               ALTER TABLE audit_event DISABLE ROW LEVEL SECURITY;""",
        ),
        wall("people_contact", Item.IDENTITY),
        wall("people_clientidentifier", Item.IDENTITY),
    ]
