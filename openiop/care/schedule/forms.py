"""What the drawn week asks for. Choices are the week's own rooms, people and groups."""

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openiop.base.look.moments import local_date, local_time
from openiop.care.calendar.when_forms import clock_of
from openiop.care.schedule.naming import Names
from openiop.engines.scheduler import grid

VIDEO = "video"
PAST_MIDNIGHT = _("It would reach past midnight. Choose an earlier time.")


def fits_day(at: int, minutes: int) -> bool:
    """Whether something that begins at this half-hour is over by midnight: no day of a week reaches into the next."""
    return at + grid.half_hours(minutes) <= grid.DAY


def clock_words(day: date, at: int) -> str:
    """A half-hour after midnight as the program's clock shows it."""
    return local_time(datetime.combine(day, clock_of(at), UTC), UTC)


class SpotForm(forms.Form):
    """When, where and with whom a session is."""

    day = forms.TypedChoiceField(label=_("Day"), coerce=int)
    at = forms.TypedChoiceField(label=_("Starts"), coerce=int)
    clinician = forms.ChoiceField(label=_("Facilitator"))
    room = forms.ChoiceField(label=_("Room"))

    def __init__(self, *args: Any, names: Names, **options: Any):
        super().__init__(*args, **options)
        problem = names.week.problem
        site = problem.sites[0].open
        first, last = min(each.start for each in site), max(each.end for each in site)
        self.fields["day"].choices = [(day, local_date(problem.date(day))) for day in range(7)]
        self.fields["at"].choices = [(at, clock_words(problem.first_day, at)) for at in range(first, last)]
        if "clinician" in self.fields:
            self.fields["clinician"].choices = sorted(
                ((each.id, names.lead(each.id)) for each in problem.clinicians), key=lambda pair: pair[1]
            )
        rooms = sorted(((each.id, names.room(each.id)) for each in problem.rooms), key=lambda pair: pair[1])
        self.fields["room"].choices = [*rooms, (VIDEO, _("Video"))]

    def lasts(self, data: dict[str, Any]) -> int:
        """Minutes of what is put there."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors and not fits_day(data["at"], self.lasts(data)):
            self.add_error("at", PAST_MIDNIGHT)
        return data

    @property
    def spot(self) -> dict[str, Any]:
        """As drawing.move takes it."""
        data = self.cleaned_data
        return data | {"room": None if data["room"] == VIDEO else data["room"]}


class SessionForm(SpotForm):
    """A session of the drawn week, and who is in it."""

    members = forms.MultipleChoiceField(label=_("Who is in it"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, names: Names, kind: str, members: tuple[str, ...], **options: Any):
        super().__init__(*args, names=names, **options)
        self.group = group = names.week.problem.group_type[kind]
        fit = {
            each.id
            for each in names.week.problem.clients
            if group.track in (None, each.track) and group.language in (None, each.language)
        }
        people = sorted(((key, names.client(key)) for key in fit | {*members}), key=lambda pair: pair[1].casefold())
        self.fields["members"].choices = people
        self.fields["members"].initial = list(members)

    def lasts(self, data: dict[str, Any]) -> int:
        return self.group.minutes


class HourForm(SpotForm):
    """One client's hour with their therapist. `was`: the slot of the week where the page showed it."""

    clinician = None  # always the primary
    was = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, minutes: int, **options: Any):
        super().__init__(*args, **options)
        self.minutes = minutes

    def lasts(self, data: dict[str, Any]) -> int:
        return self.minutes

    @property
    def hour(self) -> dict[str, Any]:
        """As drawing.hold_hour takes it."""
        return {key: value for key, value in self.spot.items() if key != "was"}


class OpenForm(SpotForm):
    """One more session of a kind of group."""

    kind = forms.ChoiceField(label=_("Group"))
    field_order = ("kind", "day", "at", "clinician", "room")

    def __init__(self, *args: Any, names: Names, **options: Any):
        super().__init__(*args, names=names, **options)
        self.kinds = names.week.problem.group_type
        kinds = names.week.problem.group_types
        self.fields["kind"].choices = [
            (each.id, _("{name}, {minutes} minutes").format(name=names.line(each.id), minutes=each.minutes))
            for each in sorted(kinds, key=lambda each: (names.line(each.id).casefold(), each.minutes))
        ]

    def lasts(self, data: dict[str, Any]) -> int:
        return self.kinds[data["kind"]].minutes


class HeldForm(forms.Form):
    """Let go of: a session or an hour at a day and half-hour in a room, a session led by somebody else or with one more
    client in it."""

    key = forms.CharField(max_length=200)
    version = forms.IntegerField(min_value=0)
    day = forms.IntegerField(min_value=0, max_value=6, required=False)
    at = forms.IntegerField(min_value=0, max_value=47, required=False)
    room = forms.ChoiceField(required=False)
    clinician = forms.ChoiceField(required=False)
    client = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, names: Names, **options: Any):
        super().__init__(*args, **options)
        problem = names.week.problem
        self.fields["room"].choices = [(VIDEO, ""), *((each.id, "") for each in problem.rooms)]
        self.fields["clinician"].choices = [(each.id, "") for each in problem.clinicians]
        self.fields["client"].choices = [(each.id, "") for each in problem.clients]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("client") and (data.get("day") is None or data.get("at") is None or not data.get("room")):
            raise forms.ValidationError(_("Say where it is put, or who comes into it."))
        return data

    @property
    def spot(self) -> dict[str, Any]:
        """As drawing.move takes it, without who leads it."""
        data = self.cleaned_data
        return {"day": data["day"], "at": data["at"], "room": None if data["room"] == VIDEO else data["room"]}
