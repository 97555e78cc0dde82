"""Lines of a week as a form, several at once; and who is kept apart."""

from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from openiop.base.people.models import Client
from openiop.base.programs.models import Program
from openiop.care.calendar.forms import day_field
from openiop.care.calendar.hours import HALVES, runs
from openiop.care.calendar.when import Availability, Separation, Way

FIRST, LAST = 12, 46  # half-hours that can be ticked: 6:00 to 23:00


def clock_field(label: Any) -> forms.TimeField:
    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time", "step": "1800"})
    return forms.TimeField(label=label, widget=widget)


class HoursForm(forms.Form):
    """Some weekdays with one time."""

    days = forms.TypedMultipleChoiceField(
        label=_("Days"), choices=Program.Weekday.choices, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    starts = clock_field(_("From"))
    ends = clock_field(_("Until"))
    way = forms.ChoiceField(label=_("Where"), choices=Way.choices, initial=Way.EITHER)
    first_day = day_field(_("Not before"), required=False)
    last_day = day_field(_("Not after"), required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        starts, ends = data.get("starts"), data.get("ends")
        for name, clock in (("starts", starts), ("ends", ends)):
            if clock and (clock.minute not in (0, 30) or clock.second):
                self.add_error(name, _("Choose a whole or a half hour."))
        if starts and ends and ends <= starts and (ends.hour or ends.minute):
            self.add_error("ends", _("The end must be after the beginning. Midnight is 12:00 am."))
        if data.get("first_day") and data.get("last_day") and data["last_day"] < data["first_day"]:
            self.add_error("last_day", _("This is before the first day."))
        return data

    @property
    def line(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fields if name not in ("DELETE",)}


class WhenForm(HoursForm):
    """When somebody can come, as they say it themselves."""

    kind = forms.ChoiceField(
        label=_("They"), choices=Availability.Kind.choices, initial=Availability.Kind.CAN, required=True
    )
    field_order = ("days", "starts", "ends", "kind", "way")


class WhenReasonForm(WhenForm):
    """The same with a reason that staff alone see."""

    reason = forms.ChoiceField(
        label=_("Why"), choices=Availability.Reason.choices, required=False, help_text=_("Only staff see this.")
    )
    field_order = ("days", "starts", "ends", "kind", "way", "reason")


class Lines(forms.BaseFormSet):
    """The lines of one person."""

    @property
    def lines(self) -> list[dict[str, Any]]:
        kept = [form for form in self.forms if form not in self.deleted_forms and form.has_changed()]
        return [form.line for form in kept if form.cleaned_data.get("days")]


def lines_of(kind: type[forms.Form]) -> Any:
    return forms.formset_factory(kind, formset=Lines, extra=1, can_delete=True, max_num=40, absolute_max=60)


def initial_of(rows: Any, fields: Any) -> list[dict[str, Any]]:
    """Rows as the form shows them."""
    return [{name: getattr(row, name) for name in fields if hasattr(row, name)} for row in rows]


class TermsForm(forms.Form):
    """How much somebody leads, and what."""

    week_minutes = forms.IntegerField(label=_("Most minutes a week"), required=False, min_value=0, max_value=6000)
    day_minutes = forms.IntegerField(label=_("Most minutes a day"), required=False, min_value=0, max_value=900)
    break_minutes = forms.IntegerField(label=_("Break (minutes)"), required=False, min_value=0, max_value=240)
    break_from = forms.TimeField(
        label=_("Break not before"), required=False, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    break_until = forms.TimeField(
        label=_("Break over by"), required=False, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    modules = forms.MultipleChoiceField(
        label=_("Curricula they lead"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick none for somebody who leads any. A curriculum that is somebody’s is led by those alone."),
    )

    def __init__(self, *args: Any, modules: list[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["modules"].choices = [(module, module) for module in modules]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        data["break_minutes"] = data.get("break_minutes") or 0
        begins, ends = data.get("break_from"), data.get("break_until")
        if data["break_minutes"] and not (begins and ends and begins < ends):
            self.add_error("break_from", _("Say between which times the break lies."))
        return data


class SeparationForm(forms.Form):
    """Somebody beside whom this person is not seated."""

    other = forms.ModelChoiceField(label=_("Not in one group with"), queryset=Client.objects.none())
    reason = forms.ChoiceField(label=_("Why"), choices=Separation.Reason.choices, required=False)
    first_day = day_field(_("From"))
    last_day = day_field(_("Until, if known"), required=False)

    def __init__(self, *args: Any, others: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = others  # type: ignore[attr-defined]


def ticked(data: Any) -> list[dict[str, Any]]:
    """The half-hours that were ticked in the picture of a week ("t-<weekday>-<half-hour>") as lines: days with the same
    time are one."""
    masks = [0] * 7
    for name in data:
        parts = name.split("-")
        if len(parts) == 3 and parts[0] == "t" and parts[1].isdecimal() and parts[2].isdecimal():
            day, half = int(parts[1]), int(parts[2])
            if day >= 7 or half >= HALVES:
                raise ValidationError(_("Choose a whole or a half hour."))
            masks[day] |= 1 << half
    days: dict[tuple[int, int], list[int]] = {}
    for day, mask in enumerate(masks):
        for stretch in runs(mask):
            days.setdefault(stretch, []).append(day)
    return [{"days": on, "starts": clock_of(start), "ends": clock_of(end)} for (start, end), on in sorted(days.items())]


def clock_of(half: int) -> time:
    return time(half // 2 % 24, half % 2 * 30)
