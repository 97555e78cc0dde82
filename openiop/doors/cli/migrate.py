"""Bring the database's tables up to this version, signed in as the migrator.

With DATABASE_URL set, the migrator signs in at OPENIOP_MIGRATOR_DATABASE_URL (or there, if that is not set).

--json prints {"applied": ["app.migration", ...], "pending": ["app.migration", ...]}
"""

import argparse
from typing import Any

from openiop.doors.cli import ground
from openiop.doors.cli.progress import Progress
from openiop.doors.cli.refusal import Refusal

LOCK_SECONDS = 4
LOCK_NOT_AVAILABLE = "55P03"  # SQLSTATE
HELP = "bring the database's tables up to this version"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 if something is missing")


def run(options: argparse.Namespace) -> int:
    ground.django_up("app" if options.check else "migrator")
    missing = pending()
    if options.check:
        text = f"missing: {', '.join(missing)}" if missing else "the tables are up to date"
        ground.answer({"applied": [], "pending": missing}, as_json=options.json, text=text)
        return 1 if missing else 0
    if missing:
        apply(missing)
    from openiop.base.privacy import keys

    keys.install()
    text = f"applied {len(missing)} migrations" if missing else "the tables were up to date"
    ground.answer({"applied": missing, "pending": []}, as_json=options.json, text=text)
    return 0


def pending() -> list[str]:
    """The migrations that the database has not seen, in the order in which they would be applied."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def apply(missing: list[str]) -> None:
    """Applies them one by one, each whole or not at all. Waits for no lock longer than LOCK_SECONDS: behind one that
    waits, every question of the running program would wait too. Raises Refusal where somebody holds a table."""
    from django.db import OperationalError, connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [f"{LOCK_SECONDS}s"])
    try:
        _apply(missing)
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", None) != LOCK_NOT_AVAILABLE:
            raise
        left = pending()
        stopped = left[0] if left else "the last step"
        raise Refusal(
            f"{stopped} waited {LOCK_SECONDS} s for a table that is in use and was not applied "
            f"({len(missing) - len(left)} of {len(missing)} are); run 'openiop migrate' again when it is quiet"
        ) from None
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET lock_timeout")


def _apply(missing: list[str]) -> None:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from openiop.base.database import tables

    with Progress("Tables", len(missing)) as progress:
        for _made in range(tables.load(connection)):
            progress.step("made as they are kept")

        def tell(action: str, migration: Any = None, fake: bool | None = False) -> None:
            if action == "apply_success":
                progress.step(str(migration))

        executor = MigrationExecutor(connection, tell)
        executor.migrate(executor.loader.graph.leaf_nodes())
    finish()


def finish() -> None:
    """What Django does after migrating: content types and the like, kept in step with the models."""
    from django.apps import apps
    from django.core.management.sql import emit_post_migrate_signal
    from django.db import DEFAULT_DB_ALIAS

    emit_post_migrate_signal(0, False, DEFAULT_DB_ALIAS, apps=apps)
