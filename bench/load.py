"""A load generator in a hundred lines: raw keep-alive sockets, one thread a connection, so that it takes as little as
possible of the two cores that it shares with what it measures."""

import random
import socket
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Request:
    """One HTTP request: `kind` is the line it is counted under."""

    kind: str
    method: str
    path: str
    cookies: str
    body: str = ""
    token: str = ""

    def wire(self) -> bytes:
        head = [
            f"{self.method} {self.path} HTTP/1.1",
            "Host: 127.0.0.1",
            f"Cookie: {self.cookies}",
            "Accept-Language: en",
        ]
        if self.method == "POST":
            head += [
                f"X-CSRFToken: {self.token}",
                "HX-Request: true",
                "Content-Type: application/x-www-form-urlencoded",
            ]
        head.append(f"Content-Length: {len(self.body.encode())}")
        return ("\r\n".join(head) + "\r\n\r\n" + self.body).encode()


@dataclass
class Result:
    """What came back: seconds of every answer by kind, and answers that were not as expected."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    wrong: dict[str, int] = field(default_factory=dict)
    elapsed: float = 0.0

    @property
    def answers(self) -> int:
        return sum(len(times) for times in self.seconds.values())

    @property
    def rate(self) -> float:
        return self.answers / self.elapsed if self.elapsed else 0.0

    def quantile(self, share: float, kind: str | None = None) -> float:
        """The time, in milliseconds, within which `share` of the answers came."""
        times = sorted(self.seconds[kind] if kind else [t for each in self.seconds.values() for t in each])
        return 1000 * times[min(len(times) - 1, int(share * len(times)))] if times else float("nan")


class Connection:
    """One keep-alive connection to the server."""

    def __init__(self, port: int):
        self.address = ("127.0.0.1", port)
        self.open()

    def open(self) -> None:
        self.socket = socket.create_connection(self.address, timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""

    def ask(self, wire: bytes) -> tuple[int, bytes]:
        """Sends one request and reads its whole answer: status and body."""
        self.socket.sendall(wire)
        while b"\r\n\r\n" not in self.buffer:
            self.read()
        head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
        lines = head.decode("latin-1").split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in lines[1:])
        length = int(headers["content-length"])
        while len(self.buffer) < length:
            self.read()
        body, self.buffer = self.buffer[:length], self.buffer[length:]
        return int(lines[0].split(" ", 2)[1]), body

    def read(self) -> None:
        chunk = self.socket.recv(262144)
        if not chunk:
            raise ConnectionError("the server closed the connection")
        self.buffer += chunk


def run(port: int, connections: int, seconds: float, draw: Callable[[random.Random], Request]) -> Result:
    """Keeps `connections` busy for `seconds` with requests drawn by `draw`; the same seeds every time."""
    result, lock, until = Result(), threading.Lock(), time.perf_counter() + seconds

    def visit(number: int) -> None:
        dice, connection = random.Random(number), Connection(port)
        times: dict[str, list[float]] = {}
        wrong: dict[str, int] = {}
        while time.perf_counter() < until:
            request = draw(dice)
            began = time.perf_counter()
            status, _body = connection.ask(request.wire())
            times.setdefault(request.kind, []).append(time.perf_counter() - began)
            if status != (302 if request.method == "POST" else 200) and not (
                request.method == "POST" and status == 200
            ):
                wrong[f"{request.kind}: {status}"] = wrong.get(f"{request.kind}: {status}", 0) + 1
        with lock:
            merge(result.seconds, times.items())
            for kind, count in wrong.items():
                result.wrong[kind] = result.wrong.get(kind, 0) + count

    began = time.perf_counter()
    threads = [threading.Thread(target=visit, args=(number,)) for number in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    result.elapsed = time.perf_counter() - began
    return result


def merge(into: dict[str, list[float]], items: Iterable[tuple[str, list[float]]]) -> None:
    for kind, times in items:
        into.setdefault(kind, []).extend(times)
