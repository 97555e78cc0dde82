"""A short `make canary`: some hundred strings through forms, a file and the tables; nothing found, nothing executed."""

import os
from base64 import b64encode
from pathlib import Path

import pytest
from django.db import connections, transaction
from django.utils import timezone

from openiop.base.messages.actions import hand_over
from openiop.base.messages.models import Message
from openiop.base.programs.models import Program
from openiop.doors.demo.seed import seed_program
from tests.canary.drill import run
from tests.canary.house import House
from tests.house.people import fill_what_the_demo_leaves_out
from tests.journeys.installation import serve, url_of


@pytest.mark.slow
@pytest.mark.browser
def test_no_canary_is_found_outside_or_executed(committed_db: str, settings, monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright keeps an event loop in this thread
    monkeypatch.setenv("OPENIOP_ROOT_KEY", b64encode(os.urandom(32)).decode())  # the server seals, this test opens
    with transaction.atomic():
        seed_program(0, timezone.now())
        program = Program.objects.get()
        fill_what_the_demo_leaves_out(program)
    environment = {
        **os.environ,
        "DATABASE_URL": url_of(committed_db),
        "OPENIOP_HOME": str(tmp_path),
        "OPENIOP_SECRET_KEY": settings.SECRET_KEY,  # the sessions of this test are good there
        "OPENIOP_STAFF_SECOND_FACTOR": "0",  # these people sign in without their devices
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    log = tmp_path / "server.log"
    with serve(environment, log) as address:
        house = House(address, superuser_url(committed_db), [log], tmp_path / "mail", program, deliver)
        house.everyone(("director", "admissions", "client"))
        outcome = run(house, 600, times=1, rows_each=2, files=2, main_pages=4, browsers=("director", "client"))
        connections.close_all()
    assert outcome.executed == []
    assert outcome.found == {}
    assert outcome.faults == []
    assert outcome.mails > 0
    assert outcome.strings > 300
    assert outcome.shown > outcome.strings / 4, "most were never shown: the drill looks in the wrong places"


def deliver() -> None:
    """What the job worker does."""
    for message in Message.objects.filter(state=Message.State.WAITING):
        hand_over(str(message.pk))


def superuser_url(database: str) -> str:
    return url_of(database).split("&options=")[0]
