"""What the privacy officer writes down: an order that was served, a breach, answers to clients."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openiop.base.items import ITEM_NAMES, Item
from openiop.base.people.forms import day_field
from openiop.base.people.models import Client
from openiop.base.privacy.duties import ORDER_KINDS
from openiop.base.privacy.gate import Gate
from openiop.doors.desk.queries import find
from openiop.rulebook.consent.orders import FINDINGS

COVERED = [(item.value, ITEM_NAMES[item]) for item in Item if item not in (Item.WORK, Item.AUDIT, Item.MESSAGES)]


class Plain(forms.Form):
    """Labels without a colon."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, label_suffix="", **kwargs)


def long_text(label: Any, rows: int = 3, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), max_length=4000, **kwargs)


def the_one(gate: Gate, text: str) -> Client:
    """The client of this name. Raises ValidationError where there is none, or more than one."""
    found = list(find(gate, text)[:3])
    if len(found) == 1:
        return found[0]
    if not found:
        raise ValidationError(_("Nobody here is called “%(name)s”.") % {"name": text})
    raise ValidationError(_("More than one person is meant. Write the full name, or the phone number with it."))


class OrderForm(Plain):
    """What a court, a lawyer or an agency served, as it reads."""

    kind = forms.ChoiceField(label=gettext_lazy("What was served"), choices=[])
    agency = forms.CharField(label=gettext_lazy("Who asks"), max_length=200)
    client = forms.CharField(
        label=gettext_lazy("About which client"),
        help_text=gettext_lazy("Leave it empty where it names nobody."),
        max_length=120,
        required=False,
    )
    received_on = day_field(gettext_lazy("Received on"), past=True)
    court = forms.CharField(label=gettext_lazy("Court"), max_length=200, required=False)
    reference = forms.CharField(label=gettext_lazy("Case number"), max_length=80, required=False)
    order_on = day_field(gettext_lazy("Date of the court order"), required=False)
    mandate_on = day_field(gettext_lazy("Date of the subpoena or mandate"), required=False)
    expires_on = day_field(gettext_lazy("Ends on"), required=False)
    findings = forms.MultipleChoiceField(
        label=gettext_lazy("What the order finds"), choices=[], widget=forms.CheckboxSelectMultiple, required=False
    )
    items = forms.MultipleChoiceField(
        label=gettext_lazy("What it covers"), choices=COVERED, widget=forms.CheckboxSelectMultiple, required=False
    )
    scope = long_text(gettext_lazy("Which parts, in its words"), required=False)
    to_whom = long_text(gettext_lazy("Who may receive it"), 2, required=False)
    is_fictitious = forms.BooleanField(label=gettext_lazy("It names the client by a fictitious name"), required=False)

    def __init__(self, gate: Gate, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.gate = gate
        self.fields["kind"].choices = ORDER_KINDS
        self.fields["findings"].choices = [(key, _(text)) for key, text in FINDINGS.items()]

    def clean_client(self) -> Client | None:
        text = self.cleaned_data["client"].strip()
        return the_one(self.gate, text) if text else None


class BreachForm(Plain):
    """Records reached somebody they should not have."""

    words = long_text(gettext_lazy("What happened"))
    discovered_on = day_field(gettext_lazy("Found on"), past=True)
    happened_on = day_field(gettext_lazy("Happened on"), required=False, past=True)
    people = forms.IntegerField(label=gettext_lazy("How many people it concerns"), min_value=1, max_value=10_000_000)
    state_most = forms.IntegerField(
        label=gettext_lazy("Most of them in one state"), min_value=0, max_value=10_000_000, required=False,
        help_text=gettext_lazy("Empty: all of them."),
    )  # fmt: skip
    secured = forms.BooleanField(
        label=gettext_lazy("The records were unreadable to others (encrypted)"), required=False
    )
    low_probability = long_text(
        gettext_lazy("Why it is unlikely that anything was compromised"), 2, required=False,
        help_text=gettext_lazy("Only after a written assessment; then nobody has to be told."),
    )  # fmt: skip
    mitigation = long_text(gettext_lazy("What was done about it"), 2, required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if (most := said.get("state_most")) and said.get("people") and most > said["people"]:
            self.add_error("state_most", _("That is more than all of them together."))
        if said.get("happened_on") and said.get("discovered_on") and said["happened_on"] > said["discovered_on"]:
            self.add_error("happened_on", _("It cannot have happened after it was found."))
        return said


class ToldForm(Plain):
    """Somebody was told about a breach."""

    on = day_field(gettext_lazy("Told on"), past=True)


class WhyForm(Plain):
    """A decision with its reason."""

    why = long_text(gettext_lazy("Why"), required=False)


SOON = timedelta(days=30)
