/** htmx, told what to do when the server does not answer, or answers with the sign-in page. Its settings are in page.html. */
import "htmx.org";
import { say } from "./toast.ts";
import { word } from "./words.ts";

interface Answer {
  xhr: XMLHttpRequest;
  shouldSwap: boolean;
}

export function startHtmx(): void {
  document.addEventListener("htmx:beforeSwap", (event) => {
    const detail = (event as CustomEvent<Answer>).detail;
    const landed = new URL(detail.xhr.responseURL || location.href);
    if (landed.pathname.startsWith("/accounts/") && !location.pathname.startsWith("/accounts/")) {
      // The session ended: the whole page asks for the sign-in and comes back to itself; drafts are kept.
      detail.shouldSwap = false;
      location.reload();
    }
  });
  document.addEventListener("htmx:sendError", () => say(word("offline"), true));
  document.addEventListener("htmx:responseError", () => say(word("wrong"), true));
  for (const [when, busy] of [["htmx:beforeRequest", true], ["htmx:afterRequest", false]] as const) {
    document.addEventListener(when, (event) => {
      const element = event.target as HTMLElement;
      const button = element.matches("form") ? element.querySelector("button[type=submit], button:not([type])") : element;
      if (busy) button?.setAttribute("aria-busy", "true");
      else button?.removeAttribute("aria-busy");
    });
  }
}
