"""What the decision pages ask for, and how an action's refusal finds its field."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openiop.base.programs.models import Program, Track
from openiop.care.placement.models import Decision, Episode
from openiop.care.placement.rules import ADMITS, given_here
from openiop.care.placement.words import in_words
from openiop.rulebook import codes, pairing
from openiop.rulebook.placement import Recommendation


def blame(form: forms.BaseForm, error: ValidationError) -> None:
    """Puts what an action refused beside the fields it names; the rest stands at the top of the form."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


def day_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def two_lines(title: object, line: object) -> SafeString:
    """A choice with a second line below it."""
    return format_html("<b>{}</b><small>{}</small>", title, line)


class ChoiceThatAgrees(forms.RadioSelect):
    """Radios that mark the choices which agree with the recommendation, so that the page asks for a reason only where
    one is needed."""

    def __init__(self, agrees: Iterable[str] = ()):
        super().__init__()
        self.agrees = set(agrees)

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if str(value) in self.agrees:
            option["attrs"]["data-agrees"] = True
        return option


def why_different() -> forms.CharField:
    return forms.CharField(label=_("Why, in your words"), required=False, widget=forms.Textarea(attrs={"rows": 3}))


def difference_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Why it differs from the recommendation"),
        required=False,
        choices=[("", _("Choose a reason")), *Decision.Difference.choices[1:]],
    )


class AdmitForm(forms.Form):
    """Level, therapist, track and first day. Choices are the program's own."""

    actual_level = forms.ChoiceField(label=_("Level of care"))
    difference = difference_field()
    why = why_different()
    therapist = forms.ChoiceField(
        label=_("Primary therapist"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who answers for this person.")},
    )
    track = forms.ModelChoiceField(Track.objects.none(), label=_("Track"), empty_label=None)
    opened_on = forms.DateField(label=_("First day"), widget=day_input())
    entry_route = forms.ChoiceField(label=_("How they come"), choices=Episode.EntryRoute.choices)

    def __init__(
        self,
        *args: Any,
        program: Program,
        recommendation: Recommendation,
        ranked: Iterable[pairing.RankedTherapist],
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        agrees = {recommendation.level} if recommendation.level else set()
        level = self.fields["actual_level"]
        level.widget = ChoiceThatAgrees(agrees)  # type: ignore[arg-type]
        level.choices = [  # type: ignore[attr-defined]
            (
                each.code,
                two_lines(
                    f"{each.code} {gettext(each.label_in(program.edition))}",  # type: ignore[arg-type]
                    gettext("As recommended") if each.code in agrees else gettext("Not the recommended level; say why"),
                ),
            )
            for each in given_here(ADMITS)
        ]
        self.fields["therapist"].choices = [  # type: ignore[attr-defined]
            (each.therapist.key, therapist_words(each)) for each in ranked if is_licensed(each)
        ]
        self.fields["track"].queryset = program.tracks.order_by("name")  # type: ignore[attr-defined]


def is_licensed(ranked: pairing.RankedTherapist) -> bool:
    """Whether a licence holds in the client's state; a full caseload alone is a caution, not a bar."""
    return any(reason.code == "licence" for reason in ranked.reasons)


def therapist_words(ranked: pairing.RankedTherapist) -> SafeString:
    """A therapist with what speaks for and against the pairing."""
    return two_lines(ranked.therapist.name, " · ".join(in_words(reason) for reason in ranked.reasons))


class ElsewhereForm(forms.Form):
    """Handing somebody on to a level that is not given here."""

    prefix = "on"
    level = forms.ChoiceField(label=_("Level they need"))
    to = forms.CharField(label=_("Who takes over"), max_length=200, help_text=_("The place, and whom you spoke to."))
    why = forms.CharField(label=_("What they were told"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    follow_up_on = forms.DateField(label=_("See that they arrived by"), widget=day_input())

    def __init__(self, *args: Any, program: Program, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = [  # type: ignore[attr-defined]
            (each.code, f"{each.code} {gettext(each.label_in(program.edition))}")  # type: ignore[arg-type]
            for each in codes.LEVELS
        ]


class TherapistForm(forms.Form):
    """Another primary therapist, and why."""

    therapist = forms.ChoiceField(label=_("Primary therapist from now on"), widget=forms.RadioSelect)
    why = forms.CharField(label=_("Why"), widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, ranked: Iterable[pairing.RankedTherapist], now: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["therapist"].choices = [  # type: ignore[attr-defined]
            (each.therapist.key, therapist_words(each))
            for each in ranked
            if is_licensed(each) and each.therapist.key != now
        ]
