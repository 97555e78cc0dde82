/** A roster by keyboard, inside [data-roster]: up and down walk the same control from [data-row] to [data-row]; a letter
 * named by data-key presses that control of the row one stands in. */
import { around } from "./words.ts";

const REACHABLE = "a[href], button:not([disabled]), input:not([type=hidden]):not([disabled]), select:not([disabled])";

/** The row's stops: a radio group is one stop, at its chosen radio. */
function stops(row: Element): HTMLElement[] {
  const all = [...row.querySelectorAll<HTMLElement>(REACHABLE)];
  const groups = new Set<string>();
  return all.flatMap((element) => {
    if (!(element instanceof HTMLInputElement) || element.type !== "radio") return [element];
    if (groups.has(element.name)) return [];
    groups.add(element.name);
    const chosen = all.find((other) => other instanceof HTMLInputElement && other.name === element.name && other.checked);
    return [chosen ?? element];
  });
}

function placeOf(row: Element, focused: Element): number {
  const name = focused instanceof HTMLInputElement && focused.type === "radio" ? focused.name : null;
  return stops(row).findIndex((stop) => stop === focused || (name && stop instanceof HTMLInputElement && stop.name === name));
}

function onKey(event: KeyboardEvent): void {
  const row = around(event, "[data-roster] [data-row]");
  const focused = event.target as HTMLElement;
  if (!row || event.ctrlKey || event.metaKey || event.altKey || focused.matches("textarea, select, input[type=text], input[type=number], input[type=search], input[type=time]")) return;
  if (event.key === "ArrowUp" || event.key === "ArrowDown") {
    const rows = [...(row.closest("[data-roster]")?.querySelectorAll("[data-row]") ?? [])];
    const next = rows[rows.indexOf(row) + (event.key === "ArrowDown" ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    const places = stops(next);
    places[Math.min(placeOf(row, focused), places.length - 1)]?.focus();
  } else if (event.key.length === 1) {
    const control = row.querySelector<HTMLElement>(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!control || control.hidden || control.matches(":disabled")) return;
    event.preventDefault();
    control.focus();
    control.click();
    if (control.hidden) stops(row)[0]?.focus(); // it went away with the press: the keys go on from its row
  }
}

export function startRoster(): void {
  document.addEventListener("keydown", onKey);
}
