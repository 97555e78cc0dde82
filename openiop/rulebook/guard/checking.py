"""The guard: everything that speaks against signing a note."""

from __future__ import annotations

from ..text import explain, gettext_noop
from .cloning import clones
from .minutes import minutes_wrong
from .model import Finding, Note, Severity
from .naming import others_named

NOT_ENDED = gettext_noop("The session has not ended yet: sign after it has")
NO_OBJECTIVE = gettext_noop("No objective is linked: choose the plan objective that was worked on")
COSIGN = gettext_noop(
    "A supervisor’s co-signature is missing: the note is final when your supervisor has signed it too"
)


def check(note: Note) -> tuple[Finding, ...]:
    """Everything that speaks against signing, in the order of `CODES`; nothing: sign."""
    found: list[Finding] = []
    if not note.ended:
        found.append(_plain("not-ended", "block", NOT_ENDED))
    found += clones(note)
    if not note.objective and note.minutes_ledger != 0:
        found.append(_plain("no-objective", "block", NO_OBJECTIVE))
    found += others_named(note)
    found += minutes_wrong(note)
    if note.supervised and not note.cosigned:
        found.append(_plain("cosign-missing", "warn", COSIGN))
    return tuple(found)


def _plain(code: str, severity: Severity, message: str) -> Finding:
    return Finding(code, severity, None, explain(code, message))
