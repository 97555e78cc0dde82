"""A network of its own behind one cable that can be pulled: signalling and media go through it, and nothing else does.

A network namespace with one virtual cable to this machine. Pulled, it loses packets as a broken line does: nobody is
told, open connections hang. Needs root (or CAP_NET_ADMIN) and iproute2.
"""

import contextlib
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

ROOT = Path(__file__).resolve().parents[2]


def ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)


def can_be() -> bool:
    """Whether this machine lets us lay such a network."""
    if os.geteuid() != 0 or shutil.which("ip") is None:
        return False
    name = f"oi-try-{secrets.token_hex(2)}"
    try:
        ip("netns", "add", name)
        ip("link", "add", f"{name[3:]}a", "type", "veth", "peer", "name", f"{name[3:]}b")
        ip("link", "del", f"{name[3:]}a")
    except (subprocess.CalledProcessError, OSError):
        return False
    finally:
        with contextlib.suppress(subprocess.CalledProcessError):
            ip("netns", "del", name)
    return True


class Apart:
    """`ports` of this machine's loopback are reached there under the same address. `chromium` starts the browser there.

    The packets that the pulled cable would have brought are lost; what was sent over TCP comes again by itself.
    """

    def __init__(self, ports: list[int], browser: str):
        self.ports, self.browser = ports, browser
        mark = secrets.token_hex(2)
        self.name, self.near, self.far = f"oi-{mark}", f"oi{mark}n", f"oi{mark}f"
        self.net = f"10.{200 + secrets.randbelow(50)}.{secrets.randbelow(250)}"
        self.forwards: list[subprocess.Popen[bytes]] = []
        self.folder = Path(tempfile.mkdtemp(prefix="oi-"))
        self.chromium = self.folder / "chromium"

    def __enter__(self) -> Self:
        try:
            ip("netns", "add", self.name)
            ip("link", "add", self.near, "type", "veth", "peer", "name", self.far)
            ip("link", "set", self.far, "netns", self.name)
            ip("addr", "add", f"{self.net}.1/30", "dev", self.near)
            ip("link", "set", self.near, "up")
            inside = ("netns", "exec", self.name, "ip")
            ip(*inside, "addr", "add", f"{self.net}.2/30", "dev", self.far)
            ip(*inside, "link", "set", self.far, "up")
            ip(*inside, "link", "set", "lo", "up")
            ip(*inside, "route", "add", "default", "via", f"{self.net}.1")
            near = [f"{self.net}.1:{port}=127.0.0.1:{port}" for port in self.ports]
            far = [f"127.0.0.1:{port}={self.net}.1:{port}" for port in self.ports]
            command = [sys.executable, "-m", "bench.rooms.forward"]
            self.forwards = [
                subprocess.Popen([*command, *near], cwd=ROOT),
                subprocess.Popen(["ip", "netns", "exec", self.name, *command, *far], cwd=ROOT),
            ]
            self.chromium.write_text(f'#!/bin/sh\nexec ip netns exec {self.name} {self.browser} "$@"\n')
            self.chromium.chmod(0o755)
            self._wait()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for each in self.forwards:
            each.terminate()
            each.wait(10)
        for words in (("link", "del", self.near), ("netns", "del", self.name)):
            with contextlib.suppress(subprocess.CalledProcessError):
                ip(*words)
        shutil.rmtree(self.folder, ignore_errors=True)

    def cut(self) -> None:
        """The cable is pulled."""
        ip("link", "set", self.near, "down")

    def heal(self) -> None:
        ip("link", "set", self.near, "up")

    def _wait(self, seconds: float = 20) -> None:
        probe = "import socket,sys; [socket.create_connection(('127.0.0.1', int(p)), 2) for p in sys.argv[1:]]"
        ports = [str(port) for port in self.ports]
        end = time.monotonic() + seconds
        command = ["ip", "netns", "exec", self.name, sys.executable, "-c", probe, *ports]
        while subprocess.run(command, capture_output=True, check=False).returncode:
            if time.monotonic() > end:
                raise RuntimeError("the other network does not answer")
            time.sleep(0.2)
