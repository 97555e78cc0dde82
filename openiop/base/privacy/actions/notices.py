"""The patient notice (42 CFR 2.22): a program writes an edition, publishes it, and gives it to everyone."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from openiop.base.audit.actions import record
from openiop.base.people.models import Client, Staff
from openiop.base.people.roles import Permission as P
from openiop.base.people.roles import require
from openiop.base.privacy.actions.who import require_for, staff_of
from openiop.base.privacy.duties import NoticeGiven
from openiop.base.privacy.notices import Notice
from openiop.base.privacy.refusals import ConsentRefused, refuse
from openiop.base.programs.models import Program
from openiop.rulebook import consent as rules
from openiop.rulebook.consent.problem import problem
from openiop.rulebook.text import gettext_noop

FIELDS = frozenset("effective_on contact phone email words is_material what_changed".split())


@transaction.atomic
def write_notice(*, by: Staff, program: Program, **fields: Any) -> Notice:
    """Keeps the draft of the program's next edition; there is one at most. `fields`: names of FIELDS."""
    require(by, P.REVIEW_PRIVACY)
    if unknown := set(fields) - FIELDS:
        raise ValueError(f"{', '.join(sorted(unknown))}: not something a notice says")
    today = program.today()
    draft = Notice.objects.select_for_update().filter(program=program, published_at=None).first()
    draft = draft or Notice(organisation_id=program.organisation_id, program=program, effective_on=today)
    draft.texts, draft.written_by = rules.texts.in_force(today).version, by
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save()
    record("privacy.notice.written", draft, by=by)
    return draft


@transaction.atomic
def publish_notice(*, by: Staff, draft: Notice) -> Notice:
    """From its day on, this edition holds, for good. Raises ConsentRefused with every point it does not say yet, in
    either language, or where its day is over (a change is given before anybody acts on it)."""
    require(by, P.REVIEW_PRIVACY)
    draft = Notice.objects.select_for_update().select_related("program").get(pk=draft.pk, published_at=None)
    refuse(against_notice(draft, draft.program.today()))
    draft.published_at = timezone.now()
    draft.save(update_fields=["published_at"])
    record("privacy.notice.published", draft, by=by, seals=draft, version=draft.version)
    return draft


def against_notice(draft: Notice, today: date) -> list[rules.Problem]:
    """What keeps an edition from being published."""
    texts = rules.texts.version(draft.texts)
    found: list[rules.Problem] = []
    for language in rules.notice.LANGUAGES:
        says = [key for key, words in draft.words.get(language, {}).items() if words.strip()]
        found += [each for each in rules.notice.problems(texts, says) if each not in found]
    if draft.effective_on < today:
        words = gettext_noop("It cannot hold from a day that is over. Choose today or a later day.")
        found.append(problem("notice_past", "effective_on", "ACC-5", "42 CFR 2.22", words))
    if Notice.objects.filter(
        program=draft.program, effective_on=draft.effective_on, published_at__isnull=False
    ).exists():
        words = gettext_noop("Another edition holds from this day already. Choose another day.")
        found.append(problem("notice_same_day", "effective_on", "ACC-5", "42 CFR 2.22", words))
    return found


@transaction.atomic
def give_notice(
    *,
    by: Any,
    client: Client,
    how: str,
    notice: Notice | None = None,
    version: str = "",
    language: str = "en",
    acknowledged: bool = True,
    why_not: str = "",
) -> NoticeGiven:
    """Notes that a client was given the privacy notice (2.22): `notice`, or the one that held from `version` on."""
    require_for(by, client, P.MANAGE_CONSENT)
    if notice and (notice.published_at is None or notice.organisation_id != client.organisation_id):
        words = gettext_noop("This edition is not published yet.")
        raise ConsentRefused(problem("notice_draft", "notice", "ACC-5", "42 CFR 2.22", words))
    row = NoticeGiven.objects.create(
        organisation_id=client.organisation_id,
        client=client,
        notice=notice,
        version=notice.version if notice else version,
        texts=notice.texts if notice else rules.texts.in_force(timezone.now().date()).version,
        language=language,
        how=how,
        is_acknowledged=acknowledged,
        why_not=why_not,
        given_by=staff_of(by),
    )
    record("privacy.notice.given", row, by=by, seals=row, version=row.version)
    return row
