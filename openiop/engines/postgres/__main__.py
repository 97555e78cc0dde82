"""`python -m openiop.engines.postgres start|stop|status [--home DIR]`: the engine alone, answers in JSON."""

import argparse
import dataclasses
import json
import sys
from pathlib import Path

from openiop.engines import postgres


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m openiop.engines.postgres", description=__doc__)
    parser.add_argument("verb", choices=["start", "stop", "status"])
    parser.add_argument("--home", type=Path, default=None, help="the data folder (default: OPENIOP_HOME)")
    asked = parser.parse_args()
    home = (asked.home or postgres.home()).absolute()
    try:
        answer = _do(asked.verb, home)
    except postgres.DatabaseError as error:
        print(error, file=sys.stderr)
        return 1
    print(json.dumps(answer, indent=1, default=str))
    return 0


def _do(verb: str, home: Path) -> dict[str, object]:
    if verb == "stop":
        return {"stopped": postgres.stop(home)}
    if verb == "status":
        return dataclasses.asdict(postgres.status(home))
    server = postgres.ensure_running(home, say=lambda line: print(line, file=sys.stderr))
    urls = {role: server.url(role) for role in ("app", "migrator", "owner")}
    urls["tester"] = server.url("tester", "postgres")
    return {"pid": server.pid, "version": server.version, "urls": urls}


if __name__ == "__main__":
    sys.exit(main())
