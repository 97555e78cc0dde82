"""README.md is what other rooms read: every name it gives exists, and a decision says everything it
promises.
"""

from __future__ import annotations

import importlib
import importlib.util
import re
from pathlib import Path

import pytest

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
MODULES = (
    "codes compass dose drafting guard instruments matching packs pairing placement screening staying timers".split()
)
NAMES = sorted(
    set(re.findall(rf"\b({'|'.join(MODULES)})\.([A-Za-z_][A-Za-z_0-9]*)", README)) - {(m, "py") for m in MODULES}
)
SHAPES = re.findall(r"\b([A-Z][A-Za-z]+)\(([a-z_][^()]*)\)", re.sub(r"\s+", " ", README))


@pytest.mark.parametrize(("module", "name"), NAMES, ids=[".".join(pair) for pair in NAMES])
def test_every_name_in_the_readme_exists(module: str, name: str) -> None:
    found = importlib.import_module(f"openiop.rulebook.{module}")
    assert hasattr(found, name) or importlib.util.find_spec(f"openiop.rulebook.{module}.{name}")


def test_every_field_in_the_readme_exists() -> None:
    classes = {
        name: thing
        for module in (*MODULES, "text")
        for name, thing in vars(importlib.import_module(f"openiop.rulebook.{module}")).items()
        if hasattr(thing, "__dataclass_fields__")
    }
    wrong, seen = [], 0
    for name, inside in SHAPES:
        if name not in classes:
            continue
        seen += 1
        fields = re.findall(r"(?:^|, )([a-z_0-9]+)", re.sub(r'\[[^\]]*\]|"[^"]*"(\|"[^"]*")*', "", inside))
        wrong += [f"{name}.{field}" for field in fields if field not in classes[name].__dataclass_fields__]
    assert seen >= 20
    assert wrong == []


def test_the_rulebook_needs_no_framework_and_no_clock() -> None:
    root = Path(__file__).parents[1]
    forbidden = re.compile(r"^\s*(from|import) (django|psycopg)|datetime\.now\(|date\.today\(", re.MULTILINE)
    assert not [
        path.name for path in root.rglob("*.py") if "tests" not in path.parts and forbidden.search(path.read_text())
    ]
