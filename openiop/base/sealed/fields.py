"""The field: text to the program, ciphertext to the database."""

from typing import Any

from django.db import models

from openiop.base.sealed import cipher
from openiop.base.sealed.keys import key_to_open_with, key_to_seal_with, unwrapped


class Sealed(bytes):
    """What came from the database, unopened."""


class Opener:
    """Opens a sealed text when it is asked for, and not before: a list that does not show it needs no key."""

    def __init__(self, field: "SealedTextField"):
        self.field = field

    def __get__(self, row: models.Model | None, kind: type[models.Model] | None = None) -> Any:
        if row is None:
            return self
        if self.field.attname not in row.__dict__:
            row.refresh_from_db(fields=[self.field.attname])
        value = row.__dict__[self.field.attname]
        if isinstance(value, Sealed):
            value = row.__dict__[self.field.attname] = self.field.opened(row, value)
        return value

    def __set__(self, row: models.Model, value: Any) -> None:
        row.__dict__[self.field.attname] = value


class SealedTextField(models.Field):  # type: ignore[type-arg]
    """Text sealed to its organisation, table, row and column under a key of `owner`.

    `owner` names the attribute of the row that holds the client's id (None there, or owner="": the organisation's own
    data key). `reseal` False: rows are frozen some day, so rotation leaves them. It cannot be searched or ordered by.
    """

    def __init__(self, *args: Any, owner: str = "", reseal: bool = True, **kwargs: Any):
        self.owner, self.reseal = owner, reseal
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "owner": self.owner, "reseal": self.reseal}

    def db_type(self, connection: Any) -> str:
        return "bytea"

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, Opener(self))

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise TypeError(f"{self.name} is sealed: keep a blind_index beside it to look something up")

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Sealed | None:
        return None if value is None else Sealed(value)

    def to_python(self, value: Any) -> Any:
        return value

    def get_prep_value(self, value: Any) -> Any:
        if isinstance(value, str):
            raise TypeError(f"{self.name} is sealed to its row: save the row instead of update()")
        return value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = model_instance.__dict__.get(self.attname)
        return self.sealed(model_instance, value) if isinstance(value, str) else value

    def sealed(self, row: models.Model, text: str) -> bytes:
        key = key_to_seal_with(row.organisation_id, self._owner_of(row))  # type: ignore[attr-defined]
        return cipher.seal(unwrapped(key), key.version, text, self._place_of(row))

    def opened(self, row: models.Model, sealed: bytes) -> str:
        """Raises Unopenable where it was moved or altered, Shredded where its key was thrown away."""
        version = cipher.version_of(sealed)
        key = key_to_open_with(row.organisation_id, self._owner_of(row), version)  # type: ignore[attr-defined]
        return cipher.open_sealed(unwrapped(key), sealed, self._place_of(row))

    def _owner_of(self, row: models.Model) -> Any:
        return getattr(row, self.owner) if self.owner else None

    def _place_of(self, row: models.Model) -> bytes:
        organisation = row.organisation_id  # type: ignore[attr-defined]
        return cipher.place_of(organisation, row._meta.db_table, row.pk, self.column)

    def formfield(self, **kwargs: Any) -> Any:
        from django import forms

        return super().formfield(**{"form_class": forms.CharField, "widget": forms.Textarea, **kwargs})
