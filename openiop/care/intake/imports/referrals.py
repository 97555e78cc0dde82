"""A referral that came as a document."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from openiop.base.people.models import Client
from openiop.base.people.roles import Permission, Role, require
from openiop.base.programs.models import Program
from openiop.base.worklist.actions import ask
from openiop.care.intake.actions.referrals import take_referral
from openiop.care.intake.models import Referral, SourceDocument

ARRIVED = "intake.document_arrived"


@transaction.atomic
def refer_by_document(
    *, by: Any, program: Program, client: Client, document: SourceDocument, referrer_name: str = ""
) -> Referral | None:
    """Opens a referral for somebody who came with a document.

    Somebody who was referred here before is not referred again on the strength of a document alone: admissions
    are asked to read it, and None is returned.
    """
    require(by, Permission.WORK_REFERRALS)
    if Referral.objects.filter(program=program, client=client).exists():
        ask(
            by=by,
            program=program,
            kind=ARRIVED,
            source=str(client.pk),
            title=_("A document came in for someone you know"),
            detail=_("Read it and decide whether it is a new referral."),
            client=client,
            role=Role.ADMISSIONS,
            link="/referrals/",
        )
        return None
    return take_referral(
        by=by,
        program=program,
        client=client,
        source=Referral.Source.HEALTH,
        referrer_name=referrer_name[:120],
        document=document,
    )
