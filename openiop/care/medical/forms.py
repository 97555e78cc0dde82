"""A medication, a test, and their corrections."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openiop.base.programs.models import Program
from openiop.care.medical.models import ToxicologyTest


def day(label: Any, required: bool = False, hint: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=hint,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose a day."), "invalid": _("Write the day as year-month-day.")},
    )


class MedicationForm(forms.Form):
    """Something they take."""

    name = forms.CharField(
        label=_("Medication"), max_length=255, error_messages={"required": _("Name the medication.")}
    )
    dose = forms.CharField(label=_("Dose and how often"), required=False, max_length=200)
    started_on = day(_("Since"))
    prescriber = forms.CharField(label=_("Prescriber"), required=False, max_length=120)
    is_moud = forms.BooleanField(
        label=_("For opioid or alcohol use disorder"),
        help_text=_("Buprenorphine, methadone, naltrexone, acamprosate and disulfiram are marked by themselves."),
        required=False,
    )


class StopForm(forms.Form):
    """From when on they do not take it."""

    stopped_on = day(_("Stopped on"), required=True)


class WrongForm(forms.Form):
    """It never was so."""

    why = forms.CharField(
        label=_("What was wrong"),
        max_length=300,
        error_messages={"required": _("Say what was wrong, in a few words.")},
    )


class TestForm(forms.Form):
    """A test, and what it showed, on the program's clock."""

    panel = forms.CharField(label=_("Panel"), max_length=120, error_messages={"required": _("Name the panel.")})
    day = day(_("Collected on"), required=True)
    time = forms.TimeField(
        label=_("Time"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": _("Give the time."), "invalid": _("Write the time as 14:30.")},
    )
    result = forms.ChoiceField(
        label=_("Result"),
        choices=ToxicologyTest.Result.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it showed.")},
    )
    detail = forms.CharField(
        label=_("Detail"),
        help_text=_("What was found, and what was said about it. Facts, not verdicts."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, program: Program, *args: Any, **kwargs: Any):
        super().__init__(*args, label_suffix="", **kwargs)
        self.program = program

    def said(self) -> dict[str, Any]:
        """What the actions take."""
        cleaned = self.cleaned_data
        at = datetime.combine(cleaned["day"], cleaned["time"], self.program.zone)
        return {"panel": cleaned["panel"], "result": cleaned["result"], "detail": cleaned["detail"], "collected_at": at}


class CorrectTestForm(TestForm):
    """The same, with why it changes."""

    why = forms.CharField(
        label=_("Why this is corrected"),
        help_text=_("The first entry is kept beside the new one."),
        max_length=300,
        error_messages={"required": _("Say why this is corrected.")},
    )
