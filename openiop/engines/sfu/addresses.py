"""Own addresses and ports: where the router may be reached, and by whom.

The router listens for pictures and sound on one address of this machine and on no other. Janus does not confine itself
to loopback (asked to, it takes every address it finds), so one real address is named, and a machine without any has no
router.
"""

import contextlib
import ipaddress
import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass

from .errors import VideoError

NOWHERE = "192.0.2.1"
"""Reserved for documentation: connecting a datagram socket to it sends nothing, and shows our own address."""


@dataclass(frozen=True)
class MediaAddress:
    """Where media comes and goes: an address of this machine, and the one the world sees where a router stands
    between (1:1 address translation)."""

    own: str
    public: str | None = None


def media_address(environment: Mapping[str, str]) -> MediaAddress | None:
    """`OPENIOP_SFU_ADDRESS` ("10.0.0.5" or "203.0.113.7/10.0.0.5": public/own), else the address that this machine
    would reach the network with; None where there is none."""
    told = environment.get("OPENIOP_SFU_ADDRESS")
    if not told:
        own = _way_out()
        return MediaAddress(own) if own else None
    public, _, own = told.rpartition("/")
    for each in filter(None, (public, own)):
        try:
            ipaddress.IPv4Address(each)
        except ValueError:
            raise VideoError(
                f"OPENIOP_SFU_ADDRESS: {each!r} is no IPv4 address; write 10.0.0.5 or public/own"
            ) from None
    if ipaddress.IPv4Address(own).is_loopback or ipaddress.IPv4Address(own).is_unspecified:
        raise VideoError(f"OPENIOP_SFU_ADDRESS is {own}; the router needs an address that others can reach")
    if not _is_ours(own):
        raise VideoError(f"OPENIOP_SFU_ADDRESS is {own}, which is not an address of this machine")
    return MediaAddress(own, public or None)


def _way_out() -> str | None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((NOWHERE, 9))
        except OSError:
            return None
        found = ipaddress.IPv4Address(probe.getsockname()[0])
        return None if found.is_loopback or found.is_unspecified else str(found)


def _is_ours(address: str) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.bind((address, 0))
        except OSError:
            return False
        return True


class Reserved:
    """A port that no other OpenIOP on this machine takes while this object is open.

    The name in the kernel's abstract namespace goes with the process, however it ends. The programs themselves may
    share a port without noticing (SO_REUSEPORT), so it is asked here whether anybody listens.
    """

    def __init__(self, address: str, ports: range):
        self.held: list[socket.socket] = []
        for port in ports:
            if self._hold(port) and self._is_free(address, port):
                self.port = port
                return
            self.close()
        raise VideoError(f"no free port for the relay on {address} from {ports.start} to {ports.stop - 1}")

    def _hold(self, port: int) -> bool:
        name = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.held.append(name)
        try:
            name.bind(f"\0openiop-relay-{port}")
        except OSError:
            return False
        return True

    @staticmethod
    def _is_free(address: str, port: int) -> bool:
        with contextlib.ExitStack() as stack:
            for kind in (socket.SOCK_DGRAM, socket.SOCK_STREAM):
                probe = stack.enter_context(socket.socket(socket.AF_INET, kind))
                if kind == socket.SOCK_STREAM:  # a closed connection of the last server is nobody
                    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    probe.bind((address, port))
                except OSError:
                    return False
        return True

    def close(self) -> None:
        while self.held:
            self.held.pop().close()


def relay_ports(environment: Mapping[str, str] | None = None) -> range:
    """The ports at which the relay may listen: `OPENIOP_TURN_PORT` alone, or the usual one and those after it."""
    told = (os.environ if environment is None else environment).get("OPENIOP_TURN_PORT", "")
    if not told:
        return range(3478, 3578)
    if not told.isdigit() or not 1024 <= int(told) <= 65535:
        raise VideoError(f"OPENIOP_TURN_PORT is {told!r}; it is a port from 1024 to 65535")
    return range(int(told), int(told) + 1)
