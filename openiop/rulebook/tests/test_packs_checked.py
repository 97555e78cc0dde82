"""A pack that does not hold is refused with file, line and reason; each fault is made in a good pack, one at a time."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from openiop.rulebook import packs
from openiop.rulebook.packs.checking import check
from openiop.rulebook.packs.lines import index

ADULT = (packs.SHIPPED / f"{packs.ADULT}.toml").read_text(encoding="utf-8")
SERVICES = (packs.SHIPPED / f"{packs.SERVICES}.toml").read_text(encoding="utf-8")

BROKEN = [  # base, what stands there, what is put in its place, the words that must come back
    # syntax and shape
    (ADULT, "[day]", "[day", "is not TOML"),
    (ADULT, 'payer = "*"', 'payor = "*"', "a pack has no 'payor'"),
    (ADULT, "max_gap_days = 2", "gap = 2", "[week] has no field 'gap'"),
    (ADULT, "minutes = 540", 'minutes = "540"', "week.minutes: give a whole number"),
    (ADULT, "days = 3", "days = -3", "week.days: give a whole number of 0 or more"),
    (ADULT, "allowed = true", "allowed = 1", "telehealth.allowed: give true or false"),
    (ADULT, "effective_from = 2015-01-01", 'effective_from = "2015"', "effective_from: give a day such as"),
    (ADULT, "effective_from = 2015-01-01", "effective_from = 2015-01-01T08:00:00", "effective_from: give a day"),
    (ADULT, 'severity = "block"', 'severity = "stop"', "severity: give one of block, warn, info, not 'stop'"),
    (ADULT, 'basis = "minutes"', 'basis = "units"', "day.basis: give one of minutes, services"),
    (ADULT, 'services = ["group",', 'services = "group" # [', "counts.services: give a list of texts"),
    (ADULT, "[claim]", "[[claim]]", "the table [claim] is missing"),
    (ADULT, 'title = "Adults, paid by the day of 3 hours"', 'title = " "', "title: say something"),
    # unknown words
    (ADULT, '"H0015", "S9480"', '"H0015", "S9408"', "unknown code 'S9408'; a code of your own goes into claim.own"),
    (ADULT, '"95", "GT"', '"59"', "unknown modifier '59'"),
    (ADULT, '"02", "10"', '"2"', "unknown place of service '2'"),
    (ADULT, '"authorization", "signed-note"', '"authorisation", "signed-note"', "unknown need 'authorisation'"),
    (ADULT, 'services = ["group"', 'services = ["yoga"', "unknown kind of service 'yoga'"),
    (ADULT, "BIL-14 =", "BIL-41 =", "unknown rule 'BIL-41'"),
    (ADULT, 'rule = "BIL-1"', 'rule = "BILL-1"', "unknown rule 'BILL-1'"),
    # contradictions
    (ADULT, "minutes = 180\n\n[week]", "minutes = 0\n\n[week]", "day.minutes: give the number"),
    (ADULT, "minutes = 180\n\n[week]", "minutes = 1500\n\n[week]", "day.minutes: a day has 1440 minutes"),
    (ADULT, "minutes = 180\n\n[week]", "minutes = 180\nservices = 2\n\n[week]", "by minutes or by services, never"),
    (SERVICES, "tier_from = 4", "tier_from = 1", "day.tier_from: the upper tier must begin above 1"),
    (SERVICES, "services = 1\n", "services = 1\nminutes = 60\n", "never by both"),
    (ADULT, "below_minutes = 1200", "below_minutes = 540", "week.below_minutes: must be more than week.minutes"),
    (ADULT, "days = 3", "days = 7", "7 days of 180 minutes reach it"),
    (ADULT, "days = 3", "days = 8", "week.days: give 1 to 7, not 8"),
    (ADULT, "days_a_week = 0", "days_a_week = 2", "a cap of 2 never reaches week.days, 3 (BIL-8)"),
    (ADULT, "effective_from = 2015-01-01",
     "effective_from = 2015-01-01\neffective_to = 2014-12-31", "is before effective_from"),
    (ADULT, 'not_same_day = ["H0014"', 'not_same_day = ["H0015"', "H0015 is what the day is claimed as"),
    (ADULT, 'not_same_day = ["H0014"', 'not_same_day = ["90853"', "90853 is offered for a short day"),
    (ADULT, 'if_short = "components"', 'if_short = "nothing"', 'claim.if_short: is "nothing", yet'),
    (ADULT, "a_day = 1", "a_day = 0", "claim.a_day: a day that counts is at least 1 unit"),
    (ADULT, "progress_note_due_hours = 24", "progress_note_due_hours = 96", "is after timers.progress_note_late_hours"),
    (ADULT, "taper_days_min = 7", "taper_days_min = 21", "is more than limits.taper_days_max"),
    (ADULT, "adolescent_under = 18", "adolescent_under = 180", "180 is no such age"),
    (ADULT, "group_max = 12", "group_max = 0", "a group has at least 1 seat"),
    (SERVICES, "min_in_person = 100", 'min_in_person = 100\nmodifiers = ["95"]', "is false, yet modifiers"),
    (ADULT, 'BIL-2 = "', '# BIL-2 = "', "say where BIL-2 comes from"),
    # cases
    (ADULT, "minutes = 179\nservices = 4\nvalid = false", "minutes = 179\nservices = 4\nvalid = true",
     "case 'one minute short': the day does not count by BIL-2"),
    (ADULT, "minutes = 168", "minutes = 169", "these sessions give 168 minutes and 1 services, not 169 and 1"),
    (ADULT, "here 13:12-16:15", "since 13:12", 'write "group 13:00-16:15 here'),
    (ADULT, 'rule = "BIL-1"', 'rule = "BIL-3"', "BIL-1 decides it, not BIL-3"),
    (ADULT, "reached = false", "reached = true", "2 days count and the week is not reached"),
    (ADULT, 'name = "nobody came"', 'name = "one minute short"', "a case is called 'one minute short' already"),
    (ADULT, "minutes = 0\nservices = 0\n", "minutes = 180\nservices = 2\n", "contradicts another"),
    (SERVICES, 'tier = "lower"', 'tier = "upper"', "the day counts by MCR-8 at the lower tier"),
]  # fmt: skip


@pytest.mark.parametrize(("base", "old", "new", "words"), BROKEN, ids=[each[3] for each in BROKEN])
def test_a_broken_pack_is_refused_with_file_line_and_reason(
    tmp_path: Path, base: str, old: str, new: str, words: str
) -> None:
    assert old in base, "the good pack changed: this fault is no longer made"
    path = tmp_path / "mine.toml"
    path.write_text(base.replace(old, new, 1), encoding="utf-8")
    found = check([path]).faults
    assert found, "nobody noticed"
    fitting = [each for each in found if words in each.reason]
    assert fitting, [str(each) for each in found]
    fault = fitting[0]
    assert fault.file == str(path)
    line = path.read_text(encoding="utf-8").splitlines()[fault.line - 1]
    if named := re.match(r"(?:(\w+)\.)?(\w+): ", fault.reason):  # a field that is there, or else its table
        assert line.startswith((named[2], f"[{named[1] or named[2]}]"))
    elif "unknown" in fault.reason:
        assert line.startswith(("codes", "modifiers", "places", "needs", "services", "BIL-41", "rule"))
    assert str(fault).startswith(f"{path}:{fault.line}: ")


def test_the_line_is_that_of_the_key_itself(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(ADULT.replace("max_gap_days = 2", "gap = 2"), encoding="utf-8")
    (fault,) = check([path]).faults
    assert path.read_text(encoding="utf-8").splitlines()[fault.line - 1].startswith("gap = 2")


def test_a_case_is_named_by_its_own_line(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(ADULT.replace("minutes = 168", "minutes = 169"), encoding="utf-8")
    (fault,) = check([path]).faults
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[fault.line - 1] == "[[case]]"
    assert "13:12" in lines[fault.line]


def test_every_fault_of_a_file_comes_at_once(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    text = ADULT.replace("max_gap_days = 2", "gap = 2").replace('"block"', '"stop"').replace("payer =", "payor =")
    path.write_text(text, encoding="utf-8")
    assert len(check([path]).faults) == 4  # the unknown field, the missing one, the severity, the gap


def test_overlapping_dates_are_refused_at_the_later_one(tmp_path: Path) -> None:
    for name, text in (("a", ADULT), ("b", ADULT.replace("2015-01-01", "2027-01-01"))):
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    found = check(sorted(tmp_path.glob("*.toml")))
    (fault,) = found.faults
    assert fault.file.endswith("b.toml")
    assert (tmp_path / "b.toml").read_text().splitlines()[fault.line - 1].startswith("effective_from")
    assert "2026.1 (a.toml) is in force; set effective_to" in fault.reason
    assert [path.name for path, _pack in found.packs] == ["a.toml"]


def test_the_shipped_packs_hold_and_run_their_cases() -> None:
    found = check(sorted(packs.SHIPPED.glob("*.toml")))
    assert not found.faults
    assert {pack.key for _path, pack in found.packs} == set(packs.known())
    assert found.cases == sum(len(each.cases) + len(each.week_cases) for each in packs.everything())
    for pack in packs.everything():
        assert pack.cites
        assert any(case.sessions for case in pack.cases)
        assert pack.week_cases


def test_lines_are_found_behind_long_texts_and_lists() -> None:
    text = 'a = """\nb = 1\n[c]\n"""\nd = [\n  "x", # [\n  "]",\n]\n'
    text += "[[e]]\nf = 1\n[[e]]\nf.\"g h\" = { i = 1 }\n[j.k]\nl = '['\nm = 2\n"
    found = index(text)
    assert found[("a",)] == 1
    assert found[("d",)] == 5
    assert (("b",) in found, ("c",) in found) == (False, False)
    assert (found[("e", 0, "f")], found[("e", 1, "f", "g h")], found[("j", "k", "m")]) == (10, 12, 15)


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "openiop.doors.cli.main", "rules", "check", *words],
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip


def test_the_command_checks_what_is_shipped_and_refuses_a_bad_file(tmp_path: Path) -> None:
    done = run("--json")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert (answer["ok"], answer["faults"], len(answer["packs"])) == (True, [], 3)
    assert answer["cases"] > 20
    path = tmp_path / "bad.toml"
    path.write_text(ADULT.replace('"S9480"', '"S9408"', 1), encoding="utf-8")
    refused = run(str(path))
    assert refused.returncode == 1
    line = next(n for n, each in enumerate(path.read_text().splitlines(), 1) if "S9408" in each)
    assert refused.stderr.startswith(f"{path}:{line}: unknown code 'S9408'")
    answer = json.loads(run(str(path), "--json").stdout)
    assert answer["faults"] == [{"file": str(path), "line": line, "reason": answer["faults"][0]["reason"]}]
    assert not answer["ok"]
    gone = run(str(tmp_path / "none.toml"))
    assert gone.returncode == 1
    assert gone.stderr == f"openiop rules: {tmp_path / 'none.toml'} is not there\n"
