"""Makes a new database: the cluster on disk, its settings, its roles and their rights.

Who may do what:
    openiop_admin     the bootstrap superuser: set-up, dumps and repairs, never the application
    openiop_owner     owns the database and everything in it; nobody signs in as it
    openiop_migrator  changes tables; signs in and at once acts as the owner
    openiop_app       the application: reads and writes rows, owns nothing, row-level security binds it
    openiop_tester    makes and drops test databases, which are born with the same rights for openiop_app
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from openiop.engines.postgres.account import Account
from openiop.engines.postgres.binaries import Binaries
from openiop.engines.postgres.errors import DatabaseError
from openiop.engines.postgres.folder import Record

SET_UP = 1
"""Raise this when the statements below change: every data folder then gets them once."""

DATABASE = "openiop"

SETTINGS = """\
# Written by OpenIOP at every start; changes belong into postgresql.conf, below its include line.
listen_addresses = ''
unix_socket_directories = '{sockets}'
unix_socket_permissions = 0700
port = 5432
password_encryption = 'scram-sha-256'
timezone = 'UTC'
log_timezone = 'UTC'

# what was acknowledged stays
fsync = on
full_page_writes = on
synchronous_commit = on

# a clinic on two cores and a few gigabytes
max_connections = 100
shared_buffers = 256MB
effective_cache_size = 1GB
work_mem = 16MB
maintenance_work_mem = 128MB
random_page_cost = 1.1
jit = off
wal_compression = on
max_wal_size = 2GB
idle_in_transaction_session_timeout = '10min'

# the log tells what the server did, never what a person wrote
logging_collector = on
log_directory = 'log'
log_filename = 'postgresql-%a.log'
log_rotation_age = '1d'
log_truncate_on_rotation = on
log_error_verbosity = terse
log_min_error_statement = panic
log_parameter_max_length_on_error = 0
"""

HBA = """\
# Written by OpenIOP: only this machine, only the private socket, always a password.
local openiop openiop_tester reject
local all all scram-sha-256
"""


def make_cluster(record: Record, account: Account, binaries: Binaries) -> None:
    """Create the cluster on disk with data checksums. It appears at `record.data` whole or not at all."""
    place, scratch = Path(record.place), Path(record.place) / "data.new"
    account.make_private(place)
    shutil.rmtree(scratch, ignore_errors=True)
    password_file = place / "password"
    _write_as(account, password_file, record.passwords["admin"] + "\n")
    command = [
        binaries.program("initdb"), "--pgdata", str(scratch), "--username=openiop_admin",
        "--auth=scram-sha-256", f"--pwfile={password_file}", "--data-checksums", "--encoding=UTF8",
        *_locale_options(binaries.major), "--no-instructions",
    ]  # fmt: skip
    try:
        made = subprocess.run(command, **account.popen_options(), capture_output=True, text=True, check=False)  # noqa: S603
    finally:
        password_file.unlink()
    if made.returncode != 0:
        said = "; ".join(line.strip() for line in made.stderr.splitlines() if "error" in line)
        raise DatabaseError(f"the database could not be made in {place}: {said or made.returncode}")
    with (scratch / "postgresql.conf").open("a") as file:
        file.write("\ninclude 'openiop.conf'\n")
    scratch.rename(record.data)


def write_settings(record: Record, account: Account) -> None:
    """Write the server's settings and who may sign in where, with the socket folder of today."""
    _write_as(account, record.data / "pg_hba.conf", HBA)
    _write_as(account, record.data / "openiop.conf", SETTINGS.format(sockets=record.sockets))


def set_up(record: Record) -> None:
    """Create roles, database, rights and extensions. Safe to run again."""
    with connect(record, "admin", "postgres") as admin:
        for role in ("owner", "migrator", "app", "tester"):
            _ensure_role(admin, role, record.passwords.get(role))
        for statement in MEMBERSHIPS:
            admin.execute(statement)
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            admin.execute("CREATE DATABASE openiop OWNER openiop_owner TEMPLATE template0")
        for statement in DATABASE_RIGHTS:
            admin.execute(statement)
    with connect(record, "admin", DATABASE) as admin:
        for statement in SCHEMA:
            admin.execute(statement)
    with connect(record, "admin", "template1") as admin:
        for statement in (*EXTENSIONS, *_default_rights("openiop_owner"), *_default_rights("openiop_tester")):
            admin.execute(statement)


def connect(record: Record, role: str, database: str = DATABASE) -> psycopg.Connection[Any]:
    """A connection in autocommit mode as `role` of this data folder."""
    return psycopg.connect(
        host=record.sockets,
        port=5432,
        dbname=database,
        user=f"openiop_{role}",
        password=record.passwords[role],
        connect_timeout=10,
        autocommit=True,
    )


def weakness_faults(application: psycopg.Connection[Any]) -> list[str]:
    """What makes the signed-in role too strong for an application: row-level security would not bind it."""
    row = application.execute(
        "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole OR rolcreatedb OR rolreplication,"
        " EXISTS (SELECT 1 FROM pg_class WHERE relowner = r.oid)"
        " FROM pg_roles r WHERE rolname = current_user"
    ).fetchone()
    name, *wrongs = row or ("the role",)
    words = ("is a superuser", "bypasses row-level security", "may create roles or databases", "owns tables")
    return [f"{name} {word}" for word, wrong in zip(words, wrongs, strict=False) if wrong]


ATTRIBUTES = {
    "owner": "NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION",
    "migrator": "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION",
    "app": "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION",
    "tester": "LOGIN NOSUPERUSER NOBYPASSRLS CREATEDB NOCREATEROLE NOREPLICATION",
}

MEMBERSHIPS = (
    "GRANT openiop_owner TO openiop_migrator",
    "ALTER ROLE openiop_migrator SET role = 'openiop_owner'",
    "GRANT openiop_app TO openiop_tester",  # so that a test may act as the application
)

DATABASE_RIGHTS = (
    "REVOKE ALL ON DATABASE openiop FROM PUBLIC",
    "GRANT CONNECT, TEMPORARY ON DATABASE openiop TO openiop_app",
    "GRANT CONNECT ON DATABASE openiop TO openiop_migrator",  # a login is checked before the role is set
    "REVOKE ALL ON DATABASE postgres FROM PUBLIC",
    "GRANT CONNECT ON DATABASE postgres TO openiop_tester",
)

EXTENSIONS = ("CREATE EXTENSION IF NOT EXISTS btree_gist", "CREATE EXTENSION IF NOT EXISTS pg_trgm")


def _default_rights(creator: str) -> tuple[str, ...]:
    start = f"ALTER DEFAULT PRIVILEGES FOR ROLE {creator} GRANT"
    return (
        f"{start} SELECT, INSERT, UPDATE, DELETE ON TABLES TO openiop_app",
        f"{start} USAGE, SELECT, UPDATE ON SEQUENCES TO openiop_app",
    )


SCHEMA = (
    "ALTER SCHEMA public OWNER TO openiop_owner",
    "REVOKE ALL ON SCHEMA public FROM PUBLIC",
    "GRANT USAGE ON SCHEMA public TO openiop_app",
    *_default_rights("openiop_owner"),
    "SET ROLE openiop_owner",  # the owner owns its extensions, so that a restore may name them
    *EXTENSIONS,
)


def _ensure_role(admin: psycopg.Connection[Any], role: str, password: str | None) -> None:
    name = f"openiop_{role}"
    if not admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone():
        admin.execute(sql.SQL("CREATE ROLE {}").format(sql.Identifier(name)))
    admin.execute(sql.SQL("ALTER ROLE {} {}").format(sql.Identifier(name), sql.SQL(ATTRIBUTES[role])))
    if password is not None:
        # hashed here, so that the server never sees the password itself
        verifier = admin.pgconn.encrypt_password(password.encode(), name.encode(), b"scram-sha-256").decode()
        admin.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(name), sql.Literal(verifier)))


def _locale_options(major: int) -> list[str]:
    """Same order and case rules on every machine: by code point, Unicode-aware lower and upper case."""
    if major >= 17:
        return ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    # before 17 the character type comes from the C library; macOS and musl have no C.UTF-8 under this name
    return ["--locale=C", "--lc-ctype=C.UTF-8"] if sys.platform == "linux" else ["--locale=C"]


def _write_as(account: Account, path: Path, text: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(text)
    if account.dropped:
        os.chown(path, account.uid, account.gid)
