/** The live board beside the video, where the screen is wide enough; else it opens in a window of its own. */
import { part } from "./words.ts";

const WIDE = "(min-width: 75rem)";

/** What leads away from the board opens in a window of its own: the video stays. */
function keep(frame: HTMLIFrameElement): void {
  for (const each of frame.contentDocument?.querySelectorAll<HTMLAnchorElement | HTMLFormElement>("a[href]:not([href^='#']), form[action]") ?? []) each.target = "board";
}

export function begin(): void {
  const link = part<HTMLAnchorElement>("beside-link");
  const box = part("beside");
  if (!link || !box) return;
  link.addEventListener("click", (event) => {
    if (!matchMedia(WIDE).matches && box.hidden) return;
    event.preventDefault();
    const on = box.hidden !== false;
    box.hidden = !on;
    part("room")?.toggleAttribute("data-beside-on", on);
    link.setAttribute("aria-expanded", String(on));
    if (!on || box.firstElementChild) return;
    const frame = document.createElement("iframe");
    frame.title = link.textContent?.trim() ?? "";
    frame.addEventListener("load", () => keep(frame));
    frame.src = link.href;
    box.append(frame);
  });
}
