"""An installation of its own for the soak, served as `openiop serve` does, and groups by video in it."""

import contextlib
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parents[2]
HOME = Path(os.environ.get("OPENIOP_BENCH_HOME", ROOT / ".bench-home-rooms"))
PORT = int(os.environ.get("BENCH_PORT", "8775"))
OPENIOP = str(Path(sys.executable).with_name("openiop"))
BIRDS = ("Swan", "Lantern", "Harbor", "Willow", "Copper", "Maple", "Juniper", "Sparrow", "Clover", "Birch", "Heron",
         "Cedar", "Linden", "Robin", "Marble", "Ferry")  # fmt: skip


def until(met: Callable[[], Any], seconds: float = 60, what: str = "it") -> Any:
    end = time.monotonic() + seconds
    while not (found := met()):
        if time.monotonic() > end:
            raise SystemExit(f"{what} did not happen in {seconds:g} s")
        time.sleep(0.05)
    return found


@dataclass
class Person:
    """Somebody with a seat, or who leads: how their browser is signed in, and their admission."""

    who: Any
    path: str
    cookie: tuple[str, str]
    signed_in: str
    admission: Any = None
    is_host: bool = False


@dataclass
class Group:
    """One session by video that runs now: the person who leads it, and its clients."""

    session: Any
    host: Person
    clients: list[Person] = field(default_factory=list)

    @property
    def everybody(self) -> list[Person]:
        return [self.host, *self.clients]

    @property
    def room(self) -> Any:
        from openiop.care.virtual.models import VideoRoom

        return VideoRoom.objects.get(session=self.session)


def signed_in(who: Any, path: str, *, is_host: bool = False) -> Person:
    """A member of staff or a client, signed in as the sign-in would leave it."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from openiop.base.people.sessions import kept_as

    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(who.user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = who.user.get_session_auth_hash()
    session.create()
    cookie = (settings.SESSION_COOKIE_NAME, session.session_key)
    return Person(who, path, cookie, kept_as(session.session_key), is_host=is_host)


def before_the_door(session: Any, client: Any, alias: str) -> None:
    """Where the client is, what they are called, what they promise."""
    from openiop.care.calendar.models import Seat
    from openiop.care.virtual import actions as virtual

    seat = Seat.objects.select_related("session__program").get(session=session, client=client)
    virtual.attest(
        by=client, seat=seat, state="MA", place="Pier 1", nearby="nobody", phone="1", contact="2", is_private=True,
        at_home=True, way="video",
    )  # fmt: skip
    virtual.be_called(by=client, seat=seat, name=alias)
    virtual.agree(by=client, seat=seat)


class House:
    """The running installation. Rows are written by its own actions, as the superuser of its database."""

    def __init__(self) -> None:
        self.address = f"http://127.0.0.1:{PORT}"
        os.environ["OPENIOP_HOME"] = str(HOME)
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop in this thread
        from openiop.engines.postgres import ensure_running

        os.environ["DATABASE_URL"] = ensure_running(HOME).url("admin")
        import django

        django.setup()
        from django.conf import settings

        from tests.cast import make_house

        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # nobody signs in with these
        self.house = make_house(f"soak-{secrets.token_hex(4)}", "Harbor Street", zone="Etc/GMT")
        self.count = 0

    def group(self, members: int) -> Group:
        """A group by video that began ten minutes ago, with people of its own. Nobody has come yet."""
        from openiop.base.people import actions as people
        from openiop.care.calendar.models import Session
        from tests.cast import belong

        house, self.count = self.house, self.count + 1
        lead = people.employ(
            by=house.system, program=house.program, name=f"Facilitator {self.count}", started_on=date(2020, 1, 1),
            roles=["therapist", "facilitator"], email=f"{secrets.token_hex(6)}@soak.example", languages=["en"],
        )  # fmt: skip
        people.add_licence(
            by=house.system, staff=lead, state="MA", kind="LMFT", number="1", start=date(2020, 1, 1), end=None
        )
        start = datetime.now(UTC).replace(second=0, microsecond=0) - timedelta(minutes=10)
        session = Session.objects.create(
            organisation=house.organisation, program=house.program, kind="group", title=f"Soak {self.count}",
            during=(start, start + timedelta(minutes=180)), is_virtual=True, capacity=max(members, 12),
        )  # fmt: skip
        session.refresh_from_db()
        session.lead_by(lead, "lead").save()
        made = Group(session, signed_in(lead, f"/virtual/{session.pk}/", is_host=True))
        for number in range(members):
            client = people.register_client(
                by=house.system, organisation=house.organisation, legal_first=f"Legal{number}",
                legal_last=f"Canary{self.count}", language="en", state="MA",
            )  # fmt: skip
            belong(house, client)
            email, password = f"{secrets.token_hex(6)}@soak.example", secrets.token_hex(12)
            people.let_in(by=house.system, client=client, email=email, password=password)
            client.refresh_from_db()
            seat = session.seat_for(client)
            seat.save()
            made.clients.append(signed_in(client, f"/virtual/in/{seat.pk}/room"))
            alias = f"{BIRDS[number % len(BIRDS)]} {number // len(BIRDS) or ''}".strip()
            before_the_door(session, client, alias)
        return made

    def open(self, group: Group, *, admit: bool = True) -> None:
        """The facilitator opens the room, everybody knocks and, if so told, is let in: without any page."""
        from openiop.care.calendar.models import Seat
        from openiop.care.virtual import actions as virtual

        group.host.admission = virtual.enter_as_staff(
            by=group.host.who, session=group.session, signed_in=group.host.signed_in
        )
        for each in group.clients:
            seat = Seat.objects.select_related("session__program").get(session=group.session, client=each.who)
            each.admission = virtual.knock(by=each.who, seat=seat, signed_in=each.signed_in)
        if admit:
            virtual.admit_all(by=group.host.who, session=group.session)

    def end(self, group: Group) -> None:
        from openiop.care.virtual import actions as virtual

        virtual.close_room(by=group.host.who, session=group.session)

    def ticket(self, person: Person, room: Any) -> str:
        from openiop.care.virtual.tickets import ticket_for

        return ticket_for(
            organisation=room.organisation_id, room=room.pk, admission=person.admission.pk, epoch=room.epoch
        )

    def admissions(self, group: Group) -> dict[Any, Any]:
        """Admissions by who they are of."""
        from openiop.care.virtual.models import Admission

        rows = Admission.objects.filter(room__session=group.session)
        return {row.client_id or row.staff_id: row for row in rows}

    def intervals(self, group: Group) -> dict[Any, list[Any]]:
        """What the ledger would be told of each person, by who they are: the product's own fold of the facts."""
        from openiop.care.virtual.queries.presence import intervals_of

        found = intervals_of(group.session, datetime.now(UTC))
        return {who: found.get(row.seat, []) for who, row in self.admissions(group).items()}

    def child(self, name: str) -> psutil.Process:
        from openiop.doors.cli import serving

        note = serving.read_note(HOME)
        assert note is not None
        return psutil.Process(note.children[name].pid)

    @property
    def janus(self) -> psutil.Process:
        return next(each for each in self.child("video router").children() if each.name() == "janus")

    @property
    def turnserver(self) -> psutil.Process:
        return next(each for each in self.child("video router").children() if each.name() == "turnserver")

    @property
    def home(self) -> Path:
        return HOME

    @property
    def live_port(self) -> int:
        words = self.child("live boards").cmdline()
        return int(words[words.index("--port") + 1])

    def gateway(self) -> list[psutil.Process]:
        """The process of the rooms' signalling, with whatever it started."""
        there = self.child("live boards")
        return [there, *there.children(recursive=True)]


@contextlib.contextmanager
def running() -> Iterator[House]:
    """`openiop serve` on a folder of its own, which stays for the next time. One that is served already is used."""
    from openiop.doors.cli import serving

    HOME.mkdir(mode=0o711, parents=True, exist_ok=True)
    server = None if serving.is_served(HOME) else start()
    try:
        made = House()
        until(has_router, 60, "the video router's start")
        yield made
    finally:
        if server is not None:
            server.terminate()
            server.wait(60)


def start() -> subprocess.Popen[str]:
    """Tried again where the first page takes longer than the server waits: a machine with other work to do."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    told = kept | {"OPENIOP_HOME": str(HOME), "OPENIOP_STAFF_SECOND_FACTOR": "0", "PYTHONPATH": str(ROOT)}
    command = [OPENIOP, "serve", "--port", str(PORT), "--workers", "1", "--json"]
    for _try in range(3):
        with (HOME / "soak.log").open("w") as log:
            server = subprocess.Popen(command, env=told, cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True)
        line = server.stdout.readline() if server.stdout else ""
        if line.startswith("{"):
            return server
        server.wait(60)
    raise SystemExit(f"openiop serve does not answer; see {HOME / 'soak.log'}")


def has_router() -> bool:
    from openiop.engines import sfu

    return sfu.read_reach(HOME) is not None


def cpu(processes: list[psutil.Process]) -> float:
    """Processor seconds of these so far."""
    total = 0.0
    for each in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            times = each.cpu_times()
            total += times.user + times.system
    return total
