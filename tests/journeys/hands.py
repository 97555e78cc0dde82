"""The two ways through a page: a mouse, and a keyboard alone. Both have the same verbs, so that the steps of a journey
are written once; controls are found by their accessible names only, as a screen reader would find them."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.cast import PASSWORD
from tests.journeys.eyes import Eyes

TABS = 250  # more presses of Tab than any page has stops
FOCUS = """(wanted) => {
  const now = document.activeElement;
  if (now !== wanted) return 'elsewhere';
  const ringed = (one) => {
    const style = getComputedStyle(one);
    const box = one.getBoundingClientRect();
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 && box.width > 1 && box.height > 1;
  };
  return [now, ...(now.labels || [])].some(ringed) ? 'here' : 'unseen';
}"""


class Hand:
    """A person before a page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.eyes = Eyes(page)

    # What the steps say

    def open(self, path: str) -> None:
        """Types an address, or follows a bookmark."""
        self.page.goto(path)
        self.arrived()

    def sign_in(self, email: str) -> None:
        self.page.goto("/accounts/login/")
        self.write("Email address", email)
        self.write("Password", PASSWORD)
        self.go("Sign in")

    def go(self, name: str, *, role: str = "button", within: Locator | None = None) -> None:
        """Presses what leads to another page, and waits until that page is there."""
        with self.page.expect_navigation():
            self.press(name, role=role, within=within)
        self.arrived()

    def follow(self, name: str, *, within: Locator | None = None) -> None:
        """Follows a link."""
        self.go(name, role="link", within=within)

    def swap(self, name: str, *, role: str = "link") -> None:
        """Presses what changes a part of this page, and waits until it has changed."""
        with self.page.expect_response(lambda answer: answer.request.headers.get("hx-request") == "true"):
            self.press(name, role=role)
        expect(self.page.locator(".htmx-request, .htmx-settling, .htmx-swapping")).to_have_count(0)
        self.arrived()

    def keep(self, name: str) -> None:
        """Presses a form's button that changes a part of this page."""
        self.swap(name, role="button")

    def confirm(self, name: str) -> None:
        """Presses what asks first, and then says yes."""
        self.press(name)
        dialog = self.page.get_by_role("dialog")
        expect(dialog).to_be_visible()
        self.go(name, within=dialog)

    def sees(self, text: str) -> None:
        """These words stand on the page for everyone to see."""
        expect(self.page.get_by_text(text).first).to_be_visible()

    def shows(self, part: Locator, text: str) -> None:
        """This part of the page says so, now or in a moment."""
        expect(part).to_contain_text(text)

    def heading(self, text: str) -> None:
        """The page's answer."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(text)

    def button(self, name: str, role: str = "button", within: Locator | None = None) -> Locator:
        return (within or self.page).get_by_role(role, name=called(name))  # type: ignore[arg-type]

    def folded(self, text: str) -> Locator:
        return self.page.locator("summary", has_text=text).first

    def field(self, label: str, within: Locator | None = None) -> Locator:
        named = (within or self.page).get_by_label(re.compile(rf"^{re.escape(label)}( \*)?$"))  # the star: required
        return named.and_(self.page.locator("input, select, textarea"))

    # What differs between hands

    def arrived(self) -> None:
        """Called on every new page."""
        self.page.wait_for_load_state("load")

    def press(self, name: str, *, role: str = "button", within: Locator | None = None) -> None:
        raise NotImplementedError

    def unfold(self, text: str) -> None:
        """Opens a folded part of the page."""
        raise NotImplementedError

    def write(self, label: str, text: str, *, within: Locator | None = None) -> None:
        raise NotImplementedError

    def choose(self, label: str, option: str, *, within: Locator | None = None) -> None:
        """Chooses from a list by the option's words."""
        raise NotImplementedError

    def tick(self, label: str, *, within: Locator | None = None) -> None:
        raise NotImplementedError

    def pick_radio(self, radio: Locator) -> None:
        raise NotImplementedError

    def pick(self, group: str, option: str, *, within: Locator | None = None) -> None:
        """Picks one of several radio buttons by its words."""
        self.pick_radio(self.radio(group, option, within))

    def pick_nth(self, group: Locator, place: int) -> None:
        """Picks the answer at this place, 0 the first."""
        self.pick_radio(group.get_by_role("radio").nth(place))

    def radio(self, group: str, option: str, within: Locator | None) -> Locator:
        box = within or self.page
        if group:
            box = box.get_by_role("group", name=group).or_(box.get_by_role("radiogroup", name=group)).first
        return box.get_by_role("radio", name=re.compile(rf"^{re.escape(option)}(?!\w)"))


class Mouse(Hand):
    """Points and clicks, and looks closely at every page."""

    def arrived(self) -> None:
        super().arrived()
        self.eyes.look()

    def press(self, name: str, *, role: str = "button", within: Locator | None = None) -> None:
        self.button(name, role, within).click()

    def unfold(self, text: str) -> None:
        self.folded(text).click()

    def write(self, label: str, text: str, *, within: Locator | None = None) -> None:
        self.field(label, within).fill(text)

    def choose(self, label: str, option: str, *, within: Locator | None = None) -> None:
        self.field(label, within).select_option(label=option)

    def pick_radio(self, radio: Locator) -> None:
        radio.locator("xpath=ancestor::label").click()
        expect(radio).to_be_checked()

    def tick(self, label: str, *, within: Locator | None = None) -> None:
        box = (within or self.page).get_by_role("checkbox", name=label)
        box.locator("xpath=ancestor-or-self::label").or_(box).first.click()
        expect(box).to_be_checked()


class Keyboard(Hand):
    """Tab, Enter, Space and arrows; nothing else. Where the focus cannot be seen, the step fails."""

    def reach(self, wanted: Locator, what: str) -> None:
        """Presses Tab until `wanted` has the focus, visibly."""
        expect(wanted, f"no {what} on {self.page.url}").to_have_count(1)
        element = wanted.element_handle()
        for _press in range(TABS):
            state = self.page.evaluate(FOCUS, element)
            assert state != "unseen", f"the focus on {what} cannot be seen ({self.page.url})"
            if state == "here":
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{what} cannot be reached with Tab ({self.page.url})")

    def press(self, name: str, *, role: str = "button", within: Locator | None = None) -> None:
        self.reach(self.button(name, role, within), f"{role} “{name}”")
        self.page.keyboard.press("Enter")

    def unfold(self, text: str) -> None:
        self.reach(self.folded(text), f"“{text}”")
        self.page.keyboard.press("Enter")

    def write(self, label: str, text: str, *, within: Locator | None = None) -> None:
        field = self.field(label, within)
        self.reach(field, f"field “{label}”")
        kind = field.get_attribute("type")
        if kind in ("date", "time"):
            self.page.keyboard.type(as_typed(kind, text))
        else:
            self.page.keyboard.press("Control+a")
            self.page.keyboard.type(text)
        expect(field).to_have_value(text)

    def choose(self, label: str, option: str, *, within: Locator | None = None) -> None:
        field = self.field(label, within)
        self.reach(field, f"list “{label}”")
        options = [each.strip() for each in field.locator("option").all_inner_texts()]
        steps = options.index(option) - int(field.evaluate("one => one.selectedIndex"))
        for _step in range(abs(steps)):
            self.page.keyboard.press("ArrowDown" if steps > 0 else "ArrowUp")
        assert field.evaluate("one => one.selectedOptions[0].label") == option

    def pick_radio(self, radio: Locator) -> None:
        name = radio.get_attribute("name")
        row = self.page.locator(f'input[type=radio][name="{name}"]')
        checked = row.and_(self.page.locator(":checked"))
        self.reach(checked if checked.count() else row.first, f"“{name}”")
        self.page.keyboard.press("Space")
        for _press in range(row.count()):
            if radio.is_checked():
                return
            self.page.keyboard.press("ArrowRight")
        raise AssertionError(f"“{name}” cannot be chosen with the arrows ({self.page.url})")

    def tick(self, label: str, *, within: Locator | None = None) -> None:
        box = (within or self.page).get_by_role("checkbox", name=label)
        self.reach(box, f"box “{label}”")
        self.page.keyboard.press("Space")
        expect(box).to_be_checked()


def called(name: str) -> re.Pattern[str]:
    """The whole accessible name. A part that only the ear gets (“Add: a goal”) may be set apart by a space."""
    return re.compile("^" + re.escape(name).replace(r":\ ", r"\s*:\s*") + "$")


def as_typed(kind: str, text: str) -> str:
    """A date or time as an American types it into the browser's own field: month first, twelve hours."""
    if kind == "date":
        year, month, day = text.split("-")
        return f"{month}{day}{year}"
    hour, minute = (int(part) for part in text.split(":"))
    return f"{hour % 12 or 12:02d}{minute:02d}{'PM' if hour >= 12 else 'AM'}"
