"""Does this note name another person? (rules.md §4.2)

A word that can only be a name is one wherever it stands, however it is written. A word that is also an everyday word
("will", "hope", "rosa") is a name where its writing or its neighbors say so:

* written small, only before a verb of speech ("and will said");
* with a capital inside a sentence, unless it stands in a title, a date or a place, or after "the" or "his";
* with a capital where every word has one, only before a verb that people alone do ("Will said", not "Will he come").

A relative, a sponsor or a doctor of that name is only pointed out: "her brother Luis" may well be another Luis.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..text import explain, gettext_noop
from . import contexts as c
from .model import Finding, Note, Severity
from .people import Watch, misspelled, resembles_ordinary, resembles_own, watch
from .surroundings import Surroundings
from .words import Word, ordinary, proper, short_forms, words

CODE = "other-client-named"
MOST = 50  # passages that are shown; more only repeat

NAMED = gettext_noop("Names another member: “%(name)s”. Write “a peer” instead, or leave it out")
MEANT = gettext_noop("“%(name)s” looks like another member’s name, misspelled. Write “a peer” instead, or leave it out")
RELATIVE = gettext_noop("“%(name)s” is another member’s name too. Keep it only if somebody outside the group is meant")


def others_named(note: Note) -> list[Finding]:
    """Every passage that names another person."""
    if not note.others:
        return []
    watched = watch(note.names, note.others)
    found = [
        Finding(CODE, "block", hit.span(), explain(CODE, NAMED, name=hit.group()))
        for hit in _initials(note.text, watched)
    ]
    for word, verdict, message in (*_letters(note.text, watched), *_verdicts(note.text, watched)):
        where = (word.start, word.end)
        found.append(Finding(CODE, verdict, where, explain(CODE, message, name=word.text)))
        if len(found) >= MOST:
            break
    return sorted(found, key=lambda each: each.where or (0, 0))


def _initials(text: str, watched: Watch) -> Iterator[re.Match[str]]:
    """ "J.A.", "JA" or "J. A." where somebody is known by these."""
    for letters in watched.initials:
        yield from re.finditer(rf"(?<![\w.]){r'\.?\s?'.join(letters)}\b\.?", text)


def _letters(text: str, watched: Watch) -> Iterator[tuple[Word, Severity, str]]:
    """Somebody's first and last letter, "R.T.", where the words around say that a person is meant."""
    if not watched.letters:
        return
    line = words(text)
    every = {word.start: n for n, word in enumerate(line)}
    for hit in re.finditer(r"(?<![\w.])([A-Z])\.\s?([A-Z])\.?(?=['’\s,;:)]|$)", text):
        key, n = hit.group(1) + hit.group(2), every.get(hit.start())
        if key not in watched.letters or n is None:
            continue
        before = line[n - 1].key if n and not line[n].starts else ""
        after = line[n + 2].key if n + 2 < len(line) else ""
        led = before in c.LEADING | c.ADDRESSING and key.lower() not in c.ABBREVIATED
        if led or after in c.SAYING or text[hit.end() : hit.end() + 2] in ("'s", "’s"):
            yield Word(hit.start(), hit.end(), hit.group(), key.lower(), "", False, False), "warn", NAMED


def _verdicts(text: str, watched: Watch) -> Iterator[tuple[Word, Severity, str]]:
    every = words(text)
    shouting = sum(word.shouted for word in every) * 2 > len(every)
    line = Line(every, watched, shouting)
    for n, whole in enumerate(every):
        for word in _pieces(whole, watched):
            near = None
            if word.key not in watched.exact and _plural(word, watched):
                yield (
                    Word(word.start, word.end - 1, word.text[:-1], word.key[:-1], word.before, word.starts, True),
                    "block",
                    NAMED,
                )
                continue
            if word.key in watched.exact:
                verdict = line.verdict(n, word)
            else:
                near = misspelled(word.key, watched)
                verdict = line.verdict_of_slip(n, word, near) if near else None
            if verdict is None:
                continue
            if line.outsider(n):
                yield word, "warn", RELATIVE
            else:
                yield word, verdict, MEANT if near else NAMED


def _plural(word: Word, watched: Watch) -> bool:
    """ "Mikes comment": the apostrophe left out."""
    name = word.key[:-1]
    if not word.key.endswith("s") or watched.exact.get(name) is None or not word.capital or word.key in watched.own:
        return False
    return name in c.NAMES_FIRST or not ordinary(name)


def _pieces(word: Word, watched: Watch) -> list[Word]:
    """The word, or the part of a compound that is a name: "Renee" in "Renee-led"."""
    if word.key in watched.exact or "-" not in word.text.replace("‐", "-").replace("‑", "-"):
        return [word]
    found, start = [], word.start
    for part in word.text.replace("‐", "-").replace("‑", "-").split("-"):
        piece = Word(start, start + len(part), part, words(part)[0].key, "-", False, False)
        if piece.key in watched.exact and not ordinary(piece.key):
            found.append(piece)
        start += len(part) + 1
    return found


class Line(Surroundings):
    """The words of one text, and which of them name another person."""

    def verdict(self, n: int, word: Word) -> Severity | None:
        """Whether this word, which is somebody's name, is used as one."""
        if self._is_a_thing(n, word) or self._somebody_known(n, word):
            return None
        if word.shouted and not self.shouting and not self.watched.exact[word.key] and word.key not in short_forms():
            return None  # "TIPP", of Tipper: an abbreviation
        if self._of_another_family(n, word):
            return None if ordinary(word.key) else "warn"
        everyday = ordinary(word.key) or word.key in c.CALENDAR | c.CAPITAL_WORDS
        short = len(word.key) < 3 or (len(word.key) == 3 and (everyday or word.key in c.MEASURES))
        if short and not self.watched.exact[word.key] and not word.capital:
            return None  # "al", "ed": short forms of few letters need their capital
        if word.key in c.NAMES_FIRST or not everyday:
            previous = self._before(n)
            before = c.DETERMINERS | c.SPANISH_DETERMINERS | c.COUNTING
            thing = not word.capital and previous is not None and previous.key in before
            return None if thing or self._is_a_place(n, word) else "block"
        if word.key in c.CAPITAL_WORDS:
            return "block" if word.owns or self._leads(n) or self._next_is(n, c.SAYING | c.ACTING) else None
        if not word.capital or (word.shouted and (self.shouting or self._stressed(n))):
            return self._written_small(n)
        if word.starts and not (word.shouted and not self._next_is(n, c.BEING)):
            return self._at_the_start(n, word)
        return self._inside(n, word)

    def verdict_of_slip(self, n: int, word: Word, name: str) -> Severity | None:
        """Whether this word is that name, misspelled."""
        key = word.key
        if resembles_own(key, self.watched) or self._is_a_thing(n, word) or self._is_a_place(n, word):
            return None
        acts = self._next_is(n, c.SAYING) or (self._next_is(n, c.ACTING) and not (word.starts and ordinary(key)))
        personal = acts or self._leads(n) or ((previous := self._before(n)) is not None and previous.key in c.SAYING)
        if ordinary(key):
            clear = word.capital and personal and (not word.starts or self._next_is(n, c.SAYING))
            return "warn" if clear and not ordinary(name) and not self._in_title(n) else None
        if key in proper():
            before = previous.key if (previous := self._before(n)) is not None else ""
            placed = word.starts or before in self.determiners | c.PLACELIKE | {"at", "of", "from", "to", "a", "de"}
            named = word.capital and (key in short_forms() or not placed)
            return "warn" if (personal or named) and not _same_stem(key, name) else None
        if ordinary(name) and not word.capital:
            return None
        if not word.capital and resembles_ordinary(key):
            return "warn" if personal else None
        return "block" if word.capital or not resembles_ordinary(key) else "warn"

    def _written_small(self, n: int) -> Severity | None:
        """A small "will said": nobody writes that of a will."""
        word, previous, after = self.every[n], self._before(n), self._after(n)
        before = previous.key if previous is not None else ""
        if before in c.ADDRESSING and word.key not in c.MODALS:
            return "warn" if after is None or after.key in {"that", "about", "for", "how", "if", "what"} else None
        if not self._next_is(n, c.SAYING) or self._after_is(n + 1, {"by", "in", "por"}):
            return None
        opens = word.starts or before in {"", "and", "but", "when", "because", "after", "y", "pero"}
        return "warn" if opens and word.key not in c.CALENDAR | c.ABSTRACT | {"art"} else None

    def _at_the_start(self, n: int, word: Word) -> Severity | None:
        """At the start of a sentence the capital tells nothing: the next word has to."""
        after = self._after(n)
        if self._in_brackets(n):
            return None if word.key in c.CALENDAR | c.ABSTRACT else "block"
        if after is None:
            return None
        if word.owns:
            return None if word.key in c.CALENDAR else "warn" if word.key in c.ABSTRACT else "block"
        if after.before.strip() == ",":
            return "block" if after.key in {"who", "quien"} or self._aside(n) else None
        if after.before.strip() or self._in_title(n):
            return None
        if after.capital and after.key in self.watched.families.get(word.key, frozenset()):
            return "block"  # first and last name of one person
        if after.key in {"and", "y", "e"} and (third := self._after(n + 1)) and third.capital:
            known = third.key in self.watched.exact or third.key in self.watched.own
            return "block" if known and not ordinary(third.key) else None
        if after.key in c.CLITICS and self._after_is(n + 1, c.SAYING | c.ACTING):
            return "block"
        passive = self._after_is(n + 1, {"by", "por"})
        if after.key in c.SAYING and not passive:
            return "block"
        if word.key in c.MODALS:
            past = after.key.endswith("ed") or after.key in (c.ACTING | c.BEING)
            return "block" if past and not (word.key == "may" and after.key in c.BEING) else None
        if after.key in c.BEING:
            return "block" if self._after_is(n + 1, c.PERSONAL | c.SUFFERING) else None
        if after.key in c.GIVING and self._after_is(n + 1, c.TALK):
            return "block"
        if word.key in c.ABSTRACT | c.CALENDAR or passive:
            return None
        return "block" if after.key in c.ACTING and not self._plain_verb(word) else None

    def _plain_verb(self, word: Word) -> bool:
        """Words that begin a shorthand sentence as verbs themselves: "Drew left and right columns"."""
        return word.key in {"drew", "rose", "left", "bill", "mark", "rich", "sandy"}

    def _inside(self, n: int, word: Word) -> Severity | None:
        """Inside a sentence a capital means a name, unless something else explains it."""
        previous, after = self._before(n), self._after(n)
        says = after is not None and after.key in c.SAYING and not after.before.strip()
        if previous is not None and previous.key in self.determiners and not word.before.strip() and not says:
            return None
        if previous is not None and previous.key in c.ADJECTIVES and not word.before.strip() and not says:
            return None
        if self._in_title(n) or self._is_a_place(n, word):
            return None
        if word.key in c.CALENDAR and not says and self._is_a_date(n, word):
            return None
        return "block"


def _same_stem(one: str, other: str) -> bool:
    """Whether the two are the forms of one name for a woman and a man: Daniel, Daniela; Mario, Maria."""
    return one.rstrip("aoe") == other.rstrip("aoe") and one[-1] != other[-1]
