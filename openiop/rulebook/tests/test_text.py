"""Explanations translate, nest, and survive being stored."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

from openiop.rulebook.text import Explanation, explain, hours, label

SPANISH = {
    "%(dimension)s asks for at least %(level)s %(name)s": "%(dimension)s pide al menos %(level)s %(name)s",
    "Physical health": "Salud física",
    "Outpatient": "Ambulatorio",
}


def test_an_explanation_is_put_into_the_readers_language_with_all_its_parts() -> None:
    said = explain(
        "asks",
        "%(dimension)s asks for at least %(level)s %(name)s",
        dimension=label("Physical health"),
        level="1.0",
        name=label("Outpatient"),
    )
    assert said.en() == "Physical health asks for at least 1.0 Outpatient"
    assert said.translated(lambda text: SPANISH.get(text, text)) == "Salud física pide al menos 1.0 Ambulatorio"
    stored = json.loads(json.dumps(said.as_dict()))
    assert Explanation.from_dict(stored) == said


@pytest.mark.parametrize(
    ("minutes", "words"), [(0, "0 min"), (15, "15 min"), (60, "1 h"), (165, "2 h 45 min"), (-75, "-1 h 15 min")]
)
def test_minutes_are_said_in_hours(minutes: int, words: str) -> None:
    assert hours(minutes) == words


def test_every_message_of_the_rulebook_can_be_extracted() -> None:
    """A literal message outside gettext_noop would never reach the translators."""
    root = Path(__file__).parents[1]
    loose = []
    for path in root.rglob("*.py"):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            place = {"explain": 1, "label": 0, "_unknown": 3, "_task": 1, "_stay": 2, "_about": 2}.get(node.func.id)
            if place is None or len(node.args) <= place:
                continue
            if isinstance(node.args[place], ast.Constant | ast.JoinedStr):
                loose.append(f"{path.name}:{node.lineno}")
    assert loose == []


def test_every_placeholder_is_named() -> None:
    root = Path(__file__).parents[1]
    for path in root.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "gettext_noop":
                (text,) = node.args
                if isinstance(text, ast.Constant) and isinstance(text.value, str):
                    assert not re.search(r"%(?!\()", text.value.replace("%%", "")), text.value
