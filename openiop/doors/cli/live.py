"""The live boards' own process: Granian, one asynchronous worker. Started by `openiop serve`."""

import argparse

from openiop.doors.cli.ground import follow_parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, required=True)
    asked = parser.parse_args()
    follow_parent()

    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "openiop.doors.live.asgi:application",
        address=asked.host,
        port=asked.port,
        interface=Interfaces.ASGI,
        workers=1,
        websockets=True,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=2,  # a stream has no end of its own to wait for
    ).serve()


if __name__ == "__main__":
    main()
