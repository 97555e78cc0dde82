"""A note in JSON, as `openiop note check` takes it, and what is wrong with it in words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from .model import Note

LONGEST = 50_000  # characters of a note; most have a thousand


class Unreadable(ValueError):
    """This is no note. The message is one line that names the field and how to mend it."""


def read(text: str) -> Note:
    """Make a Note of one JSON object. Raises Unreadable."""
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        line = f"line {error.lineno}, " if "\n" in text.strip() else ""
        raise Unreadable(f"not JSON: {error.msg} at {line}column {error.colno}") from None
    except (RecursionError, ValueError):
        raise Unreadable("not JSON that can be read: it is nested too deep, or has a number too long") from None
    return note_of(found)


def note_of(found: Any) -> Note:
    """Make a Note of what JSON held. Raises Unreadable."""
    if not isinstance(found, Mapping):
        raise Unreadable(f"a note is an object {{…}}, not {_kind(found)}")
    client, minutes = _object(found, "client"), _object(found, "minutes")
    session, author = _object(found, "session"), _object(found, "author")
    return Note(
        text=_string(found, "text"),
        names=_strings(client, "names", "client."),
        others=tuple(
            _strings(_as_object(each, f"others[{n}]"), "names", f"others[{n}].")
            for n, each in enumerate(_list(found, "others"))
        ),
        siblings=_strings(found, "siblings"),
        previous=_strings(found, "previous"),
        objective=_objective(found),
        ended=_boolean(session, "ended", "session."),
        minutes_note=_minutes(minutes, "note"),
        minutes_ledger=_minutes(minutes, "ledger"),
        supervised=_boolean(author, "supervised", "author."),
        cosigned=_boolean(author, "cosigned", "author."),
        shared=_string(found, "shared") if found.get("shared") is not None else "",
    )


def _get(found: Mapping[str, Any], key: str, where: str, wanted: str) -> Any:
    if key not in found:
        raise Unreadable(f"{where}{key} is missing: give {wanted}")
    return found[key]


def _object(found: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    wanted = {"client": '{"names": [...]}', "session": '{"ended": true or false}', "minutes": '{"note", "ledger"}'}
    return _as_object(_get(found, key, "", wanted.get(key, '{"supervised", "cosigned"}')), key)


def _as_object(value: Any, name: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise Unreadable(f"{name} must be an object, not {_kind(value)}")
    return value


def _string(found: Mapping[str, Any], key: str) -> str:
    value = _get(found, key, "", "a string")
    if not isinstance(value, str):
        raise Unreadable(f"{key} must be a string, not {_kind(value)}")
    return _short(value, key)


def _list(found: Mapping[str, Any], key: str, where: str = "") -> list[Any]:
    value = _get(found, key, where, "a list, empty if there are none")
    if not isinstance(value, list):
        raise Unreadable(f"{where}{key} must be a list, not {_kind(value)}")
    return value


def _strings(found: Mapping[str, Any], key: str, where: str = "") -> tuple[str, ...]:
    values = _list(found, key, where)
    for n, each in enumerate(values):
        if not isinstance(each, str):
            raise Unreadable(f"{where}{key}[{n}] must be a string, not {_kind(each)}")
        _short(each, f"{where}{key}[{n}]")
    return tuple(values)


def _short(text: str, name: str) -> str:
    if len(text) > LONGEST:
        raise Unreadable(
            f"{name} has {len(text)} characters: a note has at most {LONGEST}, so leave out what is no note"
        )
    return text


def _boolean(found: Mapping[str, Any], key: str, where: str) -> bool:
    value = _get(found, key, where, "true or false")
    if not isinstance(value, bool):
        raise Unreadable(f"{where}{key} must be true or false, not {_kind(value)}")
    return value


def _minutes(found: Mapping[str, Any], key: str) -> int | None:
    value = _get(found, key, "minutes.", "whole minutes, or null where they are not known")
    if value is None:
        return None
    whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
    if isinstance(value, bool) or not whole or not 0 <= value <= 1_000_000:
        raise Unreadable(f"minutes.{key} must be whole minutes from 0 on, or null, not {_kind(value)}")
    return int(value)


def _objective(found: Mapping[str, Any]) -> str | None:
    value = _get(found, "objective", "", "its id, or null where none is linked")
    if value is None or (isinstance(value, str | int) and not isinstance(value, bool)):
        return None if value is None else str(value).strip() or None
    raise Unreadable(f"objective must be an id or null, not {_kind(value)}")


def _kind(value: Any) -> str:
    kinds = {bool: "true or false", str: "a string", list: "a list", dict: "an object", type(None): "null"}
    name = kinds.get(type(value), "a number")
    return f"{name} ({value})" if isinstance(value, int | float) and len(str(value)) < 20 else name
