"""Which minutes in a text say how long this person was there, by examples; everything else is no claim."""

from __future__ import annotations

import pytest

from openiop.rulebook import guard
from openiop.rulebook.guard import Note
from openiop.rulebook.guard.minutes import claimed

CLAIMS = [
    ("Attended 84 of 90 minutes.", [84]),
    ("Attended 84 of 90 minutes (arrived 2:06).", [84]),
    ("Attended 84/90 minutes.", [84]),
    ("Attended 84 out of 90 min.", [84]),
    ("Attended 84 minutes of the 90-minute group.", [84]),
    ("He attended the full 90 minutes.", [90]),
    ("Stayed the full 90 minutes.", [90]),
    ("She stayed for all 90 minutes and shared.", [90]),
    ("Jordan was present for ninety minutes.", [90]),
    ("Present for an hour and a half.", [90]),
    ("Participated for one and a half hours.", [90]),
    ("Attended 1.5 hours of group.", [90]),
    ("Attended for 1 hour 30 minutes.", [90]),
    ("Attended for 1 h 24 min.", [84]),
    ("Was in group for eighty-four minutes.", [84]),
    ("Client attended the entire 3-hour session.", [180]),
    ("Was present the whole hour.", []),
    ("Completed 75 minutes of treatment.", [75]),
    ("Received 60 minutes of individual counseling.", [60]),
    ("Total time in group: 84 minutes.", [84]),
    ("Arrived 6 minutes late and attended 84 minutes.", [84]),
    ("He attended group and was there for 84 minutes.", [84]),
    ("90 minutes attended.", [90]),
    ("84 of 90 minutes.", [84]),
    ("Counted for him: 84 of 90 minutes.", [84]),
    ("Asistió 84 de 90 minutos.", [84]),
    ("Estuvo presente los 90 minutos.", [90]),
    ("Permaneció una hora y media.", [90]),
    ("Se le cuentan 84 de 90 minutos.", [84]),
    ("Participated in 90 minutes of group therapy.", [90]),
    ("In group 80 min. Ken tried the breathing exercise.", [80]),
    ("Minutes attended: 84.", [84]),
    ("Attendance: 84 min", [84]),
    ("Jordan remained in session 45 minutes before leaving.", [45]),
]

OTHER = """
Meditated for 10 minutes at home each day.
The craving lasted 20 minutes.
He walks 30 minutes daily.
Arrived 15 minutes late.
Left 10 minutes early.
Came in 6 minutes after the start.
Missed 6 minutes at the start.
Mapped the first ten minutes of a craving.
“The first ten minutes” was the topic, and he attended.
Attended the 90-minute group.
Participated in the 3-hour program.
Attended 90 meetings in 90 days.
Has 60 days sober and attended a meeting.
Practiced a 5 minute breathing exercise and participated well.
Participated in a ten-minute mindfulness exercise.
Took a 15-minute break.
Worked a double shift of 16 hours and attended anyway.
He slept 5 hours and was present.
Attended two meetings this week.
Waited half an hour for the bus.
He said an hour feels long.
He will call within 24 hours.
Stepped out for 5 minutes and came back.
Attended and set a timer for 20 minutes.
Engaged in a 20 minute role play.
Llegó 6 minutos tarde.
Camina 30 minutos cada día.
Participated in the exercise for 10 minutes.
He is 90 minutes away by bus.
Rated craving 6 of 10.
Attended at 2:06.
Completed 3 of 5 worksheets.
Stayed sober for 72 hours.
He was present and described a 2 hour argument.
Attended group after an hour on the bus.
Participated well and spoke for two minutes.
"""


@pytest.mark.parametrize(("text", "minutes"), CLAIMS)
def test_what_the_text_says_about_the_time_in_the_session_is_read(text: str, minutes: list[int]) -> None:
    assert [value for _, value in claimed(text)] == minutes


@pytest.mark.parametrize("text", [line for line in OTHER.splitlines() if line])
def test_other_times_are_no_claim(text: str) -> None:
    assert list(claimed(text)) == []


def findings(text: str, note: int | None, ledger: int | None) -> list[tuple[str, str, str]]:
    found = guard.check(Note(text=text, objective="o", minutes_note=note, minutes_ledger=ledger))
    return [(each.code, each.severity, text[slice(*each.where)] if each.where else "") for each in found]


def test_bil_3_the_field_and_the_text_must_say_what_the_ledger_says() -> None:
    assert findings("Attended 84 of 90 minutes.", 84, 84) == []
    assert findings("Attended 90 of 90 minutes.", 84, 84) == [("minutes-mismatch", "block", "90 of 90 minutes")]
    assert findings("", 90, 84) == [("minutes-mismatch", "block", "")]
    assert findings("Attended 90 minutes.", None, None) == []
