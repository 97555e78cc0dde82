"""A web server as `openiop serve` starts it, of the product as it is or without its gate, on a port of its own."""

import os
import sys

from openiop.doors.cli.ground import follow_parent
from openiop.doors.cli.web import server
from openiop.engines.postgres import ensure_running


def main(port: int, target: str, role: str) -> None:
    follow_parent()
    os.environ["DATABASE_URL"] = ensure_running().url(role)
    server(target, host="127.0.0.1", port=port, workers=2, threads=4).serve()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3])
