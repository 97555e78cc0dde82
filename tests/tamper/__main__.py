"""`make tamper N=1000`: N changes by a superuser to the audit or to signed rows, one at a time, each looked for and
taken back. Prints found/total in JSON and exits 1 if one was missed.

`make tamper ARGS='--million'` also verifies one organisation with a million events, and says how long it takes here.
Runs in a data folder of its own, which is removed afterwards.
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from openiop.doors.cli import ground
from openiop.doors.cli.progress import Progress


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--seed", type=int, default=0, help="another one chooses other rows")
    parser.add_argument("--million", action="store_true")
    parser.add_argument("--events", type=int, default=1_000_000, help="how many --million writes")
    options = parser.parse_args()
    base = Path(tempfile.mkdtemp(prefix="oi-"))
    base.chmod(0o711)
    for known in ("DATABASE_URL", "OPENIOP_DEMO"):
        os.environ.pop(known, None)
    os.environ["OPENIOP_HOME"] = str(base / "home")
    try:
        told = measure(options.events) if options.million else tamper(options.rounds, options.seed)
    finally:
        from openiop.engines import postgres

        postgres.stop(base / "home")
        shutil.rmtree(base, ignore_errors=True)
    print(json.dumps(told, indent=1))
    return 1 if told.get("missed") or told.get("intact") is False else 0


def prepare() -> None:
    """An empty installation with Django signed in as the owner of its tables."""
    ground.django_up("migrator")
    from openiop.doors.cli.migrate import apply, pending

    apply(pending())


def superuser() -> Any:
    from openiop.engines.postgres.cluster import connect
    from openiop.engines.postgres.folder import read_record

    record = read_record(ground.home())
    assert record is not None
    return connect(record, "admin")


def tamper(rounds: int, seed: int) -> dict[str, Any]:
    prepare()
    from openiop.base.audit.verify import verify
    from tests.tamper import scene
    from tests.tamper.vandal import Vandal, drill

    organisation = scene.make()
    began = time.perf_counter()
    with superuser() as connection, Progress("Rounds", rounds) as progress:
        with connection.transaction():
            whole = verify(connection, organisation)
        assert whole.fault is None, whole.fault
        tally = drill(Vandal(connection, organisation, seed), rounds, lambda number, line: progress.step(line))
        with connection.transaction():
            after = verify(connection, organisation)
        assert after.fault is None, after.fault
    return {
        "rounds": tally.total,
        "found": tally.total - len(tally.missed),
        "missed": tally.missed,
        "by_kind": tally.done,
        "events": whole.events,
        "sealed_rows": whole.seals,
        "seconds": round(time.perf_counter() - began, 1),
    }


MILLION = """
INSERT INTO audit_event (id, organisation_id, at, actor_kind, actor_id, actor_name, verb, subject_kind, subject_id,
                         client_id, detail, why, address, door)
SELECT ('019a0000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, %(organisation)s,
       timestamptz '2026-01-01 UTC' + n * interval '1 second', 'staff', gen_random_uuid(), 'Dana Whitfield, LMFT',
       'encounters.presence.recorded', 'encounters.presence', gen_random_uuid(), gen_random_uuid(),
       jsonb_build_object('session', gen_random_uuid(), 'code', 'present'), '', '203.0.113.7', 'encounters:mark'
FROM generate_series(%(first)s::int, %(last)s::int) n
"""
BATCH = 2000


def measure(events: int) -> dict[str, Any]:
    prepare()
    import uuid

    import psycopg
    from django.db import connection, transaction

    from bench.__main__ import yardstick
    from openiop.base.audit import verify as audit

    organisation = uuid.uuid4()
    began = time.perf_counter()
    with Progress("Events", events) as progress:
        for first in range(1, events + 1, BATCH):
            last = min(first + BATCH - 1, events)
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(MILLION, {"organisation": organisation, "first": first, "last": last})
            progress.step(by=last - first + 1)
    wrote = time.perf_counter() - began
    with psycopg.connect(ground.database_url("migrator"), autocommit=True) as owner:
        owner.execute("VACUUM ANALYZE")
    began = time.perf_counter()
    with transaction.atomic():
        audit.snapshot(connection.connection)
        verdict = audit.verify(connection.connection, organisation)
    seconds = time.perf_counter() - began
    return {
        "events": verdict.events,
        "intact": verdict.fault is None,
        "verified_in_seconds": round(seconds, 1),
        "events_a_second": round(verdict.events / seconds),
        "written_in_seconds": round(wrote, 1),
        "yardstick_seconds": round(yardstick(), 2),
    }


if __name__ == "__main__":
    sys.exit(main())
