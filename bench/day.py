"""A day in the program, as requests: the desk, rosters, attendance, notes, the hours board, charts."""

import json
import os
import random
import secrets
import sys
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from typing import Any

from bench.load import Request, Result, run

# share of the day's requests, kind
MIX = [(0.22, "today"), (0.18, "session"), (0.2, "attendance"), (0.1, "notes"), (0.1, "hours"), (0.2, "chart")]
CONNECTIONS = 8


class Visitors:
    """One signed-in therapist a program, and the addresses they visit."""

    def __init__(self) -> None:
        import django

        from openiop.engines.postgres import ensure_running

        os.environ["DATABASE_URL"] = ensure_running().url("app")
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
        django.setup()
        from django.db import connection

        from openiop.base.context import standing
        from openiop.base.people.models import Staff

        self.token = secrets.token_hex(16)
        self.programs = []
        for staff in Staff.objects.filter(name="Dana Whitfield", user__isnull=False).select_related("user"):
            with standing(staff.standing):  # what she sees is what she visits
                self.programs.append({"cookies": self.sign_in(staff.user), **self.addresses(staff)})
        connection.close()

    def addresses(self, staff: Any) -> dict[str, list[Any]]:
        """The people on her caseload, her groups of the last ten days, and who had a seat in them lately."""
        from django.utils import timezone

        from openiop.care.calendar.models import Seat, Session
        from openiop.care.placement.models import Episode

        now = timezone.now()
        sessions = Session.objects.filter(program=staff.home_program_id, state="held", group__isnull=False)
        sessions = sessions.filter(leads__staff=staff, during__startswith__gt=now - timedelta(days=10))
        lately = {"is_live": True, "session__during__startswith__gt": now - timedelta(days=3)}
        return {
            "clients": list(Episode.objects.filter(therapist=staff, closed_on=None).values_list("client", flat=True)),
            "sessions": list(sessions.values_list("pk", flat=True)),
            "seats": list(Seat.objects.filter(session__in=sessions, **lately).values_list("session", "client")),
        }

    def sign_in(self, user: Any) -> str:
        """Cookies of a session for this user, as sign-in would leave it."""
        from django.conf import settings
        from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

        session = import_module(settings.SESSION_ENGINE).SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        return f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={self.token}"

    def draw(self, kind: str, dice: random.Random) -> Request:
        """One request of this kind in a program chosen at random."""
        program = dice.choice(self.programs)
        if kind == "attendance":
            session, client = dice.choice(program["seats"])
            code = dice.choice(["present", "excused", "no_show"])
            body = f"code={code}&key={secrets.token_hex(8)}"
            path = f"/sessions/{session}/mark/{client}"
            return Request(kind, "POST", path, program["cookies"], body, self.token)
        path = {
            "today": lambda: "/today",
            "session": lambda: f"/sessions/{dice.choice(program['sessions'])}/",
            "notes": lambda: "/sessions/notes",
            "hours": lambda: "/hours/",
            "chart": lambda: f"/clients/{dice.choice(program['clients'])}",
        }[kind]()
        return Request(kind, "GET", path, program["cookies"])


def mixed(visitors: Visitors) -> Callable[[random.Random], Request]:
    kinds, shares = [kind for _share, kind in MIX], [share for share, _kind in MIX]
    return lambda dice: visitors.draw(dice.choices(kinds, shares)[0], dice)


def table(title: str, result: Result) -> None:
    print(f"{title}: {result.rate:.0f} a second, p50 {result.quantile(0.5):.1f} ms, p99 {result.quantile(0.99):.1f} ms")
    if len(result.seconds) > 1:
        for kind in sorted(result.seconds):
            count, p50, p99 = len(result.seconds[kind]), result.quantile(0.5, kind), result.quantile(0.99, kind)
            print(f"    {kind:<12}{count:>7} answers   p50 {p50:7.1f} ms   p99 {p99:7.1f} ms")
    for what, count in sorted(result.wrong.items()):
        print(f"    NOT AS EXPECTED  {what}  {count} times")


def main(port: int, seconds: float, size: int) -> None:
    visitors = Visitors()
    run(port, CONNECTIONS, min(3.0, seconds), mixed(visitors))  # warm up: connections, caches, prepared plans
    day = run(port, CONNECTIONS, seconds, mixed(visitors))
    table(f"{size} program(s): a day in the program", day)
    for kind, aim, peer in (
        ("chart", 200, "CARE patient detail 20/s, GNU Health patient read 45/s"),
        ("hours", 100, "CARE list of 20: 6.5/s"),
    ):
        result = run(port, CONNECTIONS, seconds, lambda dice, kind=kind: visitors.draw(kind, dice))
        table(f"{size} program(s): {kind} page alone (aim: {aim} a second; peers, JSON only: {peer})", result)
    print(json.dumps({"rate": day.rate, "p50": day.quantile(0.5), "p99": day.quantile(0.99)}))


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]))
