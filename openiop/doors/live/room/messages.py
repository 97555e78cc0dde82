"""What a page may say to the gateway: small, of a fixed shape, and nothing else.

A message is one JSON object with "t", its kind, and exactly the fields of that kind. Whatever is larger than 64 KiB, is
not of its shape, or has a field too many is refused whole.
"""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

LARGEST = 64 * 1024
SEAT = re.compile(r"[0-9a-f]{20}")

Check = Callable[[Any], bool]
Message = dict[str, Any]


class Malformed(ValueError):
    """A message that is none. `code` names what is wrong with it, for the log."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


def text(most: int, least: int = 1) -> Check:
    return lambda value: isinstance(value, str) and least <= len(value) <= most


def is_flag(value: Any) -> bool:
    return isinstance(value, bool)


def is_seat(value: Any) -> bool:
    return isinstance(value, str) and SEAT.fullmatch(value) is not None


def is_wish(value: Any) -> bool:
    """[{"id": seat, "mid": media id}, …]: what one wants to receive, or no longer."""
    return isinstance(value, list) and len(value) <= 64 and all(
        isinstance(each, dict) and set(each) == {"id", "mid"} and is_seat(each["id"]) and text(16)(each["mid"])
        for each in value
    )  # fmt: skip


def is_choice(value: Any) -> bool:
    """[{"mid": media id, "on": flag, "layer": 0 smallest … 2}, …]: how much of what one receives is to come."""
    return isinstance(value, list) and 0 < len(value) <= 64 and all(
        isinstance(each, dict) and set(each) == {"mid", "on", "layer"} and text(16)(each["mid"])
        and is_flag(each["on"]) and type(each["layer"]) is int and 0 <= each["layer"] <= 2
        for each in value
    )  # fmt: skip


def is_candidate(value: Any) -> bool:
    if value is None:
        return True
    allowed = {"candidate", "sdpMid", "sdpMLineIndex", "usernameFragment"}
    return (
        isinstance(value, dict)
        and set(value) <= allowed
        and text(2000, 0)(value.get("candidate"))
        and all(each is None or isinstance(each, str | int) for each in value.values())
    )


SDP = text(60_000, 20)
KINDS: Mapping[str, Mapping[str, Check]] = {
    "hello": {"ticket": text(600)},
    "join": {},
    "publish": {"sdp": SDP, "sealed": is_flag},
    "want": {"add": is_wish, "drop": is_wish},
    "answer": {"sdp": SDP},
    "choose": {"streams": is_choice},
    "trickle": {"side": lambda value: value in ("send", "receive"), "candidate": is_candidate},
    "peer": {"to": is_seat, "kind": lambda value: value in ("offer", "answer"), "sdp": SDP},  # where there is no router
    "ice": {"to": is_seat, "candidate": is_candidate},
    "self": {"mic": is_flag, "cam": is_flag},
    "hand": {"up": is_flag},
    "chat": {"text": text(1000)},
    "say": {"box": text(6000)},  # sealed: a line of the chat
    "share": {"to": lambda value: value == "" or is_seat(value), "box": text(60_000)},  # sealed: what a page shows
    "public": {"key": text(200)},
    "key": {"to": is_seat, "box": text(400)},
    "pong": {},
    "leave": {},
    "admit": {"seat": is_seat},
    "remove": {"seat": is_seat},
    "mute": {"seat": is_seat},
    "lock": {"on": is_flag},
    "end": {},
}
BEFORE_THE_ROOM = {"join", "pong", "leave", "admit", "remove", "lock", "end"}
MODERATION = {"admit", "remove", "mute", "lock", "end"}


def read(said: str | bytes | None) -> Message:
    """The message, or Malformed."""
    if not isinstance(said, str):
        raise Malformed("binary")
    if len(said) > LARGEST or len(said.encode()) > LARGEST:
        raise Malformed("too large")
    try:
        told = json.loads(said)
    except (ValueError, RecursionError):
        raise Malformed("no JSON") from None
    if not isinstance(told, dict):
        raise Malformed("no object")
    fields = KINDS.get(told.get("t", "")) if isinstance(told.get("t"), str) else None
    if fields is None:
        raise Malformed("unknown kind")
    if set(told) != {"t", *fields}:
        raise Malformed("wrong fields")
    for name, check in fields.items():
        if not check(told[name]):
            raise Malformed(f"bad {name}")
    return told
