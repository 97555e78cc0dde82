"""The audit from the command line: whole, touched, and written anew as a whole."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from openiop.base.audit.chain import FIRST, FORMAT, event_text
from openiop.doors.cli.tests.conftest import openiop
from openiop.engines.postgres.cluster import connect
from openiop.engines.postgres.folder import read_record


@pytest.fixture(scope="module")
def seeded(installed: Path) -> Path:
    done = openiop(installed, "seed", "--programs", "1")
    assert done.returncode == 0, done.stderr
    return installed


@pytest.fixture
def superuser(seeded: Path) -> "Iterator[psycopg.Connection[Any]]":
    record = read_record(seeded)
    assert record is not None
    with connect(record, "admin") as connection:
        connection.execute("SET session_replication_role = replica")  # no trigger fires
        yield connection


def verify(home: Path, *words: str) -> tuple[int, dict[str, Any], str]:
    done = openiop(home, "audit", "verify", "--json", *words)
    return done.returncode, json.loads(done.stdout), done.stderr


def test_an_untouched_installation_is_whole(seeded: Path) -> None:
    code, told, errors = verify(seeded)
    assert (code, told["intact"], told["faults"]) == (0, True, []), errors
    assert told["seals"] > 1000 and told["events"] > 5


def test_an_update_by_a_superuser_is_named(seeded: Path, superuser: "psycopg.Connection[Any]") -> None:
    (event, slug) = superuser.execute(
        """SELECT l.event_id, o.slug FROM audit_link l JOIN programs_organisation o ON o.id = organisation_id
           WHERE l.number = 2 LIMIT 1"""
    ).fetchone() or (None, "")
    superuser.execute("UPDATE audit_event SET actor_name = actor_name || '.' WHERE id = %s", [event])
    code, told, errors = verify(seeded)
    superuser.execute("UPDATE audit_event SET actor_name = rtrim(actor_name, '.') WHERE id = %s", [event])
    assert (code, told["intact"]) == (1, False)
    assert [(each["organisation"], each["number"], each["wrong"]) for each in told["faults"]] == [(slug, 2, "altered")]
    assert f"{slug}: event 2: altered" in errors
    assert verify(seeded)[0] == 0


def test_a_signed_note_that_was_rewritten_is_named(seeded: Path, superuser: "psycopg.Connection[Any]") -> None:
    change = "UPDATE encounters_note SET signed_content = jsonb_set(signed_content, '{minutes}', %s) WHERE id = %s"
    note, minutes = superuser.execute(
        "SELECT id, (signed_content->'minutes')::text FROM encounters_note WHERE signed_at IS NOT NULL LIMIT 1"
    ).fetchone() or (None, "")
    superuser.execute(change, ["999", note])
    code, told, _ = verify(seeded)
    superuser.execute(change, [minutes, note])
    assert (code, told["faults"][0]["wrong"]) == (1, "signed row")
    assert verify(seeded)[0] == 0


def test_a_chain_written_anew_is_found_by_a_saved_head_only(
    seeded: Path, superuser: "psycopg.Connection[Any]", tmp_path: Path
) -> None:
    saved = tmp_path / "heads.json"
    saved.write_text(openiop(seeded, "audit", "heads", "--json").stdout)
    assert verify(seeded, "--heads", str(saved))[0] == 0
    with superuser.transaction(force_rollback=False):
        superuser.execute("CREATE TEMP TABLE before AS SELECT * FROM audit_link")
        superuser.execute("CREATE TEMP TABLE head_before AS SELECT * FROM audit_head")
        superuser.execute("CREATE TEMP TABLE why_before AS SELECT id, why FROM audit_event")
        superuser.execute("UPDATE audit_event SET why = 'as it suits me'")
        rewrite(superuser)
    assert verify(seeded)[0] == 0
    code, told, _ = verify(seeded, "--heads", str(saved))
    with superuser.transaction():
        superuser.execute("UPDATE audit_event e SET why = b.why FROM why_before b WHERE b.id = e.id")
        superuser.execute("DELETE FROM audit_link")
        superuser.execute("INSERT INTO audit_link SELECT * FROM before")
        superuser.execute("DELETE FROM audit_head")
        superuser.execute("INSERT INTO audit_head SELECT * FROM head_before")
    assert (code, told["faults"][0]["wrong"]) == (1, "saved head")
    assert verify(seeded, "--heads", str(saved))[0] == 0


def rewrite(superuser: "psycopg.Connection[Any]") -> None:
    """Every chain once more, with hashes that fit."""
    links = superuser.execute("SELECT organisation_id, number FROM audit_link ORDER BY 1, 2").fetchall()
    last: dict[Any, str] = {}
    for organisation, number in links:
        (last[organisation],) = superuser.execute(
            f"""UPDATE audit_link l SET previous = %(previous)s, hash = encode(sha256(convert_to(
                  '{FORMAT}|' || l.number || '|' || %(previous)s || '|' || {event_text("e")}, 'UTF8')), 'hex')
                FROM audit_event e WHERE e.id = l.event_id AND l.organisation_id = %(organisation)s
                  AND l.number = %(number)s RETURNING l.hash""",
            {"previous": last.get(organisation, FIRST), "organisation": organisation, "number": number},
        ).fetchone() or ("",)
        superuser.execute(
            "UPDATE audit_head SET hash = %s WHERE organisation_id = %s", [last[organisation], organisation]
        )


def test_a_head_that_was_changed_after_signing_is_refused(seeded: Path, tmp_path: Path) -> None:
    told = json.loads(openiop(seeded, "audit", "heads", "--json").stdout)
    told["heads"][0]["number"] += 1
    saved = tmp_path / "heads.json"
    saved.write_text(json.dumps(told))
    done = openiop(seeded, "audit", "verify", "--heads", str(saved))
    assert done.returncode == 1 and "head 1 was not signed by the key" in done.stderr


@pytest.mark.parametrize(
    ("content", "told"), [("so it was", "not a file of signed heads"), ("[]", "no head"), ("[{}]", "cannot be read")]
)
def test_a_file_that_holds_no_heads_is_refused(seeded: Path, tmp_path: Path, content: str, told: str) -> None:
    saved = tmp_path / "heads.json"
    saved.write_text(content)
    done = openiop(seeded, "audit", "verify", "--heads", str(saved))
    assert done.returncode == 1 and told in done.stderr


def test_an_organisation_that_is_not_there_is_refused(seeded: Path) -> None:
    done = openiop(seeded, "audit", "verify", "--organisation", "nowhere")
    assert done.returncode == 1 and "nowhere is not known" in done.stderr


def test_sealing_again_changes_nothing(seeded: Path) -> None:
    assert json.loads(openiop(seeded, "audit", "seal", "--json").stdout) == {"sealed": 0}
    assert verify(seeded)[0] == 0
