"""The first message, for oneself or for another person: as little as it takes to call back safely."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openiop.base.people.models import LANGUAGES
from openiop.base.rows import uuid7
from openiop.care.intake.models import Referral

WHO = [
    ("self", _("For myself")),
    ("other", _("For someone I care about")),
    ("work", _("For someone I work with")),
]
SOURCES = [("", _("Choose one")), *[pair for pair in Referral.Source.choices if pair[0] != Referral.Source.SELF]]
CLOSED = {"autocomplete": "off"}  # on a shared computer the browser keeps nothing of what was typed


class HelpForm(forms.Form):
    """What somebody tells us first. `website` is a trap: people do not see it."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=70)
    who = forms.ChoiceField(label=_("Who is it for?"), choices=WHO, initial="self", widget=forms.RadioSelect)
    referrer_name = forms.CharField(
        label=_("Your name"), required=False, max_length=120, widget=forms.TextInput(CLOSED)
    )
    referrer_phone = forms.CharField(
        label=_("Your phone"), required=False, max_length=30, widget=forms.TextInput(CLOSED | {"type": "tel"})
    )
    source = forms.ChoiceField(label=_("Where you work"), required=False, choices=SOURCES)
    legal_first = forms.CharField(
        label=_("First name"),
        max_length=100,
        widget=forms.TextInput(CLOSED),
        error_messages={"required": _("Tell us a name to ask for. A first name is enough.")},
    )
    legal_last = forms.CharField(
        label=_("Last name (if you like)"), required=False, max_length=100, widget=forms.TextInput(CLOSED)
    )
    phone = forms.CharField(
        label=_("Phone"), required=False, max_length=30, widget=forms.TextInput(CLOSED | {"type": "tel"})
    )
    email = forms.EmailField(
        label=_("Email"),
        required=False,
        widget=forms.EmailInput(CLOSED),
        error_messages={"invalid": _("Check this address. It looks like name@example.org.")},
    )
    safe_to_call = forms.CharField(
        label=_("How and when is it safe to reach you?"),
        help_text=_("For example: text first, after 5 pm, no voicemail, ask for Sam."),
        required=False,
        max_length=500,
        widget=forms.Textarea(CLOSED | {"rows": 2}),
    )
    reason = forms.CharField(
        label=_("What brings you, in your own words"),
        help_text=_("Only if you want to. A few words are enough."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(CLOSED | {"rows": 3}),
    )
    language = forms.ChoiceField(label=_("Language you like to speak"), choices=LANGUAGES)
    may_contact = forms.BooleanField(
        label=_("Yes, you may contact me this way"),
        error_messages={"required": _("Tick this so that we may answer. Or call us; the number is below.")},
    )
    website = forms.CharField(required=False, label=_("Leave this empty"))

    def __init__(self, language: str, *args: Any, **kwargs: Any):
        kwargs["initial"] = {"key": uuid7().hex, "language": language, **kwargs.get("initial", {})}
        super().__init__(*args, label_suffix="", **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("who") != "self" and not cleaned.get("referrer_name"):
            self.add_error("referrer_name", _("Tell us your name too, so that we know whom to ask for."))
        if cleaned.get("who") == "work" and not cleaned.get("source"):
            self.add_error("source", _("Choose where you work."))
        ways = ["phone", "email", *(["referrer_phone"] if cleaned.get("who") != "self" else [])]
        if not any(cleaned.get(name) for name in ways) and "email" not in self.errors:
            self.add_error("phone", _("Give a phone number or an email address, so that we can answer."))
        return cleaned

    @property
    def is_a_robot(self) -> bool:
        """Whether the field that people do not see was filled."""
        return bool(self.data.get("website"))

    def person(self) -> dict[str, str]:
        """Fields of Client."""
        return {n: self.cleaned_data[n] for n in ("legal_first", "legal_last", "phone", "email", "language")}

    def about(self) -> dict[str, str]:
        """Fields of Referral."""
        said = {name: self.cleaned_data[name] for name in ("reason", "safe_to_call")}
        if self.cleaned_data["who"] == "self":
            return said | {"source": Referral.Source.SELF}
        source = self.cleaned_data["source"] if self.cleaned_data["who"] == "work" else Referral.Source.SELF
        names = {name: self.cleaned_data[name] for name in ("referrer_name", "referrer_phone")}
        return said | names | {"source": source}
