"""A note in JSON is read as it is meant, or refused with the field and the fix; the other findings are plain."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openiop.rulebook import guard
from openiop.rulebook.guard import Note

GOOD: dict[str, Any] = {
    "text": "Jordan chose two moves.",
    "client": {"names": ["Jordan"]},
    "others": [{"names": ["Renee"]}],
    "siblings": [],
    "previous": [],
    "objective": "7",
    "session": {"ended": True},
    "minutes": {"note": 84, "ledger": 84},
    "author": {"supervised": False, "cosigned": False},
}


def codes(**changed: Any) -> list[tuple[str, str]]:
    return [(each.code, each.severity) for each in guard.check(guard.read(json.dumps(GOOD | changed)))]


def test_note_4_and_the_plain_findings() -> None:
    assert codes() == []
    assert codes(session={"ended": False}) == [("not-ended", "block")]
    assert codes(objective=None) == [("no-objective", "block")]
    assert codes(objective="") == [("no-objective", "block")]
    assert codes(author={"supervised": True, "cosigned": False}) == [("cosign-missing", "warn")]
    assert codes(author={"supervised": True, "cosigned": True}) == []
    assert codes(minutes={"note": 90, "ledger": 84}) == [("minutes-mismatch", "block")]
    assert codes(minutes={"note": 0, "ledger": 0}, objective=None) == []  # absent


def test_where_counts_code_points() -> None:
    text = "🙂 e\u0301 Con RENÉE habló."
    (one,) = guard.check(Note(text=text, names=("Jordan",), others=(("Renee",),), objective="o"))
    assert one.as_dict()["where"] == [9, 14]
    assert text[9:14] == "RENÉE"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"text": None}, "text must be a string, not null"),
        ({"text": ["a"]}, "text must be a string, not a list"),
        ({"client": "Jordan"}, "client must be an object, not a string"),
        ({"client": {}}, "client.names is missing"),
        ({"client": {"names": "Jordan"}}, "client.names must be a list, not a string"),
        ({"client": {"names": [3]}}, "client.names[0] must be a string, not a number (3)"),
        ({"others": [{"names": ["A"]}, 4]}, "others[1] must be an object, not a number (4)"),
        ({"others": [{"names": None}]}, "others[0].names must be a list, not null"),
        ({"siblings": {}}, "siblings must be a list, not an object"),
        ({"previous": [None]}, "previous[0] must be a string, not null"),
        ({"objective": True}, "objective must be an id or null"),
        ({"session": {"ended": "yes"}}, "session.ended must be true or false, not a string"),
        ({"minutes": {"note": "84", "ledger": 84}}, "minutes.note must be whole minutes from 0 on, or null"),
        ({"minutes": {"note": 84.5, "ledger": 84}}, "minutes.note must be whole minutes"),
        ({"minutes": {"note": -1, "ledger": 84}}, "minutes.note must be whole minutes"),
        ({"minutes": {"note": 84}}, "minutes.ledger is missing"),
        ({"author": {"supervised": 1, "cosigned": False}}, "author.supervised must be true or false, not a number (1)"),
        ({"text": "a" * 60_000}, "text has 60000 characters"),
    ],
)
def test_what_is_no_note_is_refused_by_its_field(changed: dict[str, Any], words: str) -> None:
    with pytest.raises(guard.Unreadable) as refused:
        guard.read(json.dumps(GOOD | changed))
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("key", sorted(GOOD))
def test_a_missing_field_is_named(key: str) -> None:
    with pytest.raises(guard.Unreadable, match=f"{key} is missing: give "):
        guard.read(json.dumps({name: value for name, value in GOOD.items() if name != key}))


@pytest.mark.parametrize("text", ["", "{", "[]", "3", "[" * 100_000, '{"text": NaN', "1" * 5000])
def test_what_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(guard.Unreadable):
        guard.read(text)


@given(st.text(), st.lists(st.text(), max_size=3), st.lists(st.text(), max_size=3), st.lists(st.text(), max_size=2))
def test_any_text_and_any_names_give_passages_inside_the_text(
    text: str, own: list[str], theirs: list[str], before: list[str]
) -> None:
    note = Note(text=text, names=tuple(own), others=(tuple(theirs),), siblings=tuple(before), previous=(text,))
    for each in guard.check(note):
        assert each.code in guard.CODES
        if each.where:
            assert 0 <= each.where[0] < each.where[1] <= len(text)
