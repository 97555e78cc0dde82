"""Which edition of the patient notice holds, and who was given it (42 CFR 2.22)."""

from datetime import date
from typing import Any

from django.db.models import Max, Q, QuerySet

from openiop.base.people.models import Client
from openiop.base.privacy.duties import NoticeGiven
from openiop.base.privacy.notices import Notice
from openiop.base.programs.models import Program


def editions(program: Program) -> QuerySet[Notice]:
    """The program's published editions, the newest first. Public words: nobody's record is in them."""
    return Notice.objects.filter(program=program, published_at__isnull=False).select_related("program")


def in_force(program: Program, today: date | None = None) -> Notice | None:
    """The edition that holds today."""
    return editions(program).filter(effective_on__lte=today or program.today()).first()


def counts_since(program: Program) -> date | None:
    """From which edition on having been given one is enough: the last that changed something that matters."""
    rows = editions(program).filter(effective_on__lte=program.today())
    found = list(rows.values_list("effective_on", "is_material"))
    return next((day for day, is_material in found if is_material), found[-1][0] if found else None)


def enough(program: Program, rows: QuerySet[NoticeGiven]) -> QuerySet[NoticeGiven]:
    """Those of `rows` by which somebody was given what still holds; all, where the program has no edition here."""
    since = counts_since(program)
    if since is None:
        return rows
    older = Q(notice=None, version__gte=since.isoformat())  # given before the editions were kept here
    return rows.filter(Q(notice__program=program, notice__effective_on__gte=since) | older)


def lacks(program: Program, client: Client, rows: QuerySet[NoticeGiven]) -> bool:
    """Whether this client still has to be given the notice."""
    return not enough(program, rows.filter(client=client)).exists()


def given_to(clients: Any, rows: QuerySet[NoticeGiven]) -> dict[Any, Any]:
    """When each of these clients was last given any edition."""
    found = rows.filter(client__in=clients).order_by().values("client").annotate(last=Max("at"))
    return {row["client"]: row["last"] for row in found}


def shown(notice: Notice, language: str) -> dict[str, Any]:
    """What `privacy/_notice.html` shows of an edition in a language: {"language", "header", "sections"}."""
    language = language if language in ("en", "es") else "en"
    title, *lines = notice.header(language)
    return {"language": language, "title": title, "header": lines, "sections": notice.sections(language)}
