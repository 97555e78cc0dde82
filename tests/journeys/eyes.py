"""What a person who cannot see well, a phone and a careful engineer would notice about a page."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import ConsoleMessage, Page, Request, Response

WIDTHS = (390, 1280)
ABORTED = "net::ERR_ABORTED"  # a fragment on its way when the person went on to another page
TOO_WIDE = """() => {
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide <= 0) return null;
  const over = [...document.querySelectorAll('main *')].filter(
    (one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1
  );
  return `${wide} px too wide: ` + over.slice(0, 3).map((one) => one.outerHTML.slice(0, 120)).join(' | ');
}"""


class Eyes:
    """Watches one page: complaints as they come, and on demand a close look."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.seen: list[str] = []
        page.on("console", self.heard)
        page.on("pageerror", lambda error: self.complain(f"script error: {error}"))
        page.on("request", self.asked)
        page.on("requestfailed", self.failed)
        page.on("response", self.answered)

    def complain(self, what: str) -> None:
        self.complaints.append(f"{self.page.url}: {what}")

    def heard(self, said: ConsoleMessage) -> None:
        if said.type == "error" or "Content Security Policy" in said.text:
            self.complain(f"console: {said.text}")

    def asked(self, request: Request) -> None:
        own = (self.page.url.split("/")[2:3] or [""])[0]
        if request.url.startswith("http") and own and request.url.split("/")[2] != own:
            self.complain(f"asks another host: {request.url}")

    def failed(self, request: Request) -> None:
        if request.failure != ABORTED:
            self.complain(f"{request.method} {request.url} failed: {request.failure}")

    def answered(self, response: Response) -> None:
        if response.status >= 400:
            self.complain(f"{response.request.method} {response.url} answered {response.status}")

    def close(self) -> None:
        """The end of a visit. Fails where the page complained."""
        assert not self.complaints, "\n".join(self.complaints)

    def look(self) -> None:
        """Looks at the page as it stands: axe-core in light and dark, and no sideways scrolling on phone and desk."""
        self.page.wait_for_load_state()  # a press led here: the address is new, and maybe nothing is drawn yet
        self.close()
        self.seen.append(self.page.url)
        faults = [*self.too_wide(), *self.axe(), *self.dark()]
        assert not faults, f"{self.page.url}\n" + "\n".join(faults)

    def too_wide(self) -> list[str]:
        found = []
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 900})
            if words := self.page.evaluate(TOO_WIDE):
                found.append(f"at {width} px: {words}")
        return found

    def dark(self) -> list[str]:
        self.page.emulate_media(color_scheme="dark")
        found = [f"dark: {fault}" for fault in self.axe({"runOnly": ["color-contrast"]})]
        self.page.emulate_media(color_scheme="light")
        return found

    def axe(self, options: dict[str, Any] | None = None) -> list[str]:
        """axe-core's violations, one line an element. It is put in by the debugger, so that the page's own policy
        stays as strict as it is for everyone."""
        if not self.page.evaluate("typeof window.axe === 'object'"):
            self.page.evaluate(AXE_SCRIPT)
        told = self.page.evaluate(
            "(options) => axe.run(document, {resultTypes: ['violations'], ...options})", options or {}
        )
        return [
            f"{rule['id']} ({rule['help']}): {' '.join(map(str, node['target']))}\n    {node['html'][:160]}"
            for rule in told["violations"]
            for node in rule["nodes"]
        ]
