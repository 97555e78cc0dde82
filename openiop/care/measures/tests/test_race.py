"""The same form from two tabs at the same moment."""

from threading import Barrier, Thread

from django.db import connection

from openiop.care.measures.actions import answer
from openiop.care.measures.models import Response, SafetyAlert
from tests.cast import make_house


def test_two_tabs_at_the_same_moment_keep_one_answer_and_one_alert(committed_db):
    house = make_house("harbor", "Harbor Street")
    start, given = Barrier(2), []

    def send():
        start.wait()
        try:
            given.append(
                answer(
                    by=house.dana,
                    client=house.jordan,
                    program=house.program,
                    instrument="PHQ-9",
                    answers={"phq9_9": 1},
                    key="both",
                ).pk
            )
        finally:
            connection.close()

    tabs = [Thread(target=send) for _ in range(2)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()
    assert len(given) == 2 and len(set(given)) == 1
    assert Response.objects.count() == SafetyAlert.objects.count() == 1
