"""Notes as a program writes them, honest and with one fault each, for the figures of the guard.

Deterministic for its seed. A case is (code of the fault or "", the note as `guard.read` takes it).
"""

from __future__ import annotations

from random import Random
from typing import Any

Case = tuple[str, dict[str, Any]]

# legal name, chosen or alias, a short form or spelling that others may use of them
PEOPLE = (
    ("William Tanaka", "Will", "Bill"),
    ("Hope Adeyemi", "Hope", "Hopee"),
    ("Grace Kim", "Grace", "Gracie"),
    ("May Lindqvist", "May", "Lindqvist"),
    ("Marcus Bell", "Mark", "Marc"),
    ("Rose Dubois", "Rose", "Rosie"),
    ("Arthur Quinn", "Art", "Artie"),
    ("Joy Mensah", "Joy", "Mensah"),
    ("Faith Okonkwo", "Faith", "Okonkwo"),
    ("Alexander Petrov", "Sandy", "Alex"),
    ("John Kowalski", "Jack", "Johnny"),
    ("Frank Delgado", "Frank", "Frankie"),
    ("Patrick Moreno", "Pat", "Paddy"),
    ("Andrew Castillo", "Drew", "Andy"),
    ("Chase Holloway", "Chase", "Holloway"),
    ("Summer Chen", "Summer", "Chen"),
    ("Dawn Rahimi", "Dawn", "Rahimi"),
    ("Ángel Soto", "Angel", "Angelito"),
    ("Luz Herrera", "Luz", "Herrera"),
    ("Mercedes Santos", "Mercedes", "Meche"),
    ("Rosa Fuentes", "Rosa", "Rosita"),
    ("Blanca Ibarra", "Blanca", "Ibarra"),
    ("José Luis Ortega", "José", "Pepe"),
    ("Guadalupe Reyes", "Lupe", "Lupita"),
    ("Renee Dubois", "Renee", "Rene"),
    ("Tasha Greene", "Tasha", "Natasha"),
    ("Kenneth Watanabe", "Ken", "Kenny"),
    ("Samuel Okafor", "Sam", "Sammy"),
    ("Siobhán O'Brien-Núñez", "Siobhan", "O’Brien"),
    ("Robert Vargas", "Bobby", "Rob"),
    ("Elizabeth Marsh", "Beth", "Liz"),
    ("Catherine Novak", "Kate", "Kathy"),
    ("Jordan Avery", "Jordan", "Avery"),
    ("Austin Brooks", "Austin", "Austen"),
    ("Francisco Vega", "Paco", "Pancho"),
    ("Ignacio Romero", "Nacho", "Ignasio"),
    ("Priscilla Ricci", "Priscilla", "Pricilla"),
    ("Thandi Dlamini", "Thandi", "Tandi"),
    ("Yusuf Demir", "Yusuf", "Yussuf"),
    ("Victoria Sharma", "Vicky", "Tori"),
)
DOING = (
    "{n} mapped the first ten minutes of Friday’s craving and chose two moves to try.",
    "{n} spoke of a double shift at work and of how little sleep came after it.",
    "{n} practiced a short refusal and kept eye contact both times.",
    "{n} came with homework done and read the list aloud.",
    "{n} was quiet at first, then described an argument at home on Sunday.",
    "{n} asked how cravings can return after months and wrote the answer down.",
    "{n} drew a line from payday to the corner store and saw the pattern.",
    "{n} rated confidence at 6 of 10, up from 4 last week.",
    "{n} told how the phone in the bedroom keeps the night going.",
    "{n} tried the breathing exercise and noticed warm hands.",
    "{n} spoke about missing a daughter’s recital and wanting to be at the next one.",
    "{n} worked out what to say when a coworker offers a drink.",
    "{n} made a list of mornings that went well and what they had in common.",
    "{n} laughed about an old excuse and then took it apart with care.",
    "{n} struggled to name a feeling and settled on “tight”.",
    "{n} explained the wallet card to a newcomer in plain words.",
    "{n} disagreed that avoiding the old street is enough and gave reasons.",
    "{n} connected skipped meals with short temper by evening.",
)
SEEING = (
    "{S} linked the urge to drink to family visits, a first this month.",
    "{S} leaned in and took notes during the worksheet.",
    "{S} wiped away tears when grief came up and stayed in the room.",
    "{S} seemed tense, feet tapping, until the second exercise.",
    "{S} set one change for the week: phone out of the bedroom by 11.",
    "{S} said the plan feels doable “if the evenings stay calm”.",
    "{S} checked the bus times so that mornings work out.",
    "{S} chose the pier as the place to walk to.",
    "{S} noticed that hunger comes before most slips.",
    "{S} took a break from the circle once and came back on {o} own.",
    "{S} offered a chair to somebody new and went on listening.",
    "{S} wants to tell {o} mother about the program this weekend.",
    "{S} slept five nights of seven without drinking, up from three.",
    "{S} accepted feedback about tone and rephrased the request.",
    "{S} saved the number of the night line in {o} phone.",
    "{S} wrote a letter to {o} younger self and kept it.",
    "{S} compared this craving with the one before the holidays.",
    "{S} doubted the exercise would help and tried it anyway.",
)
NEXT = (
    "Will try the plan on Friday and report on Monday.",
    "Next: use the sentence at the dinner on Sunday.",
    "Plan: bring the completed worksheet.",
    "To call one safe person before the weekend.",
    "Will meet with the case manager about housing.",
    "Continue with the sleep goal.",
    "Bring the bus card and the list next time.",
    "Try ten minutes of walking after lunch.",
    "Will ask the doctor about the dose.",
    "Review what worked on the first evening.",
)
TIMES = (
    "Attended {m} of 90 minutes.",
    "Present for {m} minutes.",
    "{n} was in group for {m} minutes.",
    "Stayed {m} minutes.",
)
# Honest sentences with words that are somebody's name.
TRAPS = (
    "He will try again, with hope and some grace for himself.",
    "She may start in May, or in June if the shift allows.",
    "Faith in recovery was the word of the day.",
    "Hope was what came up most.",
    "Will he manage the weekend? The plan says how.",
    "A rose tattoo marks the day of the first sober year.",
    "Art supplies helped to draw the week.",
    "The joy of a free morning was new.",
    "To be frank about money was hard.",
    "A pat on the back from a peer felt good.",
    "Drew a craving map and gave it a title.",
    "The chase for the next drink was the subject.",
    "The summer was a hard season, dawn the worst hour.",
    "The guardian angel on the key ring is a reminder.",
    "Sandy beaches were the safe place to picture.",
    "Mark the calendar, count the days.",
    "The phone bill is paid; the car, an old Mercedes, is sold.",
    "Spoke of a trip to Jordan and a cousin in Austin, Texas.",
    "La luz de la mañana y la esperanza de volver.",
    "Una rosa blanca en la mesa le recuerda a su madre.",
    "The Hope Group on Sundays is a support.",
    "Last summer and last May were hard, this spring is better.",
    "Jack of all trades at work, tired by evening.",
    "Grace under pressure is the aim.",
    "Willing to be hopeful, grateful and marked by less shame.",
    "Rose early on four days and walked.",
    "Moved here from Jordan as a child.",
    "Joy and grief came up together.",
)
NAMING = (
    "{x} gave feedback that helped.",
    "Practiced the refusal with {x} and took turns.",
    "Told {x} about the plan and listened to the answer.",
    "The story that {x} told was close to home.",
    "Sat next to {x} and shared the worksheet.",
    "{x} said the same thing happened last year.",
    "Found {x}’s question useful.",
    "Agreed with {x} that mornings are hardest.",
    "During check-in {x} and a second peer offered support.",
    "Was upset when {x} left early.",
)
SWAPS = {"whole": "entire", "told": "described", "spoke": "talked", "noticed": "saw", "practiced": "rehearsed"}


def clean(seed: int) -> dict[str, Any]:
    """An honest note, with its group around it."""
    dice = Random(seed)
    own, *others = dice.sample(PEOPLE, 8)
    while {part for name in own for part in name.split()} & {p for o in others for name in o for p in name.split()}:
        own, *others = dice.sample(PEOPLE, 8)
    minutes = dice.choice((90, 90, 84, 75, 60))
    doing, seeing = dice.sample(DOING, 8), dice.sample(SEEING, 16)
    wordings = [
        _text(dice, each, minutes, doing.pop(), [seeing.pop(), seeing.pop()]) for each in [own, *others[:5], own, own]
    ]
    return {
        "text": wordings[0],
        "client": {"names": [own[0], own[1]]},
        "others": [{"names": [each[0], each[1]]} for each in others],
        "siblings": wordings[1:6],
        "previous": wordings[6:],
        "objective": "evenings",
        "session": {"ended": True},
        "minutes": {"note": minutes, "ledger": minutes},
        "author": dice.choice(({"supervised": False, "cosigned": False}, {"supervised": True, "cosigned": True})),
    }


def faulty(seed: int) -> Case:
    """A note with one fault."""
    dice = Random(seed * 7919 + 1)
    note = clean(seed + 1_000_000)
    code = guardable[seed % len(guardable)]
    if code == "not-ended":
        note["session"]["ended"] = False
    elif code == "no-objective":
        note["objective"] = None
    elif code == "cosign-missing":
        note["author"] = {"supervised": True, "cosigned": False}
    elif code == "minutes-mismatch":
        _contradict(note, dice)
    elif code == "other-client-named":
        note["text"] = _insert(dice, note["text"], dice.choice(NAMING).format(x=_called(note, dice)))
    else:
        _clone(note, code, dice)
    return code, note


guardable = (
    "other-client-named",
    "cloned-sibling",
    "minutes-mismatch",
    "other-client-named",
    "cloned-previous",
    "not-ended",
    "other-client-named",
    "no-objective",
    "cosign-missing",
)


def _text(dice: Random, who: tuple[str, str, str], minutes: int, doing: str, seeing: list[str]) -> str:
    name = who[1]
    subject, whose = dice.choice((("She", "her"), ("He", "his"), ("They", "their")))
    parts = [doing, *seeing[: dice.choice((1, 2, 2))]]
    if dice.random() < 0.6:
        parts.append(dice.choice(TRAPS))
    if dice.random() < 0.4:
        parts.insert(dice.randint(0, len(parts)), dice.choice(TIMES))
    parts.append(dice.choice(NEXT))
    return " ".join(part.format(n=name, S=subject, o=whose, m=minutes) for part in parts)


def _insert(dice: Random, text: str, sentence: str) -> str:
    place = dice.choice(("front", "end"))
    return f"{sentence} {text}" if place == "front" else f"{text} {sentence}"


def _called(note: dict[str, Any], dice: Random) -> str:
    """Another member, as somebody may write them: given, short, misspelled, without accents, in other case."""
    names = dice.choice(note["others"])["names"]
    short = next(each[2] for each in PEOPLE if each[0] == names[0])
    way = dice.randrange(6)
    if way == 0:
        return str(names[1])
    if way == 1:
        return short
    if way == 2:
        return str(names[0])
    if (
        way == 3
        and len(names[1]) >= 5
        and names[1] not in {"Grace", "Faith", "Chase", "Sandy", "Frank", "Summer", "Angel"}
    ):
        spot = dice.randrange(1, len(names[1]) - 1)
        return str(names[1][:spot] + names[1][spot + 1] + names[1][spot] + names[1][spot + 2 :])
    if way == 4:
        return str(names[0]).split()[-1]
    return str(names[1]).upper() if dice.random() < 0.3 else str(names[1])


def _contradict(note: dict[str, Any], dice: Random) -> None:
    right = note["minutes"]["ledger"]
    wrong = right + dice.choice((-30, -10, 5, 15))
    if dice.random() < 0.5:
        note["minutes"]["note"] = wrong
        return
    hours = {60: "an hour", 90: "an hour and a half", 75: "1 hour 15 minutes"}
    ways = [
        "Attended {w} of 120 minutes.",
        "Present for {w} minutes.",
        "Stayed the full {w} minutes.",
        "Was in group {w} min.",
    ]
    sentence = dice.choice(ways).format(w=wrong)
    if dice.random() < 0.3:
        other = dice.choice([each for each in hours if each != right])
        sentence = f"Participated for {hours[other]}."
    note["text"] = _insert(dice, note["text"], sentence)


def _clone(note: dict[str, Any], code: str, dice: Random) -> None:
    key = "siblings" if code == "cloned-sibling" else "previous"
    source = str(dice.choice(note[key]))
    own = note["client"]["names"][1]
    for each in note["others"]:
        source = source.replace(each["names"][1], own)
    way = dice.randrange(5)
    if way == 1:
        sentences = source.split(". ")
        dice.shuffle(sentences)
        source = ". ".join(sentences)
    elif way == 2:
        for one, other in SWAPS.items():
            source = source.replace(one, other)
    elif way == 3:
        source = (
            source.replace(" She ", " He ").replace(" her ", " his ").replace("Friday", "Tuesday").replace("6", "7")
        )
    elif way == 4:
        source = f"{source} {own} asked for a later bus."
    note["text"] = source
