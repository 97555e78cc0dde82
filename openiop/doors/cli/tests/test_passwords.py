"""openiop passwords: what operators load, and what they are told."""

import json
from pathlib import Path

from openiop.doors.cli.tests.conftest import openiop

HASHES = ["00000000DD7F2A1C68A35673713783CA390C9E93:630", "0000000180CEB8E5A0F5E2A1B3C4D5E6F7A8B9C0:1"]


def test_a_list_is_loaded_and_shown(tmp_path: Path) -> None:
    (tmp_path / "hashes.txt").write_text("\n".join(HASHES))
    done = openiop(tmp_path, "passwords", "load", str(tmp_path / "hashes.txt"), "--json")
    assert json.loads(done.stdout)["passwords"] == 2, done.stderr
    assert "2 stolen passwords" in openiop(tmp_path, "passwords", "show").stdout


def test_a_faulty_list_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "hashes.txt").write_text("\n".join(reversed(HASHES)))
    done = openiop(tmp_path, "passwords", "load", str(tmp_path / "hashes.txt"))
    assert done.returncode != 0 and "Line 2 is out of order" in done.stderr and "Traceback" not in done.stderr
    gone = openiop(tmp_path, "passwords", "load", str(tmp_path / "nothing.txt"))
    assert gone.returncode != 0 and "cannot be read" in gone.stderr and "Traceback" not in gone.stderr
