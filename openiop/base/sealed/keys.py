"""Finding and making keys: root → organisation → client. Nothing here keeps an unwrapped key longer than a call."""

import base64
import os
import secrets
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from openiop.base.sealed import cipher
from openiop.base.sealed.cipher import Shredded, Unopenable, place_of
from openiop.base.sealed.models import Key


def roots() -> list[bytes]:
    """The installation's root key, and after it the one before, while keys are being changed.

    OPENIOP_ROOT_KEY and OPENIOP_ROOT_KEY_BEFORE hold 32 bytes in base64; without the first, a key is made once and
    kept in the data folder, readable by its owner only. Raises ValueError where one of them is no such key.
    """
    first = os.environ.get("OPENIOP_ROOT_KEY") or _kept(Path(settings.ROOT_KEY_FILE))
    before = os.environ.get("OPENIOP_ROOT_KEY_BEFORE")
    return [_decoded(text) for text in (first, before) if text]


def _decoded(text: str) -> bytes:
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except ValueError:
        key = b""
    if len(key) != 32:
        raise ValueError("OPENIOP_ROOT_KEY: 32 bytes in base64 are expected; `openssl rand -base64 32` makes some")
    return key


def _kept(file: Path) -> str:
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        scratch = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
        handle = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as made:
            made.write(base64.b64encode(cipher.new_key()).decode())
            made.flush()
            os.fsync(made.fileno())
        try:
            os.link(scratch, file)  # whole or not at all, and only the first of several processes
        except FileExistsError:
            pass
        finally:
            scratch.unlink()
    return file.read_text()


def _place(key: Key) -> bytes:
    return place_of("openiop key", key.organisation_id, key.kind, key.owner, key.version)


def unwrapped(key: Key) -> bytes:
    """The key itself. Raises Shredded, or Unopenable where no root of ours opens what it hangs on."""
    if key.shredded_at or not key.wrapped:
        raise Shredded("the key of this text was thrown away")
    if key.kind != Key.Kind.HOUSE:
        house = Key.objects.get(organisation=key.organisation_id, kind=Key.Kind.HOUSE, version=key.under)
        return cipher.unwrap(bytes(key.wrapped), unwrapped(house), _place(key))
    for root in roots():
        if bytes(key.wrapped)[:8] == cipher.fingerprint(root):
            return cipher.unwrap(bytes(key.wrapped), root, _place(key))
    raise Unopenable("this organisation's key was wrapped under another root key than OPENIOP_ROOT_KEY")


def rewrap(key: Key, house: Key | None) -> None:
    """Hangs `key` on another version of the organisation's key, or (None) on the newest root."""
    plain = unwrapped(key)
    key.under = house.version if house else 0
    key.wrapped = cipher.wrap(plain, unwrapped(house) if house else roots()[0], _place(key))
    key.save(update_fields=["under", "wrapped"])


@transaction.atomic
def make(organisation_id: UUID, kind: Key.Kind, owner: UUID | None = None, *, version: int = 1) -> Key:
    """A new key; the one that another process made at the same moment, if it was first."""
    key = Key(organisation_id=organisation_id, kind=kind, owner=owner, version=version)
    house = None if kind == Key.Kind.HOUSE else _held_house(organisation_id)
    key.under = house.version if house else 0
    key.wrapped = cipher.wrap(cipher.new_key(), unwrapped(house) if house else roots()[0], _place(key))
    Key.objects.bulk_create([key], ignore_conflicts=True)
    return Key.objects.get(organisation=organisation_id, kind=kind, owner=owner, version=version)


def _held_house(organisation_id: UUID) -> Key:
    """The newest key of the organisation, held, so that no rotation ends before what hangs on it is seen."""
    newest = newest_house(organisation_id)
    while True:
        held = Key.objects.select_for_update(no_key=True).get(pk=newest.pk)
        newest = newest_house(organisation_id)
        if newest.pk == held.pk:
            return held


def newest_house(organisation_id: UUID) -> Key:
    return _newest(organisation_id, Key.Kind.HOUSE, None) or make(organisation_id, Key.Kind.HOUSE)


def _newest(organisation_id: UUID, kind: Key.Kind, owner: UUID | None) -> Key | None:
    rows = Key.objects.filter(organisation=organisation_id, kind=kind, owner=owner)
    return rows.order_by("-version").first()


def key_to_seal_with(organisation_id: UUID, owner: UUID | None) -> Key:
    """The newest data key of `owner` (a client, or None), held until the transaction ends, so that no rotation passes
    while a text is on its way. Raises Shredded where the client's keys were thrown away."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a text is sealed inside a transaction")
    rows = Key.objects.filter(organisation=organisation_id, kind=Key.Kind.DATA, owner=owner)
    newest = _newest(organisation_id, Key.Kind.DATA, owner) or make(organisation_id, Key.Kind.DATA, owner)
    while True:
        held = rows.select_for_update(no_key=True).get(pk=newest.pk)
        newest = rows.order_by("-version")[0]
        if newest.pk == held.pk:  # else a rotation passed while this waited for it
            break
    if held.shredded_at:
        raise Shredded("the keys of this person were thrown away; nothing is written about them any more")
    return held


def key_to_open_with(organisation_id: UUID, owner: UUID | None, version: int) -> Key:
    """The data key of this version. Raises Unopenable where there is none."""
    found = Key.objects.filter(organisation=organisation_id, kind=Key.Kind.DATA, owner=owner, version=version).first()
    if found is None:
        raise Unopenable("this text was sealed under a key that is not here")
    return found


def blind_index(organisation_id: UUID, column: str, text: str) -> bytes:
    """32 bytes by which `text` is found again in `column` ("room.table.column") of this organisation; it stays the same
    when keys are changed. Normalise the text first (case, spaces): another spelling is another value."""
    key = _newest(organisation_id, Key.Kind.INDEX, None) or make(organisation_id, Key.Kind.INDEX)
    return cipher.tag(unwrapped(key), f"{column}\0{text}")
