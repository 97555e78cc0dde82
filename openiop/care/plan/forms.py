"""What the plan's pages ask for."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from openiop.base.people.models import Staff
from openiop.base.programs.models import Program
from openiop.care.placement.forms import day_input
from openiop.care.plan.models import Goal, Intervention, Objective, Plan, Problem, Service
from openiop.care.plan.rules import DoseStep

HOURS = re.compile(r"^(\d{1,2})(?:\s*h(?:\s*(\d{1,2}))?|[:](\d{2})|[.,](\d{1,2}))?$")
ROWS = 4  # stretches of hours that one page offers; a plan rarely has more than full hours and two steps down


class HoursField(forms.CharField):
    """Hours as people write them ("9", "9:30", "9.5", "9 h 30"), kept as whole minutes."""

    default_error_messages: ClassVar = {"hours": _("Write hours like 9, 9:30 or 9.5.")}

    def __init__(self, **kwargs: Any):
        super().__init__(max_length=8, **kwargs)
        self.widget.attrs |= {"inputmode": "decimal", "size": 5}

    def prepare_value(self, value: Any) -> Any:
        return f"{value // 60}:{value % 60:02d}" if isinstance(value, int) and value % 60 else (
            str(value // 60) if isinstance(value, int) else value
        )  # fmt: skip

    def clean(self, value: Any) -> int | None:  # type: ignore[override]
        text = super().clean(value).strip()
        if not text:
            return None
        found = HOURS.match(text)
        if not found:
            raise ValidationError(self.error_messages["hours"], code="hours")
        whole, spoken, clock, tenths = found.groups()
        minutes = int(clock or spoken or 0) if not tenths else round(60 * int(tenths) / 10 ** len(tenths))
        if minutes >= 60:
            raise ValidationError(self.error_messages["hours"], code="hours")
        return int(whole) * 60 + minutes


class ProblemForm(forms.ModelForm[Problem]):
    class Meta:
        model = Problem
        fields: ClassVar = ["text", "diagnosis"]
        labels: ClassVar = {"text": _("What is in the way"), "diagnosis": _("Diagnosis it belongs to")}

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["diagnosis"]
        field.queryset = plan.episode.client.diagnoses.filter(status="active")  # type: ignore[attr-defined]
        field.empty_label = _("None in particular")  # type: ignore[attr-defined]


class GoalForm(forms.ModelForm[Goal]):
    class Meta:
        model = Goal
        fields: ClassVar = ["title", "own_words"]
        labels: ClassVar = {"title": _("Where they want to get"), "own_words": _("In their own words")}
        help_texts: ClassVar = {"own_words": _("Exactly as they said it. It stands in quotation marks.")}

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any):
        super().__init__(*args, **kwargs)


class ObjectiveForm(forms.ModelForm[Objective]):
    class Meta:
        model = Objective
        fields: ClassVar = ["text", "owner", "target_date"]
        labels: ClassVar = {"text": _("A step one can see done")}
        widgets: ClassVar = {"target_date": day_input()}

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["owner"].initial = plan.episode.client.first_name
        self.fields["target_date"].initial = plan.episode.program.today() + timedelta(days=28)


class InterventionForm(forms.ModelForm[Intervention]):
    class Meta:
        model = Intervention
        fields: ClassVar = ["text", "modality", "frequency", "owner", "target_date"]
        labels: ClassVar = {"text": _("How we help"), "owner": _("Who of us")}
        widgets: ClassVar = {"target_date": day_input()}
        help_texts: ClassVar = {"frequency": _("For example: 3 times a week")}

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any):
        super().__init__(*args, **kwargs)
        owner = self.fields["owner"]
        owner.queryset = staff_of(plan.episode.program)  # type: ignore[attr-defined]
        owner.initial = plan.episode.therapist_id
        self.fields["target_date"].initial = plan.episode.program.today() + timedelta(days=28)


def staff_of(program: Program) -> Any:
    """Who may own an intervention: everyone who works in the program today."""
    today = program.today()
    return Staff.objects.filter(programs=program, started_on__lte=today).exclude(ended_on__lt=today).order_by("name")


PART_FORMS: dict[str, Any] = {
    "problem": ProblemForm,
    "goal": GoalForm,
    "objective": ObjectiveForm,
    "intervention": InterventionForm,
}


class FirstDayForm(forms.Form):
    """Where the hours begin, and how the full week is made up."""

    first_day = forms.DateField(label=_("From"), widget=day_input())

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for key, label in Service.choices:
            self.fields[f"of_{key}"] = HoursField(label=label, required=False)

    def modalities(self) -> dict[str, int]:
        """Minutes a week by service, of those that were given."""
        given = {key: self.cleaned_data.get(f"of_{key}") for key, _label in Service.choices}
        return {key: minutes for key, minutes in given.items() if minutes}


class StepForm(forms.Form):
    """One stretch of weeks with the same hours. A row left empty is no row."""

    weeks = forms.IntegerField(label=_("Weeks"), min_value=1, max_value=52, required=False)
    weekly_minutes = HoursField(label=_("Hours a week"), required=False)
    days = forms.IntegerField(label=_("Days a week"), min_value=1, max_value=7, required=False)
    day_minutes = HoursField(label=_("At least, a day"), required=False)
    is_taper = forms.BooleanField(label=_("Taper"), required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self.filled():
            if not said.get("weekly_minutes") and "weekly_minutes" not in self.errors:
                self.add_error("weekly_minutes", _("How many hours a week?"))
            if not said.get("days") and "days" not in self.errors:
                self.add_error("days", _("On how many days?"))
            if said.get("is_taper") and not said.get("weeks") and "weeks" not in self.errors:
                self.add_error("weeks", _("A taper has an end: how many weeks?"))
        return said

    def filled(self) -> bool:
        """Whether somebody wrote into this row."""
        return any(self.cleaned_data.get(name) for name in ("weeks", "weekly_minutes", "days", "day_minutes"))


class BaseSteps(forms.BaseFormSet[StepForm]):
    """The stretches in their order; all but the last say how many weeks."""

    def clean(self) -> None:
        filled = [form for form in self.forms if form.is_valid() and form.filled()]
        if not filled and not any(form.errors for form in self.forms):
            raise ValidationError(_("Write the hours of at least one stretch."))
        for form in filled[:-1]:
            if not form.cleaned_data.get("weeks"):
                form.add_error("weeks", _("How many weeks, before the next stretch begins?"))

    def steps(self, first_day: date, modalities: dict[str, int]) -> list[DoseStep]:
        """The stretches one after the other from `first_day`; the services belong to the first. One without weeks
        has no end."""
        found: list[DoseStep] = []
        start = first_day
        for form in self.forms:
            said = form.cleaned_data
            if not form.filled():
                continue
            end = start + timedelta(days=7 * said["weeks"] - 1) if said.get("weeks") else date.max
            found.append(
                DoseStep(
                    start,
                    end,
                    said["weekly_minutes"],
                    said["days"],
                    said.get("day_minutes") or 0,
                    modalities if not found else {},
                    bool(said.get("is_taper")),
                )
            )
            if end == date.max:
                break
            start = end + timedelta(days=1)
        return found


StepFormSet: type[BaseSteps] = forms.formset_factory(  # type: ignore[assignment]
    StepForm, formset=BaseSteps, extra=0, max_num=ROWS, validate_max=True
)


def as_rows(steps: Sequence[DoseStep]) -> list[dict[str, Any]]:
    """The stretches as the form shows them, in whole weeks rounded up, and room for one more."""
    rows = [
        {
            "weeks": None if step.end == date.max else -(-((step.end - step.start).days + 1) // 7),
            "weekly_minutes": step.weekly_minutes,
            "days": step.days,
            "day_minutes": step.day_minutes or None,
            "is_taper": step.is_taper,
        }
        for step in steps
    ]
    return rows + [{}] * (min(ROWS, max(3, len(rows) + 1)) - len(rows))


class ClientSignatureForm(forms.Form):
    """The client's name, typed by the client."""

    name = forms.CharField(max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def __init__(self, *args: Any, first_name: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("%(name)s types their name to sign") % {"name": first_name}


class ReopenForm(forms.Form):
    why = forms.CharField(label=_("What should change"), widget=forms.Textarea(attrs={"rows": 2}))


class ReviewForm(forms.Form):
    """What came of reading the plan again, and when next."""

    reviewed_on = forms.DateField(label=_("Read together on"), widget=day_input())
    findings = forms.CharField(label=_("What came of it"), widget=forms.Textarea(attrs={"rows": 5}))
    safety_plan_reviewed = forms.BooleanField(label=_("We went through the safety plan together"), required=False)
    next_due = forms.DateField(label=_("Next review by"), widget=day_input())
