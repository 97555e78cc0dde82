"""F21, F22: killed midway leaves nothing half-written; twice at the same moment gives one person."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections

from openiop.base.people.models import Client
from openiop.care.intake.models import Diagnosis, ImportedResource, Referral, SourceDocument
from openiop.doors.exchange.fhir import importing
from openiop.doors.exchange.fhir.importing import import_files
from openiop.doors.exchange.tests.samples import CONDITION, PATIENT, bundle, having, packed
from tests.cast import make_house

ROOT = Path(__file__).resolve().parents[4]


@pytest.fixture
def house(committed_db, django_db_blocker):
    with django_db_blocker.unblock():
        yield make_house("harbor", "Harbor Street")


def counts():
    return [model.objects.count() for model in (Client, Diagnosis, ImportedResource, Referral, SourceDocument)]


def test_f22_the_same_file_twice_at_once_gives_one_person(house, tmp_path):
    paths = []
    for name in ("a.json", "b.json", "c.json"):
        (tmp_path / name).write_bytes(packed(having(bundle(PATIENT, CONDITION), id=name)))
        paths.append(tmp_path / name)
    start = threading.Barrier(len(paths))

    def run(path):
        start.wait()
        try:
            return import_files([path], program=house.program, by=house.system).files[0].status
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(paths)) as pool:
        statuses = sorted(pool.map(run, paths))
    assert statuses == ["created", "unchanged", "unchanged"]
    assert Client.objects.filter(legal_last="D'Angelo-Peña").count() == 1
    assert Referral.objects.count() == 1


SCRIPT = """
    import sys
    import django
    django.setup()
    from openiop.base.audit.actions import System
    from openiop.base.programs.models import Program
    from openiop.doors.exchange.fhir import keeping
    from openiop.doors.exchange.fhir.importing import import_files

    kept = keeping.keep_medications
    def pause(**options):  # everything but the last part of the second file is written now
        changes = kept(**options)
        if options["client"].legal_last == "Second":
            print("written", flush=True)
            sys.stdin.read()
        return changes
    keeping.keep_medications = pause
    program = Program.objects.get()
    import_files(sys.argv[1:], program=program, by=System("test", program.organisation_id))
"""


def test_f21_killed_midway_leaves_nothing_half_written(house, tmp_path):
    paths = []
    for number, name in enumerate(("First", "Second", "Third")):
        person = having(
            PATIENT,
            id=f"p{number}",
            identifier=None,
            birthDate=f"197{number}-05-05",
            name=[{"family": name, "given": [name]}],
        )
        path = tmp_path / f"{number}.json"
        path.write_bytes(packed(bundle(person, having(CONDITION, subject={"reference": f"Patient/p{number}"}))))
        paths.append(str(path))
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(SCRIPT), *paths],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url_of_this_database(), "DJANGO_SETTINGS_MODULE": "config.settings"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "written\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    wait_until_alone()
    assert list(
        Client.objects.filter(legal_last__in=["First", "Second", "Third"]).values_list("legal_last", flat=True)
    ) == ["First"]
    assert counts()[1:] == [1, 2, 1, 1]
    report = import_files(paths, program=house.program, by=house.system)
    assert [file.status for file in report.files] == ["unchanged", "created", "created"]


def test_what_went_in_before_an_unforeseen_error_stays(house, tmp_path, monkeypatch):
    for number in range(3):
        person = having(
            PATIENT,
            id=f"p{number}",
            identifier=None,
            birthDate=f"197{number}-05-05",
            name=[{"family": f"Person {number}x", "given": ["A"]}],
        )
        (tmp_path / f"{number}.json").write_bytes(packed(bundle(person)))
    kept = importing.keep_document

    def full_disk(**options):
        if options["name"] == "1.json":
            raise OSError("no space left on device")
        return kept(**options)

    monkeypatch.setattr(importing, "keep_document", full_disk)
    with pytest.raises(OSError, match="no space"):
        import_files(sorted(tmp_path.iterdir()), program=house.program, by=house.system)
    assert SourceDocument.objects.count() == 1
    assert Referral.objects.count() == 1


def url_of_this_database() -> str:
    params = {**settings.DATABASES["default"], "NAME": connection.settings_dict["NAME"]}
    return f"postgresql://{params['USER']}:{params['PASSWORD']}@/{params['NAME']}?host={params['HOST']}&port={params['PORT']}"


def wait_until_alone() -> None:
    """Until the killed process's transaction is gone from the server."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            if not cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    raise AssertionError("the killed import is still connected")
