"""A real Chromium walks the main pages: does anything run, what does it keep on disk, whom does it ask?"""

import re
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, sync_playwright

from tests.canary.house import House
from tests.canary.strings import Cage
from tests.canary.walk import Found

HOOK = """
  for (const name of ["alert", "prompt", "confirm", "print"])
    window[name] = (said) => { (window.fired ??= []).push(String(said)); return null; };
  window.refused = [];
  document.addEventListener("securitypolicyviolation", (e) =>
    window.refused.push(`${e.effectiveDirective} ${e.blockedURI} ${e.sample}`));
"""
KEPT = """async () => {
  const kept = {local: {...localStorage}, session: {...sessionStorage}, cookies: document.cookie,
                caches: await caches.keys(), databases: (await indexedDB.databases()).map((d) => d.name)};
  return JSON.stringify(kept);
}"""


@contextmanager
def chromium(address: str, cookie: dict[str, str], *, csp: bool, folder: Path) -> Iterator[BrowserContext]:
    """A browser with a profile on disk, signed in; with `csp` false, pages run what they hold."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            folder, executable_path=path, args=["--no-sandbox"], bypass_csp=not csp, base_url=address, locale="en-US"
        )
        context.add_init_script(HOOK)
        context.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookie.items()])
        yield context
        context.close()


def walk(house: House, cage: Cage, found: Found, who: str, addresses: list[str], *, csp: bool) -> int:
    """Visits the pages, types into what keeps drafts, signs out; then looks at all that the browser kept."""
    folder = Path(tempfile.mkdtemp(prefix="canary-"))
    foreign: list[str] = []
    try:
        with chromium(house.address, house.cookie_of(house.people[who]), csp=csp, folder=folder) as context:
            context.on("request", lambda request: foreign.append(request.url) if not ours(request.url, house) else None)
            page = context.pages[0]
            for address in addresses:
                page.goto(address, wait_until="load")
                type_into(page, cage, who)
                look(page, cage, found, who, csp=csp)
        found.faults += [f"the browser asked {url} as {who}" for url in set(foreign)]
        for path, marks in kept_on_disk(folder, cage).items():
            found.leak(f"browser profile {path}", marks)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return len(addresses)


def ours(url: str, house: House) -> bool:
    return url.startswith((house.address, "data:", "blob:", "about:", "chrome"))


def type_into(page: Page, cage: Cage, who: str) -> None:
    """A draft that is never sent: the page keeps it, and nobody else can read it."""
    area = page.locator("form[data-keep] textarea:visible").first
    if area.count() and (text := cage.next(f"draft of {who}", shape=0)):
        area.press_sequentially(text)
        page.wait_for_timeout(50)


def look(page: Page, cage: Cage, found: Found, who: str, *, csp: bool) -> None:
    found.executed += [f"{who}: {said}" for said in page.evaluate("window.fired ?? []")]
    if csp:
        found.faults += [f"{who}: the policy was broken: {said}" for said in page.evaluate("window.refused ?? []")]
    where = re.sub(r"[0-9a-f-]{36}", "…", page.url.partition("//")[2].partition("/")[2])
    found.leak(f"storage of /{where}", cage.marks_in(page.evaluate(KEPT)))
    found.leak(f"history title of /{where}", cage.of_persons(page.title()))
    found.leak(f"history address of /{where}", cage.marks_in(page.url))


def kept_on_disk(folder: Path, cage: Cage) -> dict[str, set[str]]:
    """Marks in any file of the profile: cache, history, storage, the session to restore. UTF-8 and UTF-16."""
    found: dict[str, set[str]] = {}
    for file in folder.rglob("*"):
        if file.is_file() and not file.is_symlink():
            raw = file.read_bytes()
            marks = cage.of_persons(raw.decode("latin-1")) | cage.of_persons(raw.replace(b"\0", b"").decode("latin-1"))
            if file.name == "History":
                marks |= cage.of_persons(str(history(file)))
            if marks:
                found[str(file.relative_to(folder))] = marks
    return found


def history(file: Path) -> list[Any]:
    with sqlite3.connect(f"file:{file}?immutable=1", uri=True) as book:
        return book.execute("SELECT url, title FROM urls").fetchall()
