"""On which line of a TOML file something stands. The standard parser reads values and forgets where they were."""

from __future__ import annotations

import re
from collections.abc import Mapping

type Path = tuple[str | int, ...]

HEADER = re.compile(r"^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(#.*)?$")
ENTRY = re.compile(r"""^\s*((?:"[^"]*"|'[^']*'|[A-Za-z0-9_-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[A-Za-z0-9_-]+))*)\s*=""")
STRING = re.compile(r'"""|\'\'\'|"(?:\\.|[^"\\])*"|\'[^\']*\'|#.*|[\[\]{}]')


def index(text: str) -> Mapping[Path, int]:
    """Return the line (from 1) of every table and key of a valid TOML text; the n-th table of an array has n in its
    path: ("case", 2, "minutes").
    """
    found: dict[Path, int] = {}
    arrays: dict[Path, int] = {}
    table: Path = ()
    depth, quote = 0, ""
    for number, line in enumerate(text.splitlines(), 1):
        if not depth and not quote:
            if header := HEADER.match(line):
                table = _parts(header[2])
                if header[1] == "[[":
                    arrays[table] = arrays.get(table, -1) + 1
                    table = (*table, arrays[table])
                found[table] = number
                continue
            if entry := ENTRY.match(line):
                found[(*table, *_parts(entry[1]))] = number
                line = line[entry.end() :]
        depth, quote = _opened(line, depth, quote)
    return found


def _opened(line: str, depth: int, quote: str) -> tuple[int, str]:
    """Brackets still open, and the long quote still open, after this line."""
    rest = line
    while rest:
        if quote:
            _before, mark, rest = rest.partition(quote)
            if not mark:
                return depth, quote
            quote = ""
            continue
        each = STRING.search(rest)
        if each is None:
            break
        rest = rest[each.end() :]
        if each[0] in ('"""', "'''"):
            quote = each[0]
        elif each[0] in "[{":
            depth += 1
        elif each[0] in "]}":
            depth -= 1
    return depth, quote


def _parts(dotted: str) -> Path:
    found = re.findall(r""""([^"]*)"|'([^']*)'|([A-Za-z0-9_-]+)""", dotted)
    return tuple(double or single or bare for double, single, bare in found)


def line_of(lines: Mapping[Path, int], path: Path) -> int:
    """The line of `path`, or of the nearest thing around it; 1 where nothing is."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)
