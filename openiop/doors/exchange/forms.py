"""Choosing files, and saying who somebody is."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

ENDINGS = (".json", ".ndjson", ".json.gz", ".ndjson.gz", ".gz")


class FilesInput(forms.ClearableFileInput):
    """A file picker that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; cleaned to a list."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = (data if isinstance(data, list | tuple) else [data]) or [None]
        cleaned = [super(FilesField, self).clean(file, initial) for file in files]
        if other := next((file.name for file in cleaned if not file.name.lower().endswith(ENDINGS)), None):
            raise forms.ValidationError(_("%(name)s: give .json or .ndjson, plain or .gz."), params={"name": other})
        return cleaned


class ImportForm(forms.Form):
    """FHIR files of one delivery."""

    files = FilesField(
        label=_("Files"),
        help_text=_("FHIR R4 as .json or .ndjson, plain or .gz. Give the files of one bulk export together."),
        error_messages={"required": _("Choose at least one file."), "empty": _("A file is empty. Leave it out.")},
    )


class MatchForm(forms.Form):
    """Who the incoming person is: one of the candidates by id, or "new"."""

    who = forms.ChoiceField(error_messages={"required": _("Say which one it is, or that this is somebody new.")})

    def __init__(self, candidates: list[Any], data: Any = None):
        super().__init__(data)
        self.fields["who"].choices = [*((str(client.pk), client.name) for client in candidates), ("new", _("New"))]  # type: ignore[attr-defined]
