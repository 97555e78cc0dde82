"""Faults of kinds that `faults` does not have, and honest notes in other clinicians' ways of writing.

Names as people really call each other (short forms with and without accents, two names, last name first, initials,
slips of the hand, possessives), notes copied and dressed up (other pronouns, synonyms, sentences and halves of
sentences in another order, other punctuation), times in words, all of it in English and in Spanish.
Deterministic for its seed. A case is (code of the fault or "", the note as `guard.read` takes it).
"""

from __future__ import annotations

from random import Random
from typing import Any

Case = tuple[str, dict[str, Any]]

# names that the record knows; what others may write of them
PEOPLE: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("Roberto Guzmán", "Beto"), ("Beto", "Betito", "Bobby", "Robert", "Guzman", "Guzmán Roberto")),
    (("Rosario Treviño", "Chayo"), ("Chayo", "Charo", "Trevino", "Treviño, Rosario", "Rosaria")),
    (("Nicolás Peña", "Nico"), ("Nico", "Nicolas", "Nick", "Pena", "Peña Nicolás", "Nciolás")),
    (("Rachel Tran", "Rae"), ("Rae", "Rachael", "Rahcel", "Tran, Rachel", "R.T.", "Rach")),
    (("Christopher Yoder", "Chris"), ("Chris", "Kris", "Topher", "Yoder", "C.Y.", "Cristopher")),
    (("Aaliyah Robinson", "Liyah"), ("Liyah", "Aliyah", "Robinson", "A.R.", "Robinson, Aaliyah")),
    (("Jesús Maldonado", "Chuy"), ("Chuy", "Chucho", "Maldonado", "Maldonado Jesús", "Jesús M.")),
    (("Francesca Bianchi", "Frankie"), ("Frankie", "Fran", "Franny", "Bianchi", "Francseca")),
    (("Dmitri Volkov", "Dima"), ("Dima", "Dmitry", "Volkov", "D.V.", "Dimitri")),
    (("Margaret O'Leary", "Peggy"), ("Peggy", "Maggie", "Meg", "O’Leary", "OLeary", "Margret")),
    (("Concepción Ayala", "Concha"), ("Concha", "Conchita", "Concepcion", "Ayala", "Concepción A.")),
    (("Terrence Baptiste", "Terry"), ("Terry", "Terence", "Baptiste", "T.B.", "Baptiste, Terrence")),
    (("Mei-Ling Chow", "Mei"), ("Mei", "Mei Ling", "Meiling", "Chow", "Chow Mei-Ling")),
    (("Theodore Papadakis", "Theo"), ("Theo", "Teddy", "Ted", "Papadakis", "Theodor")),
    (("Dolores Quiñones", "Lola"), ("Lola", "Lolita", "Quinones", "Doloras", "Quiñones")),
    (("Kwame Asante", "Kwame"), ("Kwame", "Kwaem", "Asante", "K.A.", "Asante, Kwame")),
    (("Manuel Esparza", "Manny"), ("Manny", "Manolo", "Esparza", "Manual Esparza", "Esparza Manuel")),
    (("Deborah Finch", "Debbie"), ("Debbie", "Deb", "Debra", "Finch", "Deborha")),
    (("Enrique Solís", "Kike"), ("Kike", "Quique", "Solis", "Enriqe", "Henry Solís")),
    (("Stephanie Kaminski", "Steph"), ("Steph", "Stephany", "Kaminski", "Stefanie", "S.K.")),
    (("Graciela Montes", "Chela"), ("Chela", "Gracielita", "Graciella", "Montes Graciela")),
    (("Benjamin Ostrowski", "Benji"), ("Benji", "Ben", "Benny", "Ostrowski", "Benjamín")),
)
NAMING = (
    "Paired with {x} for the role-play on saying no.",
    "{x}'s comment about weekends stayed with the client.",
    "Reports having exchanged numbers with {x} after group.",
    "Per {x}, the client had been isolating.",
    "Client became tearful when {x} described losing custody.",
    "Observed to interrupt {x} twice and to apologize.",
    "Received encouragement from {x} and from the co-facilitator.",
    "D: client and {x} disagreed on moderation.",
    "O: sat beside {x}, limited eye contact.",
    "Identified with what {x} said on relapse.",
    "A peer ({x}) modeled the skill first.",
    "Gave {x} feedback on the relapse plan.",
)
NAMING_ES = (
    "Practicó la negativa con {x} frente al grupo.",
    "Se identificó con lo que contó {x}.",
    "{x} le dio ánimo al final de la sesión.",
    "Según {x}, ha estado más tranquila.",
    "Comentó que {x} también perdió el trabajo.",
    "Le agradeció a {x} por escuchar.",
)
STYLES = (  # each: what a clinician of that habit writes; {N} the client as they call them
    (
        "D: {N} reported three days without use, with cravings after work. Named boredom as the main driver.",
        "A: Insight into the link of boredom and use is growing; affect brighter than on Monday.",
        "P: {N} to schedule two activities for after work and to log them.",
    ),
    (
        "S: “I almost called my dealer, and then I did the dishes instead.”",
        "O: Alert, on topic, restless hands. Completed the chain analysis with one prompt.",
        "A: Used opposite action without being told to. Motivation at 7.",
        "P: Repeat the chain analysis on the next urge; bring it Thursday.",
    ),
    (
        "B: {N} was guarded in the first half and more open in the second.",
        "I: Clinician validated ambivalence and explored pros and cons of the status quo.",
        "R: {N} could list four costs of drinking and one benefit, and called the list sobering.",
        "P: Review the list before the family visit.",
    ),
    (
        "Pt engaged. Processed conflict w/ landlord. Recognized all-or-nothing thinking, reframed x2.",
        "Mood “meh”, affect full. No SI/HI. Sleep 6 h.",
        "F/U: thought record daily, discuss in individual.",
    ),
    (
        "{N} brought a photograph of a grandmother and told the story of her kitchen; it became the safe place.",
        "The exercise ended with slower breathing. {N} would like to use it before bed.",
        "Next step: five minutes each night, noted on the card.",
    ),
    (
        "La persona llegó puntual y habló de la presión de sus primos para beber en la fiesta.",
        "Ensayó tres respuestas y eligió la más corta. Se notó aliviada.",
        "Próximo paso: usar la respuesta el sábado y contar cómo le fue.",
    ),
    (
        "{N} participó con ejemplos propios sobre la ira y reconoció señales en el cuerpo.",
        "Aceptó una sugerencia sobre salir a caminar antes de contestar.",
        "Tarea: registrar dos momentos de enojo y lo que hizo.",
    ),
    (
        "Client presented with low energy following a night shift and asked to stand at the back.",
        "With prompting, client contributed an example of urge surfing from the bus.",
        "Client agreed to trial the technique at least once before next group.",
    ),
    (
        "Worked on values cards. {N} sorted honesty, music and fatherhood to the top and was surprised by the second.",
        "Has not played guitar since 2019; plans to ask a cousin to return it.",
        "Will play ten minutes twice this week.",
    ),
    (
        "Affect flat on arrival. After the grounding drill reported a drop from 8 to 5.",
        "Struggled with the homework, did it on the bus, saw that planning ahead matters.",
        "Set alarm for Sunday 6 pm to start homework early.",
    ),
)
EXTRA = (  # honest sentences with traps
    "Watched the sunrise from the pier and called it hope in a cup.",
    "Plays the harp; the concha shell on the altar is from Oaxaca.",
    "Her dog Teddy is why mornings work.",
    "Named the cravings “the visitor” and let the visitor leave.",
    "Her brother Chris drives on Tuesdays.",
    "Bought pan dulce and saved one concha for the night.",
    "Ate a finch-sized lunch, by own account.",
    "Went to St. Margaret’s for the noon meeting.",
    "Read Stephen King to fall asleep.",
    "He was frank, and may ask for a later bus.",
    "Met with Dr. Robinson’s nurse about the dose.",
    "A peg board with keys by the door is the new habit.",
    "Shared a two-hour argument at home in a few words.",
    "Walked for an hour and forty minutes along the harbor on Sunday.",
    "Missed the first hour of sleep to noise, then slept six.",
    "La sierra de los montes azules es su lugar seguro.",
    "Dolores de cabeza por la mañana, menos que antes.",
    "Cited the A.A. book and the C.D.C. leaflet.",
    "Got the J.D. letter and the P.O. box sorted.",
    "T.B. test read as negative by the clinic.",
)
TIMES = (  # minutes, as a person may write them
    (60, ("an hour", "one hour", "sixty minutes", "1 hr", "una hora", "sesenta minutos")),
    (
        75,
        ("an hour and fifteen minutes", "one hour and a quarter", "1h15", "seventy-five minutes", "una hora y cuarto"),
    ),
    (90, ("an hour and a half", "one and a half hours", "1.5 hrs", "1h30", "ninety minutes", "hora y media")),
    (100, ("an hour and forty minutes", "one hundred minutes", "1 hour, 40 min", "una hora y cuarenta minutos")),
    (120, ("two hours", "2 hrs", "a full two hours", "two full hours", "dos horas", "ciento veinte minutos")),
    (150, ("two and a half hours", "two hours and a half", "2.5 hours", "dos horas y media")),
    (180, ("three hours", "all three hours", "3 h", "the full three hours", "tres horas", "las tres horas completas")),
)
CLAIMS = (
    "Client attended for {t}.",
    "{N} was present for {t} of programming.",
    "Participated in group for {t}.",
    "Remained in session for {t}.",
    "Total time in group: {t}.",
)
CLAIMS_ES = ("Asistió {t}.", "Estuvo en el grupo durante {t}.", "Permaneció {t} en la sesión.", "Participó {t}.")
SPANISH = frozenset("una sesenta hora dos ciento tres las".split())
SYNONYMS = (
    ("reported", "described"), ("Named", "Identified"), ("main driver", "chief trigger"), ("growing", "increasing"),
    ("Completed", "Finished"), ("explored", "examined"), ("list", "name"), ("called", "termed"), ("Review", "Go over"),
    ("Processed", "Worked through"), ("Recognized", "Noticed"), ("daily", "every day"), ("discuss", "talk it over"),
    ("brought", "carried in"), ("told", "shared"), ("ended", "closed"), ("would like", "wants"), ("habló", "platicó"),
    ("Ensayó", "Practicó"), ("eligió", "escogió"), ("usar", "utilizar"), ("reconoció", "identificó"),
    ("Aceptó", "Acogió"), ("salir a caminar", "dar un paseo"), ("presented", "arrived"), ("agreed", "consented"),
    ("Worked on", "Did"), ("sorted", "placed"), ("plans to", "intends to"), ("drop", "decrease"), ("Set", "Will set"),
)  # fmt: skip


def clean(seed: int) -> dict[str, Any]:
    """An honest note in one clinician's way, with its group around it."""
    dice = Random(seed * 31 + 5)
    own, *others = dice.sample(PEOPLE, 7)
    ledger, _ways = dice.choice(TIMES)
    styles = dice.sample(STYLES, 8)
    texts = [_note(dice, styles[n], who[0][-1]) for n, who in enumerate([own, *others[:5]])]
    earlier = [_note(dice, style, own[0][-1]) for style in styles[6:]]
    if dice.random() < 0.5:
        texts[0] = f"{texts[0]} {_claim(dice, ledger, own[0][-1])}"
    return {
        "text": texts[0],
        "client": {"names": list(own[0])},
        "others": [{"names": list(each[0])} for each in others],
        "siblings": texts[1:],
        "previous": earlier,
        "objective": "mornings",
        "session": {"ended": True},
        "minutes": {"note": ledger, "ledger": ledger},
        "author": {"supervised": False, "cosigned": False},
    }


KINDS = ("name", "clone-sibling", "minutes", "name", "clone-previous", "name", "minutes", "clone-sibling", "name")


def faulty(seed: int) -> Case:
    """A note with one fault."""
    dice = Random(seed * 104_729 + 3)
    note = clean(seed + 500_000)
    kind = KINDS[seed % len(KINDS)]
    if kind == "name":
        others = [each["names"] for each in note["others"]]
        written = dice.choice([each for names in others for each in called(names)])
        spanish = any(word in note["text"] for word in (" la ", " el "))
        sentence = dice.choice(NAMING_ES if spanish else NAMING).format(x=written)
        if written.endswith(".") and dice.random() < 0.5:
            sentence = sentence.replace(f"{written}.", written)
        note["text"] = _insert(dice, note["text"], sentence)
        return "other-client-named", note
    if kind == "minutes":
        ledger = note["minutes"]["ledger"]
        wrong = dice.choice([minutes for minutes, _ways in TIMES if minutes != ledger])
        note["text"] = _insert(dice, note["text"], _claim(dice, wrong, note["client"]["names"][-1]))
        return "minutes-mismatch", note
    key = "siblings" if kind == "clone-sibling" else "previous"
    note["text"] = _dressed(dice, dice.choice(note[key]), note)
    return ("cloned-sibling" if key == "siblings" else "cloned-previous"), note


def called(names: list[str]) -> tuple[str, ...]:
    """What others write of them."""
    return next(ways for known, ways in PEOPLE if list(known) == names)


def _note(dice: Random, style: tuple[str, ...], name: str) -> str:
    parts = [part.format(N=name) for part in style]
    if dice.random() < 0.6:
        extra = dice.choice([each for each in EXTRA if name not in each])
        parts.insert(dice.randint(1, len(parts)), extra)
    return (" " if dice.random() < 0.6 else "\n").join(parts)


def _claim(dice: Random, minutes: int, name: str) -> str:
    way = dice.choice(next(ways for many, ways in TIMES if many == minutes))
    spanish = way.split()[0] in SPANISH
    return dice.choice(CLAIMS_ES if spanish else CLAIMS).format(t=way, N=name)


def _insert(dice: Random, text: str, sentence: str) -> str:
    return f"{sentence} {text}" if dice.random() < 0.5 else f"{text} {sentence}"


def _dressed(dice: Random, source: str, note: dict[str, Any]) -> str:
    """Another note's words as this person's: two or three disguises at once."""
    own = note["client"]["names"][-1]
    for each in note["others"]:
        source = source.replace(each["names"][-1], own)
    for way in dice.sample(range(6), dice.choice((2, 3))):
        if way == 0:
            for one, other in SYNONYMS:
                source = source.replace(one, other)
        elif way == 1:
            pieces = [piece.strip() for piece in source.replace("\n", " ").split(". ") if piece.strip()]
            dice.shuffle(pieces)
            source = ". ".join(piece.rstrip(".") for piece in pieces) + "."
        elif way == 2:
            source = source.replace("; ", ". ").replace(", and", " and").replace(": ", " - ").replace("“", '"')
            source = source.replace("”", '"').replace(".", " ...") if dice.random() < 0.3 else source
        elif way == 3:
            for one, other in ((" her ", " his "), (" he ", " she "), (" own ", " their own ")):
                source = source.replace(one, other)
            source = source.replace(own, "The client") if dice.random() < 0.5 else source
        elif way == 4:
            source = source.replace("Monday", "Friday").replace("Thursday", "Tuesday").replace("two", "three")
            source = source.replace("7", "8").replace("five", "ten")
        else:
            source = f"{source} {dice.choice(('Mood stable.', 'Will be seen again.', 'No new concerns.'))}"
    return source
