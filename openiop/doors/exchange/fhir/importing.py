"""Imports FHIR files: one transaction a file, idempotent, a human asked where it is unsure who somebody is.

A bundle is read, taken and kept before the next one is read. The other files of a call (Bulk NDJSON, single
resources) belong together: they are read first, and those with the patients are kept first.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError

from openiop.base.context import everything, standing
from openiop.care.intake.imports.documents import keep_document, one_import_at_a_time
from openiop.care.intake.imports.ledger import AnothersRecord
from openiop.doors.exchange.fhir.defect import Defect, quoted
from openiop.doors.exchange.fhir.document import Document
from openiop.doors.exchange.fhir.keeping import Keeper, Outcome
from openiop.doors.exchange.fhir.read import read
from openiop.doors.exchange.fhir.report import FileReport, Report, Status, in_lines
from openiop.doors.exchange.fhir.take import take_all
from openiop.doors.exchange.fhir.taken import Taken

MEDIA_TYPES = {
    "bundle": "application/fhir+json",
    "resource": "application/fhir+json",
    "ndjson": "application/fhir+ndjson",
}


@dataclass(frozen=True)
class Incoming:
    """A file by the name its report goes by, and how to read it (`read` raises Defect)."""

    name: str
    read: Callable[[], Document]


def import_files(
    paths: Iterable[Path | str], *, program: Any, by: Any, on_file: Callable[[FileReport], None] | None = None
) -> Report:
    """Imports files from disk into `program` (a Program); `by` is a Staff or a System. `on_file` hears of each
    file as it is done. A path given twice is imported once."""
    names = dict.fromkeys(str(path) for path in paths)
    return import_all((Incoming(name, partial(read, name)) for name in names), program=program, by=by, on_file=on_file)


def import_all(
    files: Iterable[Incoming], *, program: Any, by: Any, on_file: Callable[[FileReport], None] | None = None
) -> Report:
    """Imports files from anywhere. The report keeps their order; their names must differ."""
    order: list[str] = []
    done: dict[str, FileReport] = {}
    for report in _reports(files, program, by, order):
        done[report.file] = report
        if on_file:
            on_file(report)
    return Report(tuple(done[name] for name in order))


def _reports(files: Iterable[Incoming], program: Any, by: Any, order: list[str]) -> Iterator[FileReport]:
    together: list[Document] = []
    for file in files:
        order.append(file.name)
        try:
            document = file.read()
        except Defect as defect:
            yield _refused(file.name, defect)
            continue
        if document.form == "bundle":
            yield from _import_group([document], program, by)
        else:
            together.append(document)
    yield from _import_group(together, program, by)


def _import_group(documents: list[Document], program: Any, by: Any) -> Iterator[FileReport]:
    outcomes = list(zip(documents, take_all(documents), strict=True))
    digests = {document.name: document.digest for document in documents}
    for document, outcome in sorted(outcomes, key=lambda pair: _holds_no_patient(pair[1])):
        yield (
            _refused(document.name, outcome)
            if isinstance(outcome, Defect)
            else _import(document, outcome, digests, program, by)
        )


def _holds_no_patient(outcome: Taken | Defect) -> bool:
    return isinstance(outcome, Defect) or "Patient" not in outcome.counts


def _import(document: Document, taken: Taken, digests: dict[str, str], program: Any, by: Any) -> FileReport:
    """One file in one transaction: all of it is kept, or nothing."""
    try:
        with standing(everything(program.organisation_id)):  # who is in the file may be known at another site
            one_import_at_a_time(program.organisation_id)
            kept, _ = keep_document(
                by=by,
                organisation_id=program.organisation_id,
                name=Path(document.name).name,
                media_type=MEDIA_TYPES[document.form],
                content=document.content,
            )
            keeper = Keeper(program=program, by=by, document=kept, file=document.name, digests=digests)
            outcomes = [keeper.keep(person) for person in taken.persons]
    except Defect as defect:
        return _refused(document.name, defect)
    except AnothersRecord as another:
        return _refused(document.name, Defect("", f"{quoted(another.key)} was imported before for somebody else"))
    except ValidationError as error:
        return _refused(document.name, Defect("Patient", "; ".join(_in_words(error))))
    skipped = [*taken.skipped, *(line for outcome in outcomes for line in outcome.skipped)]
    return FileReport(document.name, status_of(outcomes), taken.counts, in_lines(skipped))


def status_of(outcomes: Iterable[Outcome]) -> Status:
    """The strongest thing that happened to anybody in a file."""
    happened = {outcome.status for outcome in outcomes}
    return "created" if "created" in happened else "updated" if "updated" in happened else "unchanged"


def _refused(name: str, defect: Defect) -> FileReport:
    return FileReport(name, "refused", error=str(defect))


def _in_words(error: ValidationError) -> Iterator[str]:
    if not hasattr(error, "error_dict"):
        yield from error.messages
        return
    for field, messages in error.message_dict.items():
        yield f"{field}: {' '.join(messages)}"
