"""What the doctor looks at, one function a check. None of them starts or changes anything."""

import importlib.metadata
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from openiop.doors.cli import serving
from openiop.doors.cli.ground import has_own_server

ROOM_BYTES = 1_000_000_000
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "chrome")


@dataclass(frozen=True)
class Check:
    """One finding. `ok` is None where it only informs; `mend` says how to put it right."""

    name: str
    ok: bool | None
    detail: str
    mend: str | None = None


def examine(home: Path) -> list[Check]:
    """Every check, in the order in which faults are best mended."""
    checks = [python(), packages(), data_folder(home), disk(home), programs()]
    checks += database(home)
    if all(check.ok is not False for check in checks):
        checks.append(migrations())
        if checks[-1].ok:
            checks.append(walls())
    checks += [static_files(), *web_and_worker(home), *video(home), chromium()]
    return [check if check.ok is False else replace(check, mend=None) for check in checks]


def python() -> Check:
    version = ".".join(map(str, sys.version_info[:3]))
    return Check("python", sys.version_info >= (3, 12), version, "install Python 3.12 or later and run 'make install'")


def packages() -> Check:
    """Whether everything OpenIOP requires is installed."""
    try:
        required = importlib.metadata.requires("openiop") or []
    except importlib.metadata.PackageNotFoundError:
        return Check("packages", False, "the package openiop is not installed", "run 'make install'")
    names = [line for line in required if "extra ==" not in line]
    missing = [name for line in names if not _installed(name := _bare_name(line))]
    if missing:
        return Check("packages", False, f"missing: {', '.join(missing)}", "run 'make install'")
    return Check("packages", True, f"openiop {importlib.metadata.version('openiop')}, {len(names)} requirements")


def data_folder(home: Path) -> Check:
    mend = "make it writable for this user, or set OPENIOP_HOME"
    if not home.exists():
        nearest = next(folder for folder in home.parents if folder.exists())
        writable = os.access(nearest, os.W_OK)
        return Check("data folder", writable, f"{home} does not exist yet", mend)
    return Check("data folder", os.access(home, os.W_OK | os.X_OK), str(home), mend)


def disk(home: Path) -> Check:
    nearest = next(folder for folder in (home, *home.parents) if folder.exists())
    free = shutil.disk_usage(nearest).free
    return Check("disk", free > ROOM_BYTES, f"{free / 1e9:.1f} GB free at {nearest}", "make room: 1 GB at least")


def programs() -> Check:
    """The PostgreSQL programs, where we run the server ourselves."""
    if has_own_server():
        return Check("postgresql", None, "DATABASE_URL names a server; none is embedded")
    from openiop.engines import postgres

    try:
        found = postgres.find_binaries()
    except postgres.DatabaseError as error:
        return Check("postgresql", False, str(error), "run 'make install'")
    return Check("postgresql", True, f"{found.version} in {found.folder}")


def database(home: Path) -> Iterator[Check]:
    """Whether the database runs, lets us in, and keeps the application weak."""
    url = os.environ.get("DATABASE_URL")
    if url is None:
        from openiop.engines import postgres

        seen = postgres.status(home)
        if not seen.running:
            mend = "start it with 'openiop serve' or 'openiop demo'"
            yield Check("database", False, f"the database is not running: {seen.why_not}", mend)
            return
        os.environ["DATABASE_URL"] = url = postgres.url(home, "app")
    yield from _reached(url)


def _reached(url: str) -> Iterator[Check]:
    import psycopg

    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            number = connection.info.server_version
            yield Check("database", True, f"PostgreSQL {number // 10000}.{number % 10000} answers")
            yield _roles(connection)
    except psycopg.Error as error:
        said = (str(error).strip().splitlines() or ["no reason given"])[0]
        mend = "start the server that DATABASE_URL names, or mend DATABASE_URL"
        yield Check("database", False, f"the database does not answer: {said}", mend)


def _roles(connection: Any) -> Check:
    from openiop.engines.postgres.cluster import weakness_faults

    faults = weakness_faults(connection)
    mend = "sign in as a role that is neither superuser nor owner (docs: openiop/engines/postgres/README.md)"
    return Check("roles", not faults, "; ".join(faults) or "the application's role is weak and owns nothing", mend)


def migrations() -> Check:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    try:
        django.setup()
        from openiop.doors.cli.migrate import pending

        missing = pending()
    except Exception as error:
        return Check("tables", False, f"{type(error).__name__}: {error}", "run 'make install'")
    detail = f"{len(missing)} migrations are missing" if missing else "up to date"
    return Check("tables", not missing, detail, "run 'openiop migrate'")


def walls() -> Check:
    """Whether row-level security would hold by itself."""
    from openiop.base.privacy.ready import faults, tables_of_clients

    found = faults()
    detail = "; ".join(found) or f"{len(tables_of_clients())} tables of clients stand behind policies"
    return Check("walls", not found, detail, "run 'openiop migrate', and sign in as a role that owns nothing")


def static_files() -> Check:
    built = Path(__file__).resolve().parents[2] / "static" / "built"
    there = (built / "app.css").exists() and (built / "app.js").exists()
    return Check("pages", there, str(built) if there else f"nothing built in {built}", "run 'make install'")


def web_and_worker(home: Path) -> Iterator[Check]:
    """Whether the server's children live, where a server runs."""
    if not serving.is_served(home):
        yield Check("web", None, "not served right now ('openiop serve' does)")
        return
    note = serving.read_note(home)
    if note is None:
        yield Check("web", None, "a server is just starting")
        return
    yield _web(note)
    worker = note.children.get("job worker")
    alive = worker is not None and worker.alive()
    detail = f"process {worker.pid}" if worker and alive else "the job worker is not running"
    yield Check("worker", alive, detail, "read what 'openiop serve' printed; it starts the worker again by itself")
    yield _live(note)


def _live(note: serving.Note) -> Check:
    """Whether the stream of the live boards hears the database. Without it boards ask every few seconds."""
    child = note.children.get("live boards")
    alive = child is not None and child.alive()
    detail = f"process {child.pid}" if child and alive else "the stream of the live boards is not running"
    return Check("live", alive, detail, "read what 'openiop serve' printed; it starts the stream again by itself")


def _web(note: serving.Note) -> Check:
    from urllib.parse import urlsplit

    from openiop.doors.cli.serve import page_status

    where = urlsplit(note.address)
    status = page_status(where.hostname or "127.0.0.1", where.port or 80)
    detail = f"{note.address} answers {status}" if status else f"{note.address} does not answer"
    mend = "read what 'openiop serve' printed, then 'openiop stop' and 'openiop serve'"
    return Check("web", status is not None and status < 500, detail, mend)


def video(home: Path) -> Iterator[Check]:
    """Which router carries the video rooms, and whether it runs."""
    from openiop.engines import sfu

    try:
        choice = sfu.find()
    except sfu.VideoError as error:
        yield Check("video", False, str(error), "mend or remove the setting that the line names")
        return
    yield Check("video", None, f"{choice.kind}: {choice.why}")
    if choice.kind == "janus":
        reach = sfu.read_reach(home) if sfu.is_supervised(home) else None
        yield Check("video rooms", None, f"process {reach.supervisor} tends the router" if reach else "not open now")


def chromium() -> Check:
    found = next((path for name in CHROMIUMS if (path := shutil.which(name))), None)
    return Check("chromium", None, found or "not found; only the browser tests need it")


def _bare_name(requirement: str) -> str:
    end = next((at for at, sign in enumerate(requirement) if not (sign.isalnum() or sign in "-_.")), len(requirement))
    return requirement[:end]


def _installed(name: str) -> bool:
    try:
        importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True
