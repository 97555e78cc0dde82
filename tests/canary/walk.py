"""Walks every page as everyone: fills in every form it finds, and looks at every answer."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import httpx
from django.urls import Resolver404, resolve

from tests.canary.house import House
from tests.canary.pages import KEPT_BY_PROGRAMS, Control, Form, Page, read
from tests.canary.strings import Cage
from tests.house.addresses import fitting, ids_of, our_addresses

LEFT_ALONE = (
    "/accounts/", "/i18n/", "/theme", "/look/",  # these end or change the visit itself
    "/referrals/matches/",  # the row that tests/house/people.py makes has no file behind it
)  # fmt: skip
TYPED = {"text", "textarea", "search", "tel", "url", "email"}


@dataclass
class Found:
    """What should not be."""

    leaks: dict[str, set[str]] = field(default_factory=dict)  # place -> marks
    executed: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)  # pages that broke, pages that may be kept by a browser
    seen: set[str] = field(default_factory=set)  # marks that some page showed
    pages: int = 0

    def leak(self, place: str, marks: Any) -> None:
        if marks := set(marks):
            self.leaks.setdefault(place, set()).update(marks)


class Walk:
    """One walk through the house."""

    def __init__(self, house: House, cage: Cage, found: Found) -> None:
        self.house, self.cage, self.found = house, cage, found
        self.ids = ids_of(house.program)

    def addresses(self) -> Iterator[str]:
        for each in our_addresses():
            if each.name != "look:kit":  # the components by themselves: shown to developers only
                yield each.at(fitting(each, self.ids, self.house.program))

    def look(self, who: str) -> None:
        """Asks for every page as this person."""
        with self.house.visit(who) as window:
            for address in self.addresses():
                self.answer(who, window.get(address))

    def fill(self, who: str, done: dict[tuple[str, frozenset[str]], int], times: int) -> int:
        """Fills in every form this person sees, each kind at most `times`; says how many were sent."""
        sent = 0
        with self.house.visit(who) as window:
            for address in self.addresses():
                answer = window.get(address)
                page = self.answer(who, answer)
                for form in page.forms if page else ():
                    target = urljoin(address, form.action or address)
                    kind = (name_of(target), form.names)
                    if done.get(kind, 0) >= times or urlsplit(target).path.startswith(LEFT_ALONE):
                        continue
                    if form.method != "post":
                        continue  # "get" is looked at by `answer`, "dialog" sends nothing
                    done[kind] = done.get(kind, 0) + 1
                    self.send(who, window, target, address, form, name_of(target))
                    sent += 1
        return sent

    def send(self, who: str, window: httpx.Client, target: str, address: str, form: Form, name: str) -> None:
        files = {}
        data: dict[str, list[str]] = {}
        for control in form.controls:
            if control.kind == "file":
                files[control.name] = (self.cage.next(f"{name} file name") or "a.json", b"{}", "application/json")
            elif (value := self.typed(control, name)) is not None:
                data.setdefault(control.name, []).append(value)
        radios = {control.name for control in form.controls if control.kind == "radio"}
        for radio in radios - set(data):
            data[radio] = [next(c.value for c in form.controls if c.name == radio and c.value)]
        if buttons := [c for c in form.controls if c.kind in {"submit", "button"} and c.name]:
            data[buttons[0].name] = [buttons[0].value]
        answer = window.post(target, data=data, files=files or None, headers={"Referer": self.house.address + address})
        self.answer(who, answer, after=name)
        if answer.is_redirect:
            self.answer(who, window.get(answer.headers["location"]), after=name)

    def typed(self, control: Control, form: str) -> str | None:
        """What is typed into this field, or None where a browser would send nothing."""
        if control.kind in TYPED and control.name != "csrfmiddlewaretoken":
            is_mail = control.kind == "email"
            text = self.cage.next(f"{form} {control.name}", room=control.room, shape=0 if is_mail else None)
            return control.value if text is None else f"{text}@canary.example" if is_mail else text
        if control.kind in {"radio", "checkbox"}:
            return (control.value or "on") if control.chosen else None
        if control.kind == "select":
            chosen = [value for value, selected in control.options if selected and value]
            return (chosen or [value for value, _ in control.options if value] or [""])[0]
        return None if control.kind in {"submit", "button"} else control.value

    def answer(self, who: str, answer: httpx.Response, after: str = "") -> Page | None:
        """Looks at one answer from all sides."""
        self.found.pages += 1
        name = f"{name_of(str(answer.url))} as {who}" + (f" after {after}" if after else "")
        if answer.status_code >= 500:
            self.found.faults.append(f"{name}: {answer.status_code}")
        self.found.leak(f"address of {name}", self.cage.marks_in(unquote(str(answer.url))))
        for header, value in answer.headers.items():
            self.found.leak(f"header {header} of {name}", self.cage.marks_in(unquote(value)))
            if header == "x-canary":
                self.found.executed.append(f"a header was injected by {name}")
        if "text/html" not in answer.headers.get("content-type", ""):
            return None
        page = read(answer.text)
        marks = set(self.cage.marks_in(answer.text))
        self.found.seen |= marks
        self.found.executed += [f"{name}: {fault}" for fault in page.faults]
        self.found.executed += [f"{name}: {mark} calculated" for mark in marks if f"{mark}49{mark}" in answer.text]
        if marks and "no-store" not in answer.headers.get("cache-control", ""):
            self.found.faults.append(f"{name}: shows somebody's words without Cache-Control: no-store")
        self.found.leak(f"title of {name}", self.cage.of_persons(page.title))
        for point in page.points:
            if not point.startswith(KEPT_BY_PROGRAMS):
                self.found.leak(f"link on {name}", self.cage.of_persons(unquote(point)))
        for form in page.forms:
            if form.method == "get" and any(control.kind in TYPED for control in form.controls):
                target = name_of(urljoin(str(answer.url), form.action))
                if target not in WORDS_OF_NO_PERSON:
                    self.found.faults.append(f"{name}: a form puts typed words into the address of {target}")
        return page


WORDS_OF_NO_PERSON = {"people:staff"}  # colleagues by name: no client's record


def name_of(address: str) -> str:
    """The name of an address; never the address itself, so that nothing printed names anybody."""
    try:
        match = resolve(urlsplit(address).path)
    except Resolver404:
        return "an unknown address"
    return match.view_name or match.route
