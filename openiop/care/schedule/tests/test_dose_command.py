"""`openiop dose` as an operator runs it: the real command against the test's own database."""

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

from openiop.care.encounters import actions as encounters
from openiop.care.encounters.tests.people import at, hold_session, plan_for
from tests.cast import make_house

PROJECT = Path(__file__).resolve().parents[4]


def run(*words: str) -> subprocess.CompletedProcess[str]:
    held = connection.get_connection_params()
    where = f"{quote(held['user'])}:{quote(held.get('password') or '')}@/{held['dbname']}"
    url = f"postgresql://{where}?host={quote(held.get('host') or '')}&port={held.get('port') or 5432}"
    return subprocess.run(
        [sys.executable, "-m", "openiop.doors.cli.main", "dose", *words],
        env=os.environ | {"DATABASE_URL": url}, cwd=PROJECT, capture_output=True, text=True, timeout=120,
    )  # fmt: skip


def test_the_command_reports_a_week_and_refuses_in_one_line(committed_db):
    house = make_house("harbor", "Harbor Street")
    plan_for(house)
    session = hold_session(house)
    encounters.mark(by=house.dana, session=session, client=house.jordan, code="late", now=at("14:12"))
    done = run("--program", "harbor", "--week", "2026-11-18", "--json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["program"] == "harbor"
    jordan = next(each for each in report["clients"] if each["client_id"] == str(house.jordan.pk))
    assert (jordan["prescribed"], jordan["scheduled"], jordan["attended"]) == (540, 165, 153)
    assert jordan["days"][2]["sessions"][0]["explanation"][-1] == "break 15:30–15:45 not counted"
    assert "153 of   540 min" in run("--program", "harbor", "--week", "2026-11-18").stdout

    for words, part in [
        (("--program", "nowhere"), "--program nowhere is not known: there are harbor"),
        (("--program", "harbor", "--week", "2026-02-30"), "YYYY-MM-DD"),
    ]:
        refused = run(*words)
        assert refused.returncode != 0
        assert part in refused.stderr
        assert len(refused.stderr.strip().splitlines()) == 1
        assert refused.stdout == ""


@pytest.mark.parametrize("asked", ["9999-12-31", "0001-01-01"])
def test_a_year_too_far_away_is_one_line(asked):
    refused = subprocess.run(
        [sys.executable, "-m", "openiop.doors.cli.main", "dose", "--week", asked],
        cwd=PROJECT, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert refused.returncode != 0
    assert len(refused.stderr.strip().splitlines()) == 1
