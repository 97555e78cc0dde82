"""The questions of an instrument as a form, in the client's language; and what was done about an alert."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openiop.base.rows import uuid7
from openiop.care.measures.models import Response
from openiop.rulebook import instruments


class AskForm(forms.Form):
    """One instrument, one question group for each item; the fields are named by item code.

    A missing answer is an error, so that nobody skips a question by accident; but `unfinished` keeps the form without
    a score (INS-1), and an answer that cannot wait is never held back by a missing one (INS-2).
    """

    key = forms.CharField(widget=forms.HiddenInput, max_length=80)
    unfinished = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, instrument: instruments.Instrument, language: str, *args: Any, **kwargs: Any):
        kwargs["initial"] = {"key": uuid7().hex, **kwargs.get("initial", {})}
        kwargs.setdefault("prefix", None)
        super().__init__(*args, label_suffix="", **kwargs)
        self.instrument, self.language = instrument, language
        for item in instrument.items:
            self.fields[item.code] = question(item, language)

    def answers(self) -> dict[str, int | None]:
        """Item code to score, None where unanswered: what `measures.actions.answer` takes."""
        return {item.code: self.cleaned_data.get(item.code) for item in self.instrument.items}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        given = {item.code: cleaned.get(item.code) for item in self.instrument.items}
        score = instruments.score(self.instrument.key, given)
        self.missing = score.missing
        if score.alerts or cleaned.get("unfinished"):
            return cleaned
        for code in score.missing:
            if code not in self.errors:
                self.add_error(code, _("Choose an answer. Any answer is welcome."))
        return cleaned

    @property
    def questions(self) -> list[tuple[forms.BoundField, str]]:
        """Each bound field with how it is drawn: "choice" or "number"."""
        return [(self[item.code], "choice" if item.kind == "choice" else "number") for item in self.instrument.items]

    @property
    def stem(self) -> str:
        """The sentence above the questions."""
        return self.instrument.stem_in(self.language)

    @property
    def attribution(self) -> str:
        """Who wrote the questions; its licence asks that it stands below them."""
        return self.instrument.attribution.in_(self.language)

    @property
    def may_stay_unfinished(self) -> bool:
        """Whether the only thing wrong is a missing answer: then the form may be kept without a score."""
        return self.is_bound and bool(getattr(self, "missing", ())) and set(self.errors) == set(self.missing)


def question(item: instruments.Item, language: str) -> forms.TypedChoiceField:
    """One item as radios. A row of numbers keeps its ends' names in the hint."""
    options = item.options_in(language)
    hint = ""
    if item.kind != "choice":
        named = [label for score, label in options if label != str(score)]
        hint = " · ".join(named)
        options = [(score, str(score)) for score, _label in options]
    return forms.TypedChoiceField(
        label=f"{item.number}. {item.text_in(language)}",
        help_text=hint,
        choices=options,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )


class CorrectForm(AskForm):
    """The same questions with the answers as they stand, and why they change."""

    why = forms.CharField(
        label=gettext_lazy("Why the answers change"),
        help_text=gettext_lazy("For example: a mistake while typing. The first answers are kept beside these."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=500,
        error_messages={"required": gettext_lazy("Say why the answers change.")},
    )

    def __init__(self, response: Response, language: str, *args: Any, **kwargs: Any):
        kwargs["initial"] = {**initial(response.answers), **kwargs.get("initial", {})}
        super().__init__(instruments.get(response.instrument), language, *args, **kwargs)


def initial(answers: Mapping[str, Any]) -> dict[str, Any]:
    return {code: value for code, value in answers.items() if value is not None}


class AlertForm(forms.Form):
    """What somebody did about a safety answer."""

    action_taken = forms.CharField(
        label=gettext_lazy("What did you do?"),
        help_text=gettext_lazy("Whom you spoke to, what they said, what was agreed, and when you look again."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        error_messages={
            "required": gettext_lazy("Write what you did: whom you spoke to, and what was agreed."),
            "max_length": gettext_lazy("Keep this under 4000 characters; the rest belongs in a note."),
        },
    )
