"""Sealing without a database: what opens, and what must not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openiop.base.sealed import cipher
from openiop.base.sealed.cipher import Unopenable, place_of


@given(st.text())
def test_every_text_comes_back(text: str) -> None:
    key, place = cipher.new_key(), place_of("org", "table", 1, "words")
    assert cipher.open_sealed(key, cipher.seal(key, 3, text, place), place) == text


@given(st.lists(st.text(max_size=5), min_size=1, max_size=4), st.lists(st.text(max_size=5), min_size=1, max_size=4))
def test_no_two_places_are_spelled_alike(one: list[str], two: list[str]) -> None:
    assert (place_of(*one) == place_of(*two)) == (one == two)


@pytest.mark.parametrize("sealed", [b"", b"1", b"2" + bytes(60), b"hello", b"1" + bytes(60)])
def test_other_bytes_are_refused(sealed: bytes) -> None:
    with pytest.raises(Unopenable):
        cipher.open_sealed(cipher.new_key(), sealed, b"")


def test_a_text_said_to_be_of_another_version_does_not_open() -> None:
    key, place = cipher.new_key(), b"here"
    sealed = cipher.seal(key, 1, "words", place)
    with pytest.raises(Unopenable):
        cipher.open_sealed(key, sealed[:1] + (2).to_bytes(4) + sealed[5:], place)


def test_a_key_opens_under_its_own_key_and_place_only() -> None:
    key, under = cipher.new_key(), cipher.new_key()
    wrapped = cipher.wrap(key, under, b"here")
    assert cipher.unwrap(wrapped, under, b"here") == key
    for other, place in ((cipher.new_key(), b"here"), (under, b"there")):
        with pytest.raises(Unopenable):
            cipher.unwrap(wrapped, other, place)
