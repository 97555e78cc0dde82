"""Many programs from one, for measuring: the rows that a week of dose is counted from, copied inside the database.

Each copy is a house of its own: every id is another one, the same in every table, so that all rows belong together as
in the program they were copied from. What a week's dose does not read is not copied.
"""

import psycopg

WEEKS = 2  # that far back, sessions and all that hangs on them
SINCE = f"now() - interval '{WEEKS} weeks'"
MET = f"SELECT s.id FROM calendar_session s WHERE s.organisation_id = %(house)s AND lower(s.during) > {SINCE}"
TABLES = {  # with what narrows their rows beside the house
    "programs_organisation": "id = %(house)s",
    "programs_site": "organisation_id = %(house)s",
    "programs_program": "organisation_id = %(house)s",
    "programs_track": "organisation_id = %(house)s",
    "people_staff": "organisation_id = %(house)s",
    "people_client": "organisation_id = %(house)s",
    "privacy_reach": "organisation_id = %(house)s",
    "placement_episode": "organisation_id = %(house)s",
    "plan_plan": "organisation_id = %(house)s",
    "plan_prescribeddose": "organisation_id = %(house)s",
    "calendar_group": "organisation_id = %(house)s",
    "calendar_session": f"id IN ({MET})",
    "calendar_seat": f"session_id IN ({MET})",
    "encounters_presence": f"session_id IN ({MET})",
}


def copy_programs(url: str, count: int) -> int:
    """Copy the first program `count` times; returns how many rows came. `url`: the database as its superuser, because
    what the tables' triggers keep (who reaches whom) is copied as it stands."""
    with psycopg.connect(url) as database, database.cursor() as cursor:
        cursor.execute("SELECT o.id FROM programs_organisation o ORDER BY o.created_at, o.id LIMIT 1")
        found = cursor.fetchone()
        if found is None:
            raise SystemExit("no program is seeded")
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("SELECT count(*) FROM programs_program")
        first = (cursor.fetchone() or (0,))[0]
        rows = 0
        for table, where in TABLES.items():
            names, values = columns(cursor, table)
            cursor.execute(
                f"INSERT INTO {table} ({names}) SELECT {values} FROM {table} t, "
                f"generate_series(%(first)s::int, %(last)s::int) n WHERE {where}",
                {"house": found[0], "first": first, "last": first + count - 1},
            )
            rows += cursor.rowcount
        database.commit()
        database.autocommit = True
        cursor.execute("ANALYZE")
    return rows


def columns(cursor: psycopg.Cursor, table: str) -> tuple[str, str]:
    """The columns of a table to write, and what goes into each for copy n."""
    cursor.execute(
        """SELECT column_name, udt_name FROM information_schema.columns
           WHERE table_schema = 'public' AND table_name = %s AND is_identity = 'NO' AND is_generated = 'NEVER'
           ORDER BY ordinal_position""",
        [table],
    )
    names, values = [], []
    for name, kind in cursor.fetchall():
        names.append(name)
        if name == "user_id":
            values.append("NULL")
        elif kind == "uuid":
            values.append(f"CASE WHEN t.{name} IS NULL THEN NULL ELSE md5(t.{name}::text || n)::uuid END")
        elif name == "slug":
            values.append(f"t.{name} || '-copy-' || n")
        else:
            values.append(f"t.{name}")
    return ", ".join(names), ", ".join(values)
