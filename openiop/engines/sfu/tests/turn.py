"""A small TURN client (RFC 8656) for tests: asks for a relayed address and for permission to reach a peer."""

import hashlib
import hmac
import ipaddress
import os
import socket
import struct
from types import TracebackType
from typing import Literal, Self

ALLOCATE, CREATE_PERMISSION, SEND = 0x0003, 0x0008, 0x0016
COOKIE = 0x2112A442
USERNAME, INTEGRITY, ERROR, PEER, DATA, REALM, NONCE, FAMILY, TRANSPORT = (
    0x0006, 0x0008, 0x0009, 0x0012, 0x0013, 0x0014, 0x0015, 0x0017, 0x0019,
)  # fmt: skip


class TurnClient:
    """Over UDP or TCP, to the relay of a URL such as "turn:192.0.2.2:3478?transport=udp"."""

    def __init__(self, url: str, username: str = "", password: str = ""):
        place, _, kind = url.removeprefix("turn:").partition("?transport=")
        host, port = place.split(":")
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM if kind == "udp" else socket.SOCK_STREAM)
        self.socket.settimeout(5)
        self.socket.connect((host, int(port)))
        self.is_stream = kind == "tcp"
        self.username, self.password = username, password
        self.realm = self.nonce = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.socket.close()

    def allocate(self, family: Literal[4, 6] | None = None) -> int:
        """0 for a relayed address, else the error code."""
        told = [(TRANSPORT, struct.pack("!B3x", 17))]
        if family is not None:
            told.append((FAMILY, struct.pack("!B3x", {4: 1, 6: 2}[family])))
        code = self._ask(ALLOCATE, told)
        if code == 401 and self.username and self.password:
            code = self._ask(ALLOCATE, told)
        return code

    def permit(self, peer: str, port: int = 9) -> int:
        """0 where the relay would send to this peer, else the error code."""
        return self._ask(CREATE_PERMISSION, [(PEER, _address(peer, port))])

    def send(self, peer: str, port: int, data: bytes) -> None:
        told = _attribute(PEER, _address(peer, port)) + _attribute(DATA, data)
        self.socket.sendall(_header(SEND | 0x0010, len(told), os.urandom(12)) + told)

    def _ask(self, kind: int, told: list[tuple[int, bytes]]) -> int:
        mark = os.urandom(12)
        body = b"".join(_attribute(name, value) for name, value in told)
        if self.realm:
            body += _attribute(USERNAME, self.username.encode())
            body += _attribute(REALM, self.realm) + _attribute(NONCE, self.nonce)
            key = hashlib.md5(f"{self.username}:{self.realm.decode()}:{self.password}".encode()).digest()
            signed = _header(kind, len(body) + 24, mark) + body
            body += _attribute(INTEGRITY, hmac.new(key, signed, hashlib.sha1).digest())
        self.socket.sendall(_header(kind, len(body), mark) + body)
        return self._answer(mark)

    def _answer(self, mark: bytes) -> int:
        while True:
            message = self._message()
            if message[8:20] == mark:
                break
        at, code = 20, 0
        while at < len(message):
            name, size = struct.unpack_from("!HH", message, at)
            value = message[at + 4 : at + 4 + size]
            if name == ERROR:
                code = value[2] * 100 + value[3]
            self.realm = value if name == REALM else self.realm
            self.nonce = value if name == NONCE else self.nonce
            at += 4 + size + (-size % 4)
        return code

    def _message(self) -> bytes:
        if not self.is_stream:
            return self.socket.recv(2000)
        head = self._exactly(20)
        return head + self._exactly(struct.unpack_from("!H", head, 2)[0])

    def _exactly(self, size: int) -> bytes:
        found = b""
        while len(found) < size:
            part = self.socket.recv(size - len(found))
            if not part:
                raise ConnectionError("the relay closed the connection")
            found += part
        return found


def _header(kind: int, size: int, mark: bytes) -> bytes:
    return struct.pack("!HHI", kind, size, COOKIE) + mark


def _attribute(name: int, value: bytes) -> bytes:
    return struct.pack("!HH", name, len(value)) + value + b"\0" * (-len(value) % 4)


def _address(host: str, port: int) -> bytes:
    """XOR-PEER-ADDRESS of an IPv4 address; an IPv6 one is never allocated for, so its mask may be anything."""
    place = ipaddress.ip_address(host)
    mask = struct.pack("!I", COOKIE) + b"\0" * 12
    mixed = bytes(a ^ b for a, b in zip(place.packed, mask, strict=False))
    return struct.pack("!BBH", 0, 1 if place.version == 4 else 2, port ^ (COOKIE >> 16)) + mixed
