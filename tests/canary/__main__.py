"""`make canary N=5000`: the whole drill on an installation of its own, its result in JSON. Exits 1 on a find."""

import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[2]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--strings", type=int, default=5000)
    parser.add_argument("--log", help="where to keep the server's log")
    asked = parser.parse_args()
    base = Path(tempfile.mkdtemp(prefix="oi-"))
    base.chmod(0o711)
    home = base / "home"
    kept = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "OPENIOP_DEMO")}
    environment = {**kept, "OPENIOP_HOME": str(home), "OPENIOP_STAFF_SECOND_FACTOR": "0"}
    server = None
    try:
        for verb in ("migrate", "seed"):
            say(f"openiop {verb}")
            subprocess.run(openiop(verb), env=environment, cwd=PROJECT, check=True, stdout=subprocess.DEVNULL)
        port = free_port()
        with (base / "serve.log").open("ab") as log:
            words = ("serve", "--workers", "1", "--port", str(port))
            server = subprocess.Popen(openiop(*words), env=environment, cwd=PROJECT, stdout=log, stderr=log)
        wait_for_page(port)
        outcome = drill(home, base / "serve.log", port, asked.strings)
    finally:
        if server:
            server.terminate()
            server.wait(60)
        if asked.log and (base / "serve.log").exists():
            shutil.copy(base / "serve.log", asked.log)
        shutil.rmtree(base, ignore_errors=True)
    print(json.dumps(outcome.__dict__, indent=1, ensure_ascii=False))
    found = sum(map(len, outcome.found.values()))
    say(f"{outcome.fields} fields, {outcome.strings} strings, {found} found, {len(outcome.executed)} executed")
    return 0 if outcome.is_clean else 1


def drill(home: Path, log: Path, port: int, strings: int) -> Any:
    """The drill itself, in this process, which stands above every policy of the database."""
    from openiop.engines import postgres

    running = postgres.ensure_running(home)
    os.environ |= {
        "OPENIOP_HOME": str(home),
        "DATABASE_URL": running.url("admin"),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
    }
    import django

    django.setup()
    from openiop.base.programs.models import Program
    from tests.canary.drill import run
    from tests.canary.house import House
    from tests.house.people import fill_what_the_demo_leaves_out

    program = Program.objects.get()
    fill_what_the_demo_leaves_out(program)
    logs = [log, *home.glob("postgres/*.log"), *home.glob("postgres/data/log/*.log")]
    house = House(f"http://127.0.0.1:{port}", running.url("admin"), logs, home / "mail", program)
    house.everyone()
    return run(house, strings, tell=say)


def openiop(*words: str) -> list[str]:
    return [sys.executable, "-m", "openiop.doors.cli.main", *words]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for_page(port: int, seconds: float = 120) -> None:
    from openiop.doors.cli.serve import page_status

    deadline = time.monotonic() + seconds
    while (page_status("127.0.0.1", port) or 500) >= 500:
        if time.monotonic() > deadline:
            raise RuntimeError("the server does not answer")
        time.sleep(0.2)


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
