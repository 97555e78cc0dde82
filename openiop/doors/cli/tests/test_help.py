"""The command explains itself at once, and refuses bad input with one line."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from openiop.doors.cli.main import VERBS
from openiop.doors.cli.tests.conftest import PROJECT, environment, openiop

WITHOUT_DJANGO = """
import sys
from openiop.doors.cli.main import main
sys.argv = ["openiop", *{words!r}]
try:
    main()
except SystemExit as ended:
    assert not ended.code, ended.code
heavy = sorted({{"django", "psycopg", "granian"}} & set(sys.modules))
assert not heavy, heavy
"""


@pytest.mark.parametrize("words", [["--help"], ["--version"], [], *([verb, "--help"] for verb in VERBS)])
def test_explaining_needs_neither_django_nor_the_database_driver(words: list[str], tmp_path: Path) -> None:
    command = [sys.executable, "-c", WITHOUT_DJANGO.format(words=words)]
    done = subprocess.run(command, env=environment(tmp_path), cwd=PROJECT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_every_verb_documents_its_json(tmp_path: Path) -> None:
    for verb in VERBS:
        assert "--json" in openiop(tmp_path, verb, "--help").stdout.split("options:")[0], verb


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["fly"], "there is no verb 'fly'"),
        (["serve", "--port", "lots"], "a port is a number"),
        (["serve", "--wings"], "--wings"),
        (["import", "hl7", "x"], "invalid choice"),
        (["import", "fhir"], "FILE"),
        (["dose", "--week", "monday"], "YYYY-MM-DD"),
        (["seed", "--programs", "0"], "from 1 on"),
        (["db", "dump"], "needs a FILE"),
        (["db", "restore", "/nowhere/at.all"], "no file"),
    ],
)
def test_bad_input_is_one_line_and_a_failure(words: list[str], part: str, tmp_path: Path) -> None:
    done = openiop(tmp_path / "home", *words)
    assert done.returncode != 0
    assert len(done.stderr.strip().splitlines()) == 1
    assert part in done.stderr
    assert done.stdout == ""


def test_a_refusal_is_json_too(tmp_path: Path) -> None:
    done = openiop(tmp_path / "home", "db", "dump", "--json")
    assert (done.returncode, json.loads(done.stdout)) == (1, {"error": "dump needs a FILE"})
    done = openiop(tmp_path / "home", "serve", "--port", "0", "--json")
    assert done.returncode == 2 and "a port is a number" in json.loads(done.stdout)["error"]


def test_an_embedded_dump_is_refused_where_a_server_is_configured(tmp_path: Path) -> None:
    done = openiop(tmp_path, "db", "status", DATABASE_URL="postgresql://nowhere/x")
    assert done.returncode == 1 and "pg_dump" in done.stderr
