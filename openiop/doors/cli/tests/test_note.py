"""`openiop note check`: an answer for each note, in order, without a database."""

import json
import subprocess
import sys
from pathlib import Path

from openiop.doors.cli.tests.conftest import PROJECT, environment

NOTE = {
    "text": "Luis listened and, with Renee, wrote down one person to call.",
    "client": {"names": ["Luis Ortega"]},
    "others": [{"names": ["Renee Dubois"]}],
    "siblings": [],
    "previous": [],
    "objective": "7",
    "session": {"ended": True},
    "minutes": {"note": 84, "ledger": 84},
    "author": {"supervised": False, "cosigned": False},
}
CLEAN = NOTE | {"text": "Luis listened and wrote down one person to call."}
NAMED = {
    "code": "other-client-named",
    "severity": "block",
    "where": [24, 29],
    "message": "Names another member: “Renee”. Write “a peer” instead, or leave it out",
}


def check(home: Path, given: str | bytes, *words: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "openiop.doors.cli.main", "note", "check", *words]
    data = given if isinstance(given, bytes) else given.encode()
    told = environment(home, DATABASE_URL="postgresql://nowhere.invalid/x")
    return subprocess.run(command, input=data, env=told, cwd=PROJECT, capture_output=True)


def answers(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, object]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_one_note_is_answered_without_a_database(tmp_path: Path) -> None:
    done = check(tmp_path, json.dumps(NOTE, indent=2), "--json")
    assert (done.returncode, answers(done), done.stderr) == (0, [{"findings": [NAMED]}], b"")


def test_lines_are_answered_in_order(tmp_path: Path) -> None:
    lines = "\n".join(json.dumps(each) for each in (CLEAN, NOTE, CLEAN))
    done = check(tmp_path, f"\ufeff{lines}\r\n\n", "--json")
    assert answers(done) == [{"findings": []}, {"findings": [NAMED]}, {"findings": []}]


def test_a_line_that_cannot_be_read_is_named_and_the_others_are_answered(tmp_path: Path) -> None:
    lines = [json.dumps(CLEAN), '{"text": 3', json.dumps(NOTE | {"objective": []}), json.dumps(NOTE)]
    done = check(tmp_path, "\n".join(lines), "--json")
    first, second, third, last = answers(done)
    assert (first, last) == ({"findings": []}, {"findings": [NAMED]})
    assert str(second["error"]).startswith("line 2: not JSON")
    assert third == {"error": "line 3: objective must be an id or null, not a list"}
    assert done.returncode == 2
    assert done.stderr.decode().startswith("openiop note: line 2: not JSON")
    assert done.stderr.count(b"\n") == 1


def test_what_is_no_note_is_one_line_and_exit_code_2(tmp_path: Path) -> None:
    for given, words in (
        ("", "there is no note"),
        ("{", "not JSON"),
        ("[]", "a note is an object"),
        (json.dumps({"text": "x"}), "client is missing"),
        (b"\xff\xfe", "not UTF-8"),
    ):
        done = check(tmp_path, given, "--json")
        assert done.returncode == 2, given
        assert words in str(answers(done)[0]["error"])
        assert done.stderr.count(b"\n") == 1


def test_half_a_character_does_no_harm(tmp_path: Path) -> None:
    done = check(tmp_path, json.dumps(NOTE | {"text": "\ud83d with Renee\ud800 here"}), "--json")
    assert [each["where"] for each in answers(done)[0]["findings"]] == [[7, 12]]  # type: ignore[attr-defined]


def test_a_person_reads_words(tmp_path: Path) -> None:
    done = check(tmp_path, f"{json.dumps(NOTE)}\n{json.dumps(CLEAN)}")
    assert done.stdout.decode().splitlines() == [
        "block  other-client-named at 24-29: " + str(NAMED["message"]),
        "nothing speaks against signing",
    ]
