"""`make bench ARGS=dose`: what a program's week of dose costs, of 60 clients and of a hundred programs.

Every question runs as the application's role with a member of staff's context, so that row-level security holds, as on
the hours board. BENCH_PROGRAMS (the last number, default 100) says how many programs are seeded, 60 clients each.
"""

import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

HOME = Path(os.environ.get("OPENIOP_BENCH_HOME", Path(__file__).resolve().parent.parent / ".bench-home"))


def stand() -> None:
    """Django, on the bench's own database, as the application."""
    from openiop.engines.postgres import ensure_running

    os.environ["DATABASE_URL"] = ensure_running(HOME).url("app")
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    import django

    django.setup()


def programs() -> int:
    """How many programs are seeded."""
    stand()
    from openiop.base.programs.models import Program

    return Program.objects.count()


def main() -> None:
    """Prints the figures; the programs must be seeded (bench.__main__ does)."""
    stand()
    from django.utils import timezone

    from openiop.base.context import standing
    from openiop.base.people.models import Staff
    from openiop.base.people.roles import Role
    from openiop.care.schedule.counting import count_week

    now = timezone.now()
    directors = [
        staff
        for staff in Staff.objects.select_related("home_program").order_by("pk")
        if Role.DIRECTOR in staff.roles and staff.home_program
    ]
    if not directors:
        raise SystemExit("no program is seeded")

    def week_of(staff: Any) -> int:
        program = staff.home_program
        return len(count_week(program, program.week_of(program.today()), now))

    director = directors[0]
    with standing(director.standing):
        people = week_of(director)
        timed(lambda: week_of(director), 8)  # until the server keeps the plan
        before = processor()
        times = timed(lambda: week_of(director), 40)
        spent = (processor() - before) / len(times)
    print(
        f"dose of a program's week ({people} people), one query: best {min(times):.1f} ms, median "
        f"{statistics.median(times):.1f} ms, worst of {len(times)} {max(times):.1f} ms (aim: 20 ms); "
        f"of PostgreSQL's processor {spent:.1f} ms each"
    )

    def everyone() -> int:
        found = 0
        for staff in directors:  # each in their own organisation, as each sees it
            with standing(staff.standing):
                found += week_of(staff)
        return found

    counted = everyone()
    before = processor()
    times = timed(everyone, 5)
    spent = (processor() - before) / len(times)
    print(
        f"dose of {len(directors)} programs' week ({counted} people), each behind its own walls: "
        f"best {min(times):.0f} ms, median {statistics.median(times):.0f} ms (aim for 100: 1000 ms); "
        f"of PostgreSQL's processor {spent:.0f} ms"
    )
    from openiop.engines.postgres import ensure_running

    owner = ensure_running(HOME).url("migrator")
    print(f"the same in one statement, as the owner without walls: {unwalled(owner):.0f} ms")


def processor() -> float:
    """Milliseconds of processor that this connection's server process has had: what a busy machine does not change."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def unwalled(url: str) -> float:
    """Milliseconds of one statement over all programs, asked by the owner of the tables, whom no policy binds."""
    from django.db import connection
    from django.utils import timezone

    from openiop.base.programs.models import Program
    from openiop.care.schedule import counting

    weeks = [(each, each.week_of(each.today())) for each in Program.objects.all()]
    connection.close()
    import psycopg

    held = dict(connection.settings_dict)
    told = psycopg.conninfo.conninfo_to_dict(url)
    connection.settings_dict.update(USER=told["user"], PASSWORD=told.get("password", ""))
    try:
        counting.count_weeks(weeks, timezone.now())
        return min(timed(lambda: counting.count_weeks(weeks, timezone.now()), 3))
    finally:
        connection.close()
        connection.settings_dict.update(held)


def timed(act: Callable[[], Any], times: int) -> list[float]:
    """Milliseconds of each call."""
    found = []
    for _ in range(times):
        began = time.perf_counter()
        act()
        found.append(1000 * (time.perf_counter() - began))
    return found


if __name__ == "__main__":
    main()
