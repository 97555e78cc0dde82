/** The week that is planned, taken into the hand: by mouse or pen, by a finger held down, or by keys. The server judges
 * again whatever is let go; without script every session has its form. */
import { around } from "../page/words.ts";
import { say, showToasts } from "../page/toast.ts";
import { facts, forget } from "./facts.ts";
import { PersonHold, SessionHold } from "./hold.ts";
import { isUnsent, startSending } from "./sending.ts";

const FAR = 6; // pixels before a press is a drag
const LONG = 350; // milliseconds before a finger that rests takes hold
const EDGE = 48; // pixels from an edge where it scrolls on
const FOOT = 72; // pixels that a phone's bar of buttons takes
const CRAWL = 7; // pixels a frame

interface Press {
  from: HTMLElement;
  x: number;
  y: number;
  below: number; // how far below its upper edge a session was taken
  timer: number;
  isTouch: boolean;
  isTaking: boolean; // it is being taken up: once
}

let press: Press | null = null;
let held: SessionHold | PersonHold | null = null;
let byKeys = false;
let focusOn = "";
let pointer = { x: 0, y: 0 };

const grid = (): HTMLElement | null => {
  const found = document.querySelector<HTMLElement>("#main .cal");
  return found && getComputedStyle(found).display === "grid" ? found : null;
};

/** Takes up what was pressed. Null while facts are missing or there is nothing to hold. */
async function take(from: HTMLElement, isTouch: boolean): Promise<SessionHold | PersonHold | null> {
  const [known, cal] = [await facts(), grid()];
  if (!known) say(document.querySelector<HTMLElement>("#hand")?.dataset["unready"] ?? "");
  if (!known || !cal || !from.isConnected) return null;
  const who = from.dataset["who"];
  if (who) return new PersonHold(known, isTouch, who, cal);
  const thing = known.week.things.find((each) => each.id === from.dataset["key"]);
  return thing ? new SessionHold(known, isTouch, thing, from, cal) : null;
}

async function begin(from: HTMLElement): Promise<void> {
  const mine = press;
  if (!mine || mine.isTaking) return;
  mine.isTaking = true;
  const found = await take(from, mine.isTouch);
  if (!found) return;
  if (press !== mine) return found.end(); // let go of before it was taken up
  held = found;
  if (mine.isTouch) navigator.vibrate?.(12);
  if (!byKeys) requestAnimationFrame(crawl);
}

function drop(): void {
  const hold = held;
  held = null;
  end();
  focusOn = hold?.letGo() ?? "";
}

function giveUp(): void {
  held?.end();
  held = null;
  end();
}

function end(): void {
  if (press) clearTimeout(press.timer);
  press = null;
  byKeys = false;
}

const handle = (event: Event): HTMLElement | null => {
  const block = around(event, "#main .block[data-key]");
  if (block) return block;
  return around(event, "summary, button, a, input") ? null : around(event, "#main [data-who]");
};

document.addEventListener("pointerover", (event) => {
  if (handle(event)) void facts();
});

document.addEventListener("pointerdown", (event) => {
  const from = handle(event);
  if (!from || event.button !== 0 || held || isUnsent() || !grid()) return;
  const below = event.clientY - from.getBoundingClientRect().top;
  const isTouch = event.pointerType === "touch";
  const timer = isTouch ? window.setTimeout(() => void begin(from), LONG) : 0;
  press = { from, x: event.clientX, y: event.clientY, below, timer, isTouch, isTaking: false };
  pointer = { x: event.clientX, y: event.clientY };
});

document.addEventListener("pointermove", (event) => {
  if (!press || byKeys) return;
  pointer = { x: event.clientX, y: event.clientY };
  const isFar = Math.hypot(event.clientX - press.x, event.clientY - press.y) > FAR;
  if (!held) {
    if (isFar && press.timer) end(); // a finger that moves at once scrolls
    else if (isFar) void begin(press.from).then(point);
    return;
  }
  event.preventDefault();
  point();
});

/** A session lies where its upper edge is, a person where the pointer is. Outside of the week, nothing is anywhere. */
function point(): void {
  if (!held || !press) return;
  const { x, y } = pointer;
  const top = document.elementFromPoint(x, y);
  const isSession = held instanceof SessionHold;
  const other = isSession ? top?.closest("[data-put]") : null;
  if (other || !top?.closest(".week")) return held.over(other ?? null);
  const under = document.elementsFromPoint(x, isSession ? y - press.below + 4 : y);
  held.over(under.find((each) => each.matches(isSession ? ".spot" : ".block[data-seat], .block[data-seat] *")) ?? null);
}

/** Near an edge the page, and the frame in which the week lies, scroll on for as long as something is held there. */
function crawl(): void {
  if (!held || !press) return;
  const frame = grid()?.parentElement;
  const box = frame?.getBoundingClientRect();
  const isOnLine = document.elementFromPoint(pointer.x, pointer.y)?.closest(".in-hand");
  const head = document.querySelector(".in-hand[data-touch]")?.getBoundingClientRect().bottom ?? 0;
  const foot = innerHeight - (press.isTouch && innerWidth < 960 ? FOOT : 0);
  const down = isOnLine ? 0 : pointer.y < head + EDGE ? -CRAWL : pointer.y > foot - EDGE ? CRAWL : 0;
  const isBeside = box && pointer.y > box.top && pointer.y < box.bottom;
  const along = !isBeside ? 0 : pointer.x < box.left + EDGE ? -CRAWL : pointer.x > box.right - EDGE ? CRAWL : 0;
  if (down) scrollBy({ top: down, behavior: "instant" });
  if (along) frame?.scrollBy({ left: along, behavior: "instant" });
  if (down || along) point();
  requestAnimationFrame(crawl);
}

document.addEventListener("pointerup", () => {
  if (byKeys || !press) return;
  if (!held) return end();
  // The click that follows belongs to the hand, not to the link under it.
  const swallow = (event: Event): void => {
    event.preventDefault();
    event.stopPropagation();
  };
  document.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => document.removeEventListener("click", swallow, { capture: true }), 0);
  drop();
});
document.addEventListener("pointercancel", () => (byKeys ? undefined : giveUp()));
document.addEventListener("dragstart", (event) => {
  if (handle(event)) event.preventDefault();
});
document.addEventListener("touchmove", (event) => (held ? event.preventDefault() : undefined), { passive: false });
document.addEventListener("contextmenu", (event) => (held || press?.timer ? event.preventDefault() : undefined));

const STEPS: Record<string, [number, number]> = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };

document.addEventListener("keydown", (event) => {
  if (held) return inHand(event);
  if (event.ctrlKey || event.metaKey) return steps(event);
  const block = around(event, "#main .block[data-key]");
  if (!block || event.altKey || event.key.toLowerCase() !== "m" || isUnsent() || !grid()) return;
  event.preventDefault();
  press = { from: block, x: 0, y: 0, below: 0, timer: 0, isTouch: false, isTaking: false };
  byKeys = true;
  void begin(block);
});

function inHand(event: KeyboardEvent): void {
  const step = STEPS[event.key];
  if (event.key === "Escape") giveUp();
  else if (byKeys && (event.key === "Enter" || event.key === " ")) drop();
  else if (step && held instanceof SessionHold) held.step(...step, event.shiftKey);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** Ctrl+Z and Ctrl+Shift+Z press the buttons that the draft has. */
function steps(event: KeyboardEvent): void {
  if (event.key.toLowerCase() !== "z" || around(event, "input, textarea, select")) return;
  const button = document.querySelector<HTMLButtonElement>(`#main button[name="do"][value="${event.shiftKey ? "again" : "back"}"]`);
  if (!button || button.disabled) return;
  event.preventDefault();
  button.click();
}

startSending();

document.addEventListener("focusout", () => {
  if (byKeys) giveUp();
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (!(event.target instanceof Element) || !event.target.matches("#main, #main *")) return;
  forget();
  showToasts();
  if (focusOn) document.querySelector<HTMLElement>(`#main .block[data-key="${CSS.escape(focusOn)}"]`)?.focus({ preventScroll: true });
  focusOn = "";
});
