"""A facilitator at a tablet who never rests: signs in, takes attendance and writes notes over HTTP, and prints what the
server acknowledged, one JSON line each.

An act without an answer may have been written or not. It is sent again with the same key until it is acknowledged, as
a browser's retry or a second tap would do; the ledger must not hold it twice.
"""

import argparse
import itertools
import json
import time
import uuid
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import httpx

PASSWORD = "harbor lights at seven"  # of the demo


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--address", required=True, help="where the server answers")
    parser.add_argument("--session", required=True, help="the session to write into")
    parser.add_argument("--facilitator", required=True, help="the address of who leads it")
    parser.add_argument("--clients", nargs="+", required=True, help="who has a seat in it")
    asked = parser.parse_args()
    tablet = Tablet(asked.address)
    tablet.sign_in(asked.facilitator)
    for act in acts(tablet, asked.session, asked.clients):
        print(json.dumps(act), flush=True)


def acts(tablet: "Tablet", session: str, clients: list[str]) -> Iterator[dict[str, Any]]:
    """Attendance of three people and the notes of two, again and again; each yielded once it is acknowledged."""
    for number in itertools.count(time.monotonic_ns()):
        for code in ("no_show", "present"):
            for client in clients[:3]:
                key = uuid.uuid4().hex
                tablet.insist(
                    f"/sessions/{session}/mark/{client}", lambda key=key, code=code: {"code": code, "key": key}
                )
                yield {"kind": "presence", "key": key}
        words = f"Drill {number}"
        written: list[str] = []

        def note(words: str = words, written: list[str] = written) -> dict[str, str]:
            fields = tablet.form(f"/sessions/{session}/notes")
            written[:] = [name for name in fields if name.endswith("-response")][:2]
            return fields | dict.fromkeys(written, words) | {"do": "save"}

        tablet.insist(f"/sessions/{session}/notes", note)
        for name in written:
            yield {"kind": "note", "id": str(uuid.UUID(name.removesuffix("-response"))), "number": number}


class Tablet:
    """A browser without eyes."""

    def __init__(self, address: str) -> None:
        self.http = httpx.Client(base_url=address, timeout=20, headers={"Origin": address, "Referer": f"{address}/"})

    def sign_in(self, who: str) -> None:
        fields = self.form("/accounts/login/") | {"login": who, "password": PASSWORD}
        answer = self.http.post("/accounts/login/", data=fields)
        if answer.status_code != 302:
            raise SystemExit(f"signing in answered {answer.status_code}")

    def insist(self, path: str, fields: Any) -> None:
        """Sends until the answer is the redirect that follows a write. What the server refuses in words ends it."""
        while True:
            try:
                answer = self.http.post(path, data=fields() | {"csrfmiddlewaretoken": self.http.cookies["csrftoken"]})
            except httpx.HTTPError:
                time.sleep(0.05)
                continue
            if answer.status_code == 302 and "/accounts/" not in answer.headers["location"]:
                return
            if answer.status_code < 500:
                raise SystemExit(f"{path} answered {answer.status_code}: {answer.headers.get('location')}")
            time.sleep(0.05)

    def form(self, path: str) -> dict[str, str]:
        """The fields of the page's form as a browser would send them. Raises HTTPError while nobody answers."""
        answer = self.http.get(path)
        answer.raise_for_status()
        reader = Fields()
        reader.feed(answer.text)
        return reader.found


class Fields(HTMLParser):
    """Inputs, lists and text areas of the page with their values. (The search box at the top comes along, unheard.)"""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.open = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        name = told.get("name") or ""
        if tag == "input" and name and (told.get("type") not in ("radio", "checkbox") or "checked" in told):
            self.found[name] = told.get("value") or ""
        elif tag in ("textarea", "select") and name:
            self.open, self.found[name] = name, ""
        elif tag == "option" and self.open and "selected" in told:
            self.found[self.open] = told.get("value") or ""

    def handle_data(self, data: str) -> None:
        if self.open and self.get_starttag_text().startswith("<textarea"):  # type: ignore[union-attr]
            self.found[self.open] += data.removeprefix("\n") if not self.found[self.open] else data

    def handle_endtag(self, tag: str) -> None:
        if tag in ("textarea", "select"):
            self.open = ""


if __name__ == "__main__":
    main()
