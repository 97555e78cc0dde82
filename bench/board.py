"""`make bench ARGS=board`: forty live boards at once on the whole stack: web server, PostgreSQL, the stream of news.

Each board is a group of eight with two devices. One of them taps every few seconds, as in the first minutes of a group;
the other hears of it through the stream and asks what is new. Prints how long a tap's answer took (aim: 100 ms at the
99th percentile), a sync that only hears, and the news itself, from the tap to the other device.
"""

import http.client
import json
import os
import queue
import random
import secrets
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from bench.day import Visitors
from bench.load import Connection, Result

BOARDS = int(os.environ.get("BENCH_BOARDS", "40"))
PAUSE = float(os.environ.get("BENCH_PAUSE", "4"))  # seconds between two taps on one board, on average
MEMBERS = 8


class Board:
    """One session of now, with the cookies of its two facilitators."""

    def __init__(self, session: str, clients: list[str], cookies: list[str]):
        self.path = f"/sessions/{session}/board/taps"
        self.clients = clients
        self.cookies = cookies


def prepare() -> tuple[list[Board], str]:
    """Forty groups that run now, each with people of its own, in the first program there is."""
    visitors = Visitors()  # signs in to the database as the application
    from django.db import connection, transaction
    from django.utils import timezone

    from openiop.base.audit.actions import System
    from openiop.base.context import everything, standing
    from openiop.base.people import actions as people
    from openiop.base.people.models import Staff
    from openiop.care.calendar.models import Session

    program = Staff.objects.filter(name="Dana Whitfield").select_related("home_program__organisation")[0].home_program
    by, organisation = System("bench", program.organisation_id), program.organisation
    start = timezone.now().replace(second=0, microsecond=0) - timedelta(minutes=10)
    made = []
    with standing(everything(organisation.pk)), transaction.atomic():
        for number in range(BOARDS):
            leads = [
                people.employ(
                    by=by, program=program, name=f"Facilitator {number} {part}", roles=["therapist", "facilitator"],
                    email=f"{secrets.token_hex(6)}@bench.example", started_on=start.date() - timedelta(days=9),
                    languages=["en"],
                )
                for part in ("lead", "co_lead")
            ]  # fmt: skip
            session = Session.objects.create(
                organisation=organisation, program=program, kind="group", title=f"Board {number}",
                during=(start, start + timedelta(minutes=180)), is_virtual=True,
            )  # fmt: skip
            session.refresh_from_db()
            for part, staff in zip(("lead", "co_lead"), leads, strict=True):
                session.lead_by(staff, part).save()
            members = [
                people.register_client(
                    by=by, organisation=organisation, legal_first=f"P{n}", legal_last=f"Board{number}"
                )
                for n in range(MEMBERS)
            ]
            for member in members:
                session.seat_for(member).save()
            made.append((session.pk, [str(member.pk) for member in members], leads))
    boards = [Board(str(pk), members, [visitors.sign_in(each.user) for each in leads]) for pk, members, leads in made]
    connection.close()
    return boards, visitors.token


class Bench:
    """Forty threads that tap, eighty streams that listen."""

    def __init__(self, port: int, seconds: float, boards: list[Board], token: str):
        self.port, self.token, self.boards = port, token, boards
        self.until = time.perf_counter() + seconds
        self.result, self.lock = Result(), threading.Lock()

    def note(self, kind: str, seconds: float) -> None:
        with self.lock:
            self.result.seconds.setdefault(kind, []).append(seconds)

    def sync(self, connection: Connection, board: Board, who: int, taps: list[Any], since: int) -> dict[str, Any]:
        body = json.dumps({"taps": taps, "since": since, "clock": datetime.now(UTC).isoformat()})
        head = (
            f"POST {board.path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {board.cookies[who]}\r\n"
            f"X-CSRFToken: {self.token}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        began = time.perf_counter()
        status, answer = connection.ask((head + body).encode())
        self.note("tap" if taps else "hear", time.perf_counter() - began)
        if status != 200:
            with self.lock:
                self.result.wrong[f"{status}"] = self.result.wrong.get(f"{status}", 0) + 1
            return {"cursor": since, "ticket": "", "live": "", "refused": []}
        said: dict[str, Any] = json.loads(answer)
        for each in said["refused"]:
            self.result.wrong[each["why"]] = self.result.wrong.get(each["why"], 0) + 1
        return said

    def listen(self, board: Board, who: int, news: "queue.Queue[float]") -> None:
        """One device's stream, opened again whenever its ticket is over."""
        time.sleep(random.Random(f"{board.path} {who}").random() * PAUSE)  # not all in one moment
        connection = Connection(self.port)
        while time.perf_counter() < self.until:
            said = self.sync(connection, board, who, [], 0)
            if not said["live"]:
                raise SystemExit(f"the server names no stream: {self.result.wrong}")
            host = said["live"].split("/")[2]
            stream = http.client.HTTPConnection(host, timeout=70)
            stream.request("GET", "/live/", headers={"Authorization": f"Ticket {said['ticket']}"})
            for line in stream.getresponse():
                if line.startswith(b"event: news"):
                    news.put(time.perf_counter())
                if time.perf_counter() > self.until:
                    break
            stream.close()

    def facilitate(self, number: int) -> None:
        """One device taps; the other hears of it and asks."""
        board, dice = self.boards[number], random.Random(number)
        ears: list[queue.Queue[float]] = [queue.Queue(), queue.Queue()]
        for who in (0, 1):
            threading.Thread(target=self.listen, args=(board, who, ears[who]), daemon=True).start()
        one, other, since = Connection(self.port), Connection(self.port), [0, 0]
        time.sleep(dice.random() * PAUSE)
        while time.perf_counter() < self.until:
            while not ears[1].empty():
                ears[1].get()
            tap = self.tap(board, dice)
            began = time.perf_counter()
            since[0] = self.sync(one, board, 0, [tap], since[0])["cursor"]
            try:
                self.note("news", ears[1].get(timeout=10) - began)
            except queue.Empty:
                self.result.wrong["no news"] = self.result.wrong.get("no news", 0) + 1
            since[1] = self.sync(other, board, 1, [], since[1])["cursor"]
            time.sleep(dice.uniform(0.5, 1.5) * PAUSE)

    def tap(self, board: Board, dice: random.Random) -> dict[str, Any]:
        kinds = [("attendance", each) for each in ("late", "left", "back")]
        kinds += [("participation", dice.randrange(1, 5)), ("affect", "calm"), ("engagement", "absorbed")]
        kind, value = dice.choice(kinds)
        at = datetime.now(UTC).isoformat()
        return {"key": str(uuid4()), "client": dice.choice(board.clients), "kind": kind, "value": value, "at": at}

    def run(self) -> Result:
        threads = [threading.Thread(target=self.facilitate, args=(n,)) for n in range(len(self.boards))]
        began = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.result.elapsed = time.perf_counter() - began
        return self.result


def main(port: int, seconds: float, _size: int) -> None:
    boards, token = prepare()
    Bench(port, min(8.0, seconds), boards, token).run()  # warm up: connections, caches, prepared plans
    result = Bench(port, seconds, boards, token).run()
    taps = len(result.seconds.get("tap", []))
    print(f"{len(boards)} boards, {2 * len(boards)} devices: {taps / result.elapsed:.1f} taps a second")
    for kind, what in (("tap", "a tap (aim: p99 100 ms)"), ("hear", "a sync that hears"), ("news", "tap to news")):
        p50, p99 = result.quantile(0.5, kind), result.quantile(0.99, kind)
        print(f"    {what:<26}{len(result.seconds[kind]):>6}   p50 {p50:6.1f} ms   p99 {p99:6.1f} ms")
    for what, count in sorted(result.wrong.items()):
        print(f"    NOT AS EXPECTED  {what}  {count} times")
    print(json.dumps({"taps": taps, "p50": result.quantile(0.5, "tap"), "p99": result.quantile(0.99, "tap")}))


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]))
