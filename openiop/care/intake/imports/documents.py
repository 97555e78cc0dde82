"""Source documents: kept as they came, compressed, once."""

import gzip
import zlib
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from openiop.base.audit.actions import record
from openiop.base.people.roles import Permission, require
from openiop.care.intake.models import SourceDocument


def one_import_at_a_time(organisation_id: UUID) -> None:
    """Waits until no other import of this organisation is in a transaction, and holds the others off until ours
    ends: two imports of the same person at the same moment would otherwise each find nobody and register both."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, zlib.crc32(organisation_id.bytes) - 2**31])


_LOCK = 0x1A3B  # our own number among advisory locks


@transaction.atomic
def keep_document(
    *, by: Any, organisation_id: UUID, name: str, media_type: str, content: bytes, received_from: str = ""
) -> tuple[SourceDocument, bool]:
    """The document with this content, and whether it is new here. `content` is uncompressed."""
    require(by, Permission.WORK_REFERRALS)
    document, made = SourceDocument.objects.get_or_create(
        organisation_id=organisation_id,
        sha256=sha256(content).hexdigest(),
        defaults={
            "name": name[-255:],
            "media_type": media_type,
            "content": gzip.compress(content, compresslevel=6, mtime=0),
            "size": len(content),
            "received_from": received_from,
        },
    )
    if made:
        record("intake.document.kept", document, by=by, seals=document, size=len(content))
    return document, made


def content_of(document: SourceDocument) -> bytes:
    """The bytes as they came."""
    return gzip.decompress(document.content)


def documents(organisation_id: UUID, ids: list[str]) -> list[SourceDocument]:
    """These documents, in this order."""
    found = SourceDocument.objects.filter(organisation_id=organisation_id).in_bulk([UUID(i) for i in ids])
    return [found[UUID(i)] for i in ids if UUID(i) in found]
