"""A pytest plugin: tests run on a real PostgreSQL of their own, started once and left running between runs.

OPENIOP_TEST_DATABASE_URL names another server (its role must be allowed to create databases); else the embedded one
runs in OPENIOP_TEST_HOME, or `.test-home` below the working folder. Loaded with `-p`, because Django's settings read
DATABASE_URL before any conftest does.
"""

import os
from pathlib import Path

from openiop.engines.postgres.server import ensure_running

home = Path(os.environ.get("OPENIOP_TEST_HOME", ".test-home")).absolute()
os.environ["OPENIOP_HOME"] = str(home)
os.environ["DATABASE_URL"] = os.environ.get("OPENIOP_TEST_DATABASE_URL") or ensure_running(home).url("tester")
