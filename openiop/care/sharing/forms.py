"""What is asked when somebody shares: who, then what, why and until when. Everything may stay open in a draft; the
rules say what is missing before it can be signed."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from openiop.base.items import ITEM_NAMES, Item
from openiop.base.people.forms import day_field
from openiop.base.privacy.consents import Consent
from openiop.care.sharing.lines import SAID
from openiop.care.sharing.starts import STARTS
from openiop.rulebook.consent import kinds

ENDS = [
    ("day", gettext_lazy("On a day")),
    ("event", gettext_lazy("When something happens")),
    ("never", gettext_lazy("It has no end, until I take it back")),
]
FORM_LANGUAGES = [("en", "English"), ("es", "Español")]


class WhoForm(forms.Form):
    """Who receives it. The starting point decides the kind of consent."""

    start = forms.ChoiceField(
        label=gettext_lazy("Who is it?"),
        choices=[(key, start.label) for key, start in STARTS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose who it is.")},
    )
    name = forms.CharField(
        label=gettext_lazy("Their name"),
        max_length=120,
        help_text=gettext_lazy("A person, or an organization."),
        error_messages={
            "required": gettext_lazy("Name who may receive it: a consent needs somebody (CON-3, 42 CFR 2.31(a)(4)).")
        },
    )
    works_for = forms.CharField(label=gettext_lazy("Where they work"), max_length=120, required=False)
    email = forms.EmailField(
        label=gettext_lazy("Their e-mail"),
        required=False,
        help_text=gettext_lazy("Their page is sent there. You can add it later."),
    )

    def recipient(self) -> dict[str, Any]:
        """Fields of the recipient."""
        start = STARTS[self.cleaned_data["start"]]
        given = {name: self.cleaned_data[name] for name in ("name", "works_for", "email")}
        return given | {"kind": start.recipient, "is_covered": start.covered, "is_treating": start.treating}

    def elements(self, today: Any) -> dict[str, Any]:
        """What a consent for them begins with."""
        start = STARTS[self.cleaned_data["start"]]
        last = today + timedelta(days=start.days)
        found: dict[str, Any] = {
            "kind": start.kind,
            "purposes": list(start.purposes),
            "items": list(start.items),
            "expires_on": last,
        }
        if kinds.TPO & set(start.purposes):
            found["consequences"] = _("Treatment here goes on as before, whether or not this is signed.")
        if start.kind == "criminal_justice":
            found |= {"is_condition": True, "revocable_on": last}
        return found


class ShareForm(forms.Form):
    """Every other element of 2.31. `data` is what was typed; without it the draft stands in the fields."""

    items = forms.MultipleChoiceField(choices=[(key.value, words[0]) for key, words in SAID.items()], required=False)
    without = forms.MultipleChoiceField(required=False)
    purposes = forms.MultipleChoiceField(
        label=gettext_lazy("What is it for?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    purpose_words = forms.CharField(
        label=gettext_lazy("In your words"), required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )
    consequences = forms.CharField(
        label=gettext_lazy("What happens if you do not sign"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    ends = forms.ChoiceField(label=gettext_lazy("When does it end?"), choices=ENDS, widget=forms.RadioSelect)
    expires_on = day_field(gettext_lazy("Last day"), required=False)
    expires_event = forms.CharField(
        label=gettext_lazy("What happens then"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Something anyone can tell has happened, like “I finish treatment here”."),
    )
    is_condition = forms.BooleanField(
        label=gettext_lazy("They made treatment a condition, and follow whether I take part"), required=False
    )
    revocable_on = day_field(gettext_lazy("I can take it back from this day on"), required=False)
    disposition_on = day_field(gettext_lazy("When my case is expected to be decided"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language of the form"), choices=FORM_LANGUAGES)

    def __init__(self, consent: Consent, data: Any = None):
        self.consent = consent
        super().__init__(data, initial=drawn(consent))
        known = kinds.KINDS[consent.kind].purposes - {"fundraising"}
        self.fields["purposes"].choices = [(key, _(words)) for key, words in kinds.PURPOSES.items() if key in known]  # type: ignore[attr-defined]
        self.fields["without"].choices = [(value, value) for value in (data.getlist("without") if data else [])]  # type: ignore[attr-defined]
        if not self.may_last:
            self.fields["ends"].choices = ENDS[:2]  # type: ignore[attr-defined]
        if not self.is_justice:
            for name in ("is_condition", "revocable_on", "disposition_on"):
                del self.fields[name]
        for item in SAID:
            self.fields[f"from_{item}"] = day_field(_("From"), required=False)
            self.fields[f"to_{item}"] = day_field(_("Until"), required=False)
            narrowing = consent.narrowing.get(item.value) or {}
            self.initial[f"from_{item}"], self.initial[f"to_{item}"] = narrowing.get("from"), narrowing.get("to")

    @property
    def is_justice(self) -> bool:
        return self.consent.kind == "criminal_justice"

    @property
    def may_last(self) -> bool:
        """Whether its kind may have no end: only treatment, payment and running the program (2.31(a)(7))."""
        return bool(kinds.KINDS[self.consent.kind].purposes & kinds.TPO)

    def elements(self) -> dict[str, Any]:
        """What was chosen, by the names of privacy.actions.writing.ELEMENTS. Needs a valid form."""
        got = self.cleaned_data
        order = [item.value for item in SAID if item.value in got["items"]]
        narrowing = {item: self._narrowing(item) for item in order}
        found = {
            "items": order,
            "narrowing": {item: each for item, each in narrowing.items() if any(each.values())},
            "purposes": got["purposes"],
            "purpose_words": got["purpose_words"],
            "consequences": got["consequences"],
            "expires_on": got["expires_on"] if got["ends"] == "day" else None,
            "expires_event": got["expires_event"] if got["ends"] == "event" else "",
            "expires_never": got["ends"] == "never",
            "language": got["language"],
        }
        if self.is_justice:
            found |= {name: got[name] for name in ("is_condition", "revocable_on", "disposition_on")}
        return found | {"information": information_of(order, found["narrowing"], got["language"])}

    def _narrowing(self, item: str) -> dict[str, Any]:
        since, until = self.cleaned_data[f"from_{item}"], self.cleaned_data[f"to_{item}"]
        return {
            "from": since.isoformat() if since else None,
            "to": until.isoformat() if until else None,
            "without": [
                value.split(":", 1)[1] for value in self.cleaned_data["without"] if value.startswith(f"{item}:")
            ],
        }


def drawn(consent: Consent) -> dict[str, Any]:
    """The draft as the fields show it."""
    names = ("items", "purposes", "purpose_words", "consequences", "expires_on", "expires_event", "is_condition")
    found = {name: getattr(consent, name) for name in (*names, "revocable_on", "disposition_on", "language")}
    ends = "never" if consent.expires_never else "event" if consent.expires_event else "day"
    return found | {"ends": ends}


def information_of(items: list[str], narrowing: dict[str, Any], language: str) -> str:
    """What is shared, in the words of the form: how much, and of what kind (2.31(a)(3))."""

    with override(language if language in ("en", "es") else "en"):
        said = []
        for item in items:
            words, narrow = str(ITEM_NAMES[Item(item)]), narrowing.get(item) or {}
            for key, label in (("from", _("from %(day)s")), ("to", _("until %(day)s"))):
                if narrow.get(key):
                    words += " " + label % {"day": date_format(date.fromisoformat(narrow[key]), "DATE_FORMAT")}
            if n := len(narrow.get("without") or []):
                words += ", " + ngettext("without %(n)d line", "without %(n)d lines", n) % {"n": n}
            said.append(words)
        return "; ".join(said)
