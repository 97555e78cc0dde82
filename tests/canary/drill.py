"""The whole drill: canaries in by forms, by file and straight into the tables; then everything is looked through."""

import json
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from typing import Any

from tests.canary import browser, fhir, rows
from tests.canary.house import House
from tests.canary.strings import Cage
from tests.canary.walk import Found, Walk


@dataclass
class Outcome:
    """What the drill did and found."""

    fields: int = 0
    strings: int = 0
    shown: int = 0
    pages: int = 0
    browser_pages: int = 0
    columns: int = 0
    columns_refused: list[str] = field(default_factory=list)
    mails: int = 0
    found: dict[str, list[str]] = field(default_factory=dict)  # place -> the fields whose words are there
    executed: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    seconds: float = 0

    @property
    def is_clean(self) -> bool:
        return not (self.found or self.executed or self.faults)


def run(
    house: House,
    most: int,
    *,
    times: int = 12,
    rows_each: int = 12,
    files: int = 12,
    main_pages: int = 60,
    browsers: tuple[str, ...] = ("who has a caseload", "director", "client"),
    tell: Callable[[str], None] = lambda line: None,
) -> Outcome:
    """Lets up to `most` strings in: each kind of form up to `times`, then files, then the columns; where strings are
    left, the columns of more rows."""
    began = time.monotonic()
    cage, found, outcome = Cage(f"{random.randrange(16**4):04x}", most), Found(), Outcome()
    walk = Walk(house, cage, found)
    done: dict[Any, int] = {}
    for who in ("nobody", *house.people):
        sent = walk.fill(who, done, times)
        tell(f"{who}: {sent} forms sent, {len(cage.put)} strings in {len(cage.fields)} fields")
    send_files(house, walk, cage, files)
    tell(f"files sent, {len(cage.put)} strings in {len(cage.fields)} fields")
    house.deliver()
    outcome.mails = look_through_mail(house, cage, found)
    took, outcome.columns_refused = rows.fill(cage, house.superuser, rows_each=rows_each)
    if len(cage.put) < most * 0.9 and took:
        rows.fill(cage, house.superuser, rows_each=-(-(most - len(cage.put)) // len(took)) * 2)
    outcome.columns = len(took)
    tell(f"{len(took)} columns filled, {len(cage.put)} strings in {len(cage.fields)} fields")
    for who in ("nobody", *house.people):
        walk.look(who)
    tell(f"{found.pages} answers looked at")
    for who in browsers:
        for csp in (True, False):
            every = main_addresses(house, walk, who)
            addresses = every[:: max(1, len(every) // main_pages)][:main_pages]
            outcome.browser_pages += browser.walk(house, cage, found, who, addresses, csp=csp)
    tell(f"{outcome.browser_pages} pages looked at in Chromium")
    for name, text in house.said():
        found.leak(f"log {name}", cage.marks_in(text))
    outcome.fields, outcome.strings, outcome.shown, outcome.pages = (
        len(cage.fields),
        len(cage.put),
        len(found.seen),
        found.pages,
    )
    outcome.found = {
        place: sorted({cage.where(mark) for mark in marks}) for place, marks in sorted(found.leaks.items())
    }
    outcome.executed, outcome.faults = sorted(set(found.executed)), sorted(set(found.faults))
    outcome.seconds = round(time.monotonic() - began, 1)
    return outcome


def send_files(house: House, walk: Walk, cage: Cage, files: int) -> None:
    """FHIR through the page that takes it, as who may: whole ones, and some that are refused."""
    with house.visit("admissions") as window:
        window.get("/referrals/import")
        page = walk.answer("admissions", window.get("/referrals/import"))
        token = next(
            (c.value for f in (page.forms if page else ()) for c in f.controls if c.name == "csrfmiddlewaretoken"), ""
        )
        for number in range(files):
            made = (fhir.broken if number % 4 == 3 else fhir.bundle)(cage, number)
            name = cage.next("fhir: file name", shape=0) or "file"
            upload = {"files": (f"{name}.json", json.dumps(made).encode(), "application/json")}
            answer = window.post("/referrals/import", data={"csrfmiddlewaretoken": token}, files=upload)
            walk.answer("admissions", answer, after="a file")


def main_addresses(house: House, walk: Walk, who: str) -> list[str]:
    """The pages that answer this person."""
    with house.visit(who) as window:
        return [
            a
            for a in walk.addresses()
            if "text/html" in (got := window.get(a)).headers.get("content-type", "") and got.status_code == 200
        ]


def look_through_mail(house: House, cage: Cage, found: Found) -> int:
    """Subjects and bodies; an address in To: is where it goes."""
    mails = [file for file in house.mail.glob("*") if file.is_file()] if house.mail.exists() else []
    for file in mails:
        mail = message_from_bytes(file.read_bytes(), policy=policy.default)
        body = mail.get_body()
        found.leak("mail subject", cage.marks_in(str(mail["subject"])))
        found.leak("mail body", cage.marks_in(body.get_content() if body else ""))
    return len(mails)
