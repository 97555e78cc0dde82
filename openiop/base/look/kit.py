"""Made-up people, hours and forms for the page that shows every part."""

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.core.paginator import Paginator


@dataclass(frozen=True)
class Someone:
    name: str
    pronouns: str


class SampleForm(forms.Form):
    """One field of each kind; bound with faults, it shows every error."""

    name = forms.CharField(label="Chosen name", help_text="What everyone here calls you")
    room = forms.ChoiceField(label="Room", choices=[("2", "Room 2, seats 12"), ("3", "Room 3, seats 8")])
    minutes = forms.IntegerField(
        label="Minutes attended",
        max_value=90,
        error_messages={"max_value": "Steady Ground lasts 90 minutes. Enter 90 or less."},
    )
    day = forms.DateField(label="First day", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    note = forms.CharField(
        label="What happened",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Saved as you type",
    )
    letter = forms.BooleanField(label="Send a letter too", required=False, help_text="To the address on file")
    here = forms.ChoiceField(
        label="Attendance",
        widget=forms.RadioSelect,
        choices=[("here", "Here"), ("late", "Late"), ("left", "Left")],
    )
    urge = forms.ChoiceField(
        label="How strong is the urge right now?",
        widget=forms.RadioSelect,
        choices=[("0", "None"), ("1", "A little"), ("2", "Some"), ("3", "Strong"), ("4", "Very")],
    )
    confidence = forms.ChoiceField(
        label="How sure are you, 0 to 10?",
        widget=forms.RadioSelect,
        choices=[(str(n), str(n)) for n in range(11)],
        required=False,
    )
    skills = forms.MultipleChoiceField(
        label="Practised today",
        widget=forms.CheckboxSelectMultiple,
        choices=[("sleep", "Sleep"), ("evenings", "Evenings"), ("no", "Saying no")],
        required=False,
    )
    decision = forms.ChoiceField(
        label="What you decide",
        widget=forms.RadioSelect,
        choices=[("stay", "Stay at 9 h"), ("down", "Step down to 6 h"), ("up", "Step up")],
    )


NAMES = ["Today", "Groups", "Clients", "Hours", "Schedule", "Notes", "Step-down"]
NAV_ICONS = ["house", "users-round", "contact-round", "gauge", "calendar-days", "notebook-pen", "compass"]
COUNTS = [0, 0, 0, 4, 0, 10, 2]


def everything(query: Mapping[str, str]) -> dict[str, object]:
    """The context of look/kit.html."""
    week = [
        {"label": "Mon", "name": "Monday", "attended": 180, "ahead": 0},
        {"label": "Tue", "name": "Tuesday"},
        {"label": "Wed", "name": "Wednesday", "attended": 90, "ahead": 90, "now": True},
        {"label": "Thu", "name": "Thursday"},
        {"label": "Fri", "name": "Friday", "ahead": 180},
        {"label": "Sat", "name": "Saturday", "ahead": 60},
        {"label": "Sun", "name": "Sunday"},
    ]
    attended = [360, 540, 450, 540, 540, 165]
    return {
        "house": {"name": "Harbor Street", "kind": "Intensive outpatient", "phone": "(555) 010-4477"},
        "me": {"name": "Dana Whitfield", "line": "LMFT · until 7:00"},
        "nav": [
            {
                "url": "/kit",
                "icon": drawing,
                "label": name,
                "count": count,
                "current": name == "Today",
                "gap": False,
            }
            for name, drawing, count in zip(NAMES, NAV_ICONS, COUNTS, strict=True)
        ]
        + [{"url": "/kit", "icon": "door-open", "label": "Referrals", "count": 3, "gap": True}],
        "notices": {"url": "/kit", "count": 2},
        "jordan": Someone("Jordan Avery", "they/them"),
        "maria": Someone("Maria Santos", "she/her"),
        "people": [Someone(name, "") for name in ("Luis Ortega", "Ken Watanabe", "Tasha Greene", "Walt Brennan")],
        "week": week,
        "weeks": [
            {"label": str(n + 1), "value": minutes, "ahead": 360 if n == 5 else 0, "now": n == 5}
            for n, minutes in enumerate(attended)
        ],
        "mood": [{"label": str(n + 1), "value": v} for n, v in enumerate([17, 15, 16, 12, 11, 9])],
        "craving": [{"label": str(n + 1), "value": v} for n, v in enumerate([7, 6, 6, 5, 4.4, 4.1])],
        "first": [{"label": "1", "value": 12}],
        "year": [{"label": str(n + 1), "value": 20 - (n * 7) % 11 - n / 4} for n in range(26)],
        "thread": [
            {"when": "10:00", "title": "Morning check-ins", "line": "3 clients, all seen", "state": "done"},
            {
                "when": "2:00",
                "title": "Steady Ground",
                "line": "Room 2 · 8 members",
                "state": "now",
                "url": "/kit",
            },
            {"when": "3:40", "title": "Left early", "line": "Asked for a call back", "state": "alert"},
            {"when": "6:00", "title": "Family hour, video", "line": "Maria and her mother"},
        ],
        "steps": [
            {"label": "Who", "state": "done"},
            {"label": "What", "state": "now"},
            {"label": "Until when"},
            {"label": "Sign"},
        ],
        "tabs": [
            {
                "url": "?tab=overview",
                "label": "Overview",
                "current": query.get("tab", "overview") == "overview",
            },
            {"url": "?tab=plan", "label": "Plan", "count": 2, "current": query.get("tab") == "plan"},
            {"url": "?tab=sessions", "label": "Sessions", "current": query.get("tab") == "sessions"},
        ],
        "form": SampleForm(
            initial={
                "name": "Jordan",
                "here": "here",
                "urge": "1",
                "skills": ["sleep"],
                "decision": "stay",
                "confidence": "6",
            }
        ),
        "faulty": SampleForm({"name": "", "minutes": "210", "room": "2"}),
        "page": Paginator(range(95), 20).get_page(query.get("page", "2")),
    }
