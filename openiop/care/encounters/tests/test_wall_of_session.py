"""What is true of a session, the devices at a door and the notices: who meets them in the database alone."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from openiop.base import context
from openiop.base.privacy.notices import Notice
from openiop.care.encounters import actions as encounters
from openiop.care.encounters.actions.kiosk import set_up_kiosk
from openiop.care.encounters.kiosks import Kiosk
from openiop.care.encounters.models import SharedNote
from openiop.care.encounters.tests.people import at, hold_session


def test_what_a_session_was_about_is_for_those_who_reach_somebody_in_it(cast, elsewhere):
    session = hold_session(cast, clients=("jordan",))
    later = hold_session(cast, start=at("18:00"), minutes=60, breaks=(), clients=("jordan",))
    encounters.write_shared(by=cast.dana, session=session, topic="Cravings", intervention="Mapped one.")
    for who, meets in ((cast.dana, 1), (cast.jordan, 1), (cast.ana, 0), (elsewhere.dana, 0)):
        with context.standing(who.standing):
            assert SharedNote.objects.count() == meets, who
    with context.standing(context.everything(cast.organisation.pk)):
        assert SharedNote.objects.count() == 1
    with context.standing(elsewhere.dana.standing):
        assert SharedNote.objects.update(topic="Nothing") == 0
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            SharedNote.objects.create(organisation=cast.organisation, session=later, written_by=cast.dana)


def test_a_device_at_a_door_is_met_and_changed_by_its_own_house(cast, elsewhere):
    kiosk, _token = set_up_kiosk(by=cast.dana, program=cast.program, name="Front door")
    with context.standing(elsewhere.dana.standing):
        assert not Kiosk.objects.exists() and Kiosk.objects.update(name="Back door") == 0
    with context.standing(cast.marcus.standing):
        assert Kiosk.objects.get() == kiosk


def test_a_published_notice_is_everybodys_and_a_draft_its_houses(cast, elsewhere):
    common = {
        "organisation": cast.organisation, "program": cast.program, "texts": "2024-04-16", "contact": "Noor",
        "phone": "5550100", "email": "notice@harbor.example", "effective_on": date(2026, 2, 16),
    }  # fmt: skip
    Notice.objects.create(**common, published_at=timezone.now())
    draft = Notice.objects.create(**common)
    with context.standing(elsewhere.dana.standing):
        assert [notice.pk == draft.pk for notice in Notice.objects.all()] == [False]
        assert Notice.objects.update(phone="5550199") == 0
    with context.standing(cast.priya.standing):
        assert Notice.objects.count() == 2
