"""The web server's own process: Granian, synchronous Django in threads. Started by `openiop serve`."""

import argparse
from typing import Any

from openiop.doors.cli.ground import follow_parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--workers", type=int, required=True)
    parser.add_argument("--threads", type=int, required=True)
    asked = parser.parse_args()
    follow_parent()

    server("config.wsgi:application", **vars(asked)).serve()


def server(target: str, *, host: str, port: int, workers: int, threads: int) -> Any:
    """Granian as OpenIOP runs it, serving `target`."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    return Granian(
        target,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        blocking_threads_idle_timeout=600,  # a thread keeps its database connection; do not drop it between clicks
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    )


if __name__ == "__main__":
    main()
