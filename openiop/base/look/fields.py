"""A bound field as label, control, hint and error, wired together for people who hear the page instead of seeing it."""

from collections.abc import Callable

from django import forms
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .icons import icon
from .markup import NOTHING, attributes

FACES = 5


def _ids(bound: BoundField, hint: object) -> str:
    described = []
    if hint:
        described.append(f"{bound.auto_id}_hint")
    if bound.errors:
        described.append(f"{bound.auto_id}_error")
    return " ".join(described)


def _hint(bound: BoundField, hint: object) -> SafeString:
    if not hint:
        return NOTHING
    return format_html('<span class="hint" id="{}_hint">{}</span>', bound.auto_id, hint)


def _said(bound: BoundField) -> str:
    return " ".join(str(error) for error in bound.errors)


def _error(bound: BoundField) -> SafeString:
    if not bound.errors:
        return NOTHING
    return format_html(
        '<span class="error" id="{}_error">{}<span>{}</span></span>',
        bound.auto_id,
        icon("circle-alert"),
        _said(bound),
    )


def _required(bound: BoundField) -> SafeString:
    # The control carries `required`, which is read aloud; the star is for the eye, where something is optional too.
    starred = bound.field.required and not all(other.required for other in bound.form.fields.values())
    return SafeString('<span class="req" aria-hidden="true"> *</span>') if starred else NOTHING


def _control(bound: BoundField, classes: str, hint: object, label: object) -> SafeString:
    own = bound.field.widget.attrs.get("class", "")
    attrs: dict[str, str | bool] = {"class": f"{classes} {own}".strip()}
    if described := _ids(bound, hint):
        attrs["aria-describedby"] = described
    if bound.field.widget.attrs.get("placeholder") in (str(bound.label), str(label)):
        attrs["placeholder"] = ""
    return bound.as_widget(attrs=attrs)


def field(bound: BoundField, label: object = None, hint: object = None, classes: str = "") -> SafeString:
    """One field of a form, whatever its widget: text, select, checkbox, radios, ticks, date, file.

    `label` and `hint` replace the form's own; `label=""` keeps the label for the ear only.
    """
    widget = bound.field.widget
    hint = bound.help_text if hint is None else hint
    if widget.is_hidden:
        return bound.as_widget()
    if isinstance(widget, forms.CheckboxSelectMultiple):
        return _group(bound, label, hint, _tick, "chips ticks-row")
    if isinstance(widget, forms.RadioSelect):
        return _group(bound, label, hint, _choice, "choice")
    if isinstance(widget, forms.CheckboxInput):
        return _checkbox(bound, label, hint)
    kind = (
        "textarea" if isinstance(widget, forms.Textarea) else "select" if isinstance(widget, forms.Select) else "input"
    )
    if isinstance(widget, forms.SelectMultiple):
        kind = "select many"
    return format_html(
        '<div class="field{}"><label for="{}"{}>{}{}</label>{}{}{}</div>',
        f" {classes}" if classes else "",
        bound.id_for_label,
        SafeString(' class="vh"') if label == "" else "",
        bound.label if label in (None, "") else label,
        _required(bound),
        _control(bound, kind, hint, label),
        _hint(bound, hint),
        _error(bound),
    )


def _checkbox(bound: BoundField, label: object, hint: object) -> SafeString:
    return format_html(
        '<div class="field"><label class="check">{}<span>{}{}</span>{}</label>{}</div>',
        _control(bound, "", hint, label),
        bound.label if label is None else label,
        _required(bound),
        format_html('<small id="{}_hint">{}</small>', bound.auto_id, hint) if hint else "",
        _error(bound),
    )


Draw = Callable[[BoundWidget, int], SafeString]


def _tick(option: BoundWidget, _position: int) -> SafeString:
    return format_html(
        '<label class="tick">{}{}{}</label>',
        _bare(option),
        icon("check"),
        option.choice_label,
    )


def _choice(option: BoundWidget, _position: int) -> SafeString:
    return format_html("<label>{}<span>{}</span></label>", _bare(option), option.choice_label)


def _seg(option: BoundWidget, _position: int) -> SafeString:
    return format_html("<label>{}{}</label>", _bare(option), option.choice_label)


def _bare(option: BoundWidget) -> SafeString:
    """One radio or checkbox without the label that Django would wrap around it."""
    data = option.data
    return format_html(
        "<input{}>", attributes(type=data["type"], name=data["name"], value=data["value"], **data["attrs"])
    )


def _group(bound: BoundField, label: object, hint: object, draw: Draw, classes: str) -> SafeString:
    described = _ids(bound, hint)
    return format_html(
        '<fieldset class="field" id="{}"{}{}><legend class="{}">{}{}</legend><div class="{}">{}</div>{}{}</fieldset>',
        bound.auto_id,
        format_html(' aria-describedby="{}"', described) if described else "",
        SafeString(" data-invalid") if bound.errors else "",
        "vh" if label == "" else "label",
        bound.label if label in (None, "") else label,
        _required(bound),
        classes,
        SafeString(
            "".join(draw(option, at) for at, option in enumerate(bound.subwidgets) if option.data["value"] != "")
        ),
        _hint(bound, hint),
        _error(bound),
    )


def seg(bound: BoundField, label: object = None, hint: object = None, classes: str = "") -> SafeString:
    """Radios as one segmented control. `classes`: small, num, fill."""
    hint = bound.help_text if hint is None else hint
    return _group(bound, label, hint, _seg, f"seg {classes}".strip())


def scale(bound: BoundField, label: object = None, hint: object = None) -> SafeString:
    """A rating: five choices get faces from easy to hard (in the choices' order); otherwise a row of numbers."""
    hint = bound.help_text if hint is None else hint
    options = [option for option in bound.subwidgets if option.data["value"] != ""]
    if len(options) != FACES:
        return _group(bound, label, hint, _seg, "seg num")
    return _group(bound, label, hint, _face, "scale")


MOUTHS = ("M11 19q5 5 10 0", "M11 20q5 2 10 0", "M11 20h10", "M11 21q5 -2 10 0", "M11 22q5 -5 10 0")


def face(position: int) -> SafeString:
    """One of the five faces, 0 (easy) to 4 (hard): drawn alone, for a link of one tap inside `.scale`."""
    return format_html(
        '<svg viewBox="0 0 32 32" aria-hidden="true"><circle class="s-edge" cx="16" cy="16" r="12"'
        ' stroke-width="1.75"/><circle class="f-ink" cx="12" cy="14" r="1.5"/><circle class="f-ink" cx="20" cy="14"'
        ' r="1.5"/><path d="{}" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round"/></svg>',
        MOUTHS[position],
    )


def _face(option: BoundWidget, position: int) -> SafeString:
    return format_html("<label>{}{}{}</label>", _bare(option), face(position), option.choice_label)


def form_errors(form: forms.BaseForm) -> SafeString:
    """What stopped the form, with a link to each field. Nothing when nothing did."""
    if not form.errors:
        return NOTHING
    rows = [format_html("<li>{}</li>", error) for error in form.non_field_errors()]
    for bound in form.visible_fields():
        if bound.errors:
            rows.append(
                format_html(
                    '<li><a href="#{}">{}</a>: {}</li>',
                    bound.auto_id,
                    bound.label,
                    _said(bound),
                )
            )
    for bound in form.hidden_fields():
        rows.extend(format_html("<li>{}: {}</li>", bound.label, error) for error in bound.errors)
    return format_html(
        '<div class="banner danger" role="alert" tabindex="-1" data-errors>{}<div><b>{}</b><ul>{}</ul></div></div>',
        icon("octagon-alert"),
        _("Not saved yet. What you typed is still here."),
        SafeString("".join(rows)),
    )


def form_fields(form: forms.BaseForm) -> SafeString:
    """Every field of the form in its order, hidden ones first."""
    return SafeString(
        "".join(
            [bound.as_widget() for bound in form.hidden_fields()] + [field(bound) for bound in form.visible_fields()]
        )
    )
