"""Doors through which something leaves under a consent, each on a connection of its own, and a stopwatch.

A *page* asks the one door again and again, an *export* hands out one long answer piece by piece, an *open page* reads
as the recipient and is stopped by the database alone. What matters is the last byte of each after a revocation.
"""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import repeat

from django.db import connections

from openiop.base.context import RECIPIENT, Context, standing
from openiop.base.people.models import Client
from openiop.base.privacy import actions
from openiop.base.privacy.consents import Consent
from openiop.base.privacy.refusals import ConsentRefused
from openiop.base.privacy.streams import Stopped, while_live
from openiop.base.privacy.tests.made import own
from tests.cast import House

PIECE = b"a line of the record"
READING = 0.003  # seconds: a recipient does not read any faster
GIVE_UP = 30.0  # seconds: a door that is still open then has failed


@dataclass
class Door:
    """One way out, working through one consent after another until it is told to stop."""

    name: str
    leaving: Callable[[Consent], Iterator[int]]
    consent: Consent | None = None
    first: threading.Event = field(default_factory=threading.Event)  # something has left
    shut: threading.Event = field(default_factory=threading.Event)  # it was refused
    log: list[tuple[float, int]] = field(default_factory=list)  # when how many bytes left, under this consent
    total: int = 0
    error: Exception | None = None
    _given: threading.Event = field(default_factory=threading.Event)
    _closed: bool = False

    def __post_init__(self) -> None:
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    def open(self, consent: Consent) -> None:
        """Begins to let things out under this consent."""
        self.first.clear()
        self.shut.clear()
        self.log = []
        self.consent = consent
        self._given.set()

    def close(self) -> None:
        self._closed = True
        self._given.set()
        self._thread.join(GIVE_UP)

    def _work(self) -> None:
        while self._given.wait() and not self._closed:
            self._given.clear()
            try:
                for count in self.leaving(self.consent):  # type: ignore[arg-type]
                    if count:
                        self.log.append((time.monotonic(), count))
                        self.total += count
                        self.first.set()
                    time.sleep(READING)
            except (ConsentRefused, Stopped):
                pass
            except Exception as error:
                self.error = error
                self.first.set()
            self.shut.set()
        connections.close_all()


def page(by: House) -> Callable[[Consent], Iterator[int]]:
    """A page that is asked for again and again: each answer is a disclosure of its own."""

    def leaving(consent: Consent) -> Iterator[int]:
        recipient = consent.receivers.get().recipient
        while True:
            actions.disclose(
                by=by.dana, consent=consent, recipient=recipient, what={"identity": 1}, content=PIECE, how="page"
            )
            yield len(PIECE)

    return leaving


def export(consent: Consent) -> Iterator[int]:
    """One long answer, piece by piece."""
    for piece in while_live(consent.pk, repeat(PIECE)):
        yield len(piece)


def open_page(consent: Consent) -> Iterator[int]:
    """Somebody who reads on in what stands open, and whom nothing but the database stops."""
    who = Context(RECIPIENT, consent.organisation_id, consent.pk, ("identity",), (consent.pk,))
    while True:
        with standing(who):
            seen = [str(client).encode() for client in Client.objects.all()]
        if not seen:
            return
        yield sum(map(len, seen))


@dataclass
class Figures:
    """What one run measured. Seconds; `late` counts bytes that left more than a second after the commit."""

    revocations: int = 0
    left: int = 0
    late: int = 0
    worst: float = 0.0
    again: int = 0

    def __str__(self) -> str:
        return (
            f"{self.revocations} revocations · {self.left} bytes left before · last byte at most "
            f"{self.worst * 1000:.0f} ms after the commit · {self.late} bytes later than 1 s · "
            f"{self.again} bytes when every door was asked again at the end"
        )


def measure(town: House, rounds: int, say: Callable[[str], None] = print) -> Figures:
    """Revokes `rounds` consents while three doors stand open under each, and asks every door again at the end."""
    doors = [Door("page", page(town)), Door("export", export), Door("open page", open_page)]
    mother = actions.name_recipient(by=town.jordan, client=town.jordan, kind="family", name="Rosa Avery")
    figures, revoked = Figures(), []
    try:
        for number in range(rounds):
            consent = _signed(town, mother)
            for door in doors:
                door.open(consent)
            for door in doors:
                assert door.first.wait(GIVE_UP), f"nothing left through the {door.name}"
            actions.revoke(by=town.jordan, consent=consent)
            committed = time.monotonic()
            for door in doors:
                assert door.shut.wait(GIVE_UP), f"the {door.name} is still open"
                if door.error:
                    raise door.error
                figures.worst = max(figures.worst, door.log[-1][0] - committed)
                figures.late += sum(count for at, count in door.log if at > committed + 1.0)
            revoked.append(consent)
            if (number + 1) % 100 == 0:
                say(f"{number + 1} of {rounds}, last byte at most {figures.worst * 1000:.0f} ms after the commit")
        figures.revocations, figures.left = rounds, sum(door.total for door in doors)
        time.sleep(1.0)  # now every revocation is more than a second old
        for consent in revoked:
            for door in doors:
                before = door.total
                door.open(consent)
                assert door.shut.wait(GIVE_UP)
                figures.again += door.total - before
    finally:
        for door in doors:
            door.close()
    return figures


def _signed(town: House, mother: object) -> Consent:
    consent = actions.draft_consent(
        by=town.jordan, client=town.jordan, program=town.program, recipients=[mother],  # type: ignore[list-item]
        items=["identity"], purposes=["support"], expires_event="The end of my treatment",
    )  # fmt: skip
    return actions.sign_consent(by=town.jordan, consent=consent, signatures=[own(consent)])
