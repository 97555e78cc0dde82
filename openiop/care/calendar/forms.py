"""What the calendar asks for. Choices are the program's own rooms, people and tracks."""

import re
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from openiop.base.people.models import Client
from openiop.base.privacy.gate import Gate
from openiop.care.calendar import queries, rules
from openiop.care.calendar.models import Group, Kind, Lead, Session, Topic
from openiop.rulebook.curriculum import starter

ALONE = [Kind.INDIVIDUAL, Kind.FAMILY, Kind.CASE, Kind.MEDICAL, Kind.EVALUATION]
NEVER_WEEKLY = {Kind.EVALUATION, Kind.CRISIS}


def day_field(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=day_input(), **options)


def day_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def clock_input() -> forms.TimeInput:
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


def why_field(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=200, help_text=help_text)


class GroupForm(forms.ModelForm[Group]):
    """A weekly group."""

    class Meta:
        model = Group
        fields: ClassVar = [
            "name",
            "kind",
            "module",
            "track",
            "weekday",
            "starts",
            "minutes",
            "break_after",
            "break_minutes",
            "facilitator",
            "co_facilitator",
            "room",
            "is_virtual",
            "capacity",
            "is_open",
            "first_day",
            "last_day",
        ]
        labels: ClassVar = {"first_day": _("First day"), "last_day": _("Last day, if known"), "track": _("Track")}
        widgets: ClassVar = {"starts": clock_input(), "first_day": day_input(), "last_day": day_input()}
        help_texts: ClassVar = {
            "module": _("Its topics rotate week by week. Leave empty for a group without a curriculum."),
            "is_open": _("Without this, everyone begins on the first day."),
            "is_virtual": _("A room may be named as well, for whoever comes in person."),
        }

    def __init__(self, *args: Any, gate: Gate, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.gate = gate
        program = gate.program
        self.instance.program, self.instance.organisation_id = program, program.organisation_id
        kinds = [choice for choice in Kind.choices if choice[0] not in NEVER_WEEKLY]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        group = self.instance
        leaders = queries.leaders(gate, also=[group.facilitator_id, group.co_facilitator_id])
        rooms = queries.rooms(gate)
        self.fields["facilitator"].queryset = leaders  # type: ignore[attr-defined]
        self.fields["co_facilitator"].queryset = leaders  # type: ignore[attr-defined]
        self.fields["room"].queryset = rooms  # type: ignore[attr-defined]
        self.fields["track"].queryset = program.tracks.order_by("name")  # type: ignore[attr-defined]
        self.fields["break_minutes"].required = False
        modules = sorted(set(queries.topics(gate).values_list("module", flat=True)) | {self.instance.module} - {""})
        self.fields["module"] = forms.ChoiceField(
            label=_("Curriculum"),
            choices=[("", _("None")), *((module, module) for module in modules)],
            required=False,
            help_text=self.Meta.help_texts["module"],
        )
        self.order_fields(self.Meta.fields)

    def clean_break_minutes(self) -> int:
        return self.cleaned_data["break_minutes"] or 0

    @property
    def wanted(self) -> dict[str, Any]:
        """The fields for open_group or change_group."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class EndGroupForm(forms.Form):
    """The last time a group meets, and why."""

    last_day = day_field(_("Last day"), help_text=_("Sessions after this day are cancelled and seats end."))
    why = why_field(_("Why does it end?"), _("Members read this beside the cancelled sessions."))


class OutlineField(forms.CharField):
    """The parts of an hour, one a line with its minutes: "Check-in round, 20"."""

    widget = forms.Textarea(attrs={"rows": 5})
    LINE = re.compile(r"^(.{1,80}?)[\s,;:|–-]+(\d{1,3})\s*(?:min\.?|minutes|minutos)?$")

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list):
            return "\n".join(f"{part['title']}, {part['minutes']}" for part in value)
        return value

    def clean(self, value: Any) -> list[dict[str, Any]]:
        parts = []
        for number, line in enumerate((super().clean(value) or "").splitlines(), 1):
            if not line.strip():
                continue
            found = self.LINE.match(line.strip())
            if not found or not int(found[2]):
                words = _("Line %(number)s: end it with its minutes, for example “Check-in round, 20”.")
                raise ValidationError(words, params={"number": number})
            parts.append({"title": found[1].strip(), "minutes": int(found[2])})
        return parts


class TopicForm(forms.ModelForm[Topic]):
    """One topic of a curriculum."""

    outline = OutlineField(
        label=_("How the hour goes"),
        required=False,
        help_text=_("One part a line with its minutes. The live board shows them while the group runs."),
    )

    class Meta:
        model = Topic
        fields: ClassVar = ["module", "title", "about", "outline", "handout", "homework", "is_used"]
        widgets: ClassVar = {
            "about": forms.Textarea(attrs={"rows": 3}),
            "handout": forms.Textarea(attrs={"rows": 7}),
            "homework": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts: ClassVar = {
            "module": _("For example CBT, DBT or Relapse prevention."),
            "handout": _("What members take with them, on one page. It names nobody."),
        }

    def __init__(self, *args: Any, gate: Gate, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.instance.program, self.instance.organisation_id = gate.program, gate.program.organisation_id
        if self.instance._state.adding:
            del self.fields["is_used"]

    def _get_validation_exclusions(self) -> set[str]:
        # the program is set above: a second topic of the same title must be told here, not by the database
        return super()._get_validation_exclusions() - {"program"}  # type: ignore[misc]


class StarterForm(forms.Form):
    """Which parts of the starter curriculum to take over, and in which language."""

    language = forms.ChoiceField(choices=[("en", "English"), ("es", "Español")])
    modules = forms.MultipleChoiceField(
        choices=[(module.key, module.name) for module in starter()],
        error_messages={"required": _("Choose at least one curriculum.")},
    )

    @property
    def shown_language(self) -> str:
        """The language in which the page lists the topics."""
        wanted = self["language"].value() or get_language() or ""
        return "es" if wanted.startswith("es") else "en"

    @property
    def chosen(self) -> list[str]:
        """What is ticked: all of it, until somebody chose."""
        return self["modules"].value() or ([] if self.is_bound else [module.key for module in starter()])


class _AtForm(forms.Form):
    """A local day and time with a length, and where."""

    day = day_field(_("Day"))
    starts = forms.TimeField(label=_("Starts"), widget=clock_input())
    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=480, initial=50)
    room = forms.ModelChoiceField(queryset=None, label=_("Room"), required=False)

    def __init__(self, *args: Any, gate: Gate, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.gate = gate
        self.fields["room"].queryset = queries.rooms(gate)  # type: ignore[attr-defined]

    @property
    def start(self) -> datetime:
        """The instant, on the program's clock."""
        data = self.cleaned_data
        return rules.slot(data["day"], data["starts"], data["minutes"], self.gate.program.zone)[0]


class BookForm(_AtForm):
    """A session outside any weekly group."""

    kind = forms.ChoiceField(label=_("Service"), choices=[(kind.value, kind.label) for kind in ALONE])
    client = forms.ModelChoiceField(queryset=None, label=_("Client"))
    staff = forms.ModelChoiceField(queryset=None, label=_("With"))
    virtual = forms.BooleanField(label=_("by video"), required=False)
    title = forms.CharField(label=_("Title"), max_length=160, required=False, help_text=_("Empty: the service."))

    field_order: ClassVar = ["client", "kind", "staff", "day", "starts", "minutes", "room", "virtual", "title"]

    def __init__(self, *args: Any, gate: Gate, **kwargs: Any):
        super().__init__(*args, gate=gate, **kwargs)
        self.fields["client"].queryset = queries.bookable(gate)  # type: ignore[attr-defined]
        self.fields["staff"].queryset = queries.clinicians(gate)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        client = data.get("client")
        if client and data.get("kind") != Kind.EVALUATION and not queries.enrolled(self.gate).contains(client):
            self.add_error("kind", _("They are not admitted yet: choose the evaluation."))
        if not data.get("virtual") and not data.get("room") and "room" not in self.errors:
            self.add_error("room", _("Choose a room, or mark the session as by video."))
        return data


class MoveForm(_AtForm):
    """Where a planned session goes instead."""

    why = why_field(_("Why is it moved?"))

    @classmethod
    def of(cls, session: Session, gate: Gate) -> "MoveForm":
        """The form with the session's present place."""
        start = gate.program.local(session.during.lower)
        return cls(
            gate=gate,
            prefix="move",
            initial={
                "day": start.date(),
                "starts": start.time(),
                "minutes": session.minutes,
                "room": session.room_id,
            },
        )


class CancelForm(forms.Form):
    """Why a session does not take place."""

    why = why_field(_("Why is it cancelled?"), _("Everyone who had a seat can read this."))


class StandInForm(forms.Form):
    """Somebody else leads this one session."""

    staff = forms.ModelChoiceField(queryset=None, label=_("Who leads instead?"))
    part = forms.ChoiceField(label=_("In place of the"), choices=Lead.Part.choices, initial=Lead.Part.LEAD)
    why = why_field(_("Why?"))

    def __init__(self, *args: Any, gate: Gate, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["staff"].queryset = queries.clinicians(gate)  # type: ignore[attr-defined]


class SeatForm(forms.Form):
    """A seat in one session for somebody who has no standing one."""

    client = forms.ModelChoiceField(queryset=Client.objects.none(), label=_("Who comes to this session only?"))

    def __init__(self, *args: Any, gate: Gate, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["client"].queryset = queries.enrolled(gate)  # type: ignore[attr-defined]


class WhyForm(forms.Form):
    """A reason, for giving up a seat."""

    why = why_field(_("Why?"))


class LeaveForm(forms.Form):
    """When and why a client's standing seat ends."""

    last_day = day_field(_("Last day in the group"))
    why = why_field(_("Why?"))


class PlaceForm(forms.Form):
    """The first day and the groups ticked in the week."""

    first_day = day_field(_("First day"))
    groups = forms.ModelMultipleChoiceField(
        queryset=Group.objects.none(),
        required=False,
        label=_("Groups"),
        error_messages={"invalid_choice": _("One of these groups has ended or is not of this program.")},
    )

    def __init__(self, *args: Any, gate: Gate, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["groups"].queryset = queries.groups(gate)  # type: ignore[attr-defined]
