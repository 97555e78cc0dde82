"""What the program's settings ask for."""

from typing import Any, ClassVar
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from openiop.base.programs.models import Program, Room, Site, Track
from openiop.rulebook import packs

LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
AREAS = ("America/", "Pacific/", "US/")  # where an IOP under American rules can stand; others can still be typed


def zones(current: str) -> list[tuple[str, str]]:
    """American zones first of all; whatever is in use now stays a choice."""
    names = {zone for zone in available_timezones() if zone.startswith(AREAS)} | {current}
    return [(zone, zone.replace("_", " ")) for zone in sorted(names)]


class ProgramForm(forms.ModelForm[Program]):
    """The program itself."""

    class Meta:
        model = Program
        fields: ClassVar = [
            "name",
            "site",
            "phone",
            "email",
            "about",
            "takes_referrals",
            "time_zone",
            "week_start",
            "pack",
            "edition",
        ]
        labels: ClassVar = {
            "name": _("Name"),
            "site": _("Main site"),
            "phone": _("Phone"),
            "email": _("Email"),
            "about": _("What it is, for people who are looking"),
            "takes_referrals": _("takes referrals now"),
            "time_zone": _("Time zone"),
            "week_start": _("The treatment week begins on"),
            "pack": _("Payer and jurisdiction rules"),
            "edition": _("Dimensions of the evaluation"),
        }
        help_texts: ClassVar = {
            "about": _("Shown on the public page. Plain words; two or three sentences."),
            "time_zone": _("Decides what “today” is. Sessions already planned keep their instant."),
            "week_start": _("Hours are counted from this day on; weeks already past are counted anew."),
            "pack": _("What a day needs so that the payer counts it. Dated, with its source."),
        }
        widgets: ClassVar = {"about": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = Site.objects.filter(  # type: ignore[attr-defined]
            organisation_id=self.instance.organisation_id
        )
        self.fields["time_zone"].widget = forms.Select(choices=zones(self.instance.time_zone))
        self.fields["pack"].widget = forms.Select(choices=pack_choices(self.instance.pack))


def pack_choices(current: str) -> list[tuple[str, str]]:
    """The packs there are, by key, each with its title; the one in use stays a choice even if it is gone."""
    found = {pack.key: pack.title for pack in packs.everything()}
    return sorted({current: current, **found}.items(), key=lambda each: each[1])


class SiteForm(forms.ModelForm[Site]):
    class Meta:
        model = Site
        fields: ClassVar = ["name", "line1", "city", "state", "postal_code", "phone"]
        labels: ClassVar = {
            "name": _("Name"),
            "line1": _("Street"),
            "city": _("City"),
            "state": _("State"),
            "postal_code": _("Postal code"),
            "phone": _("Phone"),
        }
        help_texts: ClassVar = {"state": _("Two letters: licences are checked against it.")}

    def clean_state(self) -> str:
        state = self.cleaned_data["state"].upper()
        if len(state) != 2 or not state.isalpha():
            raise forms.ValidationError(_("Use two letters, for example MA."))
        return state


class RoomForm(forms.ModelForm[Room]):
    class Meta:
        model = Room
        fields: ClassVar = ["name", "capacity"]
        labels: ClassVar = {"name": _("Name"), "capacity": _("People it seats")}


class TrackForm(forms.ModelForm[Track]):
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=LANGUAGES, widget=forms.CheckboxSelectMultiple, initial=["en"]
    )

    class Meta:
        model = Track
        fields: ClassVar = ["name", "population", "daypart", "form", "weekly_hours", "languages"]
        labels: ClassVar = {
            "name": _("Name"),
            "population": _("For"),
            "daypart": _("Time of day"),
            "form": _("Form"),
            "weekly_hours": _("Hours a week"),
        }


class LicenceForm(forms.Form):
    """A licence of the program in a state."""

    state = forms.CharField(label=_("State"), min_length=2, max_length=2, help_text=_("Two letters."))
    kind = forms.CharField(label=_("What it allows"), max_length=120)
    number = forms.CharField(label=_("Number"), max_length=60)
    start = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}))
    end = forms.DateField(
        label=_("Through, if it ends"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def clean_state(self) -> str:
        return self.cleaned_data["state"].upper()
