"""The papers of one client: plan and signatures, measures, aftercare."""

from datetime import date, datetime, timedelta
from typing import Any

from openiop.base.worklist.models import WorkItem
from openiop.care.aftercare.models import Alumni, ContinuingCare, FollowUp
from openiop.care.measures.models import Response, SafetyAlert
from openiop.care.plan.models import Goal, Intervention, Objective, Plan, PrescribedDose, Problem, Signature
from openiop.care.plan.rules import fingerprint
from openiop.doors.demo.bulk import Book
from openiop.doors.demo.house import House, local, time
from openiop.doors.demo.names import GOALS
from openiop.doors.demo.stories import Step, Story
from openiop.rulebook import instruments


def write_plan(book: Book, house: House, story: Story) -> None:
    """The plan with its goals and dose. It is written as a draft; the seed makes signed ones active once their
    parts are in (the database lets nobody add parts to a signed plan)."""
    common = {"organisation": house.organisation}
    plan = book.add(Plan, **common, episode=story.episode, written_by=story.therapist)
    target = story.opened + timedelta(weeks=10)
    for order in range(2 + story.number % 2):
        title, own, problem, steps = GOALS[(story.number + order * 3) % len(GOALS)]
        problem_id = book.add(Problem, **common, plan=plan, text=problem, order=order)
        status = {"thriving": "practicing", "leaving": "reached", "left": "reached"}.get(story.kind, "starting")
        goal = book.add(Goal, **common, problem=problem_id, title=title, own_words=own, status=status, order=order)
        for place, text in enumerate(steps):
            objective = book.add(
                Objective,
                **common,
                goal=goal,
                text=text,
                owner=story.name,
                target_date=target,
                order=place,
                status=status,
            )
            story.objectives.append(Step(objective, text, title, own))
            book.add(
                Intervention,
                **common,
                objective=objective,
                text="Group and individual sessions on this step",
                modality="group",
                frequency="Three days a week",
                owner=story.therapist,
                target_date=target,
            )
    dose = {"days": 3, "day_minutes": 180, "weekly_minutes": 540, "by_modality": {"group": 480, "individual": 60}}
    start = story.opened
    if story.taper_from:
        book.add(PrescribedDose, **common, plan=plan, during=(start, story.taper_from), **dose)
        book.add(
            PrescribedDose,
            **common,
            plan=plan,
            during=(story.taper_from, None),
            is_taper=True,
            **dose | {"days": 2, "weekly_minutes": 360, "by_modality": {"group": 300, "individual": 60}},
        )
    else:
        book.add(PrescribedDose, **common, plan=plan, during=(start, None), **dose)
    signed_at = local(story.opened, time(12))
    unsigned = story.kind == "new" and story.number % 2 == 0
    if not unsigned:
        sign(book, house, story, plan, "clinician", signed_at, house.staff_names[story.therapist])
    sign(book, house, story, plan, "client", signed_at, story.name)


def sign(book: Book, house: House, story: Story, plan: Any, kind: str, at: datetime, name: str) -> None:
    """One signature over the words as they stood."""
    steps = [{"goal": step.goal, "own_words": step.own_words, "objective": step.text} for step in story.objectives]
    content = {"plan": str(plan), "version": 1, "steps": steps}
    who = {"client": story.id} if kind == "client" else {"staff": story.therapist}
    book.add(
        Signature,
        organisation=house.organisation,
        plan=plan,
        kind=kind,
        name=name,
        signed_at=at,
        content=content,
        content_hash=fingerprint(content),
        **who,
    )


COURSES = {"thriving": -0.75, "leaving": -0.9, "left": -0.85, "steady": -0.4, "drifting": 0.15, "new": -0.1}


def measure(book: Book, house: House, story: Story) -> None:
    """PHQ-9 and GAD-7 every other week, AUDIT-C at the start, the weekly check-in each week."""
    end = min(story.closed or house.now.date(), house.now.date())
    weeks = max(0, (end - story.opened).days // 7)
    begin_mood, begin_worry = story.dice.randrange(11, 20), story.dice.randrange(8, 17)
    answer(book, house, story, "AUDIT-C", story.opened, spread(story, "AUDIT-C", story.dice.randrange(6, 11)))
    for week in range(weeks + 1):
        share = 1 + COURSES[story.kind] * min(1, week / 10)
        day = story.opened + timedelta(weeks=week)
        if week % 2 == 0:
            answer(book, house, story, "PHQ-9", day, spread(story, "PHQ-9", round(begin_mood * share)))
            answer(book, house, story, "GAD-7", day, spread(story, "GAD-7", round(begin_worry * share)))
        answer(book, house, story, "WEEKLY-CHECKIN", day, check_in(story, share))


def spread(story: Story, key: str, total: int) -> dict[str, int]:
    """Answers that add up to about `total`, never touching item 9 of the PHQ-9."""
    items = [item for item in instruments.get(key).items if item.scored and item.alert_at is None]
    answers = {item.code: 0 for item in instruments.get(key).items if item.required}
    for _step in range(total):
        free = [item for item in items if answers[item.code] < 3]
        if not free:
            break
        answers[story.dice.choice(free).code] += 1
    return answers


def check_in(story: Story, share: float) -> dict[str, int]:
    """The week in numbers, better as the story goes better."""
    answers = {}
    for item in instruments.get("WEEKLY-CHECKIN").items:
        low, high = item.options[0].score, item.options[-1].score
        bad = min(1.0, max(0.0, 0.7 * share + story.dice.uniform(-0.1, 0.1)))
        part = 0.0 if item.alert_at is not None else bad if item.better == "lower" else 1 - bad
        answers[item.code] = round(low + (high - low) * part)
    return answers


def answer(book: Book, house: House, story: Story, key: str, day: date, answers: dict[str, int]) -> Any:
    score = instruments.score(key, answers)
    return book.add(
        Response,
        organisation=house.organisation,
        client=story.id,
        instrument=key,
        version=score.version,
        answers=answers,
        answered_at=min(local(day, time(8, 30)), house.now - timedelta(hours=1)),
        total=score.total,
        band=score.band.key if score.band else "",
        alerts=[alert.code for alert in score.alerts],
        source="portal" if key == "WEEKLY-CHECKIN" else "staff",
        recorded_by=story.therapist,
    )


def worry(book: Book, house: House, story: Story) -> None:
    """One person answered item 9 above zero an hour ago: it waits for somebody to act."""
    answers = spread(story, "PHQ-9", 15)
    item = next(item for item in instruments.get("PHQ-9").items if item.alert_at is not None)
    answers[item.code] = 1
    response = answer(book, house, story, "PHQ-9", house.now.date(), answers)
    book.add(
        SafetyAlert,
        organisation=house.organisation,
        client=story.id,
        response=response,
        item=item.code,
        value=1,
        raised_at=house.now - timedelta(hours=1),
    )
    book.add(
        WorkItem,
        organisation=house.organisation,
        program=house.program,
        kind="measures.safety_alert",
        title=f"{story.name} answered an item that cannot wait",
        detail="PHQ-9, item 9",
        client=story.id,
        assigned_to=story.therapist,
        severity="now",
        due_at=house.now,
        link="/measures/alerts",
        source=str(response),
    )


def leave(book: Book, house: House, story: Story) -> None:
    """Continuing care, the promised calls, and staying in touch."""
    common = {"organisation": house.organisation}
    book.add(
        ContinuingCare,
        **common,
        episode=story.episode,
        own_words="I keep Fridays full and my phone charged.",
        supports="My sister; the Thursday meeting; Walt's number.",
        warning_signs="Skipping meals, skipping calls.",
        what_helps="Walking to the pier; saying it out loud.",
        next_care="Weekly therapy with an outside therapist.",
        written_by=story.therapist,
        agreed_name=story.name,
        agreed_at=local(story.closed or story.opened, time(11)),
    )
    assert story.closed is not None
    for mark in (30, 90, 180, 365):
        book.add(FollowUp, **common, episode=story.episode, day=mark, due_on=story.closed + timedelta(days=mark))
    book.add(Alumni, **common, client=story.id, since=story.closed)
