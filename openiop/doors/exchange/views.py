"""Uploading FHIR files, and answering whether somebody is already known."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openiop.base.context import standing
from openiop.base.people.roles import Permission
from openiop.care.intake.imports.matches import candidates_of, fetch_review, reviews
from openiop.doors.exchange.fhir.document import Document
from openiop.doors.exchange.fhir.importing import Incoming, import_all
from openiop.doors.exchange.fhir.read import read_bytes
from openiop.doors.exchange.fhir.report import FileReport, Report
from openiop.doors.exchange.fhir.reviewing import answer
from openiop.doors.exchange.fhir.trial import try_out
from openiop.doors.exchange.fhir.unpack import MIB, Limits
from openiop.doors.exchange.forms import ImportForm, MatchForm
from openiop.doors.exchange.sides import side_by_side
from openiop.rulebook.text import Explanation

UPLOAD = Limits(
    content=64 * MIB, resources=100_000, values=4_000_000
)  # a file through the browser; larger ones go through `openiop import fhir`


@transaction.non_atomic_requests  # each file is a transaction of its own
def import_page(request: HttpRequest) -> HttpResponse:
    """Takes files and shows what became of each. Sending them again changes nothing, so the answer is the page."""
    request.gate.require(Permission.WORK_REFERRALS)
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        files = [Incoming(name, partial(_read, name, upload)) for name, upload in _named(form.cleaned_data["files"])]
        report = import_all(files, program=request.gate.program, by=request.gate.staff)
        context |= {
            "report": report,
            "files": [in_words(file) for file in report.files],
            "heading": heading_of(report),
            "form": ImportForm(),
        }
    with standing(request.gate.staff.standing):
        context["waiting"] = reviews(request.gate).count()
        return render(request, "exchange/import.html", context, status=422 if form.errors else 200)


def matches(request: HttpRequest) -> HttpResponse:
    """Everyone of whom somebody must say whether they are already known here."""
    page = Paginator(reviews(request.gate), 25).get_page(request.GET.get("page"))
    return render(request, "exchange/matches.html", {"page": page})


def match(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Is this the same person? Side by side."""
    review = fetch_review(request.gate, pk)
    candidates = candidates_of(request.gate, review)
    form = MatchForm(candidates, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        who = form.cleaned_data["who"]
        try:
            client = answer(by=request.gate.staff, review=review, client_id=None if who == "new" else UUID(who))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            if client:
                messages.success(request, _("%(name)s is on the list of referrals.") % {"name": client.name})
                return redirect("exchange:matches")
            form.add_error(None, _("Somebody was added a moment ago who may be the same person. Look again."))
            review = fetch_review(request.gate, pk)
            candidates = candidates_of(request.gate, review)
    context = {
        "review": review,
        "candidates": candidates,
        "form": form,
        "incoming": review.incoming["shown"],
        "lines": side_by_side(review.incoming["shown"], candidates),
        "reasons": [Explanation.from_dict(reason).translated(_) for reason in review.reasons],
    }
    return render(request, "exchange/match.html", context, status=422 if form.errors else 200)


def in_words(file: FileReport) -> dict[str, Any]:
    """A file's report in the words of the clinic."""
    words = {
        "Patient": lambda n: ngettext("%(n)s person", "%(n)s people", n),
        "Condition": lambda n: ngettext("%(n)s condition", "%(n)s conditions", n),
        "MedicationRequest": lambda n: ngettext("%(n)s prescription", "%(n)s prescriptions", n),
        "Encounter": lambda n: ngettext("%(n)s visit", "%(n)s visits", n),
        "Coverage": lambda n: ngettext("%(n)s payer", "%(n)s payers", n),
    }
    taken = [say(file.taken[kind]) % {"n": file.taken[kind]} for kind, say in words.items() if kind in file.taken]
    return {
        "name": file.file,
        "status": file.status,
        "error": file.error,
        "skipped": file.skipped,
        "words": ", ".join(taken),
    }


def heading_of(report: Report) -> str:
    """What happened, in one sentence."""
    refused = report.totals["refused"]
    came = len(report.files) - refused
    if not refused:
        if not report.totals["created"] + report.totals["updated"]:
            return _("Nothing new: everything was here already")
        return ngettext("The file came in", "All %(count)s files came in", came) % {"count": came}
    if not came:
        return ngettext("The file was refused", "All %(count)s files were refused", refused) % {"count": refused}
    return _("%(came)s of %(all)s files came in") % {"came": came, "all": len(report.files)}


def _named(uploads: list[UploadedFile]) -> list[tuple[str, UploadedFile]]:
    """Each upload by its name; a name that comes twice is numbered."""
    named: dict[str, UploadedFile] = {}
    for upload in uploads:
        name = str(upload.name)
        number = 1
        while name in named:
            number += 1
            name = f"{upload.name} ({number})"
        named[name] = upload
    return list(named.items())


def _read(name: str, upload: UploadedFile) -> Document:
    raw = upload.read(UPLOAD.content + 1)
    try_out(name, raw, UPLOAD)
    return read_bytes(name, raw, UPLOAD)
