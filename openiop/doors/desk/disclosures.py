"""Everything that left the house, on whichever basis, page by page."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from openiop.base.people.roles import Permission as P
from openiop.base.privacy.disclosures import BASES, Disclosure

A_PAGE = 50


@require_GET
def disclosures(request: HttpRequest) -> HttpResponse:
    """Who was told what, and what allowed it?"""
    gate = request.gate
    rows = gate.rows(Disclosure, P.REVIEW_PRIVACY).select_related("client").order_by("-at", "-id")
    basis = request.GET.get("basis", "")
    basis = basis if basis in dict(BASES) else ""
    if basis:
        rows = rows.filter(basis=basis)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/disclosures.html", {"page": page, "basis": basis, "bases": BASES})
