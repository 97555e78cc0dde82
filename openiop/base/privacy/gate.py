"""The one gate. Fetching an object is asking the gate: a view never touches a manager of its own.

It knows roles, organisations, "this is my own", and who reaches whom: a relationship of care (privacy_reach), not a
role alone, opens a client's record. PostgreSQL asks the same again (openiop.base.walls), whatever the gate let pass.
"""

from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404

from openiop.base.audit.readings import record_reading
from openiop.base.items import DIRECTORY
from openiop.base.people.models import Client, Staff
from openiop.base.people.roles import Permission, Refused
from openiop.base.programs.models import Program
from openiop.base.reads import Read, behind
from openiop.base.rows import Row

R = TypeVar("R", bound=Row)

# What one asks for at the front desk: who is here, and where they sit.
FRONT_DESK = frozenset(
    {Permission.SEE_PROGRAM, Permission.SEE_CLIENTS, Permission.SEE_STAFF, Permission.SCHEDULE}
    | {Permission.WORK_REFERRALS, Permission.MANAGE_STAFF, Permission.MANAGE_PROGRAM}
)


class Ungated(RuntimeError):
    """A view answered without asking the gate: a defect, whatever it answered."""


class OutOfReach(PermissionDenied):
    """Somebody at this program, whose record one has no relationship to: the glass can be broken (42 CFR 2.51)."""

    def __init__(self, client: Client):
        super().__init__(f"no relationship to {client.pk}")
        self.client = client


class Gate:
    """Who asks, and what they may read. One a request; `Gate.of(actor)` elsewhere (jobs, commands).

    Everything it refuses looks the same from outside: what does not exist, what belongs to another
    organisation and what one may not see are all "not found", so that existence never leaks.
    """

    def __init__(self, actor: Any, program: Program | None = None):
        self.actor = actor
        self.asked = False
        self._program = program
        self._seen: set[UUID] = set()  # clients whose record this one has looked at, and the audit knows

    @classmethod
    def of(cls, actor: Any, program: Program | None = None) -> "Gate":
        """A gate for work outside a request."""
        return cls(actor, program)

    @property
    def program(self) -> Program:
        """The program this person works in now. Raises Refused for anyone who has none."""
        self.asked = True
        if self._program is None:
            raise Refused(Permission.SEE_PROGRAM)
        return self._program

    @property
    def staff(self) -> Staff:
        """The member of staff who asks. Raises Refused for anyone else."""
        self.asked = True
        if not isinstance(self.actor, Staff):
            raise Refused(Permission.SEE_PROGRAM)
        return self.actor

    @property
    def client(self) -> Client:
        """The client who asks, on their own page. Raises Refused for anyone else."""
        self.asked = True
        if not isinstance(self.actor, Client):
            raise Refused(Permission.SEE_OWN)
        return self.actor

    def may(self, permission: Permission) -> bool:
        """Whether the one who asks has the right."""
        self.asked = True
        return self.actor is not None and self.actor.may(permission)

    def require(self, permission: Permission) -> None:
        """Raises Refused without the right."""
        if not self.may(permission):
            raise Refused(permission)

    def rows(self, model: type[R], permission: Permission) -> QuerySet[R]:
        """The rows of `model` that the one who asks may read under `permission`.

        Staff see their organisation's; a client sees only rows whose `client_path` leads to them, and nothing
        of a model without one. Raises Refused without the right.
        """
        return behind(model, self._walls(model, permission))

    def read(self, read: Read[R], permission: Permission, *shape: Any, **values: Any) -> list[Any]:
        """The same walls around a read that was prepared (openiop.base.reads): what its queryset gives of `rows`."""
        return read.rows(*shape, only=self._walls(read.model, permission), **values)

    def _walls(self, model: type[R], permission: Permission) -> dict[str, UUID | list[UUID]]:
        """What every row must meet that the one who asks may read. Raises Refused without the right."""
        self.require(permission)
        walls: dict[str, UUID | list[UUID]] = {"organisation_id": self.actor.organisation_id}
        if isinstance(self.actor, Client):
            if model.client_path is None:
                raise Refused(permission)
            walls[model.client_path] = self.actor.pk
        elif isinstance(self.actor, Staff) and model.holds is not None:
            if model.holds not in self.actor.standing.items:
                raise Refused(permission)
            if path := model.client_path or model.about:
                walls[f"{path}__reached_under"] = self._holders(model, permission)
        return walls

    def _holders(self, model: type[R], permission: Permission) -> list[UUID]:
        """Under whose relationships this is read. Who somebody is and where they sit, everyone at the program may
        know who asks for no more than that; the record itself needs a relationship."""
        standing = self.actor.standing
        if model.holds in DIRECTORY and permission in FRONT_DESK:
            return [*standing.holders, *standing.places]
        return list(standing.holders)

    def fetch(self, model: type[R], pk: UUID | str, permission: Permission, *, related: tuple[str, ...] = ()) -> R:
        """One row, or Http404. `related` are joined in the same query."""
        self.require(permission)
        try:
            key = pk if isinstance(pk, UUID) else UUID(pk)
        except ValueError as error:
            raise Http404 from error
        found = self.read(_by_key(model), permission, related, key=key)
        if not found:
            self._say_if_out_of_reach(model, key)
            raise Http404
        row: R = found[0]
        self._tell_of(row)
        return row

    def _say_if_out_of_reach(self, model: type[R], key: UUID) -> None:
        """Raises OutOfReach where it is the record of somebody whom one knows to be here, but does not care for."""
        if model is Client and isinstance(self.actor, Staff) and self.actor.may(Permission.SEE_CHART):
            known = self.read(_by_key(Client), Permission.SEE_CLIENTS, (), key=key)
            if known:
                raise OutOfReach(known[0])

    def _tell_of(self, row: Row) -> None:
        """A look of staff at somebody's record goes into the audit, once a request and client."""
        if isinstance(self.actor, Staff) and (client_id := client_of(row)) and client_id not in self._seen:
            self._seen.add(client_id)
            record_reading(self.actor, client_id)


def client_of(row: Row) -> UUID | None:
    """The client a row is about, or None; asks the database only where the way there was not fetched with the row."""
    path = row.client_path or (row.about if row.holds else None)
    if path is None or path == "id":
        return row.pk if path else None
    *steps, last = path.split("__")
    here: Any = row
    for step in steps:
        here = here._state.fields_cache.get(step)
        if here is None:
            return type(row)._default_manager.filter(pk=row.pk).values_list(path, flat=True).first()
    found: UUID | None = getattr(here, f"{last}_id")
    return found


@cache
def _by_key[T: Row](model: type[T]) -> Read[T]:
    """One row of a model, with what is joined to it as the shape."""

    def build(rows: QuerySet[T], related: tuple[str, ...], key: Any) -> QuerySet[T]:
        rows = rows.filter(pk=key).order_by()
        return rows.select_related(*related) if related else rows

    return Read(model, build, key=UUID)
