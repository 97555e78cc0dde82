"""The controls that are drawn by hand are Django's own, to the letter."""

from datetime import date, time

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from openiop.base.look.widgets import DRAWN, Renderer

TEXTS = ["", None, 'Ana O\'Brien <3 & "co"', mark_safe("<b>"), 0, 1234.5, "señora"]
CHOICES = [
    ("", "---------"),
    ("a", "A & b"),
    (1234, 1234),
    (None, _("Unknown")),
    ("Group <1>", [("x", mark_safe("<i>x</i>")), ("y", "Y")]),
]
PICKED = (None, "a", ["x", 1234])
WIDGETS = [
    *((kind(attrs), value) for kind in (
        forms.TextInput, forms.NumberInput, forms.EmailInput, forms.URLInput, forms.HiddenInput, forms.Textarea,
        forms.PasswordInput,
    ) for attrs in ({}, {"class": "a'b", "required": True, "hidden": False, "max": 5, "step": 0.5}) for value in TEXTS),
    (forms.DateInput({"type": "date"}, format="%Y-%m-%d"), date(2026, 3, 4)),
    (forms.DateInput(), date(2026, 3, 4)),
    (forms.TimeInput(), time(9, 5)),
    (forms.CheckboxInput(), True),
    (forms.CheckboxInput(), None),
    (forms.CheckboxInput({"value": "yes"}), "on"),
    *((kind(choices=CHOICES), value) for kind in (forms.Select, forms.SelectMultiple) for value in PICKED),
    (forms.Select({"data-x": "<"}, choices=[]), None),
    (forms.NullBooleanSelect(), True),
    (forms.RadioSelect(choices=[("a", "A")]), "a"),
    (forms.SplitDateTimeWidget(), None),
    (forms.ClearableFileInput(), None),
]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_control_is_what_django_would_draw(language):
    ours, theirs = Renderer(), DjangoTemplates()
    with translation.override(language):
        for widget, value in WIDGETS:
            if isinstance(value, list) and not widget.allow_multiple_selected:
                continue
            for attrs in (None, {"id": "id_x", "aria-describedby": "x_hint"}):
                drawn = widget.render("na'me", value, attrs, renderer=ours)
                assert drawn == widget.render("na'me", value, attrs, renderer=theirs)
                assert hasattr(drawn, "__html__")


def test_what_is_drawn_by_hand_is_known_to_django():
    for name in DRAWN:
        DjangoTemplates().get_template(name)
