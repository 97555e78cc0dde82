"""A text as its wording only: without names, numbers, dates, pronouns and the usual synonyms (NOTE-2)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..names import words as name_words
from .words import folded, short_forms

_SENTENCE = re.compile(r"(?:[^.!?\n…]|(?<=\d)\.(?=\d)|(?<=\b[A-Z])\.|(?<=\bDr)\.|(?<=\bM[rs])\.)+[.!?…]*[\"”»’)]*")
_TOKEN = re.compile(r"[“«\"]([^”»\"\n]{1,300})[”»\"]|\d+(?:[:.,]\d+)*|(?:[^\W\d_]|[\u0300-\u036f])+(?:['’][^\W\d_]+)?")

_ONE = {
    "N": """one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty
            ninety first second third half quarter uno dos tres cuatro cinco seis siete ocho nueve diez quince
            veinte treinta cuarenta cincuenta sesenta noventa""",
    "D": """monday tuesday wednesday thursday friday saturday sunday january february march april june july august
            september october november december today yesterday tomorrow tonight am pm lunes martes miercoles jueves
            viernes sabado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre
            diciembre hoy ayer""",
    "P": """he she they him her them his hers their theirs himself herself themself themselves client patient member
            participant el ella elle ellos ellas su sus le les lo cliente paciente participante""",
    "be": "was were is are am be been being",
    "group": "session group meeting class",
    "say": """said shared stated reported expressed voiced mentioned told explained described verbalized noted discussed
              indicated says shares states reports expresses""",
    "practice": "practiced practised rehearsed practice rehearse practicing rehearsing",
    "entire": "whole entire full complete total",
    "name": "named identified listed recognized recognised noticed acknowledged",
    "engage": "engaged participated contributed involved",
    "attentive": "attentive focused attentively",
    "active": "active actively",
    "during": "during throughout in at within",
    "use": "use used using utilize utilized utilizing apply applied applying",
    "cope": "coping cope copes",
    "plan": "plan plans planned planning",
    "help": "help helped helps helpful support supported supportive",
    "several": "several some various few many",
    "trigger": "trigger triggers cue cues",
    "craving": "craving cravings urge urges",
    "skill": "skill skills technique techniques strategy strategies tool tools",
    "peer": "peer peers others",
    "call": "call called phone phoned contact contacted",
    "feel": "feel felt feeling feelings emotion emotions",
    "discover": "learned learnt discovered",
    "very": "very really quite",
    "also": "also additionally furthermore moreover",
    "and": "and & y e",
    "the": "the a an",
}  # fmt: skip
_SAME = {word: one for one, many in _ONE.items() for word in many.split()}

# Sentences of these words alone are the same in many honest notes: attendance, risk denied, the plan goes on.
STOCK = frozenset(
    """attended attend attendance attends arrived arrive arrival present absent absence stayed stay left late early
    on time minutes minute min mins hours hour hrs h start end started ended of from to for until the a an in at
    N D P be group entire during all no none not did didnt come excused unexcused cancelled canceled program
    show call message voicemail risk risks observed reported deny denied denies suicidal homicidal ideation si
    hi intent self harm thoughts plan plans harming say current safety concern concerns identified name acute
    today or and others peer other continue continues continued continuing treatment as per goal goals objective
    objectives next follow up followup monitor progress week weekly scheduled with will return returns level
    care iop staff asistio asistencia llego presente ausente minutos horas hora sesion grupo riesgo nego
    ideacion suicida sin observado continuar tratamiento proximo proxima seguimiento de la el en los las
    completa toda durante y con que se""".split()
)
# Words that tell nothing by themselves: a copy drops and adds them freely.
EMPTY = frozenset("P N D and the a be to of it that this with for as el la los las un una de que y en".split())
_GROUPISH = re.compile(
    r"\s*[-•*]?\s*(?:the\s+|this\s+|today[’']s\s+|all\s+)?(?:(?:therapy|process|skills|education|whole)\s+)?"
    r"(?:group|members|participants|facilitators?|co-facilitators?|therapists?|clinicians?|we|topic|session|"
    r"intervention|curriculum|handouts?|material|clients|everyone)\b|\s*(?:el grupo|los participantes|las personas del "
    r"grupo|el tema|la sesi[oó]n|se facilit[oó]|el facilitador|la facilitadora|todos|tema)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: where it stands, its words as wording only, and whether it speaks of the group alone."""

    start: int
    end: int
    tokens: tuple[str, ...]
    of_the_group: bool

    @property
    def stock(self) -> bool:
        """Whether it is one of the sentences that honest notes share."""
        known = sum(token in STOCK for token in self.tokens)
        return known >= 0.85 * len(self.tokens)


def people(names: Iterable[Iterable[str]]) -> frozenset[str]:
    """Return every folded word that is one of these people's names or a short form of it."""
    found: set[str] = set()
    for one in names:
        for name in one:
            parts = name_words(name)
            found.update(part for part in parts if len(part) > 1)
            if parts:
                found |= short_forms().get(parts[0], frozenset())
    return frozenset(found)


def sentences(text: str, named: frozenset[str]) -> list[Sentence]:
    """Return the sentences that have words."""
    found = []
    for hit in _SENTENCE.finditer(text):
        raw = hit.group()
        tokens = tuple(_tokens(raw, named))
        if tokens:
            start = hit.start() + len(raw) - len(raw.lstrip())
            end = hit.start() + len(raw.rstrip())
            own = "P" in tokens
            found.append(Sentence(start, end, tokens, bool(_GROUPISH.match(raw)) and not own))
    return found


def _tokens(text: str, named: frozenset[str]) -> Iterable[str]:
    for hit in _TOKEN.finditer(text):
        quoted = hit.group(1)
        if quoted is not None and len(quoted.split()) > 2:
            yield "“" + " ".join(folded(word) for word in quoted.split())
            continue
        for word in re.findall(r"\d[\d:.,]*|[^\W\d_][^\W\d_\u0300-\u036f]*(?:[\u0300-\u036f][^\W\d_]*)*", hit.group()):
            if word[0].isdigit():
                yield "N"
                continue
            key = folded(word)
            if key in named and (word[0].isupper() or key not in _SAME):
                yield "P"
            elif key and key != "s":
                yield _SAME.get(key, key)
