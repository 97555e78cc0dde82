"""The tables of a database that is still empty, in one step.

Django takes a minute and a half to apply our migrations one after the other, nearly all of it for drawing every model
anew after each change. So what they come to is kept in tables.sql, as PostgreSQL dumps it; what was written since is
applied behind it as ever. `make tables` writes the file; tests/tables compare both ways, rights included.
"""

from pathlib import Path
from typing import Any

KEPT = Path(__file__).with_name("tables.sql")

# As the migrations say it (audit 0003, privacy 0001, calendar 0004): whom the database's own default rights name is
# not known beforehand.
RIGHTS = """
REVOKE ALL ON FUNCTION public.audit_link_event(public.audit_event) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.privacy_reach_of_seats(uuid[], uuid[]) FROM PUBLIC;
DO $$ DECLARE who name; BEGIN
  FOR who IN SELECT DISTINCT grantee::name FROM information_schema.role_table_grants
             WHERE table_schema = 'public' AND table_name = 'audit_event'
               AND grantee NOT IN (SELECT tableowner FROM pg_tables WHERE tablename = 'audit_event')
  LOOP
    EXECUTE format('REVOKE ALL ON public.audit_head, public.audit_link, public.privacy_key FROM %I', who);
    EXECUTE format('REVOKE INSERT, UPDATE, DELETE, TRUNCATE'
                   ' ON public.audit_reading, public.privacy_reach, public.privacy_standing FROM %I', who);
  END LOOP;
END $$;
"""


def load(connection: Any) -> int:
    """Makes the tables in an empty database, all or none, and returns how many migrations they stand for; 0 where there
    are tables already. Needs the right to make tables, and the extensions or the right to make them."""
    connection.ensure_connection()
    raw = connection.connection  # psycopg's: many statements in one go, and never kept prepared
    with connection.wrap_database_errors, raw.transaction():
        raw.execute("SELECT pg_advisory_xact_lock(hashtext('openiop tables'))")  # two who begin at once: one makes them
        if raw.execute("SELECT 1 FROM pg_tables WHERE schemaname = 'public' LIMIT 1").fetchone():
            return 0
        raw.execute("SET LOCAL check_function_bodies = off")
        raw.execute("SET LOCAL search_path = ''")
        raw.execute(KEPT.read_text(encoding="utf-8"), prepare=False)
        raw.execute(RIGHTS, prepare=False)
        return int(raw.execute("SELECT count(*) FROM public.django_migrations").fetchone()[0])
