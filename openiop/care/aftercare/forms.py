"""What is written around the last day, and what came of a call."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openiop.care.aftercare.models import ContinuingCare, FollowUp
from openiop.care.placement.models import Discharge


def area(label: Any, hint: Any, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": rows})
    )


class PlanForm(forms.Form):
    """The continuing-care plan, asked the way one would ask in the room."""

    own_words = area(_("What do you want to keep?"), _("In their words, as they say it."))
    warning_signs = area(_("How do you notice that things get harder?"), _("Early signs: sleep, meals, calls, places."))
    what_helps = area(_("What helps then?"), _("What they did when it worked."))
    supports = area(_("Who helps?"), _("People and groups, with a number to call."))
    next_care = area(_("What comes next?"), _("Who, where and when: therapist, doctor, group. With the first date."))
    medications = area(_("Medications, and who prescribes them from now on"), "", 2)
    wants_alumni = forms.BooleanField(label=_("Likes to stay in touch as alumni"), required=False)

    def __init__(self, care: ContinuingCare | None, *args: Any, **kwargs: Any):
        said = {name: getattr(care, name) for name in self.base_fields} if care else {"wants_alumni": True}
        super().__init__(*args, initial=said, label_suffix="", **kwargs)


class AgreeForm(forms.Form):
    """Yes, by name."""

    name = forms.CharField(
        label=_("Their name, typed by them"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Type the name to say yes to this plan.")},
    )


def day(label: Any, hint: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose a day."), "invalid": _("Write the day as year-month-day.")},
    )


class LeaveForm(forms.Form):
    """The end of a stay, with the codes the state asks for (TEDS DIS 8 to 10)."""

    reason = forms.ChoiceField(
        label=_("How does the stay end?"),
        choices=[("", _("Choose one")), *Discharge.Reason.choices],
        error_messages={"required": _("Choose a reason for the discharge.")},
    )
    last_contact = day(_("Last contact"), _("The last day on which you saw or spoke with them."))
    discharged_on = day(_("Last day"))
    destination = forms.CharField(
        label=_("Where to"),
        help_text=_("The next program, clinician or place. Needed for a transfer."),
        required=False,
        max_length=200,
    )
    summary = forms.CharField(
        label=_("Summary"),
        help_text=_("What they came with, what they worked on, where they stand. Empty: it is asked for on your list."),
        required=False,
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    wants_alumni = forms.BooleanField(label=_("Likes to stay in touch as alumni"), required=False)


class CallForm(forms.Form):
    """What came of a promised call."""

    outcome = forms.ChoiceField(
        label=_("What came of it?"),
        choices=FollowUp.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what came of the call.")},
    )
    notes = forms.CharField(
        label=_("In a few words"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class SummaryForm(forms.Form):
    """The discharge summary, written after the last day."""

    summary = forms.CharField(
        label=_("Summary"),
        help_text=_("What they came with, what they worked on, where they stand."),
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write the summary first.")},
    )
