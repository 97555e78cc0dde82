"""Day or night, and the language: two small forms that stand on every page and work without script."""

from functools import lru_cache

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from .icons import icon
from .markup import attributes, words

# Where the reader's own values go in: a form's token and the page to come back to.
HERE = "\N{OBJECT REPLACEMENT CHARACTER}"


def _choice(name: str, value: str, label: str, chosen: bool, drawing: str = "", lang: str | None = None) -> str:
    pressed = "true" if chosen else "false"
    attrs = attributes(name=name, value=value, type="submit", lang=lang, aria_pressed=pressed)
    return f"<button{attrs}>{drawing}{words(label)}</button>"


def _form(place: str, legend: str, choices: list[str], mark: str = "") -> str:
    return (
        f'<form method="post"{attributes(action=place)}{mark}>{HERE}<fieldset class="field">'
        f'<legend class="label">{words(legend)}</legend>'
        f'<div class="seg small fill">{"".join(choices)}</div></fieldset></form>'
    )


def _address(name: str) -> str | None:
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


# One drawing a language and theme; the urlconf is part of the key because an error page may stand in another one.
@lru_cache(maxsize=64)
def _drawn(language: str, theme: str, set_theme: str | None, set_language: str | None) -> str:
    forms = []
    if set_theme:
        themes = [
            ("system", _("As my device"), ""),
            ("light", _("Day"), icon("sun")),
            ("dark", _("Night"), icon("moon")),
        ]
        choices = [_choice("theme", value, label, value == theme, drawing) for value, label, drawing in themes]
        forms.append(_form(set_theme, _("Light"), choices, " data-theme-form"))
    if set_language and len(settings.LANGUAGES) > 1:
        choices = [
            _choice("language", code, get_language_info(code)["name_local"].capitalize(), code == language, lang=code)
            for code, _name in settings.LANGUAGES
        ]
        forms.append(_form(set_language, _("Language"), choices))
    return "".join(forms)


def preferences(theme: str, token: str, after: str) -> SafeString:
    """Both forms. `token` is the request's CSRF token, `after` the page to come back to."""
    drawn = _drawn(get_language() or "en", theme, _address("look:theme"), _address("set_language"))
    fields = f"<input{attributes(type='hidden', name='csrfmiddlewaretoken', value=token)}>"
    fields += f"<input{attributes(type='hidden', name='next', value=after)}>"
    return SafeString(drawn.replace(HERE, fields))
