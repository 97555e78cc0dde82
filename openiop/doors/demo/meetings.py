"""Seats, what the ledger says of every session that is over, and the notes of those who came."""

from datetime import datetime, timedelta
from typing import Any

from openiop.care.calendar.models import Membership, Seat
from openiop.care.encounters.models import CoSignature, Note, Presence
from openiop.doors.demo.bulk import Book
from openiop.doors.demo.house import AHEAD_WEEKS, House, Meeting, local, meet, time
from openiop.doors.demo.names import DEEDS, INTERVENTIONS, NEXT_STEPS, OPENINGS, STREAMS
from openiop.doors.demo.stories import Story
from openiop.doors.demo.when import says_busy

ABSENT = {"thriving": 0.03, "steady": 0.09, "drifting": 0.38, "new": 0.05, "leaving": 0.02, "left": 0.06}
VOICE = {"thriving": "thriving", "leaving": "thriving", "left": "thriving", "new": "steady", "steady": "steady"}
COSIGNED_AFTER = timedelta(hours=72)  # younger ones still wait for the supervisor
PARTICIPATION = {
    "thriving": (3, "Took part actively"),
    "steady": (2, "Took part at times"),
    "drifting": (1, "Listened"),
}


def attend(book: Book, house: House, story: Story) -> None:
    """Standing seats, the sessions' seats, and what the ledger and the notes say of those that are over."""
    common = {"organisation": house.organisation, "client": story.id}
    for group in house.groups[story.stream]:
        book.add(Membership, **common, group=group, first_day=story.opened, last_day=story.closed)
    start, end = local(story.opened, time(0)), local(story.closed, time(0)) if story.closed else None
    for meeting in house.meetings[story.stream]:
        if meeting.start < start or (end and meeting.start >= end) or skipped_in_taper(story, meeting, house):
            continue
        book.add(Seat, **common, session=meeting.id, during=(meeting.start, meeting.end))
        if meeting.end <= house.now:
            happen(book, house, story, meeting)
        elif meeting.start <= house.now and story.dice.random() < 0.8:  # on now: most have been tapped as here
            tapped = {"recorded_by": meeting.lead, "recorded_at": meeting.start, "code": "present"}
            book.add(Presence, **common, session=meeting.id, during=(meeting.start, meeting.end), **tapped)
            house.hours.append((story, meeting, "present", [(meeting.start, meeting.end)]))  # the tap begins a note


def skipped_in_taper(story: Story, meeting: Meeting, house: House) -> bool:
    """On the taper, the third day of each week is free."""
    if story.taper_from is None or meeting.start < local(story.taper_from, time(0)):
        return False
    return (meeting.start.date() - house.this_week).days % 7 >= 4


def individual(book: Book, house: House, story: Story, slot: int) -> None:
    """A weekly hour with the primary therapist: beside their group, where the therapist has time then, or on one of the
    two days on which the day streams do not meet."""
    key = next(name for name, staff in house.staff.items() if staff == story.therapist)
    offset, at = hour_beside_group(house, story, key) or ((1, 3)[slot % 2], time(8 + slot // 2))
    first = house.first_week + timedelta(days=offset)
    last = story.closed or house.this_week + timedelta(weeks=AHEAD_WEEKS)
    day = first
    while day < last:
        if day >= story.opened:
            meeting = meet(
                book,
                house,
                None,
                f"Individual: {story.name}",
                "individual",
                "",
                None,
                local(day, at),
                None,
                (key, None),
                capacity=1,
                minutes=50,
            )
            book.add(
                Seat,
                organisation=house.organisation,
                client=story.id,
                session=meeting.id,
                during=(meeting.start, meeting.end),
            )
            if meeting.end <= house.now:
                happen(book, house, story, meeting)
        day += timedelta(weeks=1)


BESIDE = {  # by track: part of the day, and when the hour begins
    "Morning": (("noon", time(12, 30)), ("early", time(8))),
    "Afternoon": (("noon", time(13)), ("late", time(17, 30))),
}


def hour_beside_group(house: House, story: Story, therapist: str) -> tuple[int, time] | None:
    """Day of the week and time of an hour right before or after their group, one a therapist and part of the day. None
    for the evening's people, for whoever has little time on those days, and where all are given: for these the week has
    a day that is too short, which a proposal may mend."""
    if not story.here or says_busy(story):
        return None
    for part, at in BESIDE.get(STREAMS[story.stream][0], ()):
        for offset in STREAMS[story.stream][1]:
            key = (therapist, offset, part)
            if key not in house.beside and (therapist, offset) != ("dana", 2):  # what she does today is told elsewhere
                house.beside.add(key)
                return offset, at
    return None


def happen(book: Book, house: House, story: Story, meeting: Meeting) -> None:
    """One session that is over: presence or absence. Who came is remembered, for the notes."""
    dice, common = story.dice, {"organisation": house.organisation, "client": story.id, "session": meeting.id}
    book_row = {**common, "recorded_by": meeting.lead, "recorded_at": meeting.start}
    absent = ABSENT[story.kind] * (
        1.6 if story.kind == "drifting" and meeting.start > house.now - timedelta(weeks=2) else 1
    )
    if dice.random() < absent or missed_on_purpose(house, story, meeting):
        book.add(Presence, **book_row, code="excused" if dice.random() < 0.4 else "no_show")
        return
    start, end, code = meeting.start, meeting.end, "present"
    stretches: list[tuple[datetime, datetime]] = []
    luck = dice.random()
    if luck < 0.03:
        start, code = start + timedelta(minutes=dice.randrange(6, 25)), "late"
    elif luck < 0.05:
        end, code = end - timedelta(minutes=dice.randrange(10, 30)), "left_early"
    if 0.05 <= luck < 0.08:  # out for a while, and back
        away = start + timedelta(minutes=20)
        book.add(Presence, **book_row, code=code, during=(start, away))
        stretches.append((start, away))
        start = away + timedelta(minutes=9)
    book.add(Presence, **book_row, code=code, during=(start, end))
    stretches.append((start, end))
    house.present[meeting.id] = house.present.get(meeting.id, 0) + 1
    house.hours.append((story, meeting, code, stretches))


def missed_on_purpose(house: House, story: Story, meeting: Meeting) -> bool:
    """The one client who can sign in missed the first hour of this week, so that a seat is offered to them."""
    week = [each for each in house.meetings[story.stream] if each.start >= local(house.this_week, time(0))]
    return story.number == 0 and bool(week) and meeting.id == week[0].id


def write_notes(book: Book, house: House) -> None:
    """A note for everyone who came: signed once it is a day or two old, yesterday's drafted, today's to write."""
    for story, meeting, code, stretches in house.hours:
        dice, age = story.dice, house.now - meeting.end
        old = age > timedelta(hours=44) or (age > timedelta(hours=20) and dice.random() < 0.6)
        forgotten = timedelta(hours=44) < age < timedelta(days=6) and dice.random() < 0.03
        words = say(story, drafted=age > timedelta(hours=3))
        objective = dice.choice(story.objectives) if story.objectives and words["response"] else None
        signed_at = meeting.end + timedelta(minutes=20 + dice.randrange(400))
        signature: dict[str, Any] = {}
        if old and not forgotten and objective:
            content = frozen(house, story, meeting, code, stretches, words, objective, signed_at)
            signature = {"signed_by": meeting.lead, "signed_at": signed_at, "signed_content": content}
            if supervisor := house.supervisors.get(meeting.lead):
                signature["cosigner"] = supervisor
                content["cosigner"] = house.staff_names[supervisor]
        note = book.add(
            Note,
            organisation=house.organisation,
            client=story.id,
            session=meeting.id,
            written_by=meeting.lead,
            objective=objective.id if objective else None,
            due_at=meeting.end + timedelta(hours=24),
            changed_at=min(signed_at, house.now),
            created_at=meeting.start,
            **words,
            **signature,
        )
        if "cosigner" in signature and age > COSIGNED_AFTER:
            common = {"organisation": house.organisation, "note": note, "by": signature["cosigner"]}
            book.add(CoSignature, **common, verdict="signed", at=signed_at + timedelta(hours=20))
    house.hours = []


def say(story: Story, *, drafted: bool) -> dict[str, Any]:
    """What the note says of this person's hour; empty where nobody has written it yet."""
    if not drafted:
        return {"response": "", "participation": None, "next_step": ""}
    voice, dice = VOICE.get(story.kind, "drifting"), story.dice
    response = f"{dice.choice(OPENINGS[voice])} {dice.choice(DEEDS[voice])}"
    return {
        "response": response.format(name=story.name.split()[0]),
        "participation": PARTICIPATION[voice][0],
        "next_step": dice.choice(NEXT_STEPS),
    }


def frozen(
    house: House,
    story: Story,
    meeting: Meeting,
    code: str,
    stretches: list[tuple[datetime, datetime]],
    words: dict[str, Any],
    objective: Any,
    signed_at: datetime,
) -> dict[str, Any]:
    """A signed note's content as encounters.actions.signing keeps it."""
    minutes = int(sum((end - start).total_seconds() for start, end in stretches) // 60)
    names = {"present": "Here", "late": "Late", "left_early": "Left early"}
    return {
        "client": {"id": str(story.id), "name": story.name},
        "program": house.name,
        "time_zone": house.zone,
        "session": {
            "id": str(meeting.id),
            "title": meeting.title,
            "kind": meeting.kind,
            "kind_name": meeting.kind_name,
            "start": meeting.start.isoformat(),
            "end": meeting.end.isoformat(),
            "breaks": [],
            "modality": "video" if meeting.is_virtual else "in person",
            "room": "",
        },
        "attendance": code,
        "attendance_name": names[code],
        "presence": [
            {"arrived": start.isoformat(), "left": end.isoformat(), "source": "facilitator"} for start, end in stretches
        ],
        "minutes": minutes,
        "session_minutes": int((meeting.end - meeting.start).total_seconds() // 60),
        "explanation": [],
        "number_present": house.present[meeting.id],
        "leads": [house.staff_names[meeting.lead]],
        "topic": meeting.topic,
        "intervention": INTERVENTIONS[story.number % 3],
        "objective": {
            "id": str(objective.id),
            "text": objective.text,
            "goal": objective.goal,
            "own_words": objective.own_words,
        },
        "participation": words["participation"],
        "participation_name": PARTICIPATION[VOICE.get(story.kind, "drifting")][1],
        "response": words["response"],
        "risk": "",
        "next_step": words["next_step"],
        "acknowledged": [],
        "due_at": (meeting.end + timedelta(hours=24)).isoformat(),
        "signed_by": house.staff_names[meeting.lead],
        "signed_at": signed_at.isoformat(),
        "is_late_entry": False,
    }
