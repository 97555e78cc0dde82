"""Run this installation: the database (unless DATABASE_URL names one), the web server, the stream of the live boards,
the job worker, and the video router where janus and coturn are installed.

Tables are brought up to date first. Children that die are started again; SIGTERM or Ctrl+C ends all of them,
and so does the end of this process, however it comes.

--json prints, once the first page answers, one object on one line: {"address": str, "pid": int, "home": str}
"""

import argparse
import datetime
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from types import FrameType

from openiop.doors.cli import ground, serving
from openiop.doors.cli.processes import Child, Family
from openiop.doors.cli.refusal import Refusal

HELP = "run this installation"
SLOW_SECONDS, READY_SECONDS = 30, 600
FAULT_SECONDS = 10
LIVE = "live boards"
VIDEO = "video router"
PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "PYTHONPATH", "VIRTUAL_ENV")  # to programs that need no secret
ENDINGS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class Ended(BaseException):
    """Somebody asked this server to end."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=port_number, default=8000, help="the port (default: %(default)s)")
    parser.add_argument(
        "--live-port", type=port_number, help="the port of the live boards' stream (default: the next one that is free)"
    )
    parser.add_argument("--workers", type=count, default=2, help="web server processes (default: %(default)s)")
    parser.add_argument("--threads", type=count, default=4, help="threads in each (default: %(default)s)")


def run(options: argparse.Namespace) -> int:
    def tell(address: str) -> None:
        data = {"address": address, "pid": os.getpid(), "home": str(ground.home())}
        text = f"OpenIOP answers at {address} (Ctrl+C ends it)"
        ground.answer(data, as_json=options.json, text=text, indent=None)

    return serve(options, prepare=bring_up_to_date, tell=tell)


def serve(options: argparse.Namespace, *, prepare: Callable[[], None], tell: Callable[[str], None]) -> int:
    """Serve until asked to end. `prepare` sees to tables and rows; `tell` runs once the first page answers."""
    home = ground.home()
    embedded = not ground.has_own_server()
    open_data_folder()
    for number in ENDINGS:
        signal.signal(number, end)
    try:
        with serving.sole_server(home):
            try:
                hold_port(options.host, options.port)
                options.live_port = options.live_port or next_free_port(options.host, options.port)
                url = ground.database_url("app")
                prepare()
                run_children(options, url, tell, embedded=embedded)
            finally:
                for number in ENDINGS:
                    signal.signal(number, signal.SIG_IGN)
                if embedded:
                    stop_database()
                serving.forget(home)
    except Ended:
        pass
    return 0


def run_children(options: argparse.Namespace, url: str, tell: Callable[[str], None], *, embedded: bool) -> None:
    """Start the children, tell when they answer, and tend them until asked to end."""
    home = ground.home()
    address = f"http://{options.host}:{options.port}"
    started = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    family = Family(children_for(options, url))

    def tend() -> None:
        if embedded:
            mend_database()
        if family.tend():
            serving.write_note(home, serving.Note(os.getpid(), address, started, family.notes()))

    try:
        tend()
        wait_for_page(options, tend, family)
        tell(address)
        while True:
            tend()
            time.sleep(0.25)
    finally:
        family.end()


def children_for(options: argparse.Namespace, url: str) -> list[Child]:
    """The web server, the live boards and the job worker, signed in as the application: none may change tables."""
    environment = {**os.environ, "DATABASE_URL": url, "OPENIOP_HOME": str(ground.home())}
    environment.pop("OPENIOP_MIGRATOR_DATABASE_URL", None)
    environment |= live_environment(options)
    where = ["--host", options.host]
    web = [sys.executable, "-m", "openiop.doors.cli.web", *where, "--port", str(options.port)]
    web += ["--workers", str(options.workers), "--threads", str(options.threads)]
    live = [sys.executable, "-m", "openiop.doors.cli.live", *where, "--port", str(options.live_port)]
    worker = [sys.executable, "-m", "openiop.doors.cli.main", "worker"]
    names = {"web server": web, LIVE: live, "job worker": worker}
    return [Child(name, command, environment) for name, command in names.items()] + video_router()


def video_router() -> list[Child]:
    """The supervisor of the video router, where there is one to supervise. It learns no secret of the installation, the
    way to the database least of all. Without it everything else works, and a session by video says so."""
    from openiop.engines import sfu

    try:
        choice = sfu.find()
    except sfu.VideoError as error:
        raise Refusal(str(error)) from None
    if choice.kind != "janus":
        ground.say(f"no video router of our own: {choice.why}")
        return []
    told = {name: value for name, value in os.environ.items() if name.startswith(("OPENIOP_SFU_", "OPENIOP_TURN_"))}
    told |= {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    command = [sys.executable, "-m", "openiop.engines.sfu", "run", "--home", str(ground.home())]
    return [Child(VIDEO, command, told)]


def live_environment(options: argparse.Namespace) -> dict[str, str]:
    """Where browsers find the stream, and which pages may read it. Behind a proxy both stand at one address, /live/;
    on this machine alone the stream has a port of its own. Elsewhere (0.0.0.0 without a proxy) boards ask instead."""
    if "OPENIOP_LIVE_URL" in os.environ:
        return {}
    if os.environ.get("OPENIOP_HTTPS") == "1":
        return {"OPENIOP_LIVE_URL": "/live/"}
    if options.host not in ("127.0.0.1", "localhost"):
        return {}
    pages = ",".join(f"http://{name}:{options.port}" for name in ("127.0.0.1", "localhost"))
    address = f"http://{options.host}:{options.live_port}/live/"
    return {"OPENIOP_LIVE_URL": address, "OPENIOP_LIVE_ORIGINS": pages}


def bring_up_to_date() -> None:
    """Apply what is missing of the tables, in a process of its own that may change them."""
    run_verb("migrate")
    refuse_without_walls()


def refuse_without_walls() -> None:
    """Nothing is served from a database that would not hold alone."""
    named = os.environ.get("DATABASE_URL")
    ground.django_up("app")
    from django.db import connection

    from openiop.base.privacy.ready import faults

    found = faults()
    connection.close()
    if named is None:  # what is started from here finds its own way to the database, with its own rights
        del os.environ["DATABASE_URL"]
    if found:
        raise Refusal(f"not served, for the records would not be safe: {'; '.join(found)} ('openiop doctor' says more)")


def run_verb(*words: str) -> dict[str, object]:
    """Run another verb in its own process, with its own rights, and return what it answers."""
    command = [sys.executable, "-m", "openiop.doors.cli.main", *words, "--json"]
    environment = {**os.environ, "OPENIOP_HOME": str(ground.home())}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    try:
        said: dict[str, object] = json.loads(done.stdout)
    except ValueError:
        said = {"error": (done.stderr.strip().splitlines() or ["no reason given"])[-1]}
    if done.returncode != 0:
        raise Refusal(f"{words[0]} failed: {said.get('error')}")
    return said


def wait_for_page(options: argparse.Namespace, tend: Callable[[], None], family: Family) -> None:
    """Wait until the first page answers; refuse if nothing does in ten minutes, if what should answer dies again and
    again, or a fault stays for a while."""
    began = time.monotonic()
    faulty_since: float | None = None
    is_told = False
    while True:
        status, now = page_status(options.host, options.port), time.monotonic()
        if status is not None and status < 500:
            return
        faulty_since = (faulty_since or now) if status else None
        if faulty_since and now - faulty_since > FAULT_SECONDS:
            raise Refusal(f"the first page answers with an error ({status}); the lines above say why")
        if now - began > READY_SECONDS or any(child.deaths > 3 for child in family.children):
            raise Refusal("the web server does not answer; the lines above say why")
        if now - began > SLOW_SECONDS and not is_told:
            is_told = True
            ground.say("The web server is still starting; a slow or busy machine takes its time.")
        tend()
        time.sleep(0.05)


def page_status(host: str, port: int) -> int | None:
    """The status that the first page answers with, or None while nobody answers."""
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    name = os.environ.get("OPENIOP_HOSTS", "127.0.0.1").split(",")[0]
    connection = http.client.HTTPConnection(near, port, timeout=20)
    try:
        connection.request("GET", "/", headers={"Host": name})
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def hold_port(host: str, port: int) -> None:
    """Refuse where another program listens on the port; wait a moment for one that is just ending."""
    deadline = time.monotonic() + 2
    while (fault := port_fault(host, port)) is not None:
        if time.monotonic() > deadline:
            raise Refusal(fault)
        time.sleep(0.1)


def next_free_port(host: str, port: int) -> int:
    """The first free port after this one, for the stream of the live boards."""
    near = range(port + 1, min(port + 100, 65536))
    return next((each for each in near if port_fault(host, each) is None), port + 1)


def port_fault(host: str, port: int) -> str | None:
    """Why the port cannot be had, or None."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
    except OSError:
        return f"--host {host} is not an address of this machine"
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            return f"port {port} needs more rights; choose one above 1023 with --port"
        except OSError as error:
            if error.errno == 98 or "in use" in str(error):
                return f"port {port} of {host} is in use by another program; choose another with --port"
            return f"{host}:{port} cannot be used: {error.strerror}"
    return None


def open_data_folder() -> None:
    from openiop.engines.postgres.folder import open_home

    with ground.database_errors():
        open_home(ground.home())


def mend_database() -> None:
    """Start the embedded database again if it died."""
    from openiop.engines import postgres

    if not postgres.is_running(ground.home()):
        ground.say("the database ended; it starts again")
        with ground.database_errors():
            postgres.ensure_running(ground.home(), say=ground.say)


def stop_database() -> None:
    from openiop.engines import postgres

    with ground.database_errors():
        postgres.stop(ground.home())


def end(number: int, frame: FrameType | None) -> None:
    """The signal handler: the first signal ends the server in order, later ones are not heard."""
    signal.signal(number, signal.SIG_IGN)
    raise Ended


def port_number(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"a port is a number from 1 to 65535, not {text!r}")
    return int(text)


def count(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 64:
        raise argparse.ArgumentTypeError(f"a number from 1 to 64, not {text!r}")
    return int(text)
