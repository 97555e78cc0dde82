"""Whether the database would hold alone: asked before anything is served."""

from django.apps import apps
from django.db import connection

from openiop.base.audit.models import Event
from openiop.base.people.models import Client
from openiop.base.privacy import keys
from openiop.base.privacy.models import Reach
from openiop.base.rows import Row

# Tables that name a client and stand behind no policy, with the reason.
EXEMPT = {
    "portal_signinlink": "asked before anybody is known; holds the digest of a link, and ids",
}


def tables_of_clients() -> list[str]:
    """Every table that holds something about a client."""
    found = {model._meta.db_table for model in apps.get_models() if issubclass(model, Row) and is_about_clients(model)}
    return sorted((found | {Event._meta.db_table, Reach._meta.db_table}) - EXEMPT.keys())


def is_about_clients(model: type[Row]) -> bool:
    """Whether it says so, or has a column that names a client."""
    named = any(field.related_model is Client for field in model._meta.concrete_fields)
    return bool(model.holds or model.client_path or named)


def faults() -> list[str]:
    """What would let the application read past the policies; nothing where all is well. One line each."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT rolsuper OR rolbypassrls, EXISTS (
                 SELECT 1 FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
                   AND c.relname = ANY(%s) AND pg_has_role(current_user, c.relowner, 'MEMBER'))
               FROM pg_roles WHERE rolname = current_user""",
            [tables_of_clients()],
        )
        bypasses, owns = cursor.fetchone()
        if bypasses or owns:
            found.append("the application signs in as a role that row-level security does not bind")
        cursor.execute(
            """SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY(%s)
               AND NOT (c.relrowsecurity AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid))""",
            [tables_of_clients()],
        )
        found += [f"the table {name} has no policy" for (name,) in cursor.fetchall()]
        cursor.execute("SELECT has_table_privilege('privacy_key', 'SELECT')")
        if cursor.fetchone()[0] and not owns:
            found.append("the application may read the key that signs who acts")
    if not keys.fits():
        found.append("the database knows another signing key: run 'openiop migrate'")
    return found
