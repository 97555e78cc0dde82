"""English and Spanish from the first string: nothing on screen is left without a translation."""

import io
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).parent.parent / "openiop"
PLACEHOLDER = re.compile(r"%\([a-zA-Z_0-9]+\)[a-z]|%[sd]|\{[a-z_0-9]*\}")
CALL = re.compile(r"(?:(?:n|p|np)?gettext|\b_)\((?:[^()'\"]|'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|\([^()]*\))*\)")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


@pytest.fixture(scope="module")
def spanish() -> Catalog:
    with (ROOT / "locale" / "es" / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale="es")


def texts() -> set[tuple[str, str]]:
    """(context, English) of every text marked for translation in Python and in templates."""
    found: set[tuple[str, str]] = set()
    for path in [*ROOT.rglob("*.py"), *ROOT.rglob("*.html"), *ROOT.rglob("*.txt")]:
        if "tests" in path.parts or "migrations" in path.parts or "node_modules" in path.parts:
            continue
        code = path.read_text()
        # a template becomes calls of gettext with its layout around them, which is no Python until it is stripped
        source = code if path.suffix == ".py" else "\n".join(CALL.findall(templatize(code)))
        for _line, message, _comments, context in extract("python", io.BytesIO(source.encode()), KEYWORDS):
            first = message[0] if isinstance(message, tuple) else message
            if first and not (path.suffix == ".py" and first == "label"):  # _(each["label"]) is no text
                found.add((context or "", first))
    return found


def test_every_text_has_a_spanish_one(spanish):
    missing = [
        f"{context}: {text}" if context else text
        for context, text in sorted(texts())
        if not (entry := spanish.get(text, context or None)) or not all(forms(entry))
    ]
    assert not missing, f"{len(missing)} texts without Spanish (run makemessages, then translate): {missing[:20]}"


def test_no_module_calls_the_translating_functions_by_a_name_that_nothing_extracts():
    alias = re.compile(r"\b\w*gettext\w* as (?!_$)\w+", re.M)
    found = {str(path.relative_to(ROOT)): alias.findall(path.read_text()) for path in ROOT.rglob("*.py")}
    assert {path: names for path, names in found.items() if names} == {}


def test_no_translation_is_only_a_guess(spanish):
    assert [entry.id for entry in spanish if entry.id and entry.fuzzy] == []


def test_what_is_filled_in_is_filled_in_in_spanish_too(spanish):
    wrong = [
        (entry.id, form)
        for entry in spanish
        if entry.id
        for form in forms(entry)[-1:]
        if sorted(set(PLACEHOLDER.findall(form))) != sorted(set(PLACEHOLDER.findall(last(entry.id))))
    ]
    assert wrong == []


def forms(entry) -> list[str]:
    return list(entry.string) if isinstance(entry.string, tuple | list) else [entry.string]


def last(text) -> str:
    return text[-1] if isinstance(text, tuple | list) else text
