"""Runs the router and the relay as children of this process, and starts them again whenever they end.

    with Supervisor(home) as supervisor:
        supervisor.run(until=ended.is_set)

What rooms the router held is lost with it: they live in its memory. Whoever uses it makes them again when it comes back
(`switchboard.py` does). Every life of the router is an epoch, and facts say of which epoch they are.
"""

import contextlib
import datetime
import json
import logging
import os
import secrets
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from websockets.exceptions import WebSocketException
from websockets.sync.client import unix_connect

from . import config, folder
from .account import account_for_router
from .addresses import Reserved, media_address, relay_ports
from .child import Child
from .choosing import find
from .errors import VideoError
from .facts import Fact
from .hook import Hook
from .journal import Journal

READY_SECONDS = 15.0
ASK_EVERY = 5.0
ASK_SECONDS = 2.0
SILENT_ASKS = 3
TICK = 0.1
logger = logging.getLogger(__name__)


class Supervisor:
    """One router and one relay, of one data folder. `tell` gets every fact after it is in the journal."""

    def __init__(self, home: Path, tell: Callable[[Sequence[Fact]], None] | None = None):
        self.home, self.tell = home, tell
        self.journal = Journal(home)
        self.epoch = ""
        self.is_ready = False
        self._silent = 0
        self._next_ask = 0.0
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> "Supervisor":
        choice = find()
        media = media_address(os.environ)
        if choice.programs is None or media is None:
            raise VideoError(f"no router to supervise: {choice.why}")
        with contextlib.ExitStack() as stack:
            stack.enter_context(folder.sole_supervisor(self.home))
            self.account = account_for_router()
            self.place = folder.make_place(self.home, self.account)
            stack.callback(folder.forget_place, self.place)
            relay = stack.enter_context(contextlib.closing(Reserved(media.own, relay_ports())))
            self.hook = stack.enter_context(contextlib.closing(Hook(self.note)))
            socket = folder.socket_path(self.place, self.account)
            shown = media.public or media.own
            urls = tuple(f"turn:{shown}:{relay.port}?transport={kind}" for kind in ("udp", "tcp"))
            self.reach = folder.Reach.fresh(str(socket), urls)
            self._layout = config.Layout(
                self.place, self.reach, media, relay.port, hook="", hook_password=self.hook.password
            )
            config.link_modules(self.place, choice.programs)
            self.router, self.relay = (
                Child(name, command, self.account, self.place / f"{name.split()[-1]}.log")
                for name, command in config.commands(self.place, choice.programs).items()
            )
            folder.write_reach(self.home, self.reach)
            stack.callback((folder.own_folder(self.home) / "reach.json").unlink, missing_ok=True)
            stack.callback(self._end_children)
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def run(self, until: Callable[[], bool]) -> None:
        while not until():
            self.tend()
            time.sleep(TICK)

    def wait_ready(self, seconds: float = READY_SECONDS) -> None:
        """Tend until the router answers. Raises VideoError with what it said last if it does not."""
        deadline = time.monotonic() + seconds
        while not self.is_ready:
            self.tend()
            if time.monotonic() > deadline:
                raise VideoError(f"the video router does not answer: {_last_line(self.router.log)}")
            time.sleep(0.02)

    def tend(self) -> None:
        """See to both programs once. Call it several times a second, always from the same thread."""
        for child in (self.router, self.relay):
            if child.poll():
                logger.warning("%s ended with %s: %s", child.name, child.ended_with, _last_line(child.log))
                if child is self.router:
                    self._router_ended()
            if child.is_due():
                if child is self.router:
                    self._new_epoch()
                child.start()
        if time.monotonic() >= self._next_ask:
            self._ask()

    def note(self, facts: Sequence[Fact]) -> None:
        """Keep facts, then pass them on."""
        self.journal.add(facts)
        if self.tell is not None and facts:
            self.tell(facts)

    def _new_epoch(self) -> None:
        self.epoch = secrets.token_hex(6)
        layout = config.replace_hook(self._layout, self.hook.address(self.epoch))
        for name, text in config.files(layout).items():
            folder.write_as(self.account, self.place / name, text)
        Path(self.reach.socket or "").unlink(missing_ok=True)
        self.is_ready, self._silent, self._next_ask = False, 0, 0.0
        self.note([Fact("router-began", _now(), self.epoch)])

    def _router_ended(self) -> None:
        self.is_ready = False
        self.note([Fact("router-ended", _now(), self.epoch)])

    def _ask(self) -> None:
        """Whether the router answers; one that runs and no longer answers is ended, so that it starts again."""
        answers = self.router.process is not None and _answers(self.reach.socket or "", ASK_SECONDS)
        if answers:
            self.is_ready, self._silent = True, 0
        elif self.is_ready:
            self._silent += 1
        self._next_ask = time.monotonic() + (ASK_EVERY if answers or self.is_ready else 0.02)
        if self._silent >= SILENT_ASKS:
            logger.warning("%s runs and does not answer; it is ended", self.router.name)
            self.router.kill()
            self._silent = 0

    def _end_children(self) -> None:
        for child in (self.router, self.relay):
            child.ask_to_end()
        for child in (self.router, self.relay):
            child.end()
        if self.epoch:
            self._router_ended()


def _answers(socket: str, seconds: float) -> bool:
    try:
        with unix_connect(
            socket, "ws://router/", subprotocols=["janus-protocol"], open_timeout=seconds, close_timeout=0.2
        ) as router:
            router.send(json.dumps({"janus": "ping", "transaction": "ping"}))
            return bool(json.loads(router.recv(seconds))["janus"] == "pong")
    except (OSError, WebSocketException, TimeoutError, ValueError, KeyError):
        return False


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def _last_line(log: Path) -> str:
    try:
        lines = log.read_text(errors="replace").strip().splitlines()
    except OSError:
        return "nothing said"
    return lines[-1].strip() if lines else "nothing said"
