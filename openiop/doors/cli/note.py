"""The signing guard on notes that are not in a database: what speaks against signing each.

    openiop note check --json < note.json       one object, or JSON Lines for many: one answer a line, in order
    openiop note check notes.jsonl              in words

In, an object a note (names, siblings and previous may be empty lists; unknown keys are passed over):
{"text": str, "client": {"names": [str]}, "others": [{"names": [str]}], "siblings": [text of another member's note],
 "previous": [this client's last notes], "objective": id or null, "session": {"ended": bool},
 "minutes": {"note": int or null, "ledger": int or null}, "author": {"supervised": bool, "cosigned": bool},
 "shared": text that all notes of the session have in common (may be left out)}

--json prints for each {"findings": [{"code", "severity": "block" | "warn", "where": [start, end] or null, "message"}]}.
where counts characters (Unicode code points) of "text". Codes: not-ended, cloned-sibling, cloned-previous (NOTE-2),
no-objective (not where the ledger is 0: absent), other-client-named, minutes-mismatch, cosign-missing.
Exit code: 0 whatever is found; 2 where a note cannot be read: its line is {"error": why} and the others are answered.
"""

import argparse
import codecs
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openiop.doors.cli.refusal import Refusal

HELP = "what speaks against signing a note"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("act", choices=["check"])
    parser.add_argument("file", nargs="?", type=Path, help="a file of notes (default: standard input)")


def run(options: argparse.Namespace) -> int:
    from openiop.rulebook import guard

    unreadable = []
    for place, line in notes_in(read_all(options.file)):
        try:
            text = as_text(line)
            if not text.strip():
                raise guard.Unreadable("there is no note: give one JSON object, or one a line")
            findings = [each.as_dict() for each in guard.check(guard.read(text))]
        except guard.Unreadable as error:
            why = f"{place}{error}"
            unreadable.append(why)
            say({"error": why}, f"not readable: {why}", as_json=options.json)
        else:
            say({"findings": findings}, in_words(findings), as_json=options.json)
    if unreadable:
        more = f" (and {len(unreadable) - 1} more)" if len(unreadable) > 1 else ""
        print(" ".join(f"openiop note: {unreadable[0]}{more}".split()), file=sys.stderr)
        return 2
    return 0


def read_all(path: Path | None) -> bytes:
    """Everything that was given."""
    try:
        return (path.read_bytes() if path else sys.stdin.buffer.read()).removeprefix(codecs.BOM_UTF8)
    except OSError as error:
        raise Refusal(f"{path} cannot be read: {error.strerror}") from None


def notes_in(given: bytes) -> Iterator[tuple[str, bytes]]:
    """Each note as JSON, with "line N: " where there are several."""
    lines = [(n, line) for n, line in enumerate(given.split(b"\n"), 1) if line.strip()]
    begin = all(line.lstrip().startswith(b"{") for _, line in lines)
    if len(lines) > 1 and (begin or is_json(lines[0][1]) or is_json(lines[-1][1])) and not is_json(given):
        yield from ((f"line {n}: ", line) for n, line in lines)
    else:
        yield "", given


def is_json(given: bytes) -> bool:
    try:
        json.loads(given)
    except (ValueError, RecursionError):
        return False
    return True


def as_text(given: bytes) -> str:
    """The text of one note. Raises guard.Unreadable."""
    from openiop.rulebook.guard import Unreadable

    try:
        return given.decode()
    except UnicodeDecodeError as error:
        raise Unreadable(f"not UTF-8 (byte {error.start + 1}): save the notes as UTF-8") from None


def in_words(findings: list[dict[str, Any]]) -> str:
    """What a person reads: one line a finding."""
    if not findings:
        return "nothing speaks against signing"
    rows = []
    for each in findings:
        place = f" at {each['where'][0]}-{each['where'][1]}" if each["where"] else ""
        rows.append(f"{each['severity']:5}  {each['code']}{place}: {each['message']}")
    return "\n".join(rows)


def say(data: dict[str, Any], words: str, *, as_json: bool) -> None:
    """One answer, on one line in JSON. Half a character, which JSON can hold, is written as JSON writes it."""
    line = json.dumps(data, ensure_ascii=False) if as_json else words
    sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.flush()
