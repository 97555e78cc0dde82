"""The doctor names what is wrong, and touches nothing."""

import json
from pathlib import Path
from typing import Any

import psycopg

from openiop.doors.cli.tests.conftest import openiop
from openiop.engines import postgres


def findings(stdout: str) -> dict[str, dict[str, Any]]:
    return {check["name"]: check for check in json.loads(stdout)["checks"]}


def test_a_new_installation_is_told_what_to_start(home: Path) -> None:
    done = openiop(home, "doctor", "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["faults"] == ["database"]
    assert "the database is not running" in done.stderr and "openiop serve" in done.stderr
    assert not home.exists(), "the doctor made something"


def test_a_database_without_tables_names_them(home: Path) -> None:
    postgres.ensure_running(home)
    done = openiop(home, "doctor", "--json")
    assert done.returncode == 1
    found = findings(done.stdout)
    assert found["database"]["ok"] is True and found["roles"]["ok"] is True
    assert found["tables"]["ok"] is False and found["tables"]["mend"] == "run 'openiop migrate'"
    with psycopg.connect(postgres.url(home, "admin"), autocommit=True) as admin:
        admin.execute("ALTER ROLE openiop_app SUPERUSER")
    found = findings(openiop(home, "doctor", "--json").stdout)
    assert found["roles"]["ok"] is False and "superuser" in found["roles"]["detail"]


def test_the_video_router_is_named_with_the_reason(home: Path) -> None:
    found = findings(openiop(home, "doctor", "--json", OPENIOP_SFU_MODE="mesh").stdout)
    assert found["video"]["detail"].startswith("mesh: ") and "4 at most" in found["video"]["detail"]
    found = findings(openiop(home, "doctor", "--json", OPENIOP_SFU_MODE="none").stdout)
    assert found["video"]["ok"] is None and found["video"]["detail"].startswith("none: ")
    found = findings(openiop(home, "doctor", "--json", OPENIOP_SFU_URL="http://router").stdout)
    assert found["video"]["ok"] is False and "wss://" in found["video"]["detail"]


def test_a_server_of_ones_own_that_is_down(home: Path, tmp_path: Path) -> None:
    url = f"postgresql://app@/openiop?host={tmp_path}"
    done = openiop(home, "doctor", "--json", DATABASE_URL=url)
    assert done.returncode == 1
    assert json.loads(done.stdout)["faults"] == ["database"]
    assert "does not answer" in done.stderr
