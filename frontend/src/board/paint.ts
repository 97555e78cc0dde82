/** The page as the fold says it is. Text only: nothing here becomes markup. */
import type { Person, State, Tap } from "./fold.ts";
import type { Trouble } from "./link.ts";
import { says } from "./words.ts";

const PRESSED: Record<string, string> = { here: "arrived", back: "arrived", late: "late", left: "left", no_show: "no_show", excused: "excused" };
const IN_ROOM = ["here", "late", "back"];
const LINES: Record<string, string> = { here: "here", late: "late", left: "left", back: "cameBack", no_show: "noShow", excused: "excused", cancelled: "cancelled" };

export const rows = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>("li[data-client]")];
export const find = (name: string): HTMLElement | null => document.querySelector<HTMLElement>(`[data-${name}]`);

function write(part: Element | null | undefined, words: string): void {
  if (part && part.textContent !== words) part.textContent = words;
}

function isPressed(button: HTMLElement, person: Person | undefined): boolean {
  const { kind = "", value = "" } = button.dataset;
  if (kind === "attendance") return value === (person?.attendance ? PRESSED[person.attendance] : "clear");
  if (kind === "objective") return person?.objectives.includes(value) ?? false;
  const said = person?.[kind as keyof Person];
  return said !== null && said !== undefined && String(said) === value;
}

/** Every button of `part` that can be tapped, as things stand. */
export function press(part: Element, person: Person | undefined, waiting: Tap[]): void {
  for (const button of part.querySelectorAll<HTMLButtonElement>("button[data-kind]")) {
    const { kind, value } = button.dataset;
    button.disabled = false;
    button.setAttribute("aria-pressed", String(isPressed(button, person)));
    const waits = waiting.some((tap) => tap.kind === kind && (kind !== "objective" || (tap.value as { id: string }).id === value));
    button.toggleAttribute("data-waiting", waits && (kind === "objective" || isPressed(button, person)));
  }
}

const wide = window.matchMedia("(min-width: 75rem)");

/** One step a row, two where there is room: those that were worked on first. The others are one tap away. */
function paintAims(row: HTMLElement, person: Person | undefined): void {
  const aims = [...row.querySelectorAll<HTMLElement>('[data-kind="objective"]')];
  const worked = aims.filter((aim) => person?.objectives.includes(aim.dataset["value"] ?? ""));
  const shown = new Set([...worked, ...aims].filter((aim, at, all) => all.indexOf(aim) === at).slice(0, wide.matches ? 2 : 1));
  for (const aim of aims) aim.hidden = !shown.has(aim);
  const more = row.querySelector<HTMLElement>("[data-more]");
  if (!more) return;
  more.hidden = aims.length === shown.size;
  more.classList.toggle("has", worked.some((aim) => !shown.has(aim)));
  write(more.querySelector("[data-more-n]"), `+${aims.length - shown.size}`);
}

function paintRow(row: HTMLElement, person: Person | undefined, waiting: Tap[], time: (at: string) => string): void {
  press(row, person, waiting);
  const status = person?.attendance ?? "";
  row.toggleAttribute("data-out", !IN_ROOM.includes(status));
  row.dataset["status"] = status;
  for (const button of row.querySelectorAll<HTMLElement>('[data-kind="attendance"]')) {
    if (button.dataset["value"] === "back") button.hidden = status !== "left";
    if (button.dataset["value"] === "late") button.hidden = status === "left";
  }
  for (const button of row.querySelectorAll<HTMLButtonElement>("[data-sheet]")) button.disabled = false;
  row.querySelector('[data-has="quote"]')?.classList.toggle("has", Boolean(person?.quote));
  const more = Boolean(person?.affect || person?.engagement || person?.response || person?.safety.length);
  row.querySelector('.acts [data-sheet="board-person"]')?.classList.toggle("has", more);
  paintAims(row, person);
  const line = says(LINES[status] ?? "nothing", { at: person?.since ? time(person.since) : "" });
  write(row.querySelector(".person small"), waiting.length ? `${line} · ${says("waiting", { n: waiting.length })}` : line);
}

export function paint(state: State, waiting: Tap[], trouble: Trouble, time: (at: string) => string): void {
  const every = rows();
  for (const row of every) {
    const client = row.dataset["client"] ?? "";
    paintRow(row, state.people[client], waiting.filter((tap) => tap.client === client), time);
  }
  const here = every.filter((row) => IN_ROOM.includes(row.dataset["status"] ?? "")).length;
  write(find("count"), says("count", { n: here, all: every.length }));
  const everyone = find("everyone");
  if (everyone) everyone.hidden = !every.some((row) => !row.dataset["status"]);
  paintSaved(waiting.length, trouble);
}

/** Which topic it is now. What belongs to another than the one the page came with waits for the server. */
export function paintTopic(now: string, drawn: string, title: string): void {
  write(find("topic-title"), now === drawn && title === "" ? (find("topic-title")?.textContent ?? "") : title || says("noTopic"));
  for (const more of document.querySelectorAll<HTMLElement>("[data-topic-more]")) more.hidden = now !== drawn;
  for (const button of document.querySelectorAll<HTMLElement>("button[data-topic]")) {
    button.setAttribute("aria-pressed", String(button.dataset["topic"] === now));
  }
}

function paintSaved(waiting: number, trouble: Trouble): void {
  const troubled = Boolean(trouble);
  const [yes, no, saved] = [find("saved-yes"), find("saved-no"), find("saved")];
  if (yes) yes.hidden = troubled || waiting > 0;
  if (no) no.hidden = !troubled && waiting === 0;
  saved?.classList.toggle("say-caution", troubled);
  saved?.classList.toggle("muted", !troubled);
  write(find("saved-words"), troubled || waiting ? says("waiting", { n: waiting }) : says("saved"));
  const banner = find("offline");
  if (!banner) return;
  banner.hidden = !troubled;
  write(find("offline-words"), troubled ? says(trouble, { n: waiting }) : "");
}

/** The clock and the parts of the hour, each second. */
export function paintTime(now: number, end: number, at: () => string): void {
  const left = Math.round((end - now) / 1000);
  const seconds = Math.abs(left);
  write(find("left"), `${left < 0 ? "+" : ""}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`);
  if (left < 0) write(find("left-words"), says("over"));
  const over = find("over");
  if (over?.hidden && left <= 0) {
    over.hidden = false;
    write(find("over-words"), says("overAt", { at: at() }));
  }
  const parts = [...document.querySelectorAll<HTMLElement>("[data-phase]")];
  parts.forEach((part, place) => {
    const next = parts[place + 1]?.dataset["phase"];
    const done = now >= (next ? Date.parse(next) : end);
    part.toggleAttribute("data-done", done);
    if (!done && now >= Date.parse(part.dataset["phase"] ?? "")) part.setAttribute("aria-current", "step");
    else part.removeAttribute("aria-current");
  });
}
