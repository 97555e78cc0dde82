"""Which signed notes are final, and which wait for a supervisor."""

from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from openiop.base.people.models import Staff
from openiop.base.people.roles import Permission as P
from openiop.base.privacy.gate import Gate
from openiop.care.encounters.models import Addendum, CoSignature, Note

Verdict = CoSignature.Verdict


def final(rows: QuerySet[Note]) -> QuerySet[Note]:
    """Signed, and co-signed where that was asked for: what counts as a signed note (BIL-3)."""
    cosigned = CoSignature.objects.filter(note=OuterRef("pk"), verdict=Verdict.SIGNED)
    return rows.filter(signed_at__isnull=False).filter(Q(cosigner=None) | Exists(cosigned))


def unfinal(rows: QuerySet[Note]) -> QuerySet[Note]:
    """Signed, and not co-signed yet, sent back or not."""
    cosigned = CoSignature.objects.filter(note=OuterRef("pk"), verdict=Verdict.SIGNED)
    return rows.filter(signed_at__isnull=False, cosigner__isnull=False).exclude(Exists(cosigned))


def awaiting(rows: QuerySet[Note]) -> QuerySet[Note]:
    """Those whose supervisor is next: never sent back, or added to by the author since."""
    sent = CoSignature.objects.filter(note=OuterRef("pk"), verdict=Verdict.SENT_BACK).order_by("-at").values("at")[:1]
    added = (
        Addendum.objects.filter(note=OuterRef("pk"), written_by=OuterRef("signed_by"))
        .order_by("-written_at")
        .values("written_at")[:1]
    )
    rows = unfinal(rows).annotate(sent_at=Subquery(sent), added_at=Subquery(added))
    return rows.filter(Q(sent_at=None) | Q(added_at__gte=F("sent_at")))


def waiting_for(staff: Staff | UUID, rows: QuerySet[Note] | None = None) -> QuerySet[Note]:
    """What waits for this supervisor: asked of them, or of a predecessor in whose place they supervise the author."""
    mine = Q(cosigner=staff) | Q(signed_by__supervisor=staff)
    every = Note.objects.all() if rows is None else rows
    return awaiting(every).filter(mine).exclude(signed_by=staff)


def to_cosign(gate: Gate) -> QuerySet[Note]:
    """The queue of whoever asks, longest waiting first."""
    rows = waiting_for(gate.staff, gate.rows(Note, P.SEE_NOTES).filter(session__program=gate.program))
    return (
        rows.select_related("client", "session__program", "signed_by", "objective__goal")
        .prefetch_related("addenda__written_by", "cosignatures__by")
        .order_by("signed_at", "pk")
    )


def unfinal_of(gate: Gate, n: int = 30) -> list[Note]:
    """What I signed that is not co-signed yet; what was sent back comes first, then the longest waiting."""
    rows = unfinal(gate.rows(Note, P.SEE_NOTES).filter(signed_by=gate.staff, session__program=gate.program))
    rows = rows.select_related("client", "session", "cosigner").prefetch_related("cosignatures", "addenda")
    found = list(rows.defer("signed_content").order_by("signed_at")[:n])
    for note in found:
        note.was_sent_back = standing_of(note) == "sent_back"  # type: ignore[attr-defined]
    return sorted(found, key=lambda note: not note.was_sent_back)  # type: ignore[attr-defined]


def standing_of(note: Note) -> str:
    """draft · final · awaiting (its supervisor) · sent_back (its author). Asks for cosignatures and addenda, which a
    list prefetches."""
    if note.signed_at is None:
        return "draft"
    acts = list(note.cosignatures.all())
    if note.cosigner_id is None or any(act.verdict == Verdict.SIGNED for act in acts):
        return "final"
    if not acts:
        return "awaiting"
    added = [each.written_at for each in note.addenda.all() if each.written_by_id == note.signed_by_id]
    return "awaiting" if added and max(added) >= acts[-1].at else "sent_back"
