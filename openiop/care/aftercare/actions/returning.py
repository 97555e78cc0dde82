"""The way back in: one tap, the same person, the same record."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from openiop.base.audit.actions import System, record
from openiop.base.people.models import Client
from openiop.base.people.roles import Permission, require
from openiop.base.programs.models import Program
from openiop.base.worklist.actions import ask
from openiop.care.aftercare.actions.calls import heard_from
from openiop.care.intake.actions import take_referral
from openiop.care.intake.actions.referrals import OPEN
from openiop.care.intake.models import Referral
from openiop.care.placement.models import Episode

BACK_WORK = "aftercare.coming_back"


@transaction.atomic
def come_back(*, by: Client, program: Program) -> Referral:
    """Somebody who was here asks to come back. Asked twice, it is one referral.

    Admissions get the referral; the therapist of the last stay hears of it, too. Raises ValidationError while a stay
    is still open.
    """
    require(by, Permission.SEE_OWN)
    client = Client.objects.select_for_update(of=("self",)).get(pk=by.pk)
    stays = Episode.objects.filter(client=client, program=program).select_related("therapist").order_by("-opened_on")
    last = stays.first()
    if last is None or last.closed_on is None:
        raise ValidationError(_("You are still with us. Call your therapist, or the front desk."))
    heard_from(by=by, client=client)
    waiting = Referral.objects.filter(client=client, program=program, state__in=OPEN).first()
    if waiting:
        return waiting
    with override(settings.LANGUAGE_CODE):  # staff read in another language than the one who taps
        referral = take_referral(
            by=System("client's page", client.organisation_id),
            program=program,
            client=client,
            source=Referral.Source.SELF,
            reason=_("Coming back: asked on their own page."),
        )
        ask(
            by=by,
            program=program,
            kind=BACK_WORK,
            source=str(referral.pk),
            title=_("%(name)s wants to come back") % {"name": client.name},
            detail=_("Say hello today. A known voice makes the second first day easier."),
            client=client,
            to=last.therapist if last.therapist.works_on(program.today()) else None,
            role="" if last.therapist.works_on(program.today()) else "therapist",
            severity="today",
            link=f"/aftercare/of/{client.pk}/",
        )
    record("aftercare.client.asked_back", referral, by=by)
    return referral
