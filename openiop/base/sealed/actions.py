"""Changing all keys of an organisation, and throwing a client's keys away."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models, transaction
from django.utils import timezone

from openiop.base.audit.actions import record
from openiop.base.context import everything, standing
from openiop.base.sealed import keys
from openiop.base.sealed.fields import SealedTextField
from openiop.base.sealed.models import Key, Rotation


def rotate(
    *, by: Any, organisation_id: UUID, on_step: Callable[[int, int], None] = lambda done, total: None
) -> Rotation:
    """New keys for everything of this organisation; goes on with a rotation that was cut off.

    One transaction an owner: new data key, their texts sealed anew, their older keys wrapped anew.
    It may be killed at any moment: what is done is done, and the next run does the rest. `on_step` hears how many of
    how many owners are done.
    """
    house = everything(organisation_id)  # whoever asked: every text of the organisation is sealed anew
    with standing(house):
        rotation = begin(by=by, organisation_id=organisation_id)
        waiting = owners_left(rotation)
    rotation.total = max(rotation.total, len(waiting))
    for number, owner in enumerate(waiting, start=rotation.total - len(waiting) + 1):
        with standing(house):
            renew(rotation, owner)
        on_step(number, rotation.total)
    with standing(house):
        return finish(by=by, rotation=rotation)


@transaction.atomic
def begin(*, by: Any, organisation_id: UUID) -> Rotation:
    """The rotation that is under way, or a new one with a new key of the organisation."""
    house = keys.newest_house(organisation_id)
    Key.objects.select_for_update().get(pk=house.pk)  # one beginner at a time
    if under_way := Rotation.objects.filter(organisation=organisation_id, finished_at=None).first():
        return under_way
    new = keys.make(organisation_id, Key.Kind.HOUSE, version=house.version + 1)
    rotation = Rotation(organisation_id=organisation_id, to_version=new.version, total=0)
    rotation.total = len(owners_left(rotation))
    rotation.save(force_insert=True)
    record("sealed.rotation.begun", rotation, by=by, version=new.version)
    return rotation


def owners_left(rotation: Rotation) -> list[UUID | None]:
    """Whose keys still hang on an older key of the organisation."""
    rows = Key.objects.filter(organisation=rotation.organisation_id, shredded_at=None).exclude(wrapped=b"")
    found = rows.exclude(kind=Key.Kind.HOUSE).filter(under__lt=rotation.to_version)
    return sorted(set(found.values_list("owner", flat=True)), key=lambda owner: (owner is not None, str(owner)))


@transaction.atomic
def renew(rotation: Rotation, owner: UUID | None) -> None:
    """One owner's share of a rotation; a second time it changes nothing. Nothing is thrown away."""
    organisation = rotation.organisation_id
    house = Key.objects.get(organisation=organisation, kind=Key.Kind.HOUSE, version=rotation.to_version)
    rows = Key.objects.filter(organisation=organisation, owner=owner, shredded_at=None).exclude(wrapped=b"")
    old = list(
        rows.exclude(kind=Key.Kind.HOUSE).filter(under__lt=house.version).select_for_update().order_by("version")
    )
    data = [key for key in old if key.kind == Key.Kind.DATA]
    if data:
        keys.make(organisation, Key.Kind.DATA, owner, version=data[-1].version + 1)
        reseal(organisation, owner)
    for key in old:
        keys.rewrap(key, house)


def reseal(organisation_id: UUID, owner: UUID | None) -> None:
    """Seals the texts of `owner` under their newest key. Rows that are frozen, or that no job may see (counseling
    notes), keep theirs: that is why a rotation keeps every data key, wrapped anew, and only `shred` throws one away."""
    for model, field in sealed_columns():
        mine = {field.owner: owner} if field.owner else {}
        if not field.reseal or (not field.owner and owner is not None):
            continue
        filled = {f"{field.name}__isnull": False}
        rows = model._default_manager.filter(organisation=organisation_id, **mine, **filled)
        for row in rows.order_by("pk").iterator(chunk_size=200):
            getattr(row, field.attname)  # opened, so that saving seals it anew
            row.save(update_fields=[field.name])


def sealed_columns() -> list[tuple[type[models.Model], SealedTextField]]:
    return [
        (model, field)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, SealedTextField)
    ]


@transaction.atomic
def finish(*, by: Any, rotation: Rotation) -> Rotation:
    """Empties the older keys of the organisation, on which nothing hangs any more."""
    rotation = Rotation.objects.select_for_update().get(pk=rotation.pk)
    houses = Key.objects.filter(organisation=rotation.organisation_id, kind=Key.Kind.HOUSE)
    list(houses.select_for_update().order_by("version"))  # whoever hangs a new key on one of them is waited for
    if rotation.finished_at or owners_left(rotation):
        return rotation
    houses.filter(version__lt=rotation.to_version).update(wrapped=b"")
    rotation.finished_at = timezone.now()
    rotation.save(update_fields=["finished_at", "total"])
    record("sealed.rotation.finished", rotation, by=by, version=rotation.to_version)
    return rotation


@transaction.atomic
def shred(*, by: Any, organisation_id: UUID, client_id: UUID, why: str) -> int:
    """Throws every key of this client away: no sealed text about them is opened again, here or in a copy of the
    database. Says how many keys there were. It cannot be undone; `why` stays in the audit."""
    if not why.strip():
        raise ValueError("why: say on what ground the keys are thrown away")
    rows = Key.objects.filter(organisation=organisation_id, kind=Key.Kind.DATA, owner=client_id)
    found = list(rows.select_for_update())
    rows.update(wrapped=b"", shredded_at=timezone.now())
    if not found:
        made = keys.make(organisation_id, Key.Kind.DATA, client_id)
        Key.objects.filter(pk=made.pk).update(wrapped=b"", shredded_at=timezone.now())
        found = [made]
    record("sealed.keys.shredded", found[0], by=by, client_id=client_id, why=why)
    return len(found)
