"""What happened in the rooms, as the router saw it: typed, and free of everything a fact does not need.

The router posts its events as JSON (Janus event handlers). Only the fields named here pass: never a token (the events
"attached" and "joined" hold one in clear), a session description, an address of somebody's network, or an alias.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Kind = Literal[
    "router-began",  # this life of the router; what an earlier one held is over
    "router-ended",  # the supervisor saw it end
    "joined",
    "published",
    "unpublished",
    "left",
    "kicked",
    "connected",  # media can flow (WebRTC is up)
    "disconnected",
    "flowing",  # `on`: media of one kind comes in again, or stopped coming
    "statistic",  # every five seconds: what came in since the connection began, all tracks together
    "heard",  # the person's page answered (said by the gateway): who only listens sends no media
]
WEBRTC, MEDIA, PLUGIN = 16, 32, 64
ROOM_EVENTS: dict[str, Kind] = {
    "joined": "joined",
    "published": "published",
    "unpublished": "unpublished",
    "leaving": "left",
    "kicked": "kicked",
}
SUMS = {"packets-received": "packets_in", "bytes-received": "bytes_in", "lost": "lost_in"}
WORST = {"jitter-local": "jitter_ms", "rtt": "rtt_ms"}


@dataclass(frozen=True)
class Fact:
    """One thing that happened. `epoch` is the life of the router; `connection` is one of its handles in that life.

    `role` says whether the connection sends ("send") or only receives ("receive"). `numbers` (of a statistic) count
    since the connection began.
    """

    kind: Kind
    at: datetime.datetime
    epoch: str
    connection: str = ""
    room: str = ""
    seat: str = ""
    role: str = ""
    media: str = ""
    on: bool | None = None
    numbers: Mapping[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        told = {key: value for key, value in asdict(self).items() if value not in ("", None, {})}
        return told | {"at": self.at.isoformat()}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> "Fact":
        return cls(**{**told, "at": datetime.datetime.fromisoformat(told["at"])})


def mark(role: Literal["send", "receive"], room: str, seat: str) -> str:
    """The opaque id of a connection: by it the router's media events name room and seat."""
    return f"{role}|{room}|{seat}"


def read(epoch: str, posted: object) -> Iterator[Fact]:
    """The facts in one post of the router: an event, or a list of events. What is unknown is left out."""
    for event in posted if isinstance(posted, list) else [posted]:
        if not isinstance(event, dict):
            continue
        try:
            fact = _fact(epoch, event)
        except (KeyError, TypeError, ValueError, OverflowError, AttributeError):
            continue
        if fact is not None:
            yield fact


def _fact(epoch: str, event: Mapping[str, Any]) -> Fact | None:
    inside = event["event"]
    told: dict[str, Any] = {}
    if event["type"] == PLUGIN:
        data = inside["data"]
        kind = ROOM_EVENTS.get(data["event"])
    elif event["type"] == WEBRTC:
        data, (kind, told) = {}, _of_webrtc(inside)
    elif event["type"] == MEDIA:
        data, (kind, told) = {}, _of_media(inside)
    else:
        return None
    if kind is None:
        return None
    role, room, seat = _marked(event.get("opaque_id"))
    if role == "receive" and kind in ("statistic", "flowing"):
        return None  # by far the most of all events, and what one receives proves nothing
    return Fact(
        kind,
        datetime.datetime.fromtimestamp(event["timestamp"] / 1e6, datetime.UTC),
        epoch,
        connection=f"{epoch}/{event['handle_id']}" if "handle_id" in event else "",
        room=str(data.get("room", room)),
        seat=str(data.get("id", seat)),
        role=role,
        **told,
    )


def _of_webrtc(inside: Mapping[str, Any]) -> tuple[Kind | None, dict[str, Any]]:
    if inside.get("connection") == "webrtcup":
        return "connected", {}
    if inside.get("connection") == "hangup":
        return "disconnected", {}
    return None, {}  # candidates and addresses of a person's network are nobody's business


def _of_media(inside: Any) -> tuple[Kind | None, dict[str, Any]]:
    if isinstance(inside, dict):
        media = inside["media"] if inside.get("media") in ("audio", "video", "data") else ""
        return ("flowing", {"media": media, "on": bool(inside["receiving"])}) if "receiving" in inside else (None, {})
    numbers = {ours: sum(int(one.get(theirs, 0)) for one in inside) for theirs, ours in SUMS.items()}
    numbers |= {ours: max(int(one.get(theirs, 0)) for one in inside) for theirs, ours in WORST.items()}
    return "statistic", {"numbers": numbers}


def _marked(opaque: object) -> tuple[str, str, str]:
    parts = str(opaque or "").split("|")
    return (parts[0], parts[1], parts[2]) if len(parts) == 3 and parts[0] in ("send", "receive") else ("", "", "")


def in_order(facts: Iterable[Fact]) -> list[Fact]:
    """The same facts, by time; where two happened at once, the beginning of a router first and its end last."""
    first = {"router-began": 0, "joined": 1, "router-ended": 3}
    return sorted(facts, key=lambda fact: (fact.at, first.get(fact.kind, 2), fact.connection, fact.kind, fact.media))
