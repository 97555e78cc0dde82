"""Setting up what the organisation offers. Stands below people: it asks `by.may(...)` by the right's plain name."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from openiop.base.audit.actions import record
from openiop.base.programs.models import Program, ProgramLicence, Room, Site, Track

MANAGE = "manage_program"  # people.roles.Permission.MANAGE_PROGRAM


def require(by: Any) -> None:
    """Raises PermissionDenied unless `by` may manage the program."""
    if not by.may(MANAGE):
        raise PermissionDenied(MANAGE)


@transaction.atomic
def change(*, by: Any, row: Program | Site | Room | Track, **fields: Any) -> list[str]:
    """Writes what differs and returns the names of the changed fields; the old values stay in the audit."""
    require(by)
    before = {name: getattr(row, name) for name in fields}
    changed = [name for name, value in fields.items() if before[name] != value]
    if changed:
        for name in changed:
            setattr(row, name, fields[name])
        row.full_clean()
        row.save(update_fields=changed)
        noun = row._meta.model_name
        record(f"programs.{noun}.changed", row, by=by, before={name: str(before[name]) for name in changed})
    return changed


def add_site(*, by: Any, program: Program, **fields: Any) -> Site:
    """Another place where this organisation gives care."""
    return _add(Site(organisation_id=program.organisation_id, **fields), by=by)


def add_room(*, by: Any, site: Site, **fields: Any) -> Room:
    """A room at a site. Raises ValidationError where the site has one of that name."""
    return _add(Room(organisation_id=site.organisation_id, site=site, **fields), by=by)


def add_track(*, by: Any, program: Program, **fields: Any) -> Track:
    """A way through the program."""
    fields = {"languages": ["en"]} | fields
    return _add(Track(organisation_id=program.organisation_id, program=program, **fields), by=by)


def add_licence(
    *, by: Any, program: Program, state: str, kind: str, number: str, start: date, end: date | None
) -> ProgramLicence:
    """A licence of the program, from `start` through `end` (open without one)."""
    if end is not None and end <= start:
        raise ValidationError({"end": _("It must end after it begins.")})
    licence = ProgramLicence(
        organisation_id=program.organisation_id,
        program=program,
        state=state,
        kind=kind,
        number=number,
        valid=DateRange(start, end, bounds="[]") if end else DateRange(start, None),
    )
    return _add(licence, by=by)


@transaction.atomic
def _add[R: models.Model](row: R, *, by: Any) -> R:
    require(by)
    row.full_clean()
    row.save()
    record(f"programs.{row._meta.model_name}.added", row, by=by)
    return row
