from django.db import migrations, models

import openiop.base.sealed.fields


class Migration(migrations.Migration):
    """What a message says is sealed, and forgotten after sending where it carries a way in. The old column stays, with a
    default, so that a program of before goes on; what old messages with a link said is taken out of it."""

    dependencies = [("outgoing", "0002_walls"), ("sealed", "0001_initial")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL("ALTER TABLE outgoing_message ALTER COLUMN body SET DEFAULT ''", migrations.RunSQL.noop),
            ],
            state_operations=[migrations.RemoveField(model_name="message", name="body")],
        ),
        migrations.AddField(
            model_name="message",
            name="body",
            field=openiop.base.sealed.fields.SealedTextField(db_column="sealed_body", null=True, owner="to_client_id"),
        ),
        migrations.AddField(
            model_name="message",
            name="forget",
            field=models.BooleanField(default=False, db_default=False),
        ),
        migrations.RunSQL(
            "UPDATE outgoing_message SET body = '' WHERE state = 'sent' AND key LIKE 'portal.link:%'", migrations.RunSQL.noop
        ),
    ]
