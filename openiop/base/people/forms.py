"""Forms about people: a client, the people around them, staff and their licences."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openiop.base.people.models import LANGUAGES, Client, Contact, Staff, User
from openiop.base.people.roles import ROLE_NAMES, Role
from openiop.rulebook import matching

STATES = (
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FL", "GA", "HI", "ID", "IL", "IN", "IA", "KS", "KY",
    "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY", "NC", "ND", "OH",
    "OK", "OR", "PA", "PR", "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA", "WV", "WI", "WY",
)  # fmt: skip
ANY_STATE = [("", "—"), *((state, state) for state in STATES)]


def not_ahead(day: date) -> None:
    """A day that cannot lie in the future."""
    if day > timezone.now().date():
        raise ValidationError(_("This date is in the future. Check the year."))


def day_field(label: Any, *, required: bool = True, past: bool = False, help_text: Any = "") -> forms.DateField:
    """A day, picked or typed as 2026-11-18."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=[not_ahead] if past else [],
        error_messages={"invalid": gettext_lazy("Write the date as year-month-day, like 2026-11-18.")},
    )


class PersonFields(forms.Form):
    """Who somebody is: what is asked at the first call."""

    legal_first = forms.CharField(
        label=gettext_lazy("Legal first name"),
        max_length=100,
        error_messages={"required": gettext_lazy("Write a first name; a made-up one will do until you know it.")},
    )
    legal_last = forms.CharField(
        label=gettext_lazy("Legal last name"),
        help_text=gettext_lazy("Leave it empty for someone with one name."),
        max_length=100,
        required=False,
    )
    chosen_name = forms.CharField(label=gettext_lazy("Name they go by"), max_length=100, required=False)
    pronouns = forms.CharField(label=gettext_lazy("Pronouns"), max_length=40, required=False)
    birth_date = day_field(gettext_lazy("Birth date"), required=False, past=True)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=LANGUAGES, initial="en")
    phone = forms.CharField(label=gettext_lazy("Phone"), max_length=30, required=False)
    email = forms.EmailField(
        label=gettext_lazy("Email"),
        required=False,
        error_messages={"invalid": gettext_lazy("This is not an email address. It looks like name@example.org.")},
    )
    PERSON = ("legal_first", "legal_last", "chosen_name", "pronouns", "birth_date", "language", "phone", "email")

    def __init__(self, *args: Any, **kwargs: Any):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class ClientForm(forms.ModelForm):
    """Everything about the person themselves."""

    birth_date = day_field(gettext_lazy("Birth date"), required=False, past=True)
    state = forms.ChoiceField(label=gettext_lazy("State"), choices=ANY_STATE, required=False)

    class Meta:
        model = Client
        fields = (
            "legal_first", "legal_last", "chosen_name", "pronouns", "alias", "birth_date", "sex", "gender", "language",
            "phone", "email", "line1", "city", "state", "postal_code",
        )  # fmt: skip
        help_texts = {
            "alias": gettext_lazy("What peers see in a virtual group instead of the name."),
            "email": gettext_lazy("Messages sent here never say what this place is."),
        }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, label_suffix="", **kwargs)

    def as_person(self) -> matching.Person:
        """What is typed, as the rulebook compares it."""
        said = self.cleaned_data
        return matching.Person(
            key="incoming",
            given=said["legal_first"],
            family=said["legal_last"],
            birth_date=said["birth_date"],
            sex=said["sex"] if said["sex"] in (Client.Sex.FEMALE, Client.Sex.MALE) else None,
            phones=tuple(filter(None, [said["phone"]])),
            emails=tuple(filter(None, [said["email"]])),
            postal_code=said["postal_code"] or None,
            other_names=tuple(filter(None, [said["chosen_name"]])),
        )


class InviteForm(forms.Form):
    """The address with which a client signs in."""

    email = forms.EmailField(
        label=gettext_lazy("Email for signing in"),
        error_messages={
            "required": gettext_lazy("Write the address they read themselves."),
            "invalid": gettext_lazy("This is not an email address. It looks like name@example.org."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, label_suffix="", **kwargs)

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        if User.objects.filter(email__iexact=email).exists():
            raise ValidationError(_("This address cannot be used: somebody signs in with it. Choose another."))
        return email


class ContactForm(forms.ModelForm):
    """Somebody around the client."""

    class Meta:
        model = Contact
        fields = ("name", "relationship", "phone", "email", "is_emergency", "knows")
        help_texts = {
            "relationship": gettext_lazy("Sister, friend, probation officer …"),
            "knows": gettext_lazy("Leave it open if you are not sure: then nobody tells them."),
        }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, label_suffix="", **kwargs)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("is_emergency") and not (said.get("phone") or said.get("email")):
            self.add_error("phone", _("Someone to call in an emergency needs a phone number or an email address."))
        return said


class StaffForm(forms.Form):
    """Somebody who works here: what they do, what they speak, what they are good at."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    credential = forms.CharField(
        label=gettext_lazy("Credential"), help_text=gettext_lazy("As it is signed: LCSW, CADC, MD."), max_length=40,
        required=False,
    )  # fmt: skip
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Roles"),
        help_text=gettext_lazy("What somebody may see and do follows from these."),
        choices=[(role.value, ROLE_NAMES[role]) for role in Role],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one role; without one nothing can be seen.")},
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"),
        choices=[each for each in LANGUAGES if each[0] != "other"],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one language they work in.")},
        initial=["en"],
    )
    skills = forms.CharField(
        label=gettext_lazy("Skills"),
        help_text=gettext_lazy("Separated by commas: trauma, adolescents, co-occurring. They help to pair clients."),
        max_length=300,
        required=False,
    )
    caseload_limit = forms.IntegerField(label=gettext_lazy("Clients at most"), min_value=0, max_value=200, initial=30)
    started_on = day_field(gettext_lazy("First day"))
    supervisor = forms.ModelChoiceField(
        label=gettext_lazy("Supervised by"),
        help_text=gettext_lazy(
            "A supervisor opens the records that this person opens, and reads their counseling notes to train them."
        ),
        queryset=Staff.objects.none(),
        required=False,
        empty_label=gettext_lazy("Nobody"),
    )

    def __init__(self, *args: Any, colleagues: QuerySet[Staff] | None = None, **kwargs: Any):
        """`colleagues`: who may supervise; without them nobody is asked."""
        super().__init__(*args, label_suffix="", **kwargs)
        if colleagues is None:
            del self.fields["supervisor"]
        else:
            self.fields["supervisor"].queryset = colleagues  # type: ignore[attr-defined]

    def clean_skills(self) -> list[str]:
        words = [word.strip().lower() for word in self.cleaned_data["skills"].split(",")]
        if any(len(word) > 60 for word in words):
            raise ValidationError(_("One of these is longer than 60 letters. Separate them by commas."))
        return list(dict.fromkeys(filter(None, words)))


class EmployForm(StaffForm):
    """A new colleague, with a way in."""

    email = forms.EmailField(
        label=gettext_lazy("Email for signing in"),
        error_messages={"invalid": gettext_lazy("This is not an email address. It looks like name@example.org.")},
    )
    password = forms.CharField(
        label=gettext_lazy("First password"),
        help_text=gettext_lazy("At least 15 characters. Leave it empty: they sign in by a code sent to their email."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}, render_value=False),
        required=False,
    )

    def clean_password(self) -> str | None:
        if password := self.cleaned_data["password"]:
            validate_password(password)
        return password or None


class LeaveForm(forms.Form):
    """The last day of somebody's work here."""

    ended_on = day_field(gettext_lazy("Last day"), help_text=gettext_lazy("They can sign in until the end of it."))

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, label_suffix="", **kwargs)


class LastDayForm(forms.Form):
    """Until when a licence holds."""

    last = day_field(
        gettext_lazy("Valid until"), required=False, help_text=gettext_lazy("The last day. Empty: no end is known.")
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, label_suffix="", **kwargs)


class LicenceForm(forms.Form):
    """A licence in a state, with its dates."""

    state = forms.ChoiceField(
        label=gettext_lazy("State"), choices=ANY_STATE, error_messages={"required": gettext_lazy("Choose the state.")}
    )
    kind = forms.CharField(label=gettext_lazy("Kind"), help_text=gettext_lazy("LCSW, LMFT, LPC …"), max_length=40)
    number = forms.CharField(label=gettext_lazy("Number"), max_length=60)
    start = day_field(gettext_lazy("Valid from"))
    last = day_field(
        gettext_lazy("Valid until"), required=False, help_text=gettext_lazy("The last day. Empty: no end is known.")
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, label_suffix="", **kwargs)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("start") and said.get("last") and said["last"] < said["start"]:
            self.add_error("last", _("The last day lies before the first. Check the years."))
        return said
