"""What the scripts of every page do, in a real Chromium: nothing typed is lost, nothing is sent twice, all by keyboard.

A small server of this test's own plays the program: it needs no database. The pages are our real shells with the real
policy, so a script or style that the policy refuses fails here too.
"""

import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest
from django.conf import settings
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from playwright.sync_api import Page, expect, sync_playwright

from openiop.base.look.mishaps import broken
from openiop.base.look.tests.test_draw_fields import Visit

pytestmark = pytest.mark.browser

BUILT = Path(__file__).resolve().parents[3] / "static" / "built"
KINDS = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"}

PAGE = """
{% extends "look/shell.html" %}{% load look %}{% block title %}Note{% endblock %}
{% block main %}
<form method="post" action="/send" data-keep="note">
  {% form_errors form %}{% field form.note %}{% seg form.here %}
  <input type="password" name="secret" aria-label="Secret">{% button "Sign" %}
</form>
<form method="post" action="/send">{% button "End it" kind="stop" confirm="End the episode?" %}</form>
{% button "Look" type="button" data_dialog="d" %}
{% dialog "d" "A dialog" %}{% button "Shut" type="button" data_close=True %}{% enddialog %}
<ul data-roster>{% for name in "AB" %}<li data-row>
  <label><input type="radio" name="r{{ name }}" value="h" data-key="h">Here {{ name }}</label>
  <label><input type="radio" name="r{{ name }}" value="l" data-key="l">Late {{ name }}</label>
</li>{% endfor %}</ul>
<button class="btn" hx-get="/fragment" hx-target="#into">Fetch</button><div id="into"></div>
{% endblock %}
""".strip()

THREE_CLICKS = """() => {
  const button = document.querySelector('[data-keep] button[type=submit]');
  for (let n = 0; n < 3; n++) button.click();
  return button.getAttribute('aria-busy');
}"""


class Program(BaseHTTPRequestHandler):
    """GET /note: the page. POST /send answers as `mood` says."""

    mood: ClassVar[str] = "taken"
    sent: ClassVar[int] = 0

    def answer(self, body: str | bytes, kind: str = "text/html; charset=utf-8", status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        policy = "; ".join(f"{name} {' '.join(map(str, values))}" for name, values in settings.SECURE_CSP.items())
        self.send_header("Content-Security-Policy", policy)
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body.encode() if isinstance(body, str) else body)

    def go(self, place: str) -> None:
        self.send_response(303)
        self.send_header("Location", place)
        self.end_headers()

    def page(self, form: Visit) -> str:
        request: Any = RequestFactory().get("/note")
        request.user = SimpleNamespace(pk=7, is_authenticated=True)
        return str(engines["django"].from_string(PAGE).render({"form": form, "request": request}))

    def do_GET(self) -> None:
        if self.path.startswith("/static/built/"):
            file = BUILT / self.path.removeprefix("/static/built/")
            self.answer(file.read_bytes(), KINDS[file.suffix])
        elif self.path == "/note":
            self.answer(self.page(Visit()))
        elif self.path == "/fragment":
            self.answer("<b>fetched</b>")
        elif self.path.startswith("/accounts/"):
            self.answer(render_to_string("look/doorway.html"))
        else:
            self.answer(render_to_string("look/plain.html"))

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        type(self).sent += 1
        if self.mood == "taken":
            self.go("/note")
        elif self.mood == "expired":
            self.go("/accounts/login/?next=/note")
        elif self.mood == "faulty":
            self.answer(self.page(Visit({"note": "from the server"})), status=422)
        elif self.mood == "slow":
            threading.Event().wait(1.0)
            self.go("/note")
        else:
            asked: Any = RequestFactory().post(
                self.path, headers={"Referer": self.headers["Referer"], "Host": self.headers["Host"]}
            )
            self.answer(broken(asked).content, status=500)

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    if not (BUILT / "app.js").exists():
        pytest.fail("openiop/static/built is empty: run `npm ci && npm run build` in frontend/")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Program)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(address: str, chromium: Any) -> Iterator[Page]:
    Program.mood, Program.sent = "taken", 0
    context = chromium.new_context(base_url=address)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if "Content Security" in said.text else None)
    page.goto("/note")
    yield page
    context.close()
    assert not complaints


def note(page: Page) -> Any:
    return page.locator("textarea[name=note]")


def type_and_send(page: Page, mood: str) -> None:
    note(page).fill("Said: it passes faster out loud")
    page.get_by_label("Late", exact=True).check()
    page.get_by_label("Secret").fill("hush")
    Program.mood = mood
    page.get_by_role("button", name="Sign", exact=True).click()


def test_typed_text_survives_an_expired_session(page: Page) -> None:
    type_and_send(page, "expired")
    page.wait_for_url("**/accounts/login/**")
    page.goto("/note")
    expect(note(page)).to_have_value("Said: it passes faster out loud")
    expect(page.get_by_label("Late", exact=True)).to_be_checked()
    expect(page.get_by_text("It was kept in this tab")).to_be_visible()


def test_typed_text_survives_a_fault_of_ours_and_the_error_page_leads_back(page: Page) -> None:
    type_and_send(page, "broken")
    page.get_by_role("link", name="Try again").click()
    expect(note(page)).to_have_value("Said: it passes faster out loud")


def test_typed_text_survives_an_error_page_that_is_left_before_its_script_ran(page: Page) -> None:
    for link in ("Try again", "Go to my start page"):
        page.route("**/app.js", lambda route: route.abort())
        type_and_send(page, "broken")
        expect(page.get_by_role("link", name=link)).to_be_visible()
        page.unroute("**/app.js")
        page.get_by_role("link", name=link).click()
        page.wait_for_load_state()
        page.goto("/note")
        expect(note(page)).to_have_value("Said: it passes faster out loud")


def test_typed_text_survives_a_reload(page: Page) -> None:
    note(page).fill("half a sentence")
    page.reload()
    expect(note(page)).to_have_value("half a sentence")


def test_what_is_kept_in_the_tab_is_sealed(page: Page) -> None:
    note(page).press_sequentially("she uses again")
    page.wait_for_function("Object.keys(sessionStorage).some((key) => key.startsWith('keep:'))")
    kept = page.evaluate("JSON.stringify(sessionStorage)")
    assert "she" not in kept and "uses" not in kept
    page.reload()
    expect(note(page)).to_have_value("she uses again")


def test_a_sealed_text_of_another_form_is_not_opened_here(page: Page) -> None:
    note(page).press_sequentially("half a sentence")
    page.wait_for_function("Object.keys(sessionStorage).some((key) => key.startsWith('keep:'))")
    page.evaluate("""() => { const key = Object.keys(sessionStorage).find((k) => k.startsWith('keep:'));
      sessionStorage.setItem(key, sessionStorage.getItem(key).replace(/^.../, 'AAA')); }""")
    page.reload()
    expect(note(page)).to_have_value("")


HTML_FROM_TEXT = "document.body.innerHTML = '<b>x</b>'"
SECOND_POLICY = "trustedTypes.createPolicy('openiop', {createHTML: (text) => text})"


@pytest.mark.parametrize("code", [HTML_FROM_TEXT, SECOND_POLICY])
def test_no_script_can_turn_text_into_markup(address: str, chromium: Any, code: str) -> None:
    """Trusted Types: every sink refuses text, and nobody makes a second policy beside ours."""
    page = chromium.new_page()
    page.goto(f"{address}/note")
    assert page.evaluate(f"() => {{ try {{ {code}; return 'done'; }} catch (e) {{ return e.name; }} }}") == "TypeError"
    page.close()


def test_a_password_is_never_kept(page: Page) -> None:
    type_and_send(page, "expired")
    page.wait_for_url("**/accounts/login/**")
    assert "hush" not in page.evaluate("JSON.stringify(sessionStorage)")


def test_text_that_was_taken_is_forgotten(page: Page) -> None:
    type_and_send(page, "taken")
    page.wait_for_url("**/note")
    expect(note(page)).to_have_value("")
    assert "passes" not in page.evaluate("JSON.stringify(sessionStorage)")


def test_a_faulty_form_shows_what_the_server_kept_and_begins_at_its_faults(page: Page) -> None:
    type_and_send(page, "faulty")
    expect(note(page)).to_have_value("from the server")
    expect(page.locator("[data-errors]")).to_be_focused()


def test_starting_over_forgets(page: Page) -> None:
    note(page).fill("half a sentence")
    page.reload()
    page.get_by_role("button", name="Start over").click()
    expect(note(page)).to_have_value("")
    page.reload()
    expect(note(page)).to_have_value("")


def test_the_text_of_somebody_else_is_not_shown(page: Page) -> None:
    page.evaluate("sessionStorage.setItem('keep:other:/note:note', JSON.stringify({note: 'private'}))")
    page.reload()
    expect(note(page)).to_have_value("")
    assert "private" not in page.evaluate("JSON.stringify(sessionStorage)")


def test_a_form_is_sent_once(page: Page) -> None:
    Program.mood = "slow"
    page.get_by_label("Late", exact=True).check()
    with page.expect_navigation():
        assert page.evaluate(THREE_CLICKS) == "true"
    assert Program.sent == 1
    expect(page.locator("[aria-busy]")).to_have_count(0)


def test_a_question_is_asked_before_the_episode_ends(page: Page) -> None:
    page.get_by_role("button", name="End it").click()
    dialog = page.get_by_role("dialog", name="End the episode?")
    dialog.get_by_role("button", name="Go back").click()
    expect(dialog).to_be_hidden()
    assert Program.sent == 0
    page.get_by_role("button", name="End it").click()
    with page.expect_navigation():
        dialog.get_by_role("button", name="End it").click()
    assert Program.sent == 1


def test_a_dialog_opens_closes_and_gives_the_focus_back(page: Page) -> None:
    opener = page.get_by_role("button", name="Look")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="A dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="A dialog")).to_be_hidden()
    expect(opener).to_be_focused()


def test_search_is_one_key_away(page: Page) -> None:
    page.keyboard.press("Control+k")
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_a_menu_closes_on_escape_and_keeps_the_focus(page: Page) -> None:
    menu = page.locator(".topbar details")
    menu.locator("summary").click()
    expect(menu).to_have_attribute("open", "")
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()


def test_a_roster_is_walked_by_arrows_and_letters(page: Page) -> None:
    page.get_by_label("Here A").focus()
    page.keyboard.press("l")
    expect(page.get_by_label("Late A")).to_be_checked()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Here B")).to_be_focused()
    expect(page.get_by_label("Here B")).not_to_be_checked()
    page.keyboard.press("h")
    expect(page.get_by_label("Here B")).to_be_checked()


def test_htmx_fetches_a_fragment(page: Page) -> None:
    page.get_by_role("button", name="Fetch").click()
    expect(page.locator("#into b")).to_have_text("fetched")


def test_a_dropped_connection_is_said_and_loses_nothing(page: Page) -> None:
    note(page).fill("half a sentence")
    page.route("**/fragment", lambda route: route.abort())
    page.get_by_role("button", name="Fetch").click()
    expect(page.get_by_role("status").get_by_text("The connection dropped")).to_be_visible()
    expect(note(page)).to_have_value("half a sentence")
