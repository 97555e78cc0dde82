"""Forms of a session. Times are the program's clock; each becomes the instant nearest to the session."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openiop.care.calendar.models import Session
from openiop.care.encounters import rules
from openiop.care.encounters.models import Note, Presence, SharedNote
from openiop.care.plan.models import Objective
from openiop.rulebook.dose import Span
from openiop.rulebook.prompts import prompts


def clock_input() -> forms.TimeInput:
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class SessionClock(forms.Form):
    """A form whose times lie on the clock of a session's program."""

    def __init__(self, session: Session, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.session = session

    def instant(self, name: str) -> Any:
        """The instant a time field means, or None."""
        clock = self.cleaned_data.get(name)
        if clock is None:
            return None
        return rules.on_the_clock(
            clock, Span(self.session.during.lower, self.session.during.upper), self.session.program.zone
        )


class TimesForm(SessionClock):
    """When somebody came and left."""

    arrived = forms.TimeField(label=_("Arrived"), widget=clock_input())
    left = forms.TimeField(label=_("Left"), widget=clock_input(), required=False)
    reason = forms.CharField(label=_("Why it changes"), max_length=300, required=False)


class CorrectionForm(SessionClock):
    """One row of the ledger, mended."""

    code = forms.ChoiceField(
        label=_("What was so"),
        choices=[
            ("present", _("Here, at these times")),
            (Presence.Code.EXCUSED, Presence.Code.EXCUSED.label),
            (Presence.Code.NO_SHOW, Presence.Code.NO_SHOW.label),
            (Presence.Code.VOID, _("This row is a mistake")),
        ],
    )
    arrived = forms.TimeField(label=_("Arrived"), widget=clock_input(), required=False)
    left = forms.TimeField(label=_("Left"), widget=clock_input(), required=False)
    reason = forms.CharField(label=_("Why it changes"), max_length=300)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("code") == "present" and not given.get("arrived"):
            self.add_error("arrived", _("Say when they arrived."))
        return given


class BreaksForm(SessionClock):
    """Up to three breaks, an empty pair is none; and when the session ended."""

    PAIRS = 3
    ended = forms.TimeField(label=_("The session ended at"), widget=clock_input(), required=False)
    reason = forms.CharField(label=_("Why it changes"), max_length=300)

    def __init__(self, session: Session, *args: Any, **kwargs: Any):
        zone = session.program.zone
        initial = {"ended": session.during.upper.astimezone(zone).time()}
        for at, pause in enumerate(rules.breaks_of(session.breaks)[: self.PAIRS]):
            initial[f"start{at}"] = pause.start.astimezone(zone).time()
            initial[f"end{at}"] = pause.end.astimezone(zone).time()
        super().__init__(session, *args, initial=initial, **kwargs)
        if session.during.upper > timezone.now():  # there is no end to put right yet
            del self.fields["ended"]
        for at in range(self.PAIRS):
            self.fields[f"start{at}"] = forms.TimeField(label=_("From"), widget=clock_input(), required=False)
            self.fields[f"end{at}"] = forms.TimeField(label=_("Until"), widget=clock_input(), required=False)

    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"start{at}"], self[f"end{at}"]) for at in range(self.PAIRS)]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for at in range(self.PAIRS):
            if bool(given.get(f"start{at}")) != bool(given.get(f"end{at}")):
                missing = f"end{at}" if given.get(f"start{at}") else f"start{at}"
                if missing not in self.errors:
                    self.add_error(missing, ValidationError(_("Give both times, or neither.")))
        return given

    def breaks(self) -> list[tuple[Any, Any]]:
        pairs = [(self.instant(f"start{at}"), self.instant(f"end{at}")) for at in range(self.PAIRS)]
        return [pair for pair in pairs if pair[0] and pair[1]]


class DraftForm(forms.Form):
    """A form that knows, field by field, what was touched on its page and what somebody else wrote meanwhile: `was` is
    a digest of what stood in each watched field when the page was drawn."""

    was = forms.CharField(widget=forms.HiddenInput, required=False)
    watched: tuple[str, ...] = ()

    def typed(self) -> dict[str, Any]:
        """The watched fields as they were sent."""
        return {name: plain(self.cleaned_data.get(name)) for name in self.watched}

    @property
    def stands(self) -> dict[str, str]:
        """The watched fields as they are kept now."""
        return {name: plain(self.initial.get(name)) for name in self.watched}

    @property
    def before(self) -> dict[str, str]:
        """The digest of each watched field when the page was drawn, or since it was settled."""
        digests = self.cleaned_data["was"].split(".")
        if len(digests) != len(self.watched):
            digests = [""] * len(self.watched)
        return dict(zip(self.watched, digests, strict=True))

    def merged(self) -> tuple[dict[str, str], list[str]]:
        """What the fields come to, and in which of them both wrote something else. A field that one alone changed has
        what they wrote; where both did, what was sent."""
        typed, stands, before = self.typed(), self.stands, self.before
        touched = [name for name in typed if digest_of(typed[name]) != before[name]]
        both = [name for name in touched if typed[name] != stands[name] and digest_of(stands[name]) != before[name]]
        return stands | {name: typed[name] for name in touched}, both

    def settle(self, name: str, *, mine: bool) -> None:
        """What stands in this field was seen: from here on it is what the page began with; or it is taken."""
        before, stands = self.before, self.stands[name]
        self.cleaned_data["was"] = ".".join((before | {name: digest_of(stands)}).values())
        self.data = self.data.copy()
        self.data[f"{self.prefix}-was"] = self.cleaned_data["was"]
        if not mine:
            self.cleaned_data[name] = self.data[f"{self.prefix}-{name}"] = stands

    def was_after(self, stands: dict[str, str]) -> str:
        """The digests for the page as it is, once this stands: where it shows something else, those it has."""
        typed = self.typed()
        return ".".join(digest_of(stands[name]) if typed[name] == stands[name] else self.before[name] for name in typed)


def plain(value: Any) -> str:
    """A value as a browser sends it back: no carriage returns, None as nothing."""
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def digest(values: Iterable[Any]) -> str:
    """One digest for each value, in order."""
    return ".".join(map(digest_of, values))


def digest_of(value: Any) -> str:
    return hashlib.sha256(plain(value).encode()).hexdigest()[:12]


class SharedForm(DraftForm):
    """What the whole group did."""

    watched = ("topic", "intervention")
    topic = forms.CharField(label=_("Topic"), max_length=200, required=False)
    intervention = forms.CharField(
        label=_("What the whole group did"),
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stands in every note, so it names nobody."),
    )

    @staticmethod
    def stored(session: Session, shared: SharedNote | None) -> dict[str, str]:
        if shared is None:
            return {"topic": str(session.topic or ""), "intervention": ""}
        return {"topic": shared.topic, "intervention": shared.intervention}


class NoteForm(DraftForm):
    """One person's part."""

    watched = ("objective", "participation", "response", "risk", "next_step")
    objective = forms.ChoiceField(label=_("Goal worked on"), required=False)
    participation = forms.ChoiceField(
        label=_("Participation"), required=False, choices=Note.Participation.choices, widget=forms.RadioSelect
    )
    response = forms.CharField(
        label=_("Response, in a sentence of their own"),
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    risk = forms.CharField(
        label=_("Risk observed"), required=False, max_length=3000, widget=forms.Textarea(attrs={"rows": 1})
    )
    next_step = forms.CharField(
        label=_("Next step"), required=False, max_length=3000, widget=forms.Textarea(attrs={"rows": 1})
    )

    def __init__(self, *args: Any, objectives: list[Objective], kind: str = "group", **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.prompts = prompts(kind)
        self.watched = (*NoteForm.watched, *(f"answer_{each.code}" for each in self.prompts))
        for each in self.prompts:
            self.fields[f"answer_{each.code}"] = forms.CharField(
                label=gettext(each.label),
                help_text=gettext(each.hint) if each.hint else "",
                required=False,
                max_length=3000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        self.objectives = {str(each.pk): each for each in objectives}
        goals = [each.goal_id for each in objectives]
        for each in objectives:
            each.is_only = goals.count(each.goal_id) == 1  # type: ignore[attr-defined]
        named = [(key, f"{each.goal.title}: {each.text}") for key, each in self.objectives.items()]
        self.fields["objective"].choices = [("", _("Choose a goal")), *named]  # type: ignore[attr-defined]

    @staticmethod
    def stored(note: Note, kind: str = "group") -> dict[str, Any]:
        return {
            "objective": note.objective_id,
            "participation": note.participation,
            "response": note.response,
            "risk": note.risk,
            "next_step": note.next_step,
            **{f"answer_{each.code}": note.answers.get(each.code, "") for each in prompts(kind)},
        }

    def answer_fields(self) -> list[forms.BoundField]:
        """What the prompts of this kind of session ask for."""
        return [self[f"answer_{each.code}"] for each in self.prompts]

    def values(self, typed: dict[str, str]) -> dict[str, Any]:
        """These fields as `write_note` takes them."""
        typed = dict(typed)
        answers = {each.code: typed.pop(f"answer_{each.code}") for each in self.prompts}
        return (
            typed
            | ({"answers": answers} if answers else {})
            | {
                "objective": self.objectives.get(typed["objective"]),
                "participation": int(typed["participation"]) if typed["participation"] else None,
            }
        )


class AddendumForm(forms.Form):
    """What is added to a signed note."""

    text = forms.CharField(label=_("Add to this note"), max_length=6000, widget=forms.Textarea(attrs={"rows": 3}))


class SendBackForm(forms.Form):
    """What a supervisor misses in a note."""

    words = forms.CharField(
        label=_("What is missing?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}), required=False
    )


class CrisisForm(forms.Form):
    """A crisis contact that happened: when, and with whom it began."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    start = forms.TimeField(label=_("From"), widget=clock_input())
    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=360)
    is_virtual = forms.BooleanField(label=_("By phone or video"), required=False)
