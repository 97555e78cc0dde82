"""Reads a page as a browser would: its forms, what it points to, and whether anything of a canary became markup."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote

from tests.canary.strings import MARK

POINTS = {"href", "src", "action", "formaction", "hx-get", "hx-post", "hx-put", "hx-delete", "data-href", "poster"}
KEPT_BY_PROGRAMS = ("mailto:", "tel:", "sms:")  # a link to somebody's phone or address is not a place on the web


@dataclass
class Control:
    """One field of a form."""

    name: str
    kind: str
    value: str = ""
    room: int | None = None
    chosen: bool = False
    options: list[tuple[str, bool]] = field(default_factory=list)


@dataclass
class Form:
    """One form, as the page wrote it."""

    action: str
    method: str
    controls: list[Control] = field(default_factory=list)

    @property
    def names(self) -> frozenset[str]:
        return frozenset(control.name for control in self.controls)


@dataclass
class Page:
    """What a page holds."""

    forms: list[Form] = field(default_factory=list)
    points: list[str] = field(default_factory=list)
    title: str = ""
    faults: list[str] = field(default_factory=list)  # canaries that became markup


def read(html: str) -> Page:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.page


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self._form: Form | None = None
        self._loose: dict[str, list[Control]] = {}
        self._open: list[str] = []
        self._area: Control | None = None
        self._select: Control | None = None

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        own = {name: value or "" for name, value in attributes}
        self._faults(tag, own)
        self.page.points += [value for name, value in own.items() if name in POINTS]
        if tag in {"script", "title", "style"}:
            self._open.append(tag)
        if tag == "form":
            self._form = Form(own.get("action", ""), own.get("method", "get").lower())
            self.page.forms.append(self._form)
        elif tag in {"input", "textarea", "select", "button"} and own.get("name") and "disabled" not in own:
            self._control(tag, own)
        elif tag == "option" and self._select:
            self._select.options.append((own.get("value", ""), "selected" in own))

    def _control(self, tag: str, own: dict[str, str]) -> None:
        kind = own.get("type", "text").lower() if tag == "input" else tag
        room = int(own["maxlength"]) if own.get("maxlength", "").isdigit() else None
        control = Control(own["name"], kind, own.get("value", ""), room, "checked" in own)
        if self._form:
            self._form.controls.append(control)
        self._area = control if tag == "textarea" else self._area
        self._select = control if tag == "select" else self._select

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            self._open.remove(tag)
        if tag == "form":
            self._form = None
        elif tag == "textarea":
            self._area = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._area:
            self._area.value += data
        if "title" in self._open:
            self.page.title += data
        if ("script" in self._open or "style" in self._open) and MARK.search(data):
            self.page.faults.append(f"inside <script> or <style>: {data[:80]}")

    def _faults(self, tag: str, own: dict[str, str]) -> None:
        for name, value in own.items():
            if (
                MARK.search(name)
                or (name.startswith("on") and name.isalpha())
                or (
                    name in POINTS
                    and unquote(value).strip().lower().startswith(("javascript:", "data:text", "vbscript:"))
                )
            ):
                self.page.faults.append(f"<{tag} {name}={value[:60]!r}>")
