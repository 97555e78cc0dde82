"""Sealed columns, on the one table that has one in this house: outgoing messages."""

import json
import os
import subprocess
import sys
import time
import uuid
from base64 import b64encode
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from psycopg.conninfo import make_conninfo

from openiop.base.audit.models import Event
from openiop.base.messages.actions import hand_over, send
from openiop.base.messages.models import Message
from openiop.base.people.actions import register_client
from openiop.base.sealed import keys
from openiop.base.sealed.actions import begin, owners_left, renew, rotate, shred
from openiop.base.sealed.cipher import Shredded, Unopenable
from openiop.base.sealed.models import Key, Rotation
from openiop.engines.postgres.binaries import find_binaries
from tests.cast import make_house
from tests.journeys.installation import url_of

PARTS = ("host", "port", "user", "password")
WORDS = "this opens your page: zebra-crossing-7"


def write(cast, who: str = "jordan", body: str = WORDS, key: str = "", **how) -> Message:
    person = getattr(cast, who)
    return send(
        by=cast.system, program=cast.program, to=person, address="a@b.example", subject="Hello", body=body,
        key=key or uuid.uuid4().hex, **how,
    )  # fmt: skip


def raw(message: Message) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed_body FROM outgoing_message WHERE id = %s", [message.pk])
        return bytes(cursor.fetchone()[0])


def test_the_database_holds_no_word_of_it_and_the_program_reads_it(cast) -> None:
    message = write(cast)
    assert b"zebra" not in raw(message)
    assert Message.objects.get(pk=message.pk).body == WORDS
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM outgoing_message WHERE id = %s", [message.pk])
        assert cursor.fetchone() == ("",)


def test_the_same_text_is_never_the_same_bytes(cast) -> None:
    assert raw(write(cast)) != raw(write(cast))


@pytest.mark.parametrize("other", ["jordan", "ana", "dana"], ids=["same client", "another client", "staff"])
def test_a_ciphertext_in_another_row_does_not_open(cast, other: str) -> None:
    one, two = write(cast), write(cast, other)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE outgoing_message SET sealed_body = "
            "(SELECT sealed_body FROM outgoing_message WHERE id = %s) WHERE id = %s",
            [one.pk, two.pk],
        )
    with pytest.raises(Unopenable):
        _ = Message.objects.get(pk=two.pk).body
    assert Message.objects.get(pk=one.pk).body == WORDS


@pytest.mark.parametrize("at", [0, 3, 7, 20, -1])
def test_one_changed_byte_is_seen(cast, at: int) -> None:
    message = write(cast)
    altered = bytearray(raw(message))
    altered[at] ^= 1
    with connection.cursor() as cursor:
        cursor.execute("UPDATE outgoing_message SET sealed_body = %s WHERE id = %s", [bytes(altered), message.pk])
    with pytest.raises(Unopenable):
        _ = Message.objects.get(pk=message.pk).body


def test_a_message_that_carries_a_way_in_is_forgotten_once_it_was_sent(cast, mailoutbox) -> None:
    message, kept = write(cast, forget=True), write(cast)
    assert hand_over(str(message.pk)) and hand_over(str(kept.pk))
    assert [mail.body for mail in mailoutbox] == [WORDS, WORDS]
    assert Message.objects.get(pk=message.pk).body is None
    assert Message.objects.get(pk=kept.pk).body == WORDS


def test_a_sealed_column_is_neither_searched_nor_updated_from_afar(cast) -> None:
    with pytest.raises(TypeError, match="blind_index"):
        Message.objects.filter(body="x").exists()
    with pytest.raises(TypeError, match="save the row"):
        Message.objects.update(body="x")


def test_the_blind_index_finds_the_same_text_and_tells_organisations_apart(cast, elsewhere) -> None:
    here, there = cast.organisation.pk, elsewhere.organisation.pk
    found = keys.blind_index(here, "intake.person.ssn", "123")
    assert found == keys.blind_index(here, "intake.person.ssn", "123") and len(found) == 32
    assert found != keys.blind_index(here, "intake.person.phone", "123")
    assert found != keys.blind_index(there, "intake.person.ssn", "123")
    rotate(by=cast.system, organisation_id=here)
    assert found == keys.blind_index(here, "intake.person.ssn", "123")


def test_rotation_makes_every_key_new_and_every_text_still_opens(cast) -> None:
    messages = [write(cast, who, key=f"{who}{n}") for who in ("jordan", "ana", "dana") for n in range(3)]
    before = {message.pk: raw(message) for message in messages}
    rotation = rotate(by=cast.system, organisation_id=cast.organisation.pk)
    assert rotation.finished_at and rotation.total == 3
    for message in Message.objects.filter(pk__in=before):
        assert raw(message) != before[message.pk]
        assert message.body == WORDS
    live = Key.objects.filter(organisation=cast.organisation).exclude(wrapped=b"")
    every = sorted(live.values_list("kind", "version", "under"))
    assert every == [("data", 1, 2)] * 3 + [("data", 2, 2)] * 3 + [("house", 2, 0)]
    assert all(raw(message)[1:5] == (2).to_bytes(4) for message in messages)


def test_what_a_rotation_cannot_see_or_change_still_opens_afterwards(cast, monkeypatch) -> None:
    """Counseling notes: frozen once signed, and closed to every job. Their keys are kept."""
    message = write(cast)
    before = raw(message)
    monkeypatch.setattr(Message._meta.get_field("body"), "reseal", False)
    for _time in range(3):
        rotate(by=cast.system, organisation_id=cast.organisation.pk)
    assert raw(message) == before
    assert Message.objects.get(pk=message.pk).body == WORDS


def test_rotation_killed_midway_goes_on_and_finishes(cast) -> None:
    """Killed after one owner and in the middle of the next: what was done stays, the rest is done by the next run."""
    messages = [write(cast, who) for who in ("jordan", "ana", "luis", "dana")]
    rotation = begin(by=cast.system, organisation_id=cast.organisation.pk)
    first, second, *_rest = owners_left(rotation)
    renew(rotation, first)

    class Killed(BaseException):
        pass

    with pytest.raises(Killed), transaction.atomic():
        renew(rotation, second)
        raise Killed
    assert len(owners_left(rotation)) == 3
    assert all(Message.objects.get(pk=message.pk).body == WORDS for message in messages)
    written_meanwhile = write(cast, "ana")
    again = rotate(by=cast.system, organisation_id=cast.organisation.pk)
    assert again.pk == rotation.pk and again.finished_at and owners_left(again) == []
    assert all(Message.objects.get(pk=m.pk).body == WORDS for m in [*messages, written_meanwhile])
    assert Rotation.objects.count() == 1
    house = Key.objects.filter(organisation=cast.organisation, kind="house")
    assert [bool(bytes(key.wrapped)) for key in house.order_by("version")] == [False, True]


def test_a_shredded_client_is_read_by_nobody_and_others_are(cast) -> None:
    message, other = write(cast), write(cast, "ana")
    assert shred(by=cast.system, organisation_id=cast.organisation.pk, client_id=cast.jordan.pk, why="asked to") == 1
    with pytest.raises(Shredded):
        _ = Message.objects.get(pk=message.pk).body
    with pytest.raises(Shredded):
        write(cast)
    assert Message.objects.get(pk=other.pk).body == WORDS
    assert Event.objects.get(verb="sealed.keys.shredded").why == "asked to"
    rotate(by=cast.system, organisation_id=cast.organisation.pk)
    with pytest.raises(Shredded):
        _ = Message.objects.get(pk=message.pk).body


def test_the_root_can_be_changed(cast, monkeypatch) -> None:
    monkeypatch.setenv("OPENIOP_ROOT_KEY", "A" * 43 + "=")
    message = write(cast)
    monkeypatch.setenv("OPENIOP_ROOT_KEY", "B" * 42 + "A=")
    with pytest.raises(Unopenable, match="another root key"):
        _ = Message.objects.get(pk=message.pk).body
    monkeypatch.setenv("OPENIOP_ROOT_KEY_BEFORE", "A" * 43 + "=")
    rotate(by=cast.system, organisation_id=cast.organisation.pk)
    monkeypatch.delenv("OPENIOP_ROOT_KEY_BEFORE")
    assert Message.objects.get(pk=message.pk).body == WORDS


@pytest.mark.parametrize("bad", ["short", "A" * 44, "ñ"])
def test_a_bad_root_key_is_refused_in_words(monkeypatch, bad: str) -> None:
    monkeypatch.setenv("OPENIOP_ROOT_KEY", bad)
    with pytest.raises(ValueError, match="OPENIOP_ROOT_KEY: 32 bytes in base64"):
        keys.roots()


def test_the_root_is_kept_for_its_owner_alone(settings, monkeypatch, tmp_path: Path) -> None:
    monkeypatch.delenv("OPENIOP_ROOT_KEY", raising=False)
    settings.ROOT_KEY_FILE = tmp_path / "root_key"
    assert keys.roots() == keys.roots()
    assert settings.ROOT_KEY_FILE.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["root_key"]


def test_a_dump_of_the_database_holds_no_word_of_it(committed_db: str) -> None:
    """pg_dump of a database where the message was committed."""
    with transaction.atomic():
        house = make_house("harbor", "Harbor Street")
        write(house, forget=True)
    command = [find_binaries().program("pg_dump"), "--inserts", "--dbname", conninfo(committed_db)]
    dump = subprocess.run(command, capture_output=True, check=True).stdout
    assert b"outgoing_message" in dump and b"Harbor Street" in dump, "the dump is whole"
    assert b"zebra" not in dump
    assert b"zebra".hex().encode() not in dump


def conninfo(database: str) -> str:
    told = connection.get_connection_params()
    return make_conninfo("", dbname=database, **{name: told[name] for name in PARTS if told.get(name)})


def test_kill_9_of_openiop_keys_rotate_loses_nothing_and_the_next_run_does_the_rest(
    committed_db: str, monkeypatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("OPENIOP_ROOT_KEY", b64encode(os.urandom(32)).decode())
    with transaction.atomic():
        house = make_house("harbor", "Harbor Street")
        for number in range(80):
            house.clients[f"c{number}"] = register_client(
                by=house.system, organisation=house.organisation, legal_first=f"C{number}", legal_last="Ro",
                birth_date=date(1990, 1, 1), language="en", state="MA",
            )  # fmt: skip
            write(house, f"c{number}")
    environment = {**os.environ, "DATABASE_URL": url_of(committed_db), "OPENIOP_HOME": str(tmp_path)}
    environment["OPENIOP_SECRET_KEY"] = settings.SECRET_KEY  # by it the database knows who signs contexts
    command = [sys.executable, "-m", "openiop.doors.cli.main", "keys", "rotate", "--json"]
    running = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    renewed = Key.objects.filter(kind="data", version=2)
    while renewed.count() < 5:
        assert running.poll() is None and time.monotonic() < deadline
    running.kill()
    running.wait()
    assert 5 <= renewed.count() < 80, "killed midway"
    assert {message.body for message in Message.objects.all()} == {WORDS}
    done = subprocess.run(command, env=environment, capture_output=True, check=True)
    assert json.loads(done.stdout)["organisations"] == [
        {"organisation": "harbor", "version": 2, "owners": 80, "finished": True}
    ]
    assert renewed.count() == 80
    assert {message.body for message in Message.objects.all()} == {WORDS}
