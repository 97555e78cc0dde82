"""What the step-down page asks for."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from openiop.care.placement.forms import ChoiceThatAgrees, day_input, difference_field, two_lines, why_different
from openiop.care.placement.rules import higher, lower
from openiop.care.plan.forms import HoursField
from openiop.care.progress.actions import TaperWeeks
from openiop.care.progress.rules import AGREES, agrees
from openiop.rulebook.codes import level as level_of
from openiop.rulebook.compass import Compass

TAPER_WEEKS = 2  # HRS-7: one or two weeks


class DecisionForm(forms.Form):
    """The decision, the reason where one is needed, and the weeks of a taper."""

    choice = forms.ChoiceField(label=_("Decision"))
    on = forms.DateField(label=_("From"), widget=day_input(), required=False)
    start = forms.DateField(label=_("The taper starts"), widget=day_input(), required=False)
    hours_1 = HoursField(label=_("First week, hours"), required=False)
    days_1 = forms.IntegerField(label=_("on days"), min_value=1, max_value=7, required=False)
    hours_2 = HoursField(label=_("Second week, hours"), required=False)
    days_2 = forms.IntegerField(label=_("on days"), min_value=1, max_value=7, required=False)
    difference = difference_field()
    why = why_different()

    def __init__(
        self, *args: Any, compass: Compass, level: str, edition: str, today: date, tapering: bool, **kwargs: Any
    ):
        week = today + timedelta(days=7 - today.weekday())
        start: dict[str, Any] = {"on": today, "start": week, "hours_1": 360, "days_1": 2, "hours_2": 180, "days_2": 1}
        if compass.suggestion in ("stay", "cannot_decide"):
            start["choice"] = "stay"
        kwargs["initial"] = start | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        field = self.fields["choice"]
        field.widget = ChoiceThatAgrees(AGREES[compass.suggestion])
        field.choices = [  # type: ignore[attr-defined]
            (key, two_lines(title, line))
            for key, title, line in choices(compass, level, edition)
            if not (tapering and key == "taper")
        ]

    def taper(self) -> TaperWeeks | None:
        """The weeks of the taper, where one is chosen."""
        said = self.cleaned_data
        if said.get("choice") != "taper" or not said.get("start"):
            return None
        rows = [(said.get(f"hours_{n}"), said.get(f"days_{n}")) for n in range(1, TAPER_WEEKS + 1)]
        return TaperWeeks(said["start"], [(hours, days) for hours, days in rows if hours and days])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("choice") == "taper" and not self.errors:
            if not said.get("start"):
                self.add_error("start", _("When does the taper start?"))
            if not (said.get("hours_1") and said.get("days_1")):
                self.add_error("hours_1", _("How many hours, on how many days?"))
            if bool(said.get("hours_2")) != bool(said.get("days_2")):
                self.add_error("hours_2", _("Give hours and days, or leave both empty."))
        return said


def choices(compass: Compass, level: str, edition: str) -> list[tuple[str, str, str]]:
    """What can be decided, each with a line that says how it stands to the suggestion."""

    def name(code: str) -> str:
        return f"{code} {gettext(level_of(code).label_in(edition))}"  # type: ignore[arg-type]

    def line(key: Any, plain: str) -> str:
        asked = (
            gettext("As suggested") if agrees(compass.suggestion, key) else gettext("Against the suggestion; say why")
        )
        return f"{plain} · {asked}" if plain else asked

    found = [
        ("stay", gettext("Stay at %(level)s") % {"level": name(level)}, line("stay", "")),
        ("taper", gettext("Taper"), line("taper", gettext("One or two weeks with fewer hours, same level"))),
    ]
    if lower(level) != level:
        found.append(
            ("step_down", gettext("Step down to %(level)s") % {"level": name(lower(level))}, line("step_down", ""))
        )
    if higher(level) != level:
        found.append(("step_up", gettext("Step up to %(level)s") % {"level": name(higher(level))}, line("step_up", "")))
    found.append(
        ("discharge_planning", gettext("Plan the way out"), line("discharge_planning", gettext("Same level for now")))
    )
    return found
