"""Finds the verb, reads its options, and turns every expected failure into one clear line.

A verb is a module with `HELP` (one line), a docstring (what it does and its `--json` schema),
`add_arguments(parser)` and `run(options) -> int` (the exit code).
"""

import argparse
import importlib
import json
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import NoReturn

VERBS = {  # verb: (module, what it is for)
    "demo": ("demo", "run a believable program on this machine and print its address and sign-ins"),
    "serve": ("serve", "run this installation: database, web server and job worker"),
    "worker": ("worker", "run the job worker alone"),
    "stop": ("stop", "stop this data folder's server and database"),
    "import": ("importing", "take records in: openiop import fhir FILE..."),
    "dose": ("dose", "the week's treatment hours of a program, client by client"),
    "schedule": ("schedule", "a week that fits everyone: generate, solve, verify, place, repair, explain, what-if"),
    "rules": ("rules", "check payer packs and run their own cases: openiop rules check [FILE...]"),
    "note": ("note", "what speaks against signing a note: openiop note check < note.json"),
    "doctor": ("doctor", "say what is installed, running and wrong, and how to mend it"),
    "migrate": ("migrate", "bring the database's tables up to this version"),
    "passwords": ("passwords", "load the list of stolen passwords that nobody may choose"),
    "keys": ("keys", "change the keys of sealed columns"),
    "seed": ("seed", "fill the database with demo programs"),
    "audit": ("audit", "find whether anybody has touched the audit or a signed row; print signed heads"),
    "db": ("db", "start, look at, dump and restore the embedded database"),
}

FIRST_LINES = """\
usage: openiop VERB [options]

OpenIOP runs an Intensive Outpatient Program, from the first call to the alumni years.
"""


class OneLineParser(argparse.ArgumentParser):
    """Refuses bad input with one line instead of a page."""

    def error(self, message: str) -> NoReturn:
        fail(self.prog, f"{message} (see {self.prog} --help)", as_json="--json" in sys.argv, code=2)


def main() -> int:
    """The entry of the `openiop` command."""
    words = sys.argv[1:]
    if not words or words[0] in ("-h", "--help", "help"):
        print(overview())
        return 0
    if words[0] in ("-V", "--version"):
        from openiop import __version__

        print(f"openiop {__version__}")
        return 0
    if words[0] not in VERBS:
        known = ", ".join(VERBS)
        fail("openiop", f"there is no verb {words[0]!r}; there are {known}", as_json="--json" in words, code=2)
    return run_verb(words[0], words[1:])


def overview() -> str:
    """What `openiop --help` prints."""
    rows = [f"  {verb:8} {told}" for verb, (_, told) in VERBS.items()]
    last = "\n'openiop VERB --help' tells more. Every verb takes --json and --home DIR (default: OPENIOP_HOME)."
    return "\n".join([FIRST_LINES, *rows, last])


def run_verb(name: str, words: list[str]) -> int:
    """Run one verb with its options."""
    from openiop.doors.cli.refusal import Refusal

    verb: ModuleType = importlib.import_module(f"openiop.doors.cli.{VERBS[name][0]}")
    parser = OneLineParser(
        prog=f"openiop {name}", description=verb.__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true", help="answer in JSON on standard output")
    parser.add_argument("--home", type=Path, help="the data folder (default: OPENIOP_HOME, else one per user)")
    verb.add_arguments(parser)
    options = parser.parse_args(words)
    if options.home:
        os.environ["OPENIOP_HOME"] = str(options.home.expanduser().absolute())
    try:
        return int(verb.run(options))
    except Refusal as refusal:
        fail(parser.prog, str(refusal), as_json=options.json)
    except KeyboardInterrupt:
        fail(parser.prog, "stopped", as_json=options.json, code=130)
    except BrokenPipeError:  # the reader, `head` say, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def fail(prog: str, line: str, *, as_json: bool, code: int = 1) -> NoReturn:
    """End with one line on standard error, and `{"error": line}` on standard output for `--json`."""
    line = " ".join(line.split())
    if as_json:
        print(json.dumps({"error": line}))
    print(f"{prog}: {line}", file=sys.stderr)
    sys.exit(code)


if __name__ == "__main__":
    sys.exit(main())
