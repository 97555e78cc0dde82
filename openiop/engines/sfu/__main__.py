"""`python -m openiop.engines.sfu run --home DIR` supervises a router until asked to end; `find` says which there is."""

import argparse
import logging
import os
import signal
import sys
import threading
from pathlib import Path

from .choosing import find
from .errors import VideoError
from .supervisor import Supervisor


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m openiop.engines.sfu", description=__doc__)
    parser.add_argument("verb", choices=("run", "find"))
    parser.add_argument("--home", type=Path, help="the data folder")
    options = parser.parse_args()
    logging.basicConfig(format="%(message)s", level=logging.INFO)
    try:
        if options.verb == "find":
            choice = find()
            print(f"{choice.kind}: {choice.why}")
            return 0
        if options.home is None:
            parser.error("run needs --home")
        return run(options.home.absolute())
    except VideoError as error:
        print(f"openiop video: {error}", file=sys.stderr)
        return 1


def run(home: Path) -> int:
    """Supervise in this, the main thread: the children die with the thread that started them."""
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: ended.set())
    follow_parent(ended)
    with Supervisor(home) as supervisor:
        supervisor.wait_ready()
        print(f"the video router answers (process {supervisor.router.process and supervisor.router.process.pid})")
        sys.stdout.flush()
        supervisor.run(until=ended.is_set)
    return 0


def follow_parent(ended: threading.Event) -> None:
    """End when whoever started this is gone, even by kill -9: they hold the pipe open (doors/cli/processes)."""
    handle = os.environ.pop("OPENIOP_PARENT_PIPE", "")

    def watch() -> None:
        os.read(int(handle), 1)  # returns only when the other end is closed
        ended.set()

    if handle.isdigit():
        threading.Thread(target=watch, name="follow-parent", daemon=True).start()


if __name__ == "__main__":
    sys.exit(main())
