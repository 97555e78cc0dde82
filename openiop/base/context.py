"""Who acts, said to the database once a transaction and signed, so that its policies can hold by themselves.

`privacy_enter()` believes it only where its signature fits this connection and this minute, and keeps it in a row that
nothing else can write and that holds for this transaction alone; the policies of row-level security read that row.
Whoever gets to run SQL as the application still cannot say that they are somebody else: the key lies in a table that
the application may not read. No context, or one that does not fit: no rows. (42 CFR 2.16, 45 CFR 164.312(a).)
"""

import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, wraps
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

STAFF, CLIENT, SYSTEM, RECIPIENT, ARRIVING = "staff", "client", "system", "recipient", "arriving"
NOBODY = UUID(int=0)
SAY = "SELECT privacy_enter(%s)"


@dataclass(frozen=True)
class Context:
    """Who acts in a transaction.

    `items`: the kinds of information they may see (openiop.base.items; none for the system, which sees all).
    `holders`: whose relationships they act under: their own, their supervisees', their programs' where their role
    serves the whole site. `places`: the programs whose directory they may see.
    """

    kind: str
    organisation_id: UUID = NOBODY
    actor_id: UUID = NOBODY
    items: tuple[str, ...] = ()
    holders: tuple[UUID, ...] = ()
    places: tuple[UUID, ...] = ()

    def wire(self, pid: int, now: float) -> str:
        """What the database reads: signature, then the fields, bound to one connection and to this minute."""
        fields = [
            str(pid),
            str(int(now)),
            self.kind,
            str(self.organisation_id),
            str(self.actor_id),
            ",".join(self.items),
            ",".join(map(str, self.holders)),
            ",".join(map(str, self.places)),
        ]
        body = "|".join(fields)
        return seal(body.encode()) + body


@cache
def key() -> bytes:
    """The key that signs contexts: follows from the installation's signing key."""
    return hashlib.sha256(b"openiop.context|" + settings.SECRET_KEY.encode()).digest()


def seal(body: bytes) -> str:
    """Keyed hash of `body`, as hexadecimal text. Hashing twice with the key in front resists extension."""
    return hashlib.sha256(key() + hashlib.sha256(key() + body).digest()).hexdigest()


def enter(context: Context | None) -> None:
    """From here to the end of the transaction, this is who acts; None: nobody.

    With settings.DATABASE_ROLE (the tests, who sign in as the owner of the tables) also as whom the database sees it.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a context holds for one transaction: enter it inside transaction.atomic()")
    raw = connection.connection  # past Django's cursors: this asks for no row, and no page may count it
    said = context.wire(raw.info.backend_pid, time.time()) if context else ""
    role = getattr(settings, "DATABASE_ROLE", None)
    if role:
        raw.execute(SAY + ", set_config('role', %s, true)", [said, role if context else "none"])
    else:
        raw.execute(SAY, [said])
    connection.standing = context  # type: ignore[attr-defined]


@contextmanager
def standing(context: Context) -> Iterator[None]:
    """A transaction in which this is who acts. Inside another one, whoever acted there acts again afterwards."""
    within = connection.in_atomic_block
    before: Context | None = getattr(connection, "standing", None) if within else None
    try:
        with transaction.atomic():
            enter(context)
            yield
            if within:
                enter(before)
    finally:
        connection.standing = before  # type: ignore[attr-defined]


def arriving(user_id: UUID) -> Context:
    """Somebody who signs in: may find the one client behind their own user, and nothing else."""
    return Context(ARRIVING, actor_id=user_id)


def everything(organisation_id: UUID) -> Context:
    """OpenIOP acting on its own within one organisation (an import, a nightly job)."""
    return Context(SYSTEM, organisation_id)


def as_the_house[**P, R](act: Callable[P, R]) -> Callable[P, R]:
    """An action with `program=` that acts for the whole organisation, whoever asked it to: who comes in may be known at
    another site, which the one at this door does not see. It asks for their right itself."""

    @wraps(act)
    def acting(*args: P.args, **kwargs: P.kwargs) -> R:
        with standing(everything(kwargs["program"].organisation_id)):  # type: ignore[attr-defined]
            return act(*args, **kwargs)

    return acting
