/** One timer for the room: the facilitator sets it, everybody sees what is left. */
import { hear, share } from "./share.ts";
import { isHost } from "./who.ts";
import { part, says } from "./words.ts";

const LONGEST = 180 * 60; // seconds
let ends = 0;
let over = false;

const left = (): number => Math.max(0, Math.ceil((ends - Date.now()) / 1000));

function paint(announce: (words: string) => void): void {
  const box = part("timer");
  if (!box) return;
  box.hidden = !ends;
  const seconds = left();
  const shown = part("timer-left", box);
  const words = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  if (shown && shown.textContent !== words) shown.textContent = words;
  if (ends && !seconds && !over) {
    over = true;
    announce(says("time-is-up"));
  }
  box.toggleAttribute("data-over", Boolean(ends) && !seconds);
}

function set(seconds: number): void {
  ends = seconds > 0 ? Date.now() + seconds * 1000 : 0;
  over = false;
}

export function clear(): void {
  set(0);
  const box = part("timer");
  if (box) box.hidden = true;
}

/** Whoever comes later sees it, too. */
export function greet(id: string): void {
  if (ends && left()) void share({ k: "timer", left: left() }, id);
}

export function begin(announce: (words: string) => void): void {
  hear("timer", (told, from) => {
    const seconds = Number(told["left"]);
    if (!isHost(from) || !Number.isFinite(seconds) || seconds > LONGEST) return;
    const was = ends;
    set(seconds);
    paint(announce);
    if (seconds > 0 && !was) announce(says("timer-set", { n: String(Math.round(seconds / 60)) }));
  });
  part("timer-form")?.addEventListener("submit", (event) => {
    event.preventDefault();
    const field = (event.target as HTMLFormElement).elements.namedItem("minutes") as HTMLInputElement;
    const seconds = Math.min(LONGEST, Math.max(1, Number(field.value)) * 60);
    set(seconds);
    void share({ k: "timer", left: seconds });
    paint(announce);
  });
  part("timer-stop")?.addEventListener("click", () => {
    set(0);
    void share({ k: "timer", left: 0 });
    paint(announce);
  });
  window.setInterval(() => paint(announce), 500);
}
