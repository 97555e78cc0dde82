"""One connection to PostgreSQL that hears for every stream of this process."""

import asyncio
import contextlib
import logging
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import psycopg

from openiop.care.encounters.tickets import CHANNEL

logger = logging.getLogger(__name__)
LONGEST_PAUSE = 5.0


class Ears:
    """Who waits for news of which session. `settings` gives what psycopg connects with, anew for each try."""

    def __init__(self, settings: Callable[[], dict[str, Any]]):
        self.settings = settings
        self.listening = False
        self.waiting: dict[str, set[asyncio.Event]] = defaultdict(set)
        self.task: asyncio.Task[None] | None = None

    @property
    def streams(self) -> int:
        return sum(map(len, self.waiting.values()))

    def open(self) -> None:
        """Begins to listen, in the loop that runs now; again costs nothing."""
        if self.task is None or self.task.done():
            self.task = asyncio.get_running_loop().create_task(self.listen())

    async def close(self) -> None:
        if self.task:
            self.task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self.task

    @contextlib.contextmanager
    def hear(self, session: str) -> Iterator[asyncio.Event]:
        """An event that is set whenever there is news of this session."""
        self.open()
        news = asyncio.Event()
        self.waiting[session].add(news)
        try:
            yield news
        finally:
            self.waiting[session].discard(news)
            if not self.waiting[session]:
                del self.waiting[session]

    async def listen(self) -> None:
        """Listens for as long as this process lives, and connects again whenever the connection is lost."""
        pause = 0.25
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(**self.settings(), autocommit=True) as connection:
                    await connection.execute(f"LISTEN {CHANNEL}")  # a constant of ours
                    self.listening, pause = True, 0.25
                    self.tell_everyone()  # whatever came while nobody listened
                    async for notice in connection.notifies():
                        self.tell(notice.payload)
            except (psycopg.Error, OSError) as error:
                logger.warning("the stream of boards lost the database (%s); it connects again", type(error).__name__)
            self.listening = False
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    def tell(self, session: str) -> None:
        for news in self.waiting.get(session, ()):
            news.set()

    def tell_everyone(self) -> None:
        for session in list(self.waiting):
            self.tell(session)
