"""Form controls drawn without a template: Django renders one or two for each, and a roster has a hundred. The markup is
Django's own, to the letter; a widget with a template of another name is left to it."""

from collections.abc import Callable
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.template.base import render_value_in_context
from django.template.context import Context
from django.utils.safestring import SafeString

from .markup import words

Widget = dict[str, Any]
PLAIN = Context()


def attrs(widget: Widget) -> str:
    return "".join(
        f" {name}" if value is True else f' {name}="{text(value)}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


def text(value: Any) -> str:
    return words(value if isinstance(value, SafeString) else str(value))


def shown(value: Any) -> str:
    """A value as a template would show it: numbers and dates in the reader's way."""
    return words(value) if isinstance(value, str) else render_value_in_context(value, PLAIN)


def draw_input(widget: Widget) -> str:
    value = "" if widget["value"] is None else f' value="{text(widget["value"])}"'
    return f'<input type="{text(widget["type"])}" name="{shown(widget["name"])}"{value}{attrs(widget)}>'


def draw_textarea(widget: Widget) -> str:
    value = shown(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{shown(widget["name"])}"{attrs(widget)}>\n{value}</textarea>'


def draw_option(widget: Widget) -> str:
    return f'<option value="{text(widget["value"])}"{attrs(widget)}>{shown(widget["label"])}</option>\n'


def draw_select(widget: Widget) -> str:
    parts = [f'<select name="{shown(widget["name"])}"{attrs(widget)}>']
    for name, options, _index in widget["optgroups"]:
        if name:
            parts.append(f'\n  <optgroup label="{shown(name)}">')
        parts += [f"\n  {draw_option(option)}" for option in options]
        if name:
            parts.append("\n  </optgroup>")
    return "".join([*parts, "\n</select>"])


STOCK = "django/forms/widgets/"
INPUTS = ("input", "text", "number", "email", "url", "password", "hidden", "date", "datetime", "time", "checkbox")
DRAWN: dict[str, Callable[[Widget], str]] = {
    **{f"{STOCK}{name}.html": draw_input for name in INPUTS},
    f"{STOCK}textarea.html": draw_textarea,
    f"{STOCK}select.html": draw_select,
}


class Renderer(DjangoTemplates):
    """Named in settings.FORM_RENDERER."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        draw = DRAWN.get(template_name)
        return draw(context["widget"]) if draw else super().render(template_name, context, request)
