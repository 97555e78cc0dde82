/** The notes of a session, inside form[data-notes]: by keyboard, and saved while one types.
 *
 * Inside a note or the list of members: j and k walk the people, e edits, g chooses the goal, Escape closes the fields,
 * Ctrl and Enter signs this note, with Shift all that are ready. htmx saves (see the template); this tells whether it
 * did, and sends again once the network is back. What is typed is kept in the tab meanwhile (keep.ts).
 */
import { around } from "./words.ts";

const AGAIN = 8000;
const TYPES = "textarea, select, input:not([type=radio]):not([type=checkbox])";

const notes = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>("[data-note]")];

/** The note one stands in: itself, or the one that the focused member's link leads to. */
function here(event: Event): HTMLElement | null {
  const link = around<HTMLAnchorElement>(event, "[data-members] a[href^='#']");
  return link ? document.getElementById(link.hash.slice(1)) : around(event, "[data-note]");
}

function walk(from: HTMLElement | null, step: number): void {
  const all = notes();
  const at = from ? all.indexOf(from) : -1;
  const next = from ? all[at + step] : all.find((note) => "open" in note.dataset) ?? all[0];
  if (!next) return;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function edit(note: HTMLElement | null, field: string): boolean {
  const fold = note?.querySelector<HTMLDetailsElement>("details[data-edit]");
  if (!fold) return false;
  fold.open = true;
  fold.querySelector<HTMLElement>(`[name$="-${field}"]`)?.focus();
  return true;
}

function press(form: HTMLFormElement | null, button: HTMLButtonElement | null | undefined): boolean {
  if (!form || !button) return false;
  form.requestSubmit(button);
  return true;
}

function onEnter(event: KeyboardEvent): boolean {
  const form = document.querySelector<HTMLFormElement>("form[data-notes]");
  if (event.shiftKey) return press(form, form?.querySelector<HTMLButtonElement>("button[data-sign-all]"));
  return press(form, here(event)?.querySelector<HTMLButtonElement>("button[data-sign]"));
}

function onKey(event: KeyboardEvent): void {
  const inside = around(event, "[data-note], [data-members]");
  const nowhere = event.target === document.body && document.querySelector("form[data-notes]") !== null;
  if ((!inside && !nowhere) || event.altKey) return;
  let taken = false;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) taken = onEnter(event);
  else if (event.ctrlKey || event.metaKey) return;
  else if (event.key === "Escape") taken = close(event);
  else if ((event.target as HTMLElement).matches(TYPES)) return;
  else if (event.key === "j" || event.key === "k") {
    walk(here(event), event.key === "j" ? 1 : -1);
    taken = true;
  } else if (inside && event.key === "e") taken = edit(here(event), "response");
  else if (inside && event.key === "g") taken = edit(here(event), "objective");
  if (taken) event.preventDefault();
}

function close(event: KeyboardEvent): boolean {
  const note = around(event, "[data-note]");
  const fold = note?.querySelector<HTMLDetailsElement>("details[data-edit][open]");
  if (!note || !fold) return false;
  fold.open = false;
  note.focus();
  return true;
}

/** The member's line in the list follows the note one stands in. */
function mark(event: FocusEvent): void {
  const note = here(event);
  if (!note) return;
  for (const link of document.querySelectorAll<HTMLAnchorElement>("[data-members] a[href^='#']")) {
    if (link.hash === `#${note.id}`) link.closest("li")?.setAttribute("aria-current", "true");
    else link.closest("li")?.removeAttribute("aria-current");
  }
}

function say(state: "typing" | "waiting"): void {
  const line = document.getElementById("saved");
  if (line) line.textContent = line.dataset[state] ?? "";
}

let again = 0;

function retry(form: HTMLFormElement): void {
  window.clearTimeout(again);
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

export function startNotes(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-notes]");
  if (!form) return;
  document.addEventListener("keydown", onKey);
  document.addEventListener("focusin", mark);
  form.addEventListener("input", () => say("typing"));
  const later = (): void => {
    window.clearTimeout(again);
    again = window.setTimeout(() => retry(form), AGAIN);
  };
  for (const lost of ["htmx:sendError", "htmx:timeout"]) {
    form.addEventListener(lost, () => {
      say("waiting");
      later();
    });
  }
  form.addEventListener("htmx:beforeRequest", (event) => {
    if (!document.querySelector("dialog.lock[open]")) return;
    event.preventDefault(); // locked: what was typed waits here until it is opened again
    later();
  });
  window.addEventListener("online", () => retry(form));
  const asked = document.getElementById(location.hash.slice(1));
  if (asked?.matches("[data-note]")) asked.focus();
}
