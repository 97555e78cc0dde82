"""Facts: codes with numbers, which the engine's answers are made of. A product says them in its own language."""

from dataclasses import dataclass

Value = int | str

WORDS = {
    # place
    "joins": "joins {sessions} running groups",
    "opens": "opens a {type} group, {clinician}, with {others} others it helps",
    "whole": "reaches every prescribed minute",
    "short": "{minutes} minutes short",
    "invalid": "{days} days that do not count or are missing",
    # why somebody falls short
    "met": "everything prescribed is in the plan",
    "unmet_dose": "{minutes} of {prescribed} minutes of treatment are missing",
    "unmet_need": "{minutes} minutes of {curriculum} are missing",
    "unmet_individual": "{minutes} minutes with the primary clinician are missing",
    "unmet_family": "{minutes} minutes of family work are missing",
    "days_short": "{days} of {prescribed} days are missing",
    "days_invalid": "{days} days are shorter than {minimum} minutes",
    "free_days": "free on {days} days, {minutes} minutes in all",
    "usable_days": "on {days} of them long enough for a day that counts",
    "no_free_hour": "no free hour in the opening hours",
    "no_group": "no kind of group takes them: mode, site, track or language",
    "few_groups": "{types} kinds of group take them",
    "no_curriculum": "no kind of group with {curriculum} takes them",
    "few_peers": "fewer than {minimum} peers of {type} are ever free when they are",
    "no_leader": "nobody who may lead {type} is there when they are free",
    "no_primary": "no primary clinician is named",
    "primary_language": "the primary clinician does not speak their language",
    "primary_never": "never free when their primary clinician is",
    "alone_best": "even alone in the program: {minutes} minutes short, {days} days",
    "contention": "alone they would fit: chairs, rooms or clinicians are taken by others",
    "contention_part": "{minutes} more minutes and {days} more days are missing because others have them",
    # levers
    "window": "free on {day} {from} to {to}",
    "mode": "attend {mode}",
    "minimum_day": "waive the payer's {minutes} minutes a day",
    "minimum_days": "waive {days} days a week",
    "maximum_day": "allow {minutes} minutes a day",
    "hole": "accept a gap of {minutes} minutes",
    "primary": "see {clinician} instead of their primary",
    "track": "join the {track} groups",
    "language": "join the groups in {language}",
    "group_minimum": "let {type} run with fewer than {minimum}",
    "session": "add a {type} group on {day} at {at}",
    "reseat": "move them among the groups there are",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A code of WORDS and its values, in the order in which the words name them."""

    code: str
    values: tuple[tuple[str, Value], ...] = ()

    def __getitem__(self, name: str) -> Value:
        return dict(self.values)[name]

    def words(self) -> str:
        """The fact in short English."""
        return WORDS[self.code].format_map(dict(self.values))

    def to_json(self) -> dict[str, object]:
        """{"code", "values", "words"}."""
        return {"code": self.code, "values": dict(self.values), "words": self.words()}


def fact(code: str, **values: Value) -> Fact:
    """A fact. KeyError for a code without words; names that are Python's own end in an underscore."""
    found = Fact(code, tuple((name.rstrip("_"), value) for name, value in values.items()))
    found.words()
    return found
