"""The live board's first paint: who is on it, in how many queries, and for whom."""

import json
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from openiop.base.rows import uuid7
from openiop.base.worklist.models import WorkItem
from openiop.care.calendar.models import Topic
from openiop.care.encounters.tests.people import hold_session, plan_for


@pytest.fixture
def group(cast):
    topic = Topic.objects.create(
        organisation=cast.organisation, program=cast.program, module="cbt", title="Craving waves", handout="A sheet",
        outline=[{"title": "Arrive", "minutes": 5}, {"title": "The first ten minutes", "minutes": 30}],
    )  # fmt: skip
    plan_for(cast)
    start = timezone.now().replace(second=0, microsecond=0) - timedelta(minutes=20)
    return hold_session(cast, start, 90, breaks=(), topic=topic)


def send(browser, session, client, kind, value, key=None):
    tap = {"key": str(key or uuid7()), "client": str(client.pk), "kind": kind, "value": value,
           "at": timezone.now().isoformat()}  # fmt: skip
    answer = browser.post(f"/sessions/{session.pk}/board/taps", json.dumps({"taps": [tap]}), "application/json")
    assert answer.json()["refused"] == [], answer.json()
    return tap["key"]


def test_the_board_shows_the_hour_and_everyone_with_their_goals(cast, group, django_assert_max_num_queries):
    browser = cast.browser("dana")
    with django_assert_max_num_queries(30):
        shown = browser.get(f"/sessions/{group.pk}/board")
    page = shown.content.decode()
    assert shown.status_code == 200
    for words in ("Jordan Avery", "Lucho", "The first ten minutes", "Materials", "Call somebody before 9 pm", "Room 2"):
        assert words in page
    assert "Jordan" not in page.split("</title>")[0]


def test_nobody_without_the_right_or_of_another_house_opens_it(cast, elsewhere, group):
    assert cast.browser("bea").get(f"/sessions/{group.pk}/board").status_code in (403, 404)
    assert elsewhere.browser("dana").get(f"/sessions/{group.pk}/board").status_code == 404


def test_a_safety_flag_is_work_for_the_director_until_it_is_taken_back(cast, group):
    browser = cast.browser("dana")
    key = send(browser, group, cast.jordan, "safety", {"protocol": "active_plan"})
    item = WorkItem.objects.get(kind="encounters.safety_flag")
    assert (item.severity, item.role, item.client, item.done_at) == ("now", "director", cast.jordan, None)
    send(browser, group, cast.jordan, "undo", key)
    item.refresh_from_db()
    assert item.done_at is not None


def test_the_island_folds_as_the_server_does():
    beside = Path(sys.executable).parent / "node"  # where the installer took it from the package index
    node = str(beside) if beside.exists() else shutil.which("node")
    assert node, "the pages are built with Node.js: make install brings it"
    frontend = Path(__file__).resolve().parents[4] / "frontend"
    done = subprocess.run(
        [node, "--test", "test/"], cwd=frontend, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout
