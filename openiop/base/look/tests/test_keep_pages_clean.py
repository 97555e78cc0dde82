"""Classes of fault that no template of the whole repository may have: inline script or style, another host, an icon
that does not exist, a tag that does not compile."""

import re
from pathlib import Path

import pytest
from django.template import engines

ROOT = Path(__file__).resolve().parents[4]
TEMPLATES = sorted(
    path for path in (ROOT / "openiop").rglob("templates/**/*") if path.suffix in {".html", ".txt"} and path.is_file()
)
PAGES = [path for path in TEMPLATES if path.suffix == ".html"]
PYTHON = sorted(path for path in (ROOT / "openiop").rglob("*.py") if "tests" not in path.parts)
ICONS = {line.split("#")[0].strip() for line in (ROOT / "frontend" / "icons.txt").read_text().splitlines()} - {""}

FORBIDDEN = {
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")", re.I),
    "inline style": re.compile(r"<style\b|[\s\"']style\s*=", re.I),
    "inline handler": re.compile(r"[\s\"']on[a-z]+\s*=\s*[\"']", re.I),
    "htmx script attribute": re.compile(r"\bhx-on[:-]|[\"']js:", re.I),
    "script address": re.compile(r"javascript:", re.I),
    "another host": re.compile(r"(?:src|href|action|url\()\s*=?\s*[\"']?(?:https?:)?//", re.I),
}


def called(path: Path) -> str:
    return str(path.relative_to(ROOT))


def without_comments(text: str) -> str:
    return re.sub(r"{#.*?#}|{% comment.*?endcomment %}", "", text, flags=re.S)


@pytest.mark.parametrize("fault", FORBIDDEN)
def test_no_template_has(fault: str) -> None:
    found = [
        f"{called(path)}:{text[: match.start()].count(chr(10)) + 1}: {match.group()}"
        for path in PAGES
        for text in [without_comments(path.read_text())]
        for match in FORBIDDEN[fault].finditer(text)
    ]
    assert not found, f"{fault}; the page's policy would refuse it:\n" + "\n".join(found)


@pytest.mark.parametrize(
    ("fault", "page"),
    [
        ("inline script", "<script>alert(1)</script>"),
        ("inline style", '<p class="a" style="color:red">'),
        ("inline handler", '<a onclick="x()">'),
        ("another host", '<img src="//cdn.example/x.png">'),
        ("another host", '<a href="https://example.org">'),
    ],
)
def test_each_fault_would_be_found(fault: str, page: str) -> None:
    assert FORBIDDEN[fault].search(page)


def test_no_script_builds_a_page_with_style_or_handler() -> None:
    scripts = sorted((ROOT / "frontend" / "src").rglob("*.ts"))
    assert scripts
    for path in scripts:
        for pattern in (r"\.innerHTML\b", r"\.style\b", r"\beval\(", r"new Function", r"https?://"):
            assert not re.search(pattern, path.read_text()), f"{called(path)}: {pattern}"


@pytest.mark.parametrize("path", TEMPLATES, ids=called)
def test_template_compiles(path: Path) -> None:
    engines["django"].from_string(path.read_text())


def test_every_icon_named_is_in_the_sprite() -> None:
    in_template = re.compile(r"""{% icon ["']([\w-]+)["']|\bicon=["']([\w-]+)["']""")
    chip = re.compile(r"""{% chip [^%]*?["'][^"']*["'] ["'][\w ]*["'] ["']([\w-]+)["']""")
    in_python = re.compile(r"""\bicon\(["']([\w-]+)["']|["']icon["']:\s*["']([\w-]+)["']|\bicon=["']([\w-]+)["']""")
    missing = [
        f"{called(path)}: {name}"
        for paths, patterns in ((PAGES, (in_template, chip)), (PYTHON, (in_python,)))
        for path in paths
        for pattern in patterns
        for groups in pattern.findall(path.read_text())
        for name in ([groups] if isinstance(groups, str) else groups)
        if name and name not in ICONS
    ]
    assert not missing, "add these to frontend/icons.txt (names of lucide.dev):\n" + "\n".join(missing)


def test_a_page_that_needs_no_sign_in_says_nothing_of_treatment() -> None:
    """42 CFR Part 2: a phone on a table must not tell that its owner is in treatment."""
    for path in [
        *(ROOT / "openiop/base/look/templates/account").rglob("*"),
        ROOT / "openiop/base/look/templates/look/doorway.html",
    ]:
        if path.is_file():
            text = without_comments(path.read_text()).lower()
            for word in ("treatment", "recovery", "addiction", "therap", "patient", "rehab"):
                assert word not in text, f"{called(path)} says {word}"
