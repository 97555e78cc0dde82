/** The drawn masks: who shows no picture is a swan, a lantern, a sail. Chosen by oneself, told to the others sealed. */
import { hear, share } from "./share.ts";
import { here, type Person } from "./who.ts";

const chosen = new Map<string, string>(); // whose → name of a drawing

const all = (): SVGElement[] => [...((document.getElementById("drawings") as HTMLTemplateElement | null)?.content.querySelectorAll<SVGElement>("svg[data-drawing]") ?? [])];

/** What they chose; else the one that their name means; else one by their seat, the same on everybody's page. */
export function drawingOf({ id, alias }: Person): SVGElement | undefined {
  const known = all();
  const named = (name: string): SVGElement | undefined => known.find((each) => each.dataset["drawing"] === name);
  const meant = known.find((each) => [each.dataset["drawing"], each.dataset["words"]?.toLowerCase()].includes(alias.toLowerCase()));
  return named(chosen.get(id) ?? "") ?? meant ?? known[Number.parseInt(id.slice(0, 6), 16) % known.length];
}

export function choose(name: string): void {
  chosen.set(here.me, name);
  void share({ k: "mask", drawing: name });
}

/** Somebody came: they learn what we chose. */
export function greet(id: string): void {
  const name = chosen.get(here.me);
  if (name) void share({ k: "mask", drawing: name }, id);
}

export function begin(repaint: (id: string) => void): void {
  hear("mask", (told, from) => {
    chosen.set(from, String(told["drawing"]).slice(0, 20));
    repaint(from);
  });
}
