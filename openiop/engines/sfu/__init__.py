"""The video router of an installation: which one there is, keeping it alive, speaking to it, and what it saw.

    from openiop.engines import sfu
    sfu.find().why                                      # "/usr/bin/janus and /usr/bin/turnserver, run by OpenIOP"
    async with sfu.Switchboard(lambda: sfu.reach_now(home)) as switchboard: …
    sfu.presence(fact for _, fact in sfu.Journal(home).read())

See README.md for what runs where and who may reach it.
"""

from .choosing import MESH, Choice, find, kind_here
from .errors import RouterGone, RouterRefused, RouterSilent, VideoError
from .facts import Fact
from .folder import Reach, is_supervised, reach_now, read_reach
from .journal import Journal
from .presence import Interval, presence, united
from .rooms import Move, Participant, Room, Rooms
from .seats import Seat, Sender, Track, Wanted
from .supervisor import Supervisor
from .switchboard import Switchboard
from .tokens import RelayPermit, relay_permit
from .wire import Wire

__all__ = [
    "MESH",
    "Choice",
    "Fact",
    "Interval",
    "Journal",
    "Move",
    "Participant",
    "Reach",
    "RelayPermit",
    "Room",
    "Rooms",
    "RouterGone",
    "RouterRefused",
    "RouterSilent",
    "Seat",
    "Sender",
    "Supervisor",
    "Switchboard",
    "Track",
    "VideoError",
    "Wanted",
    "Wire",
    "find",
    "is_supervised",
    "kind_here",
    "presence",
    "reach_now",
    "read_reach",
    "relay_permit",
    "united",
]
