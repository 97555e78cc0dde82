/** What opens beside the stage: chat, whiteboard, worksheet, mask, more; one at a time. And how one is masked. */
import { Captions } from "./captions.ts";
import * as drawings from "./drawings.ts";
import type { Own } from "./own.ts";
import type { Voice } from "./pitch.ts";
import type { Tiles } from "./tiles.ts";
import { here, person } from "./who.ts";
import { part, says } from "./words.ts";

interface Room {
  own: Own;
  tiles: Tiles;
  announce: (words: string) => void;
}

const opener = (name: string): HTMLButtonElement | null => document.querySelector(`[data-opens="${name}"]`);
const panel = (name: string): HTMLElement | null => document.querySelector(`[data-panel="${name}"]`);
const all = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>("[data-panel]")];

export function pressed(name: string, on: boolean, can: boolean): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>(`[data-do="${name}"]`)) {
    button.setAttribute("aria-pressed", String(on));
    button.classList.toggle("on", on);
    button.disabled = !can;
  }
}

/** What the program does not want has no button. */
export function without(name: string): void {
  for (const button of document.querySelectorAll<HTMLElement>(`[data-do="${name}"]`)) button.hidden = true;
}

export function allow(name: string, on: boolean): void {
  const button = opener(name);
  if (button) button.hidden = !on;
  if (!on && panel(name)?.hidden === false) close();
}

export function open(name: string): void {
  for (const each of all()) each.hidden = each.dataset["panel"] !== name;
  for (const button of document.querySelectorAll<HTMLElement>("[data-opens]")) {
    const on = button.dataset["opens"] === name;
    button.setAttribute("aria-expanded", String(on));
    button.classList.toggle("on", on);
    if (on) button.removeAttribute("data-news");
  }
  const box = part("panels");
  if (box) box.hidden = !name;
  part("room")?.toggleAttribute("data-wide", name === "board");
}

export function close(): void {
  const was = all().find((each) => !each.hidden)?.dataset["panel"];
  open("");
  if (was) (opener(was) ?? opener("more"))?.focus();
}

/** Something to see there. It opens by itself where nothing else is open, and else says so. */
export function news(name: string): void {
  if (panel(name)?.hidden === false) return;
  if (all().every((each) => each.hidden) && matchMedia("(min-width: 60rem)").matches) open(name);
  else opener(name)?.toggleAttribute("data-news", true);
}

export function blurIs(on: boolean): void {
  const box = part<HTMLInputElement>("blur-box");
  if (box) box.checked = on;
}

/** The drawings to choose from, as they are on the tiles. */
function choices(): void {
  const list = part("masks");
  const kept = document.getElementById("mask-choice") as HTMLTemplateElement | null;
  const drawn = (document.getElementById("drawings") as HTMLTemplateElement | null)?.content.querySelectorAll<SVGElement>("svg") ?? [];
  for (const drawing of kept ? drawn : []) {
    const choice = ((kept as HTMLTemplateElement).content.cloneNode(true) as DocumentFragment).firstElementChild as HTMLElement;
    const radio = choice.querySelector("input") as HTMLInputElement;
    radio.value = drawing.dataset["drawing"] ?? "";
    radio.after(drawing.cloneNode(true));
    const words = choice.querySelector("span");
    if (words) words.textContent = drawing.dataset["words"] ?? "";
    list?.append(choice);
  }
}

function masks({ own, tiles, announce }: Room): void {
  const said = part("mask-words");
  const tell = (words: string): void => {
    if (said) said.textContent = words;
    announce(words);
  };
  panel("mask")?.addEventListener("change", (event) => {
    const field = event.target as HTMLInputElement;
    if (field.name === "drawing") {
      drawings.choose(field.value);
      const me = person(here.me);
      if (me) tiles.draw(me);
    } else if (field.name === "voice") {
      void own.setVoice(field.value as Voice).catch(() => {
        field.checked = false;
        tell(says("no-voice-mask"));
      });
    } else if (field.name === "blur") {
      if (field.checked) tell(says("blur-begins"));
      void own.setBlur(field.checked).then((good) => good && tell(says(field.checked ? "blur-on" : "blur-off")));
    }
  });
}

export function begin(room: Room): void {
  choices();
  masks(room);
  const captions = new Captions(() => room.tiles.heard());
  document.addEventListener("click", (event) => {
    const at = event.target instanceof Element ? event.target : null;
    const opens = at?.closest<HTMLElement>("[data-opens]");
    if (opens) {
      const name = opens.dataset["opens"] ?? "";
      if (opens.getAttribute("aria-expanded") === "true") return close();
      open(name);
      panel(name)?.querySelector<HTMLElement>("h2")?.focus();
    }
    if (at?.closest("[data-close-panel]")) close();
    if (at?.closest('[data-do="captions"]')) {
      void captions.toggle().then((why) => {
        pressed("captions", captions.isOn, true);
        const words = part("captions-why");
        if (words) words.textContent = why;
      });
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !document.querySelector("dialog[open]") && all().some((each) => !each.hidden)) close();
  });
}
