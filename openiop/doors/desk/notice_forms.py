"""The form of a program's patient notice: one field for each point and language."""

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy

from openiop.base.people.forms import day_field
from openiop.base.privacy.notices import Notice
from openiop.doors.desk.duty_forms import Plain
from openiop.rulebook.consent import notice as rules
from openiop.rulebook.consent.texts import in_language

NAMES = {"en": gettext_lazy("In English"), "es": gettext_lazy("In Spanish")}


def name_of(language: str, key: str) -> str:
    return f"{language}-{key}"


def words_of(found: Notice | None) -> dict[str, str]:
    """The words of an edition by field; where there is none, those that come with OpenIOP."""
    words = found.words if found else rules.model().words
    return {
        name_of(language, key): words.get(language, {}).get(key, "")
        for language in rules.LANGUAGES
        for key in rules.model().points
    }


class NoticeForm(Plain):
    """Who answers, from when, and the words of each point in both languages."""

    effective_on = day_field(gettext_lazy("Holds from"))
    contact = forms.CharField(
        label=gettext_lazy("Who answers questions"), help_text=gettext_lazy("A name or a title."), max_length=120
    )
    phone = forms.CharField(label=gettext_lazy("Phone"), max_length=30)
    email = forms.EmailField(label=gettext_lazy("Email"))
    is_material = forms.BooleanField(
        label=gettext_lazy("Everybody is given this edition"),
        help_text=gettext_lazy("Needed where what changed matters; not for a new phone number."),
        required=False,
    )
    what_changed = forms.CharField(label=gettext_lazy("What is new, in a line"), max_length=300, required=False)

    def __init__(self, begin: dict[str, Any], *args: Any, **kwargs: Any):
        super().__init__(*args, initial=begin, **kwargs)
        for key in rules.model().points:
            for language in rules.LANGUAGES:
                self.fields[name_of(language, key)] = forms.CharField(
                    label=NAMES[language],
                    widget=forms.Textarea(attrs={"rows": 4, "lang": language}),
                    max_length=4000,
                    required=False,
                )

    def said(self) -> dict[str, Any]:
        """As actions.write_notice takes it."""
        found = dict(self.cleaned_data)
        words = {
            language: {key: found.pop(name_of(language, key)).strip() for key in rules.model().points}
            for language in rules.LANGUAGES
        }
        return found | {"words": words}

    def field_for(self, key: str) -> str | None:
        """Which field a fault is about: the language that says nothing about this point."""
        if key in self.fields:
            return key
        empty = [name_of(each, key) for each in rules.LANGUAGES if not self.cleaned_data.get(name_of(each, key))]
        return next((each for each in empty if each in self.fields), None)

    def heads(self) -> list[Any]:
        return [self[name] for name in ("effective_on", "contact", "phone", "email", "is_material", "what_changed")]

    def parts(self) -> list[dict[str, Any]]:
        """The points in reading order: {"heading", "points": [{"asks", "fields", "is_wrong"}]}."""
        model, language = rules.model(), (get_language() or "en")[:2]
        asks = model.asks.get(language, model.asks["en"])
        found: list[dict[str, Any]] = []
        for heading, keys in model.order:
            points = []
            for key in keys:
                fields = [self[name_of(each, key)] for each in rules.LANGUAGES]
                points.append({"asks": asks[key], "fields": fields, "is_wrong": any(each.errors for each in fields)})
            found.append({"heading": in_language(model.headings[heading], language), "points": points, "key": heading})
        return found
