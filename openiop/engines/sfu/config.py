"""The configuration of the router (Janus 1.1) and of the relay (coturn 4.6), as text.

Nothing is configured that OpenIOP does not use: one plugin, one transport, one event handler. The router's only door
is a private Unix socket; its media and the relay listen on one address of this machine.
"""

import os
from dataclasses import dataclass, replace
from pathlib import Path

from .addresses import MediaAddress
from .choosing import NEEDED_MODULES, Programs
from .folder import Reach

MEDIA_PORTS = range(20000, 21000)
RELAY_PORTS = range(21000, 22000)
STATISTICS_SECONDS = 5


@dataclass(frozen=True)
class Layout:
    """What one life of the router is made of. `hook` is where it posts what happens, with its own sign-in."""

    place: Path
    reach: Reach
    media: MediaAddress
    relay_port: int
    hook: str
    hook_password: str


JANUS = """\
general: {{
	configs_folder = "{place}"
	plugins_folder = "{place}/plugins"
	transports_folder = "{place}/transports"
	events_folder = "{place}/events"
	loggers_folder = "{place}/loggers"
	debug_level = 3
	debug_timestamps = true
	server_name = "OpenIOP"
	hide_dependencies = true
	token_auth = true
	token_auth_secret = "{reach.token_secret}"
	admin_secret = "{reach.admin_key}"
	session_timeout = 30
	event_loops = {loops}
	protected_folders = ["/"]
}}
media: {{
	ipv6 = false
	rtp_port_range = "{first}-{last}"
	no_media_timer = 2
}}
nat: {{
	# false: the router's candidates stand in its description, so that none can be missed
	full_trickle = false
	# a browser's own made-up .local names are never asked of the network
	ignore_mdns = true
	ice_enforce_list = "{media.own}"
{mapping}}}
events: {{
	broadcast = true
	stats_period = {statistics}
	combine_media_stats = true
}}
"""

MAPPING = """\
	nat_1_1_mapping = "{media.public}"
	keep_private_host = true
"""

SOCKET = """\
general: {{
	ws = true
	ws_unix = "{reach.socket}"
	wss = false
	json = "compact"
	events = false
	pingpong_trigger = 10
	pingpong_timeout = 5
}}
admin: {{
	admin_ws = false
	admin_wss = false
}}
"""

ROOMS = """\
general: {{
	admin_key = "{reach.admin_key}"
	lock_rtp_forward = true
	string_ids = true
	events = true
}}
"""

# never "handles": its `attached` event holds the token in clear
HOOK = """\
general: {{
	enabled = true
	events = "webrtc,media,plugins"
	grouping = true
	json = "compact"
	backend = "{hook}"
	backend_user = "router"
	backend_pwd = "{hook_password}"
	max_retransmissions = 8
	retransmissions_backoff = 50
}}
"""

RELAY = """\
listening-ip={media.own}
listening-port={relay_port}
relay-ip={media.own}
{mapping}min-port={first}
max-port={last}
no-tls
no-dtls
no-cli
no-rfc5780
no-stun-backward-compatibility
no-software-attribute
no-multicast-peers
no-tcp-relay
secure-stun
fingerprint
use-auth-secret
static-auth-secret={reach.relay_secret}
realm=openiop
stale-nonce=600
user-quota=12
denied-peer-ip=0.0.0.0-255.255.255.255
denied-peer-ip=::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff
{allowed}userdb={place}/relay.db
pidfile={place}/relay.pid
log-file=stdout
simple-log
"""


def files(layout: Layout) -> dict[str, str]:
    """Every configuration file of the two programs, by its name in `layout.place`."""
    said = {name: getattr(layout, name) for name in ("place", "reach", "media", "relay_port", "hook", "hook_password")}
    public = layout.media.public
    allowed = "".join(f"allowed-peer-ip={each}\n" for each in filter(None, (layout.media.own, public)))
    return {
        "janus.jcfg": JANUS.format(
            **said,
            loops=max(1, min(os.cpu_count() or 1, 8)),
            first=MEDIA_PORTS.start,
            last=MEDIA_PORTS.stop - 1,
            statistics=STATISTICS_SECONDS,
            mapping=MAPPING.format(**said) if public else "",
        ),
        "janus.transport.websockets.jcfg": SOCKET.format(**said),
        "janus.plugin.videoroom.jcfg": ROOMS.format(**said),
        "janus.eventhandler.sampleevh.jcfg": HOOK.format(**said),
        "turnserver.conf": RELAY.format(
            **said,
            first=RELAY_PORTS.start,
            last=RELAY_PORTS.stop - 1,
            allowed=allowed,
            mapping=f"external-ip={public}/{layout.media.own}\n" if public else "",
        ),
    }


def link_modules(place: Path, programs: Programs) -> None:
    """Lay out the modules that the router may load: the three that are needed, by link, so that nothing else can be."""
    for folder in ("plugins", "transports", "events", "loggers"):
        (place / folder).mkdir(mode=0o755, exist_ok=True)
    for name in NEEDED_MODULES:
        (place / name).symlink_to(programs.modules / name)


def commands(place: Path, programs: Programs) -> dict[str, list[str]]:
    """How the two programs are started. No secret stands in a command line."""
    router = [str(programs.janus), "-F", str(place), "-C", str(place / "janus.jcfg"), "--disable-colors"]
    return {"video router": router, "video relay": [str(programs.turnserver), "-c", str(place / "turnserver.conf")]}


def replace_hook(layout: Layout, hook: str) -> Layout:
    """The same layout for the next life of the router."""
    return replace(layout, hook=hook)
