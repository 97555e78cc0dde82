"""Migration operations for promises that only the database can keep: rows that are never edited, never lost."""

from django.db import migrations

REFUSE = """
CREATE OR REPLACE FUNCTION openiop_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% rows are amended, never edited or deleted', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
"""


def refuse_function() -> migrations.RunSQL:
    """The trigger function that the other guards use."""
    return migrations.RunSQL(REFUSE, "DROP FUNCTION IF EXISTS openiop_refuse_change()")


def append_only(table: str) -> migrations.RunSQL:
    """No row of `table` is ever changed, deleted or truncated; a correction is a new row."""
    return migrations.RunSQL(
        f"""CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION openiop_refuse_change();
            CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION openiop_refuse_change();""",
        f"DROP TRIGGER {table}_append_only ON {table}; DROP TRIGGER {table}_no_truncate ON {table};",
    )


def frozen_once(table: str, condition: str) -> migrations.RunSQL:
    """A row of `table` for which `condition` (over OLD) holds is never changed or deleted again."""
    return migrations.RunSQL(
        f"""CREATE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION openiop_refuse_change();
            CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION openiop_refuse_change();""",
        f"DROP TRIGGER {table}_frozen ON {table}; DROP TRIGGER {table}_no_truncate ON {table};",
    )
