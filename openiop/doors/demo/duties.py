"""What the demo's program answers for: its privacy notice, almost everyone has it, and who serves it with records."""

from datetime import timedelta
from uuid import UUID

from openiop.base.people.roles import Permission
from openiop.base.privacy import actions
from openiop.care.placement.models import Episode
from openiop.rulebook.consent import notice

WAITING = 3  # people whose notice is still to be given


def answer_for(organisation_id: UUID) -> None:
    """A published edition, given to all but a few, and three agreements, of which one ends soon."""
    stays = Episode.objects.filter(organisation_id=organisation_id, closed_on=None).select_related("client", "program")
    here = list(stays.order_by("client__user_id", "-opened_on"))  # whoever can sign in comes first
    program = here[0].program
    today = program.today()
    officer = next(staff for staff in program.staff.order_by("pk") if staff.may(Permission.REVIEW_PRIVACY))
    draft = actions.write_notice(
        by=officer, program=program, effective_on=today, contact=officer.name, phone=program.phone or "978-555-0140",
        email=program.email or "privacy@harbor.example", words=dict(notice.model().words), is_material=True,
        what_changed="The rules of 2024 are in it.",
    )  # fmt: skip
    edition = actions.publish_notice(by=officer, draft=draft)
    for each in here[: len(here) - WAITING]:
        language = "es" if each.client.language == "es" else "en"
        actions.give_notice(by=officer, client=each.client, notice=edition, how="paper", language=language)
    served = [
        ("Tidewater Laboratories", "lab", "Tests what clients bring", 400, 500),
        ("Pier Billing Service", "billing", "Sends claims and follows them up", 340, 25),
        ("North Shore Data Center", "data", "Keeps the encrypted backups", 120, None),
    ]
    for name, service, words, ago, ahead in served:
        actions.record_qsoa(
            by=officer, name=name, service=service, words=words, signed_on=today - timedelta(days=ago),
            expires_on=None if ahead is None else today + timedelta(days=ahead), document="Contracts, second drawer",
            is_bound=True, resists=True,
        )  # fmt: skip
