"""Files that are built to do harm, through the page that takes files: refused in one line, and nothing is written."""

import gzip
import json
import resource
import time

import pytest

from openiop.base.people.models import Client
from openiop.care.intake.models import Referral, SourceDocument
from openiop.doors.exchange.fhir import trial
from openiop.doors.exchange.fhir.defect import Defect
from openiop.doors.exchange.fhir.unpack import MIB, Limits
from openiop.doors.exchange.tests.samples import PATIENT, bundle, packed, zipped
from openiop.doors.exchange.tests.test_upload import IMPORT, send, upload

GOOD = packed(bundle(PATIENT))
HOSTILE = {  # what it is -> (name, bytes, what the line says)
    "a gzip bomb": ("a.json.gz", gzip.compress(b" " * (80 * MIB), 9, mtime=0), "larger than 64 MiB"),
    "a gzip bomb in members": ("a.json.gz", zipped(b" " * MIB) * 70, "larger than 64 MiB"),
    "a gzip in a gzip": ("a.json.gz", zipped(zipped(b" " * MIB)), "not UTF-8"),
    "deep brackets": ("a.json", b"[" * 300_000, "levels deep"),
    "deep brackets, packed": ("a.json.gz", zipped(b'{"a":' * 2_000_000), "levels deep"),
    "millions of empty objects": ("a.gz", zipped(b"[" + b"{}," * 5_000_000 + b"{}]"), "more than 4,000,000 values"),
    "a number of a million digits": ("a.json", b'{"a":' + b"9" * 1_000_000 + b"}", "not FHIR JSON"),
    "an infinity": ("a.json", b'{"a": Infinity}', "not a JSON number"),
    "a name said twice": ("a.json", b'{"id":"a","id":"b"}', "twice"),
    "UTF-16": ("a.json", GOOD.decode().encode("utf-16"), "not UTF-8"),
    "Latin-1": ("a.json", '{"a": "Núñez"}'.encode("latin-1"), "not UTF-8"),
    "an overlong slash": ("a.json", b'{"a": "\xc0\xaf"}', "not UTF-8"),
    "a zip archive": ("a.json", b"PK\x03\x04" + bytes(500), "zip archive"),
    "a picture": ("a.json", b"GIF89a" + GOOD, "not JSON"),
    "a page": ("a.json", b"<script>alert(1)</script>" + GOOD, "XML or HTML"),
    "JSON, then a page": ("a.json", GOOD + b"<script>alert(1)</script>", "more text follows"),
    "JSON, then a zip archive": ("a.json", GOOD + b"PK\x03\x04" + bytes(range(128)), "more text follows"),
    "gzip, then something else": ("a.json.gz", zipped(GOOD) + b"MZ\x90", "damaged gzip"),
    "nothing": ("a.json", b"\n\n", "empty"),
}  # fmt: skip


def nothing_was_written() -> bool:
    return not (Client.objects.filter(legal_last="D'Angelo-Peña").exists() or Referral.objects.exists()) and not (
        SourceDocument.objects.exists()
    )


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused_in_one_line_and_nothing_is_written(cast, what: str) -> None:
    name, raw, said = HOSTILE[what]
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    page = send(cast, upload(name, raw))
    assert page.status_code == 200
    [line] = [file["error"] for file in page.context["files"]]
    assert said in line and "\n" not in line and len(line) < 300
    assert nothing_was_written()
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 400 * 1024, "KiB, in this process"
    assert time.process_time() - began < 10


@pytest.mark.parametrize("name", ["run.exe", "page.html", "records.zip", "a.json.exe", "json"])
def test_a_file_of_another_kind_is_refused_by_its_name(cast, name: str) -> None:
    page = send(cast, upload(name, GOOD))
    assert page.status_code == 422
    assert name in page.content.decode() and ".ndjson" in page.content.decode()
    assert nothing_was_written()


@pytest.mark.parametrize("name", ["../../etc/passwd.json", "..\\..\\x.json", "a\nb.json", "\u202enosj.json"])
def test_a_name_leads_nowhere(cast, name: str) -> None:
    send(cast, upload(name, GOOD))
    for kept in SourceDocument.objects.all():
        assert "/" not in kept.name and "\\" not in kept.name and "\n" not in kept.name


def test_too_many_files_are_refused_before_they_are_read(cast) -> None:
    assert send(cast, *(upload(f"{n}.json", GOOD) for n in range(101))).status_code == 400
    assert nothing_was_written()


def test_more_than_a_delivery_may_hold_is_refused_while_it_comes(cast, monkeypatch) -> None:
    monkeypatch.setattr("config.uploads.MOST", 1000)
    assert send(cast, upload("a.json", GOOD + b" " * 5000)).status_code == 400
    assert nothing_was_written()


def test_whoever_has_not_signed_in_sends_no_file(cast, client) -> None:
    assert client.post(IMPORT, {"files": [upload("a.json", GOOD)]}).status_code in {302, 400}
    assert nothing_was_written()


def test_a_large_whole_file_comes_in(cast) -> None:
    """The trial takes nothing away from honest files: 3 MiB of one, plain and packed."""
    whole = bundle(PATIENT) | {"meta": {"tag": [{"display": "x" * 1000}] * 3000}}
    page = send(cast, upload("a.json", whole), upload("b.json.gz", zipped(packed(whole))))
    assert [file["error"] for file in page.context["files"]] == [None, None]


def test_what_takes_too_much_memory_or_time_takes_it_elsewhere() -> None:
    """The process that reads it is ended, this one is not."""
    wide = zipped(b"[" + b'{"a":[{}]},' * 1_500_000 + b"{}]")
    limits = Limits(values=100_000_000)
    with pytest.raises(Defect, match="more memory or time"):
        trial.try_out("a.json.gz", wide, limits, memory=300 * MIB)
    with pytest.raises(Defect, match="more memory or time"):
        trial.try_out("a.json.gz", wide, limits, seconds=1)


def test_the_trial_knows_no_secret(monkeypatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    seen = {}
    real = trial.subprocess.run

    def run(command, **how):
        seen.update(how["env"])
        return real(command, **how)

    monkeypatch.setattr(trial.subprocess, "run", run)
    trial.try_out("a.json.gz", zipped(GOOD), Limits())
    assert set(seen) == {"PYTHONPATH"}
    assert json.loads(GOOD)["resourceType"] == "Bundle"
