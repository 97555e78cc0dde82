"""A name under a plan, and the address a way in goes to."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SignForm(forms.Form):
    """Signing is typing one's name under words one has read."""

    name = forms.CharField(
        label=_("Your name"),
        help_text=_("Typing your name here signs this plan."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Type your name to sign.")},
    )


class SendLinkForm(forms.Form):
    """Where the link goes."""

    email = forms.EmailField(
        label=_("Email address"),
        help_text=_("An address that only this person reads. The message says nothing about why they come here."),
        error_messages={
            "required": _("Ask the person for an address that only they read."),
            "invalid": _("Check this address. It looks like name@example.org."),
        },
    )
