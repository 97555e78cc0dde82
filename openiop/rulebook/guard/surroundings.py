"""What stands around a word: a title, a date, a place, a relative, a verb that people alone do."""

from __future__ import annotations

from . import contexts as c
from .people import Watch
from .words import Word, english, ordinary, short_forms, spanish


class Surroundings:
    """The words of one text, and what stands around each."""

    def __init__(self, every: list[Word], watched: Watch, shouting: bool) -> None:
        self.every, self.watched, self.shouting = every, watched, shouting
        tongues = [(word.key in spanish(), word.key in english()) for word in every if word.key not in {"a", "no"}]
        more = sum(es and not en for es, en in tongues) > sum(en and not es for es, en in tongues)
        self.determiners = c.SPANISH_DETERMINERS if more else c.DETERMINERS

    def outsider(self, n: int) -> bool:
        """Whether the words around say that this is a relative, a friend or somebody's doctor."""
        before = [] if self.every[n].starts else [word.key for word in self.every[max(0, n - 3) : n]]
        if before and before[-1] in c.RELATIONS | c.PROFESSIONS:
            return True
        if len(before) > 1 and before[-1] in c.CALLED and before[-2] in c.RELATIONS | c.PROFESSIONS:
            return True
        after = self._after(n)
        return self._aside(n) or (after is not None and after.before.strip() == "(" and after.key in c.RELATIONS)

    def _aside(self, n: int) -> bool:
        """Whether ", his sponsor" follows."""
        after = self.every[n + 1 : n + 3]
        if len(after) < 2 or after[0].before.strip() not in {",", "("}:
            return False
        return after[0].key in self.determiners and after[1].key in c.RELATIONS | c.PROFESSIONS

    def _stressed(self, n: int) -> bool:
        """Whether capitals may stress the everyday word: "he WILL call"."""
        previous = self._before(n)
        speaks = self._next_is(n, c.SAYING)
        return previous is not None and not speaks and (previous.key in c.SUBJECTS or previous.key in self.watched.own)

    def _in_brackets(self, n: int) -> bool:
        """Whether the word alone stands in brackets inside a sentence: "a peer (Finch) went first"."""
        following = self.every[n + 1] if n + 1 < len(self.every) else None
        opens = self.every[n].before.endswith("(") and not self.every[n].before[:-1].strip()
        return opens and following is not None and following.before.startswith(")")

    def _is_a_date(self, n: int, word: Word) -> bool:
        previous, after = self._before(n), self._after(n)
        digit = after is not None and any(letter.isdigit() for letter in after.before)
        if digit or any(letter.isdigit() for letter in word.before):
            return True
        if word.owns:
            return after is not None and after.key in c.SEASONAL
        if previous is not None and previous.key in (c.TIMELY | c.MONTHS):
            return True
        around = {each.key for each in self.every[max(0, n - 4) : n + 5]} - {word.key}
        return bool(around & (c.MONTHS | c.APPOINTED))

    def _in_title(self, n: int) -> bool:
        """Whether the word stands in a name of a thing: "Hope Group", “Faith in Recovery”, the word “Grace”."""
        word, after = self.every[n], self._after(n)
        if any(mark in word.before[-1:] for mark in '“"«‘') and (after is None or after.before[:1] in tuple('”"»’')):
            return True
        for step in (1, -1):
            k = n + step
            while 0 <= k < len(self.every) and abs(k - n) <= 3:
                between = self.every[max(k, k - step)].before
                other = self.every[k]
                if between.strip() or (other.starts and step < 0):
                    break
                if other.capital and other.key not in self.watched.exact and other.key not in self.watched.own:
                    verb = other.key in c.SAYING and not other.capital
                    return ordinary(other.key) and not verb and other.key not in c.RELATIONS | c.PROFESSIONS | c.TITLES
                if other.key not in {"of", "in", "and", "for", "the", "to", "a", "de", "la", "y", "en", "del"}:
                    break
                k += step
        return False

    def _is_a_thing(self, n: int, word: Word) -> bool:
        if word.key in {"jesus", "maria", "mary", "guadalupe", "lourdes", "fatima", "jose", "joseph"}:
            return any(each.key in c.RELIGIOUS for each in self.every[max(0, n - 4) : n])
        previous, after = self._before(n), self._after(n)
        if after is not None and not after.before.strip(" '’&.") and (word.key, after.key) in c.THINGS:
            return True
        return previous is not None and not word.before.strip(" '’&.") and (previous.key, word.key) in c.THINGS

    def _somebody_known(self, n: int, word: Word) -> bool:
        """A short form that is somebody's first name in full, before a last name of nobody here: "Stephen King" is no
        Stephanie."""
        after = self._after(n)
        if self.watched.exact[word.key] or after is None or not after.capital or not after.before.isspace():
            return False
        others = {part for parts in self.watched.families.values() for part in parts}
        return after.key in c.LAST_NAMES and after.key not in others and not after.shouted

    def _of_another_family(self, n: int, word: Word) -> bool:
        """A last name after a first name that nobody here has, or the other way round: "Stephen King"."""
        after, families = self._after(n), self.watched.families.get(word.key)
        if families and after is not None and after.capital and word.capital and after.before.isspace():
            strange = (
                not ordinary(after.key) and after.key not in self.watched.exact and after.key not in self.watched.own
            )
            if strange and after.key not in c.CALENDAR and not after.shouted and len(after.key) > 2:
                return True
        if word.key in self.watched.given or n == 0 or not word.capital or not word.before.isspace():
            return False
        first = self.every[n - 1]
        known = first.key in self.watched.exact or first.key in self.watched.own
        return first.capital and not known and first.key in short_forms() and not ordinary(first.key)

    def _is_a_place(self, n: int, word: Word) -> bool:
        """A street, a saint's town, a hospital; or a country that somebody is in, or comes from."""
        if not word.capital:
            return False
        previous, after = self._before(n), self._after(n)
        joined = after is not None and after.before.isspace() and after.capital
        if joined and after is not None and after.key in c.PLACE_AFTER and after.key not in self.watched.exact:
            return True
        if previous is None or word.before.strip(" ."):
            return False
        if previous.capital and not previous.starts and previous.key in c.PLACE_BEFORE:
            return True
        if word.key not in c.PLACES:
            return False
        if previous.key in c.PLACELIKE:
            return True
        if after is not None and after.before.strip() == "," and after.capital and after.key in c.PLACES | {"tx", "oh"}:
            return True
        first = [each.key for each in self.every[max(0, n - 5) : n]]
        if previous.key in {"and", "y", "or"}:
            return first[-2:-1] != [] and first[-2] in c.PLACES
        if previous.key == "from" and first[-2:-1] and first[-2] in c.BEING:
            return True
        return previous.key in {"to", "from", "a", "de", "for", "of"} and bool(c.TRAVEL & set(first))

    def _leads(self, n: int) -> bool:
        """Whether the word before is one that a name follows: "with", "told"."""
        previous = self._before(n)
        if previous is None or previous.key in self.determiners:
            return False
        return previous.key in c.LEADING | c.ADDRESSING

    def _before(self, n: int) -> Word | None:
        return self.every[n - 1] if n and not self.every[n].starts else None

    def _after(self, n: int) -> Word | None:
        after = self.every[n + 1] if n + 1 < len(self.every) else None
        return None if after is None or (after.starts and after.before.strip()) else after

    def _next_is(self, n: int, keys: frozenset[str]) -> bool:
        after = self._after(n)
        return after is not None and after.key in keys and not after.before.strip()

    def _after_is(self, n: int, keys: frozenset[str] | set[str]) -> bool:
        after = self._after(n)
        return after is not None and after.key in keys and not after.before.strip()
