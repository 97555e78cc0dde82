"""What a client says before they enter: where they are, and what they are called."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openiop.care.virtual.models import Attestation
from openiop.care.virtual.policies import VideoPolicy
from openiop.care.virtual.rules import LONGEST
from openiop.care.virtual.states import NAMES


class WhereForm(forms.Form):
    """Where somebody is today, so that help finds them there (TEL-1)."""

    state = forms.ChoiceField(
        label=_("Which state are you in right now?"),
        choices=[("", _("Choose")), *NAMES.items()],
        error_messages={"required": _("Choose the state you are in. Your facilitator needs a licence there.")},
    )
    at_home = forms.TypedChoiceField(
        label=_("Where is that?"),
        choices=[("home", _("At home")), ("else", _("Somewhere else"))],
        coerce=lambda value: value == "home",
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether you are at home.")},
    )
    place = forms.CharField(
        label=_("Address where you are"),
        help_text=_("Only staff see it, and only to send help if you need it."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
        error_messages={"required": _("Write the address, so that help would find you.")},
    )
    phone = forms.CharField(
        label=_("Number to call you back"),
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
        error_messages={"required": _("Write a number we can call if the video breaks off.")},
    )
    contact = forms.CharField(
        label=_("Who near you could come in an emergency?"),
        help_text=_("A name and a number. We call only if we fear for you."),
        max_length=120,
        error_messages={"required": _("Write a name and a number; a neighbor is fine.")},
    )
    nearby = forms.CharField(
        label=_("Who else is there?"),
        help_text=_("“Nobody” is fine."),
        max_length=120,
        error_messages={"required": _("Write who is there, or “nobody”.")},
    )
    is_private = forms.TypedChoiceField(
        label=_("Can anybody hear or see the others in the group?"),
        choices=[("private", _("No, I am alone or use headphones")), ("open", _("Yes, I cannot avoid it today"))],
        coerce=lambda value: value == "private",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one: the others rely on it.")},
    )
    way = forms.ChoiceField(label=_("How do you join?"), choices=Attestation.Way, widget=forms.RadioSelect)

    @staticmethod
    def beginning(last: Attestation | None, state: str, phone: str) -> dict[str, Any]:
        """What the fields begin with: the last session's, except for who is near and what is private."""
        if last is None:
            return {"state": state, "phone": phone, "way": "video"}
        return {
            "state": last.state, "at_home": "home" if last.at_home else "else", "place": last.place,
            "phone": last.phone, "contact": last.contact, "way": last.way,
        }  # fmt: skip


class PromiseForm(forms.Form):
    """A name for the group, and a yes to what it promises."""

    name = forms.CharField(
        label=_("Your name in this group"),
        help_text=_("The others see this name and nothing else. Staff know that it is you."),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Choose a name, or take one of the list.")},
    )
    agrees = forms.BooleanField(
        label=_("I agree to this"), error_messages={"required": _("You can enter only if you agree.")}
    )


class PolicyForm(forms.ModelForm):  # type: ignore[type-arg]
    """What this program allows in its video rooms."""

    class Meta:
        model = VideoPolicy
        fields = ("chat", "cameras", "captions", "unsealed")
        widgets = {"chat": forms.RadioSelect, "cameras": forms.RadioSelect}
