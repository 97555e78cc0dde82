"""Each role can do its work and nothing more."""

import psycopg
import pytest
from psycopg import errors

from openiop.engines import postgres


def ask(server: postgres.Server, role: str, statement: str, database: str = "openiop") -> list[tuple[object, ...]]:
    with psycopg.connect(server.url(role, database), autocommit=True) as connection:
        cursor = connection.execute(statement)
        return list(cursor.fetchall()) if cursor.description else []


def test_the_app_role_is_weak_and_owns_nothing(running: postgres.Server) -> None:
    rows = ask(
        running,
        "app",
        "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,"
        " (SELECT count(*) FROM pg_class WHERE relowner = r.oid),"
        " (SELECT count(*) FROM pg_database WHERE datdba = r.oid)"
        " FROM pg_roles r WHERE rolname = current_user",
    )
    assert rows == [(False, False, False, False, False, 0, 0)]


def test_what_the_migrator_makes_belongs_to_the_owner_and_the_app_may_use_it(
    running: postgres.Server,
) -> None:
    ask(running, "migrator", "CREATE TABLE visit (id bigint GENERATED ALWAYS AS IDENTITY, note text)")
    try:
        assert ask(running, "migrator", "SELECT tableowner FROM pg_tables WHERE tablename = 'visit'") == [
            ("openiop_owner",)
        ]
        ask(running, "app", "INSERT INTO visit (note) VALUES ('here')")
        ask(running, "app", "UPDATE visit SET note = 'there'")
        assert ask(running, "app", "SELECT note FROM visit") == [("there",)]
        ask(running, "app", "DELETE FROM visit")
        for forbidden in ("DROP TABLE visit", "TRUNCATE visit", "ALTER TABLE visit ADD x int"):
            with pytest.raises(errors.InsufficientPrivilege):
                ask(running, "app", forbidden)
    finally:
        ask(running, "migrator", "DROP TABLE visit")


def test_row_level_security_binds_the_app(running: postgres.Server) -> None:
    ask(running, "migrator", "CREATE TABLE chart (org int); INSERT INTO chart VALUES (1), (2)")
    try:
        ask(running, "migrator", "ALTER TABLE chart ENABLE ROW LEVEL SECURITY")
        ask(running, "migrator", "CREATE POLICY one ON chart USING (org = 1)")
        assert ask(running, "app", "SELECT org FROM chart") == [(1,)]
    finally:
        ask(running, "migrator", "DROP TABLE chart")


@pytest.mark.parametrize("statement", ["CREATE TABLE mine (id int)", "CREATE SCHEMA mine", "CREATE ROLE mine"])
def test_the_app_creates_nothing(running: postgres.Server, statement: str) -> None:
    with pytest.raises(errors.InsufficientPrivilege):
        ask(running, "app", statement)


def test_nobody_signs_in_without_the_password(running: postgres.Server) -> None:
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(host=running.record.sockets, dbname="openiop", user="openiop_app", password="guess")
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(host=running.record.sockets, dbname="openiop", user="openiop_admin", password="")


def test_the_owner_does_not_sign_in(running: postgres.Server) -> None:
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(host=running.record.sockets, dbname="openiop", user="openiop_owner", password="x")
    assert ask(running, "owner", "SELECT current_user, session_user") == [("openiop_owner", "openiop_migrator")]


def test_a_test_database_is_born_with_the_rights_of_the_real_one(running: postgres.Server) -> None:
    ask(running, "tester", "CREATE DATABASE test_rights", "postgres")
    try:
        ask(
            running,
            "tester",
            "CREATE TABLE visit (id int); CREATE EXTENSION IF NOT EXISTS btree_gist",
            "test_rights",
        )
        ask(running, "tester", "SET ROLE openiop_app; INSERT INTO visit VALUES (1)", "test_rights")
        extensions = ask(running, "tester", "SELECT extname FROM pg_extension", "test_rights")
        assert {("btree_gist",), ("pg_trgm",)} <= set(extensions)
    finally:
        ask(running, "tester", "DROP DATABASE test_rights", "postgres")
    with pytest.raises(psycopg.OperationalError, match="rejects"):
        ask(running, "tester", "SELECT 1", "openiop")


def test_the_server_keeps_what_it_acknowledged_and_hears_only_the_socket(running: postgres.Server) -> None:
    shown = {
        name: ask(running, "app", f"SHOW {name}")[0][0]
        for name in (
            "data_checksums",
            "synchronous_commit",
            "fsync",
            "full_page_writes",
            "listen_addresses",
            "server_encoding",
            "timezone",
            "password_encryption",
        )
    }
    assert shown == {
        "data_checksums": "on",
        "synchronous_commit": "on",
        "fsync": "on",
        "full_page_writes": "on",
        "listen_addresses": "",
        "server_encoding": "UTF8",
        "timezone": "UTC",
        "password_encryption": "scram-sha-256",
    }


def test_letters_beyond_ascii_have_upper_case(running: postgres.Server) -> None:
    assert ask(running, "app", "SELECT upper('señor élan'), 'ÑANDÚ' ILIKE 'ñandú'") == [("SEÑOR ÉLAN", True)]
