"""Chooses phrases, puts them in an order, and makes sentences of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random

from .english import ENGLISH
from .heard import Drafted, Heard
from .spanish import SPANISH
from .voice import Phrases, Voice

VOICES = {"en": ENGLISH, "es": SPANISH}
FOR_ONE = frozenset({"individual", "case", "medical"})  # kinds without other members


def compose(heard: Heard) -> Drafted:
    """Put what was tapped into words. Raises ValueError where a code is not known."""
    writer = Writer(heard)
    if heard.present:
        response, after = " ".join(writer.present()), writer.next_step()
    else:
        response, after = writer.absent(), writer.next_absent()
    return Drafted(response, after, tuple(writer.used))


class Writer:
    """Writes one note: knows the person, remembers what it used."""

    def __init__(self, heard: Heard) -> None:
        self.heard = heard
        self.voice: Voice = VOICES["es" if heard.language.startswith("es") else "en"]
        self.dice = Random(f"{heard.seed}|{heard.name}|{heard.language}")  # noqa: S311 - variety, not secrecy
        self.used: list[str] = []
        name = " ".join(heard.name.split()) or self.voice.somebody
        unspoken = ("", "su", "") if self.voice.subjectless else (name, self.voice.whose_name.format(name), name)
        self.subject, whose, whom = self.voice.pronouns.get(_pronouns(heard.pronouns), unspoken)
        session = self.voice.sessions.get(heard.kind, self.voice.sessions["group"])
        self.by_name_only = self.subject == name
        self.words = {
            "name": name,
            "whose_name": self.voice.whose_name.format(name),
            "whose": whose,
            "whom": whom,
            "session": session,
            "of_session": f"de {session}".replace("de el ", "del "),
            "topic": self._quoted(heard.topic),
            "objective": self._quoted(heard.objective),
            "quote": self._quoted(heard.quote),
            "late": str(heard.late_minutes),
            "left": str(heard.left_minutes),
            "minutes": str(heard.minutes),
            "of": str(heard.session_minutes),
        }

    def present(self) -> list[str]:
        """The sentences of somebody who was there: what was seen, how long, what on, in which words."""
        sentences = self._seen()
        sentences[0] = self._context(sentences[0])
        extra = [*self._worked(), *self._said()]
        self.dice.shuffle(extra)
        for sentence in extra:
            sentences.insert(self.dice.randint(1, len(sentences)), sentence)
        return [_finish(each).replace(_BREAK, ". ") for each in [*sentences, *self._time()]]

    def absent(self) -> str:
        """The one sentence of somebody who was not."""
        kinds = self.voice.absent
        code = self.heard.absence or "no_show"
        return _finish(self._fill(self.pick(f"absent.{code}", _known(kinds, code, "absence"))))

    def next_step(self) -> str:
        """What comes next: the objective if there is one, and what the response asks for."""
        table = "next_objective" if self.heard.objective.strip() else "next_plain"
        steps = [self.pick(table, self.voice.next_objective if self.heard.objective.strip() else self.voice.next_plain)]
        if after := self.voice.next_after.get(self.heard.response):
            steps.insert(self.dice.randint(0, 1), self.pick(f"next.{self.heard.response}", after))
        return " ".join(_finish(self._fill(each)) for each in steps)

    def next_absent(self) -> str:
        """What comes next after an absence."""
        code = self.heard.absence or "no_show"
        return _finish(self._fill(self.pick(f"next.{code}", _known(self.voice.next_absent, code, "absence"))))

    def pick(self, table: str, phrases: Phrases) -> str:
        """One phrase, not lately used if there is another; remembered under the number it has in its table."""
        every = [n for n in range(len(phrases)) if self._reads_well(phrases[n])] or range(len(phrases))
        unused = [n for n in every if f"{self._key(table)}.{n}" not in self.used] or list(every)
        fresh = [n for n in unused if f"{self._key(table)}.{n}" not in self.heard.avoid] or unused
        n = self.dice.choice(fresh)
        self.used.append(f"{self._key(table)}.{n}")
        return phrases[n]

    def _reads_well(self, phrase: str) -> bool:
        """Without a pronoun the name stands instead: once in a sentence is enough."""
        if not self.by_name_only or self.voice.subjectless:
            return True
        inside = "{p}" in phrase and ". " not in phrase
        return not inside and not any(each in phrase for each in ("{whose}", "{whom}"))

    def _seen(self) -> list[str]:
        """What was tapped, one or two things to a sentence, in any order; the name first, then the pronoun."""
        facts = list(self._facts())
        if not facts:
            return [self._sentence(self.pick("present", self.voice.present_only), by_name=True)]
        self.dice.shuffle(facts)
        sentences: list[str] = []
        while facts:
            by_name = not sentences or self.dice.random() < 0.2
            if len(facts) > 1 and self.dice.random() < 0.75:
                join, second = self.pick("join", self.voice.joins), self.dice.random() < 0.5
                first, last = (facts.pop(), facts.pop()) if second else (facts.pop(0), facts.pop(0))
                a, b = self._clause(first, by_name), self._clause(last, by_name and "{p}" not in join.lower())
                parts = (self._sentence(part, by_name=by_name, a=a, b=b) for part in join.split(". "))
                sentences.append(_BREAK.join(map(_upper, parts)))
            else:
                sentences.append(self._sentence("{s} {a}", by_name=by_name, a=self._clause(facts.pop(), by_name)))
        return sentences

    def _facts(self) -> Iterator[str]:
        heard, voice = self.heard, self.voice
        alone = heard.kind in FOR_ONE
        if heard.participation is not None:
            code = heard.participation
            group = _known(voice.participation, code, "participation")
            yield self.pick(f"participation.{code}", voice.alone["4"] if alone and code == 4 else group)
        for what, table in (
            ("engagement", voice.engagement),
            ("affect", voice.affect),
            ("response", voice.response),
        ):
            if code := getattr(heard, what):
                phrases = _known(table, code, what)
                yield self.pick(f"{what}.{code}", voice.alone.get(code, phrases) if alone else phrases)

    def _context(self, sentence: str) -> str:
        """Say where it was seen, and under which topic."""
        phrases, has_topic = self.voice.contexts, bool(self.heard.topic.strip())
        fitting = [n for n, each in enumerate(phrases) if has_topic or "{topic}" not in each]
        if self.words["session"] in sentence:  # said already
            fitting = [n for n in fitting if "session}" not in phrases[n]]
        fresh = [n for n in fitting if f"{self._key('context')}.{n}" not in self.heard.avoid] or fitting
        n = self.dice.choice(fresh)
        self.used.append(f"{self._key('context')}.{n}")
        before, after = phrases[n].split("{it}")
        head, stop, rest = sentence.partition(_BREAK)
        return f"{self._fill(before)}{head}{self._fill(after)}{stop}{rest}"

    def _worked(self) -> Iterator[str]:
        if self.heard.worked and self.heard.objective.strip():
            yield self._sentence(self.pick("worked", self.voice.worked))

    def _said(self) -> Iterator[str]:
        if self.heard.quote.strip():
            yield self._sentence(self.pick("quoting", self.voice.quoting))

    def _time(self) -> Iterator[str]:
        """When part of the session was missed: how much, and what was counted."""
        heard, voice = self.heard, self.voice
        late, left = heard.late_minutes > 0, heard.left_minutes > 0
        if late or left:
            table = "late_and_left" if late and left else "late" if late else "left"
            phrase = self.pick(table, getattr(voice, table))
            yield self._sentence("{s} {a}", a=self._clause(phrase, by_name=False))
        if heard.session_minutes > 0 and (late or left or heard.minutes < heard.session_minutes):
            yield self._sentence(self.pick("short", voice.short))

    def _sentence(self, frame: str, *, by_name: bool = False, **clauses: str) -> str:
        subject = self.words["name"] if by_name else self.subject
        was = self._was("" if by_name else self.subject)
        both = {"s": subject, "p": self.subject, "P": _upper(self.subject), "was": was, **clauses}
        return " ".join(self._fill(frame, **both).split())

    def _clause(self, phrase: str, by_name: bool) -> str:
        return self._fill(phrase, was=self._was("" if by_name else self.subject))

    def _fill(self, phrase: str, **more: str) -> str:
        words = {**self.words, **more}
        words |= {"Whose": _upper(words["whose"])}
        return phrase.format_map(words)

    def _was(self, subject: str) -> str:
        return "were" if subject == "they" else "was"

    def _quoted(self, text: str) -> str:
        """The text between this language's quotation marks, with any of its own made single."""
        opening, closing = self.voice.quotes
        plain = " ".join(text.split()).strip('“”«»" ')
        return f"{opening}{plain.translate(_SINGLE)}{closing}"

    def _key(self, table: str) -> str:
        return f"{'es' if self.voice is SPANISH else 'en'}.{table}"


_BREAK = ".\u2003"  # between two sentences that belong together; a wide space, that no name has in it
_SINGLE = str.maketrans({"“": "‘", "”": "’", '"': "’", "«": "‘", "»": "’"})


def _known[Code](table: Mapping[Code, Phrases], code: Code, what: str) -> Phrases:
    if code not in table:
        raise ValueError(f"{what} {code!r} is not known: there are {', '.join(map(str, table))}")
    return table[code]


def _pronouns(text: str) -> str:
    """The pair that is meant: "She / Her / Hers" -> "she/her", "ella" -> "she/her"; "" where it is another."""
    first = text.casefold().replace(" ", "").split("/")[0]
    pairs = {"she": "she/her", "he": "he/him", "they": "they/them", "ella": "she/her", "él": "he/him"}
    return pairs.get(first, "")


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _finish(sentence: str) -> str:
    """A capital at the front and a full stop at the end, unless a quotation brought its own."""
    sentence = _upper(sentence.strip())
    inner = sentence.rstrip("”»")
    return sentence if inner.endswith((".", "!", "?", "…")) else f"{sentence}."
