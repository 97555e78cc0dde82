"""Class names are one namespace for all pages: a name styled in two sheets changes a page that nobody looked at.

`small.css` and `print.css` come last on purpose and say what changes for a screen or for paper.
"""

import re
from collections import defaultdict
from pathlib import Path

SHEETS = Path(__file__).resolve().parents[2] / "frontend" / "src" / "css"
COMMENT = re.compile(r"/\*.*?\*/", re.S)
SELECTORS = re.compile(r"([^{};]+)\{")
BARE = re.compile(r"\.([\w-]+)(?:::?[\w-]+)*")  # one class by itself, in whatever state


def homes_of(sheets: dict[str, str]) -> dict[str, set[str]]:
    """The sheets in which each class is styled by itself, wherever it stands."""
    homes: dict[str, set[str]] = defaultdict(set)
    for sheet, text in sheets.items():
        for selectors in SELECTORS.findall(COMMENT.sub("", text)):
            for each in re.split(r",(?![^()]*\))", selectors):
                if bare := BARE.fullmatch(each.strip()):
                    homes[bare[1]].add(sheet)
    return homes


def test_a_class_by_itself_is_styled_in_one_sheet() -> None:
    sheets = {
        each.relative_to(SHEETS).as_posix(): each.read_text(encoding="utf-8")
        for each in sorted(SHEETS.rglob("*.css"))
        if each.name not in ("small.css", "print.css")
    }
    homes = homes_of(sheets)
    assert len(homes) > 300  # the sheets were read
    assert {name: where for name, where in homes.items() if len(where) > 1} == {}


def test_a_class_styled_twice_is_found() -> None:
    sheets = {
        "a": "@layer x { .key.aim, .one { a: b } /* .three { } */ }",
        "b": "@media print { .one:hover { a: b } .two .one, .three { a: b } }",
    }
    assert homes_of(sheets) == {"one": {"a", "b"}, "three": {"b"}}
