"""Signed heads: kept outside the database, they tell of a chain that was written anew."""

import json

import pytest
from django.db import connection

from openiop.base.audit import heads, tasks
from openiop.base.audit.actions import record
from openiop.base.audit.tests.hands import look, settle


@pytest.fixture
def kept(cast, tmp_path):
    settle()
    heads.keep(tmp_path)
    return tmp_path


def test_a_kept_head_is_still_in_the_chain_when_the_chain_has_gone_on(cast, kept):
    saved = heads.read((kept / heads.KEPT).read_text(), kept)
    record("people.client.updated", cast.jordan, by=cast.dana)
    settle()
    verdict = look(cast, saved=saved)
    assert verdict.fault is None
    assert [head.number for head in saved] == [verdict.events - 1]


def test_heads_of_every_hour_are_appended(cast, kept):
    record("people.client.updated", cast.jordan, by=cast.dana)
    settle()
    heads.keep(kept)
    saved = heads.read((kept / heads.KEPT).read_text(), kept)
    assert [head.number for head in saved] == [saved[0].number, saved[0].number + 1]
    assert look(cast, saved=saved).fault is None


def test_a_head_beyond_the_chain_is_found(cast, kept):
    (head,) = heads.read((kept / heads.KEPT).read_text(), kept)
    later = heads.Head(head.organisation, head.number + 5, head.hash, head.at, head.signed_at)
    assert look(cast, saved=[later]).fault.wrong == "saved head"


def test_a_head_with_another_hash_is_found(cast, kept):
    (head,) = heads.read((kept / heads.KEPT).read_text(), kept)
    other = heads.Head(head.organisation, 2, head.hash, head.at, head.signed_at)
    fault = look(cast, saved=[other]).fault
    assert (fault.number, fault.wrong) == (2, "saved head")


def test_the_key_is_made_once_and_only_for_its_owner(tmp_path):
    first = heads.public(heads.signing_key(tmp_path / "new"))
    assert heads.public(heads.signing_key(tmp_path / "new")) == first
    assert (tmp_path / "new" / heads.KEY).stat().st_mode & 0o077 == 0


def test_another_key_is_not_ours(cast, kept, tmp_path):
    other = heads.public(heads.signing_key(tmp_path / "other"))
    with pytest.raises(heads.BadHead, match="head 1 was not signed"):
        heads.read((kept / heads.KEPT).read_text(), kept, other)


@pytest.mark.parametrize("name", ["organisation", "number", "hash", "at", "signed_at"])
def test_every_word_of_a_head_is_signed(cast, kept, name):
    entry = json.loads((kept / heads.KEPT).read_text())
    entry[name] = 7 if name == "number" else "7"
    with pytest.raises(heads.BadHead, match="not signed"):
        heads.read(json.dumps(entry), kept)


def test_the_hourly_job_closes_the_hour_and_keeps_the_heads(cast, tmp_path, monkeypatch):
    monkeypatch.setenv("OPENIOP_HOME", str(tmp_path))
    settle()
    tasks.close_hour(0)
    assert len((tmp_path / heads.KEPT).read_text().splitlines()) == 1


def test_the_application_may_ask_for_the_heads(cast):
    settle()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = 'openiop_app'")
        if cursor.fetchone():
            cursor.execute("SET LOCAL ROLE openiop_app")
    assert [head.number for head in heads.heads_of(connection)] == [look_number(cast)]


def look_number(cast):
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    return look(cast).events
