/** Breakouts, and what passes between one person and whoever leads alone. */
import type { Said } from "./line.ts";
import { part } from "./words.ts";

const OUR_WORDS = "also-says";

function says(name: string, blanks: Record<string, string> = {}): string {
  const words = document.getElementById(OUR_WORDS)?.dataset[name] ?? "";
  return words.replace(/\{(\w+)\}/g, (whole, blank: string) => blanks[blank] ?? whole);
}

function announce(words: string): void {
  const region = part("say");
  if (region) region.textContent = words;
}

let place = 0;

/** Where one is, and when everybody is back. */
function standsIn(until: string): void {
  const line = part("place-line");
  const words = part("place-words");
  if (!line || !words) return;
  const when = until ? new Date(until).toLocaleTimeString(document.documentElement.lang, { hour: "numeric", minute: "2-digit" }) : "";
  words.textContent = place ? says(when ? "placeUntil" : "place", { n: String(place), when }) : "";
  line.hidden = !place;
}

/** What is said while one changes rooms. */
export function moving(said: Said): string {
  place = Number(said["place"]);
  standsIn(String(said["until"]));
  return says(place ? "moving" : "back");
}

export const also: Record<string, (said: Said) => void> = {
  joined: (said) => {
    place = Number(said["place"] ?? 0);
    standsIn(String(said["until"] ?? ""));
  },
  until: (said) => standsIn(String(said["until"])),
  error: (said) => {
    if (said["code"] === "not_done") announce(says("notDone"));
  },
};

/** Whoever leads reads or chooses something in the list: it is not drawn anew under their hands. */
export function isReading(): boolean {
  return Boolean(document.querySelector("#who [data-help]") ?? document.activeElement?.closest("#who select, #who input"));
}

// The facilitator: "in danger" on a tile is the same as in the list.
const onTile = document.querySelector<HTMLTemplateElement>("template#tile")?.content.querySelector<HTMLElement>("[data-danger]");
if (onTile && document.querySelector("[data-room][data-role=host]")) onTile.hidden = false;
document.addEventListener("click", (event) => {
  const pressed = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-tiles] [data-danger]") : null;
  const seat = pressed?.closest<HTMLElement>("[data-id]")?.dataset["id"] ?? "";
  if (seat) document.querySelector<HTMLFormElement>(`#who form[data-danger-form="${CSS.escape(seat)}"]`)?.requestSubmit();
});

// The client: sent without leaving the room.
document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  if (!form.matches("[data-aside-form]")) return;
  event.preventDefault();
  void send(form);
});

async function send(form: HTMLFormElement): Promise<void> {
  const told = part("aside-said");
  try {
    const answer = await fetch(form.action, { method: "POST", headers: { Accept: "application/json" }, body: new FormData(form) });
    const { words } = (await answer.json()) as { words: string };
    if (answer.ok) form.reset();
    if (told) told.textContent = words;
  } catch {
    if (told) told.textContent = says("notSent");
  }
}
