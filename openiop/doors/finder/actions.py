"""Taking a message from the public page."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from openiop.base.audit.actions import System
from openiop.base.context import as_the_house
from openiop.base.people.known import client_by_id, recognise
from openiop.base.people.roles import Role
from openiop.base.programs.models import Program
from openiop.base.worklist.actions import ask
from openiop.care.intake.actions import take_referral
from openiop.care.intake.actions.referrals import as_person

ASKED_AGAIN = "finder.asked_again"


@as_the_house
def ask_for_help(*, program: Program, person: Mapping[str, Any], key: str, **fields: Any) -> None:
    """Takes a first message as a referral by the public page. It answers nothing: whether somebody is known here, or
    is waiting already, is never told to whoever writes. `key` names this sending; sent twice, it is one message.

    Raises ValidationError naming the field where what was typed cannot be kept.
    """
    by = System("public page", program.organisation_id)
    with override(settings.LANGUAGE_CODE):  # staff read in another language than the one who writes
        try:
            take_referral(by=by, program=program, person=person, key=f"web:{key}", **fields)
        except ValidationError as error:
            if hasattr(error, "error_dict"):
                raise
            _tell_admissions(by, program, person, key, fields)


def _tell_admissions(by: System, program: Program, person: Mapping[str, Any], key: str, fields: dict[str, Any]) -> None:
    """Somebody who waits here already wrote again: their new words reach admissions all the same."""
    match = recognise(program.organisation_id, as_person(person))
    client = client_by_id(program.organisation_id, match.key) if match.outcome == "certain" and match.key else None  # type: ignore[arg-type]
    said = [
        fields.get("reason", ""),
        fields.get("safe_to_call", ""),
        " ".join(filter(None, [person.get("phone"), person.get("email")])),
        " ".join(filter(None, [fields.get("referrer_name"), fields.get("referrer_phone")])),
    ]
    ask(
        by=by,
        program=program,
        kind=ASKED_AGAIN,
        source=f"web:{key}",
        title=_("%(name)s asked for help again") % {"name": client or person.get("legal_first", "")},
        detail="\n".join(filter(None, said)),
        client=client,
        role=Role.ADMISSIONS,
        severity="today",
        link="/referrals/",
    )
