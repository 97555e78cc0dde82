"""What an import did, file by file: the JSON that `openiop import fhir --json` prints and the page shows."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from openiop.doors.exchange.fhir.taken import Skipped

Status = Literal["created", "updated", "unchanged", "refused"]
STATUSES: tuple[Status, ...] = ("created", "updated", "unchanged", "refused")

NAMED = 5  # ids that a line about several skipped records names


@dataclass(frozen=True)
class SkippedLine:
    """Records of one type that were skipped for one reason; the first few by id."""

    resource_type: str
    why: str
    count: int
    ids: tuple[str, ...]


@dataclass(frozen=True)
class FileReport:
    """What became of one file.

    `status`: "created" something new came in (a person, a referral, or a question to a human whether this is
    somebody known); "updated" something known changed; "unchanged"; "refused" nothing of it was kept, and `error`
    says where and why in one line. `taken` counts the records in it that OpenIOP takes, new or known, by FHIR type.
    """

    file: str
    status: Status
    taken: dict[str, int] = field(default_factory=dict)
    skipped: tuple[SkippedLine, ...] = ()
    error: str | None = None

    def as_dict(self) -> dict[str, Any]:
        return {
            "file": self.file,
            "status": self.status,
            "taken": self.taken,
            "skipped": [
                {"resource_type": line.resource_type, "why": line.why, "count": line.count, "ids": list(line.ids)}
                for line in self.skipped
            ],
            "error": self.error,
        }


@dataclass(frozen=True)
class Report:
    """What an import did. Its totals count files."""

    files: tuple[FileReport, ...]

    @property
    def totals(self) -> dict[str, int]:
        return {status: sum(file.status == status for file in self.files) for status in STATUSES}

    @property
    def refused(self) -> bool:
        """Whether any file was refused: the command then exits non-zero."""
        return any(file.status == "refused" for file in self.files)

    def as_dict(self) -> dict[str, Any]:
        return {"files": [file.as_dict() for file in self.files], "totals": self.totals}


def in_lines(skipped: Iterable[Skipped]) -> tuple[SkippedLine, ...]:
    """Skipped records gathered by type and reason: a bundle has hundreds of observations and one reason."""
    gathered: dict[tuple[str, str], list[str]] = {}
    for record in skipped:
        gathered.setdefault((record.resource_type, record.why), []).append(record.id)
    return tuple(
        SkippedLine(kind, why, len(ids), tuple(filter(None, ids[:NAMED])))
        for (kind, why), ids in sorted(gathered.items())
    )
