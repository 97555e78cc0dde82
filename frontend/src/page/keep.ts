/** Nothing typed is lost: form[data-keep="name"] keeps its text in this tab until the server has taken it.
 *
 * The text survives an error page, an expired session and a reload. It is forgotten once a send led on to an ordinary
 * page, at sign-out, and when somebody else signs in. Passwords, files and hidden fields are never kept.
 * What lies in the browser is sealed (seal.ts): only a page of the same person opens it.
 */
import { canSeal, open, seal } from "./seal.ts";
import { around, word } from "./words.ts";

type Kept = Record<string, string | string[]>;
type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const PREFIX = "keep:";
const SENT = "keep-sent";
const NOT_KEPT = new Set(["password", "file", "hidden", "submit", "button", "reset", "image"]);

const who = (): string => document.body.dataset["who"] ?? "";
const keyOf = (form: HTMLFormElement): string => `${PREFIX}${who()}:${location.pathname}:${form.dataset["keep"] ?? ""}`;

function controls(form: HTMLFormElement): Control[] {
  return [...form.elements].filter(
    (element): element is Control =>
      (element instanceof HTMLInputElement && !NOT_KEPT.has(element.type)) ||
      element instanceof HTMLTextAreaElement ||
      element instanceof HTMLSelectElement,
  );
}

const ticks = (control: Control): control is HTMLInputElement =>
  control instanceof HTMLInputElement && (control.type === "checkbox" || control.type === "radio");

function read(form: HTMLFormElement): Kept {
  const kept: Kept = {};
  for (const control of controls(form)) {
    if (!control.name) continue;
    if (ticks(control)) {
      const chosen = (kept[control.name] ??= []) as string[];
      if (control.checked) chosen.push(control.value);
    } else if (control instanceof HTMLSelectElement && control.multiple) {
      kept[control.name] = [...control.selectedOptions].map((option) => option.value);
    } else {
      kept[control.name] = control.value;
    }
  }
  return kept;
}

function write(form: HTMLFormElement, kept: Kept): void {
  for (const control of controls(form)) {
    const value = kept[control.name];
    if (value === undefined) continue;
    if (ticks(control)) control.checked = value.includes(control.value);
    else if (control instanceof HTMLSelectElement && control.multiple) {
      for (const option of control.options) option.selected = value.includes(option.value);
    } else control.value = String(value);
    control.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

function forget(belongs: (key: string) => boolean): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX) && belongs(key)) sessionStorage.removeItem(key);
}

/** A line above the form that says what happened, with the way back. */
function tell(form: HTMLFormElement, key: string): void {
  const line = document.createElement("p");
  line.className = "banner";
  line.setAttribute("role", "status");
  const words = document.createElement("div");
  words.textContent = word("kept");
  const undo = document.createElement("button");
  undo.type = "button";
  undo.className = "btn small";
  undo.textContent = word("startOver");
  undo.addEventListener("click", () => {
    drop(key);
    form.reset();
    line.remove();
  });
  line.append(words, undo);
  form.prepend(line);
}

/** Give back what was kept, unless the server already did (it re-renders a form with its faults). */
async function restore(form: HTMLFormElement): Promise<void> {
  const key = keyOf(form);
  const sealed = sessionStorage.getItem(key);
  if (!sealed || form.querySelector("[aria-invalid=true], [data-errors]")) return;
  const kept = await open(sealed, key);
  if (kept === null) sessionStorage.removeItem(key);
  if (kept === null || kept === JSON.stringify(read(form))) return;
  write(form, JSON.parse(kept) as Kept);
  tell(form, key);
}

/** The last of what was typed wins, in whatever order the seals are ready; a draft that was settled stays away. */
const turns = new Map<string, number>();

async function keep(form: HTMLFormElement): Promise<void> {
  const key = keyOf(form);
  const turn = (turns.get(key) ?? 0) + 1;
  turns.set(key, turn);
  const sealed = await seal(JSON.stringify(read(form)), key);
  if (turns.get(key) === turn) sessionStorage.setItem(key, sealed);
}

function drop(key: string): void {
  turns.set(key, (turns.get(key) ?? 0) + 1);
  sessionStorage.removeItem(key);
}

const here = (): string => location.href.replace(/#.*/, "");

/** A send that led straight from its form to an ordinary page was taken; one that led to a sign-in or error page, or was
 * retried, was not. Those pages may have been left before a script of theirs ran: what comes after them names another
 * page as the one it was asked from, or none (look/mishap.html). */
function settle(forms: HTMLFormElement[]): void {
  const [key, from] = (sessionStorage.getItem(SENT) ?? "").split("\n");
  sessionStorage.removeItem(SENT);
  if (!key || from !== document.referrer || "keepsDrafts" in document.body.dataset) return;
  const [entry] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  if (entry && entry.type !== "navigate") return;
  const again = forms.find((form) => keyOf(form) === key);
  if (!again?.querySelector("[aria-invalid=true], [data-errors]")) sessionStorage.removeItem(key);
}

/** A browser writes what stands in fields to its own disk, to restore tabs after a crash, unless it is told not to. On a
 * page of staff no field may say otherwise: what they fill in is somebody else's name and address. */
function keepOutOfTheProfile(form: HTMLFormElement): void {
  if (form.querySelector("[type=password], [autocomplete*=one-time-code], [autocomplete*=webauthn]")) return; // one's own
  if (!form.hasAttribute("autocomplete")) form.autocomplete = "off";
  if (document.body.dataset["density"] !== "desk") return;
  for (const control of controls(form)) if (control.autocomplete) control.autocomplete = "off";
}

export function startKeep(): void {
  for (const form of document.forms) keepOutOfTheProfile(form);
  document.addEventListener("focusin", (event) => {
    const form = around<HTMLFormElement>(event, "form");
    if (form) keepOutOfTheProfile(form); // what htmx brought
  });
  const forms = [...document.querySelectorAll<HTMLFormElement>("form[data-keep]")];
  settle(forms);
  if (who()) forget((key) => !key.startsWith(`${PREFIX}${who()}:`));
  if (!canSeal()) return;
  for (const form of forms) void restore(form);
  for (const kind of ["input", "change"]) {
    document.addEventListener(kind, (event) => {
      const form = around<HTMLFormElement>(event, "form[data-keep]");
      if (form && event.isTrusted) void keep(form);
    });
  }
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if ("keep" in form.dataset && !event.defaultPrevented) sessionStorage.setItem(SENT, `${keyOf(form)}\n${here()}`);
    if ("signOut" in form.dataset) forget(() => true);
  });
  // An htmx form stays on its page: a good answer is the end of its draft.
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = around<HTMLFormElement>(event, "form[data-keep]");
    if (form && (event as CustomEvent<{ successful: boolean }>).detail.successful) drop(keyOf(form));
  });
}
