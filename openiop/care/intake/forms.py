"""What is asked on the way in: who refers whom, the screening questions, and the sections of an evaluation."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openiop.base.people.forms import PersonFields, day_field
from openiop.base.rows import uuid7
from openiop.care.intake.models import Evaluation, Referral
from openiop.rulebook import codes
from openiop.rulebook import screening as rules


def translated(choices: Any) -> list[tuple[str, str]]:
    """Code and label, in the reader's language."""
    return [(code, _(label)) for code, label in choices]


class Once(forms.Form):
    """A form that names this one sending of itself, so that a double tap is one act."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, **kwargs: Any):
        kwargs["initial"] = {"key": uuid7().hex, **(kwargs.get("initial") or {})}
        super().__init__(*args, **{"label_suffix": "", **kwargs})


class ReferralFields(Once):
    """Who asks, why, and how to reach the person without giving anything away."""

    source = forms.ChoiceField(label=gettext_lazy("Who refers"), choices=Referral.Source.choices)
    referrer_name = forms.CharField(label=gettext_lazy("Name of whoever refers"), max_length=120, required=False)
    referrer_phone = forms.CharField(label=gettext_lazy("Their phone"), max_length=30, required=False)
    reason = forms.CharField(
        label=gettext_lazy("What brings them, in their words"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        required=False,
    )
    safe_to_call = forms.CharField(
        label=gettext_lazy("How and when to reach them safely"),
        help_text=gettext_lazy("For example: text only, after 5, never leave a message."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        required=False,
    )
    REFERRAL = ("source", "referrer_name", "referrer_phone", "reason", "safe_to_call")

    def referral(self) -> dict[str, Any]:
        """The fields of Referral."""
        return {name: self.cleaned_data[name] for name in self.REFERRAL}


class NewReferralForm(PersonFields, ReferralFields):
    """A referral for somebody new: the person and the reason on one page."""

    def person(self) -> dict[str, Any]:
        """The fields of Client."""
        return {name: self.cleaned_data[name] for name in PersonFields.PERSON}


class CloseForm(forms.Form):
    """Why a referral ends without a place."""

    reason = forms.CharField(
        label=gettext_lazy("Why does it end here?"),
        help_text=gettext_lazy("For example: chose another program; could not be reached after five calls."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        error_messages={"required": gettext_lazy("Say why, in a few words. It helps whoever takes their next call.")},
    )


class HandOverForm(forms.Form):
    """Who took the person over."""

    handed_to = forms.CharField(
        label=gettext_lazy("Who took over?"),
        help_text=gettext_lazy("The person or place, and a phone number."),
        max_length=200,
        error_messages={"required": gettext_lazy("Name the person or place that took over, and how to reach them.")},
    )


class ScreeningForm(Once):
    """The rulebook's questions, each yes, no or not sure. None has to be answered: what is open blocks the outcome."""

    notes = forms.CharField(
        label=gettext_lazy("What else matters"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        required=False,
    )
    handed_to = forms.CharField(
        label=gettext_lazy("If somebody takes over now: who?"),
        help_text=gettext_lazy("The person or place, and a phone number. You can add it afterwards, too."),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for question in rules.QUESTIONS:
            self.fields[question.key] = forms.ChoiceField(
                label=_(question.text),
                help_text=_(question.help),
                choices=translated(rules.ANSWERS),
                widget=forms.RadioSelect,
                required=False,
            )

    def answers(self) -> dict[str, str | None]:
        """Question key to answer, None where it is open."""
        return {question.key: self.cleaned_data[question.key] or None for question in rules.QUESTIONS}

    @property
    def safety(self) -> list[forms.BoundField]:
        return [self[question.key] for question in rules.QUESTIONS if question.safety]

    @property
    def fit(self) -> list[forms.BoundField]:
        return [self[question.key] for question in rules.QUESTIONS if not question.safety]


class StoryForm(forms.ModelForm):
    """The narrative of an evaluation."""

    class Meta:
        model = Evaluation
        fields = ("own_words", "history", "health", "mind", "life", "strengths")
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in fields}
        help_texts = {
            "own_words": gettext_lazy("Write it down as they say it; the plan begins with these words."),
            "history": gettext_lazy("What was used, since when, what was tried, what helped, longest time without."),
            "health": gettext_lazy("Illnesses, pain, pregnancy, medications, allergies, who provides care."),
            "mind": gettext_lazy("Mood, worry, sleep, trauma, thinking, thoughts of harm, earlier care."),
            "life": gettext_lazy("Where and with whom they live, work or school, family, money, court."),
            "strengths": gettext_lazy("What they are good at, who stands by them, what already works."),
        }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, label_suffix="", **kwargs)


class DimensionsForm(forms.Form):
    """A rating and its evidence for each dimension of one edition. A draft may leave any of them open."""

    def __init__(self, edition: codes.Edition, *args: Any, **kwargs: Any):
        super().__init__(*args, label_suffix="", **kwargs)
        self.dimensions = codes.dimensions(edition)
        rating_label = _("How serious is it?") if edition == "third" else _("The least level of care that would do")
        for dimension in self.dimensions:
            rating, evidence = names(dimension.number)
            self.fields[rating] = forms.ChoiceField(
                label=rating_label,
                choices=[("", _("Not rated yet")), *translated(codes.ratings(edition))],
                required=False,
            )
            self.fields[evidence] = forms.CharField(
                label=_("What speaks for it"),
                help_text=_(dimension.prompt),
                widget=forms.Textarea(attrs={"rows": 3}),
                max_length=8000,
                required=False,
            )

    def ratings(self) -> dict[int, tuple[str | None, str]]:
        """Dimension number to (rating or None, evidence)."""
        found = {}
        for dimension in self.dimensions:
            rating, evidence = names(dimension.number)
            found[dimension.number] = (self.cleaned_data[rating] or None, self.cleaned_data[evidence])
        return found

    @property
    def rows(self) -> list[tuple[codes.Dimension, forms.BoundField, forms.BoundField]]:
        return [(d, self[names(d.number)[0]], self[names(d.number)[1]]) for d in self.dimensions]


def names(number: int) -> tuple[str, str]:
    return f"rating_{number}", f"evidence_{number}"


class SubstanceForm(forms.Form):
    """One substance: which, how, how often, when last, since what age (TEDS MDS 14–17)."""

    substance = forms.ChoiceField(label=gettext_lazy("Substance"), required=False)
    route = forms.ChoiceField(label=gettext_lazy("How it is taken"), required=False)
    frequency = forms.ChoiceField(label=gettext_lazy("How often"), required=False)
    last_use = day_field(gettext_lazy("Last use"), required=False, past=True)
    age_first_use = forms.IntegerField(
        label=gettext_lazy("Age at first use"), required=False, min_value=0, max_value=110
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, label_suffix="", **kwargs)
        none_yet = [("", "—")]
        used = [each for each in codes.SUBSTANCES.choices() if each[0] != "01"]  # "none" is an empty list here
        self.fields["substance"].choices = none_yet + translated(used)  # type: ignore[attr-defined]
        self.fields["route"].choices = none_yet + translated(codes.ROUTES.choices())  # type: ignore[attr-defined]
        self.fields["frequency"].choices = none_yet + translated(codes.FREQUENCIES.choices())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        rest = [said.get(name) for name in ("route", "frequency", "last_use", "age_first_use")]
        if said.get("substance"):
            for name in ("route", "frequency"):
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, _("Choose one, also if it is a guess; you can change it later."))
        elif any(value not in (None, "") for value in rest):
            self.add_error("substance", _("Choose the substance these answers belong to, or empty the row."))
        return said


class Substances:
    """Three rows, the first one the primary substance."""

    def __init__(self, data: Mapping[str, Any] | None, rows: list[dict[str, Any]], age: int | None):
        self.age = age
        self.forms = [
            SubstanceForm(data, prefix=f"s{at}", initial=rows[at] if at < len(rows) else None) for at in range(3)
        ]

    def is_valid(self) -> bool:
        for form in self.forms:
            first = form.cleaned_data.get("age_first_use") if form.is_valid() else None
            if self.age is not None and first is not None and first > self.age:
                words = _("This is older than the person is now (%(age)s).") % {"age": self.age}
                form.add_error("age_first_use", words)
        return not any(form.errors for form in self.forms)

    def values(self) -> list[dict[str, Any]]:
        """What `list_substances` takes, empty rows left out."""
        return [form.cleaned_data for form in self.forms if form.cleaned_data.get("substance")]

    def refuse(self, error: ValidationError) -> None:
        self.forms[-1].add_error(None, error)


class DiagnosisForm(forms.Form):
    """Any ICD-10-CM code; outside the short list with its name."""

    code = forms.CharField(
        label=gettext_lazy("ICD-10-CM code"),
        max_length=10,
        error_messages={"required": gettext_lazy("Write the code, like F10.20.")},
    )
    label = forms.CharField(
        label=gettext_lazy("Name, if the code is not in the short list"), max_length=255, required=False
    )
