"""Migration operations: the policy of a table of client data (row-level security).

A row may be read by whoever stands in its organisation, may see its kind of information (its item), and reaches its
client: the database alone says so, whatever the application asked. It may be written by whoever reaches the client.
"""

# ruff: noqa: S608 - every name here is written in a migration of ours
from django.db import migrations

from openiop.base.items import DIRECTORY, Item

WHO = "FROM privacy_standing s WHERE s.pid = pg_backend_pid() AND s.at = now()"


ANY_ITEM = "*"
WRITER = f"(SELECT s.kind <> 'recipient' {WHO})"  # whoever receives reads, and changes nothing


def stands(item: str) -> str:
    """The condition that a row is of the house of whoever acts, and that they may see this kind of information."""
    seen = "" if item == ANY_ITEM else f" AND (s.kind = 'system' OR '{item}' = ANY(s.items))"
    return f"organisation_id = (SELECT s.organisation_id {WHO}{seen})"


def reached(client: str, item: str) -> str:
    """The condition that whoever acts reaches the client named by the expression `client`. Who somebody is and where
    they sit, everyone at the same program may see."""
    under = "everyone" if item == ANY_ITEM or item in DIRECTORY else "holders"
    return (
        f"EXISTS (SELECT 1 FROM privacy_reach r WHERE r.client_id = {client} AND r.until > now()"
        f" AND r.holder_id = ANY((SELECT s.{under} {WHO})::uuid[]))"
    )


def wall_of_one(table: str, item: Item) -> migrations.RunSQL:
    """The policy of a table whose rows always name their client, in column `client_id`."""
    column = f"{table}.client_id"
    return _policies(
        table,
        reads=f"{stands(item)} AND {reached(column, item)}",
        writes=f"{stands(ANY_ITEM)} AND {reached(column, ANY_ITEM)}",
    )


def wall(table: str, item: Item, *, client: str = "client_id") -> migrations.RunSQL:
    """The policy of a table that names its client in column `client` (where it is empty, the item decides)."""
    column = f"{table}.{client}"
    anyone = reached(column, ANY_ITEM)
    return _policies(
        table,
        reads=f"{stands(item)} AND ({column} IS NULL OR {reached(column, item)})",
        writes=f"{stands(ANY_ITEM)} AND ({column} IS NULL OR {anyone})",
    )


def wall_below(table: str, item: Item, parent: str, *, by: str) -> migrations.RunSQL:
    """The policy of a table whose rows belong to a row of `parent`: whoever reads that one may read these."""
    found = f"EXISTS (SELECT 1 FROM {parent} p WHERE p.id = {table}.{by})"
    return _policies(
        table,
        reads=f"{stands(item)} AND {found}",
        writes=f"{stands(ANY_ITEM)} AND {found}",
    )


def client_behind(name: str, table: str, expression: str) -> migrations.RunSQL:
    """A function that says which client a row of `table` (by id) is about, for the policies of the tables below it. It
    looks past the policy of `table` itself: a policy inside a policy would be planned anew for every level."""
    return migrations.RunSQL(
        f"""CREATE FUNCTION {name}(row_id uuid) RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER
            SET search_path = public, pg_temp AS $$
            BEGIN RETURN (SELECT {expression} FROM {table} t WHERE t.id = row_id); END $$;""",
        f"DROP FUNCTION {name}(uuid);",
    )


def wall_through(table: str, item: Item, finder: str, *, by: str) -> migrations.RunSQL:
    """The policy of a table that names its client through another row: `finder` (see client_behind) finds the client by
    the id in column `by`."""
    client = f"{finder}({table}.{by})"
    return _policies(
        table,
        reads=f"{stands(item)} AND {reached(client, item)}",
        writes=f"{stands(ANY_ITEM)} AND {reached(client, ANY_ITEM)}",
    )


def client_kept(table: str, parent: str, *, by: str) -> migrations.RunSQL:
    """Column `client_id` of `table` always says what `client_id` of its row in `parent` (found by column `by`) says,
    whatever was written into it; so a policy needs to ask nobody else. What stands in the table already is told."""
    fill, follow = f"{table}_knows_client", f"{table}_follows_client"
    return migrations.RunSQL(
        f"""CREATE FUNCTION {fill}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
            SET search_path = public, pg_temp AS $$
            BEGIN NEW.client_id := (SELECT p.client_id FROM {parent} p WHERE p.id = NEW.{by}); RETURN NEW; END $$;
            CREATE TRIGGER {fill} BEFORE INSERT OR UPDATE OF {by}, client_id ON {table}
              FOR EACH ROW EXECUTE FUNCTION {fill}();
            CREATE FUNCTION {follow}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
            SET search_path = public, pg_temp AS $$
            BEGIN UPDATE {table} SET client_id = NEW.client_id WHERE {by} = NEW.id; RETURN NULL; END $$;
            CREATE TRIGGER {follow} AFTER UPDATE OF client_id ON {parent}
              FOR EACH ROW WHEN (OLD.client_id IS DISTINCT FROM NEW.client_id) EXECUTE FUNCTION {follow}();
            UPDATE {table} SET client_id = NULL;""",
        f"""DROP TRIGGER {follow} ON {parent}; DROP FUNCTION {follow}();
            DROP TRIGGER {fill} ON {table}; DROP FUNCTION {fill}();""",
    )


def rewall(table: str, new: migrations.RunSQL, old: migrations.RunSQL) -> migrations.RunSQL:
    """Other policies for a table that has its four already."""
    gone = "".join(f"DROP POLICY {table}_{act} ON {table};" for act in ("read", "add", "change", "remove"))
    return migrations.RunSQL(f"{gone} {new.sql}", f"{gone} {old.sql}")


def wall_of_house(table: str, item: str = ANY_ITEM) -> migrations.RunSQL:
    """The policy of a table that is about no one client: its organisation's, and for those who see the item."""
    return _policies(table, reads=stands(item), writes=stands(ANY_ITEM))


def nobody_stands() -> str:
    """The condition that nobody is known yet, as at a door."""
    return f"NOT EXISTS (SELECT 1 {WHO})"


def wall_where(table: str, *, reads: str, writes: str, changes: str = "") -> migrations.RunSQL:
    """The policy of a table with conditions of its own: which rows are read, what may be written into them, and which
    may be changed (those that are read, unless it is said)."""
    return _policies(table, reads=reads, writes=writes, changes=changes)


def _policies(table: str, *, reads: str, writes: str, changes: str = "") -> migrations.RunSQL:
    changes = changes or reads
    return migrations.RunSQL(
        f"""ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
            CREATE POLICY {table}_read ON {table} FOR SELECT USING ({reads});
            CREATE POLICY {table}_add ON {table} FOR INSERT WITH CHECK ({WRITER} AND {writes});
            CREATE POLICY {table}_change ON {table} FOR UPDATE
              USING ({WRITER} AND {changes}) WITH CHECK ({WRITER} AND {writes});
            CREATE POLICY {table}_remove ON {table} FOR DELETE USING ({WRITER} AND {changes});""",
        f"""DROP POLICY {table}_read ON {table}; DROP POLICY {table}_add ON {table};
            DROP POLICY {table}_change ON {table}; DROP POLICY {table}_remove ON {table};
            ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;""",
    )


def reach_of(name: str, table: str, rows: str, *, basis: str, events: str = "INSERT OR UPDATE") -> migrations.RunSQL:
    """Keeps the reach that a table gives. `rows` selects organisation, client, holder, source and until `FROM fresh`,
    the rows that a statement wrote; what those sources gave before under `basis` and is not among them ends.

    What stands in the table already is taken in as if it came now.
    """
    function = f"privacy_reach_of_{name}"
    body = f"""
      WITH given AS ({rows}), gone AS (
        DELETE FROM privacy_reach r USING fresh f
        WHERE r.source_id = f.id AND r.basis = '{basis}'
          AND NOT EXISTS (SELECT 1 FROM given g WHERE g.source = r.source_id AND g.holder = r.holder_id
                          AND g.client = r.client_id))
      INSERT INTO privacy_reach (organisation_id, client_id, holder_id, source_id, basis, until)
      SELECT organisation, client, holder, source, '{basis}', max(until) FROM given
      WHERE client IS NOT NULL AND holder IS NOT NULL GROUP BY 1, 2, 3, 4
      ON CONFLICT (client_id, holder_id, source_id, basis) DO UPDATE SET until = EXCLUDED.until
        WHERE privacy_reach.until <> EXCLUDED.until"""
    triggers = "".join(
        f"""CREATE TRIGGER {function}_{event.lower()} AFTER {event} ON {table}
            REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION {function}();"""
        for event in events.split(" OR ")
    )
    return migrations.RunSQL(
        f"""CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
            SET search_path = public, pg_temp AS $$ BEGIN {body}; RETURN NULL; END $$;
            {triggers}
            {body.replace("fresh f", f"{table} f").replace("FROM fresh", f"FROM {table}")};""",
        "".join(f"DROP TRIGGER {function}_{event.lower()} ON {table};" for event in events.split(" OR "))
        + f"DROP FUNCTION {function}();",
    )
