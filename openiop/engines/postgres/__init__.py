"""An embedded PostgreSQL for installations that have no database server of their own.

    from openiop.engines import postgres
    server = postgres.ensure_running(postgres.home())
    server.url("app")            # postgresql://openiop_app:…@/openiop?host=/…/socket&port=5432

See README.md for what lies in the data folder and who may do what.
"""

from openiop.engines.postgres.backup import dump, restore
from openiop.engines.postgres.binaries import Binaries, find_binaries
from openiop.engines.postgres.errors import DatabaseError, VersionMismatch
from openiop.engines.postgres.server import Server, Status, ensure_running, home, is_running, status, stop, url

__all__ = [
    "Binaries",
    "DatabaseError",
    "Server",
    "Status",
    "VersionMismatch",
    "dump",
    "ensure_running",
    "find_binaries",
    "home",
    "is_running",
    "restore",
    "status",
    "stop",
    "url",
]
