"""`make crash N=100`: the whole drill, its result in JSON. Exits 1 if anything acknowledged is gone or stands twice."""

import argparse
import json
import sys

from tests.crash.drill import run


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    outcome = run(parser.parse_args().rounds, tell=lambda line: print(line, file=sys.stderr, flush=True))
    print(json.dumps(outcome.as_dict(), indent=1))
    return 1 if outcome.lost or outcome.doubled else 0


if __name__ == "__main__":
    sys.exit(main())
