"""The table of ASVS 5.0 is whole, and the tests it names are there."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
TABLE = PROJECT / "docs" / "security" / "asvs.md"
CHAPTERS = {  # requirements of levels 1 and 2 in each chapter of ASVS 5.0.0
    1: 27, 2: 11, 3: 19, 4: 10, 5: 9, 6: 35, 7: 18, 8: 7, 9: 7,
    10: 29, 11: 14, 12: 9, 13: 13, 14: 9, 15: 13, 16: 16, 17: 7,
}  # fmt: skip


def rows() -> list[list[str]]:
    lines = [line for line in TABLE.read_text().splitlines() if re.match(r"\| \d", line)]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


@cache
def tests_there_are() -> set[str]:
    files = [*PROJECT.glob("openiop/**/test_*.py"), *PROJECT.glob("tests/**/test_*.py")]
    return {name for file in files for name in re.findall(r"^(?:async )?def (test_\w+)", file.read_text(), re.M)}


def test_every_requirement_stands_in_the_table_once() -> None:
    numbers = [row[0] for row in rows()]
    assert [number for number, times in Counter(numbers).items() if times > 1] == []
    assert Counter(int(number.split(".")[0]) for number in numbers) == CHAPTERS
    assert len(numbers) == 253


def test_every_row_says_its_level_its_state_and_where_or_why() -> None:
    for number, level, asks, state, where, _test in rows():
        assert level in {"1", "2"} and state in {"met", "not yet", "n/a"} and asks and where, number


def test_every_test_that_is_named_exists() -> None:
    named = {row[5].strip("`"): row[0] for row in rows() if row[5]}
    assert {test: number for test, number in named.items() if test not in tests_there_are()} == {}


def test_the_sum_at_the_top_is_right() -> None:
    counted = Counter(row[3] for row in rows())
    said = f"{counted['met']} are met, {counted['not yet']} are not yet, {counted['n/a']} do not apply"
    assert said in TABLE.read_text().replace("\n", " ")
