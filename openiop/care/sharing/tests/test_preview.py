"""Show me first: the preview is what the recipient sees, and the database shows the recipient nothing else."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openiop.base.context import standing
from openiop.base.people.models import Client
from openiop.base.privacy import actions
from openiop.base.privacy.consents import Consent
from openiop.base.privacy.tests.made import mother, own
from openiop.care.calendar.models import Session
from openiop.care.encounters.models import Note, Presence
from openiop.care.measures.models import Response
from openiop.care.medical.models import Medication, ToxicologyTest
from openiop.care.plan.models import Goal, Objective, Plan, Problem
from openiop.care.sharing.lines import READERS
from openiop.care.sharing.preview import preview
from openiop.care.sharing.queries import recipient_of, seen_by_recipient
from tests.cast import House, admit, hold_group

ALL = sorted(item.value for item in READERS)
DAY = date(2026, 11, 2)


def fill(house: House) -> None:
    """Three sessions, a plan, a medication, a test, an answer and a signed note about Jordan; one answer of Ana's."""
    episode = admit(house, on=DAY)
    group = hold_group(house)
    shared: dict[str, Any] = {"organisation": house.organisation, "client": house.jordan}
    for week in range(3):
        start = datetime(2026, 11, 3 + week, 19, tzinfo=UTC)
        during = (start, start + timedelta(minutes=90))
        session = _session(house, group, during)
        Presence.objects.create(**shared, session=session, code="present", during=during, recorded_by=house.dana)
        if week == 0:
            Note.objects.create(
                **shared, session=session, response="Spoke about the week.", written_by=house.dana,
                due_at=start, signed_by=house.dana, signed_at=start, signed_content={"minutes": 90},
            )  # fmt: skip
    plan = Plan.objects.create(organisation=house.organisation, episode=episode, written_by=house.dana)
    problem = Problem.objects.create(organisation=house.organisation, plan=plan, text="Evenings alone")
    goal = Goal.objects.create(organisation=house.organisation, problem=problem, title="Sleep through")
    Objective.objects.create(
        organisation=house.organisation, goal=goal, text="Call a friend", owner="Jordan", target_date=DAY
    )
    plan.state, plan.active_from, plan.review_due = "active", DAY, DAY + timedelta(days=30)
    plan.save()
    Medication.objects.create(**shared, name="buprenorphine 8 mg", is_moud=True, started_on=DAY)
    ToxicologyTest.objects.create(
        **shared, collected_at=datetime(2026, 11, 4, 15, tzinfo=UTC), panel="Urine", result="expected"
    )
    for client in (house.jordan, house.ana):
        Response.objects.create(
            organisation=house.organisation, client=client, instrument="phq9", version="1", answers={}, total=9,
            source="staff", answered_at=datetime(2026, 11, 5, 15, tzinfo=UTC),
        )  # fmt: skip


def _session(house: House, group: Any, during: tuple[datetime, datetime]) -> Session:
    return Session.objects.create(
        organisation=house.organisation, program=house.program, group=group, during=during, room=house.room,
        kind="group", title=group.name,
    )  # fmt: skip


def signed_for(house: House, items: list[str], narrowing: dict[str, Any] | None = None) -> Consent:
    consent = actions.draft_consent(
        by=house.jordan, client=house.jordan, program=house.program, recipients=[mother(house)], items=items,
        purposes=["support"], narrowing=narrowing or {}, expires_on=house.program.today() + timedelta(days=9),
    )  # fmt: skip
    return actions.sign_consent(by=house.jordan, consent=consent, signatures=[own(consent)])


@pytest.fixture
def full(cast: House) -> House:
    fill(cast)
    return cast


def test_every_kind_of_information_has_its_lines_and_days(full):
    consent = signed_for(full, ALL)
    with standing(full.jordan.standing):
        found = preview(consent, full.program.today())
    assert {s.item for s in found.sections} == set(ALL)
    assert found.counts["hours"] == 3
    assert found.counts["measures"] == 1  # Ana's is not Jordan's
    assert {line.words for s in found.sections if s.item == "hours" for line in s.lines} == {"90 of 90 min"}
    assert found.counts["plan"] == 2
    assert found.counts["medical"] == 2
    assert found.counts["placement"] == 2
    assert found.counts["notes"] == 1


@pytest.mark.parametrize("item", ALL)
def test_each_kind_alone_is_the_same_for_client_and_recipient(full, item):
    consent = signed_for(full, [item])
    today = full.program.today()
    with standing(full.jordan.standing):
        mine = preview(consent, today).as_received()
    assert seen_by_recipient(consent, today) == mine
    if item in ("hours", "plan", "placement", "medical", "measures", "notes"):
        assert mine.total > 0


def test_con_1_counseling_notes_are_never_part_of_it(full):
    consent = signed_for(full, ["hours"])
    consent.items = ["hours", "counseling"]
    with standing(full.jordan.standing):
        assert [s.item for s in preview(consent, full.program.today()).sections] == ["hours"]
    assert "counseling" not in recipient_of(consent).items


days = st.one_of(st.none(), st.dates(DAY - timedelta(days=2), DAY + timedelta(days=9)).map(date.isoformat))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_preview_and_recipients_page_never_differ(full, data):
    chosen = data.draw(st.lists(st.sampled_from(ALL), min_size=1, unique=True))
    today = full.program.today()
    with transaction.atomic():
        consent = signed_for(full, chosen)
        with standing(full.jordan.standing):
            whole = preview(consent, today)
        keys = [line.key for section in whole.sections for line in section.lines]
        narrowing = {
            item: {
                "from": data.draw(days),
                "to": data.draw(days),
                "without": data.draw(st.lists(st.sampled_from(keys or ["x"]))),
            }
            for item in chosen
        }
        consent.narrowing = narrowing
        with standing(full.jordan.standing):
            mine = preview(consent, today)
        theirs = seen_by_recipient(consent, today)
        assert theirs == mine.as_received()
        assert theirs.counts == mine.counts
        out = {line.key for section in mine.sections for line in section.left_out}
        assert not out & {line.key for section in theirs.sections for line in section.lines}
        for item, said in narrowing.items():
            for line in next(s for s in theirs.sections if s.item == item).lines:
                assert line.key not in said["without"]
                assert line.day is None or (said["from"] or "") <= line.day.isoformat() <= (said["to"] or "9999")
        transaction.set_rollback(True)


OUTSIDE = [
    "people_client", "people_contact", "encounters_note", "measures_response", "measures_safetyalert",
    "medical_medication",
    "medical_toxicologytest", "placement_episode", "placement_decision", "plan_plan", "plan_goal", "intake_referral",
    "intake_diagnosis", "calendar_seat", "outgoing_message", "privacy_consent", "privacy_disclosure",
    "sharing_sharedpage",
    "audit_event", "worklist_workitem",
]  # fmt: skip


def test_the_database_shows_a_recipient_nothing_outside_the_consent(full):
    consent = signed_for(full, ["hours"])
    with standing(recipient_of(consent)), connection.cursor() as cursor:
        seen = {}
        for table in OUTSIDE:
            cursor.execute(f"SELECT count(*) FROM {table}")
            seen[table] = cursor.fetchone()[0]
        cursor.execute("SELECT count(*) FROM encounters_presence")
        assert cursor.fetchone()[0] == 3
    assert set(seen.values()) == {0}, seen


FRAMES = {"plan_goal": 1, "plan_plan": 1, "placement_episode": 1, "placement_decision": 0, "people_client": 0}


def test_a_frame_of_a_stay_shows_no_name_and_opens_to_nobody_else(full):
    consent = signed_for(full, ["plan"])
    with standing(recipient_of(consent)), connection.cursor() as cursor:
        for table, rows in FRAMES.items():
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert (table, cursor.fetchone()[0]) == (table, rows)


def test_con_5_after_a_revocation_the_database_shows_nothing_at_all(full):
    consent = signed_for(full, ALL)
    assert seen_by_recipient(consent, full.program.today()).total > 0
    actions.revoke(by=full.jordan, consent=consent)
    assert seen_by_recipient(consent, full.program.today()).total == 0


def test_another_clients_consent_shows_nothing_of_this_one(full):
    consent = actions.draft_consent(
        by=full.ana, client=full.ana, program=full.program, recipients=[mother(full, full.ana)], items=["measures"],
        purposes=["support"], expires_on=full.program.today(),
    )  # fmt: skip
    consent = actions.sign_consent(by=full.ana, consent=consent, signatures=[own(consent)])
    with standing(recipient_of(consent)):
        assert set(Response.objects.values_list("client_id", flat=True)) == {full.ana.pk}
        assert not Client.objects.exists()


def test_staff_see_in_the_preview_only_what_they_may_see_themselves(full):
    consent = signed_for(full, ["hours", "medical"])
    with standing(full.bea.standing):  # a biller: hours, not the record
        found = preview(consent, full.program.today(), may_see=frozenset(full.bea.standing.items))
    by_item = {section.item: section for section in found.sections}
    assert by_item["medical"].hidden
    assert by_item["medical"].lines == ()
    assert len(by_item["hours"].lines) == 3
