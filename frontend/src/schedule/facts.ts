/** What the page knows of the week that is drawn: fetched once somebody is about to take something into their hand. */
import { type Plan, type Problem, read, type Week } from "./week.ts";

interface Told {
  problem: Problem;
  plan: Plan;
  names: Record<string, string>;
  words: Record<string, string>;
  days: string[];
  clock: string[];
}

export class Facts {
  readonly week: Week;

  constructor(private readonly told: Told) {
    this.week = read(told.problem, told.plan);
  }

  name(key: string): string {
    return this.told.names[key] ?? "";
  }

  /** A sentence of the server's, with its {places} filled. */
  say(word: string, places: Record<string, string> = {}): string {
    const words = this.told.words[word] ?? this.told.words["otherwise"] ?? "";
    return words.replace(/\{(\w+)\}/g, (_all, place: string) => places[place] ?? "");
  }

  /** "Tue 24 Nov 9:30 am" of a half-hour of the week. */
  when(start: number): string {
    return `${this.told.days[Math.floor(start / 48)] ?? ""} ${this.told.clock[start % 48] ?? ""}`;
  }

  room(key: string | null): string {
    return key === null ? "" : this.name(key);
  }
}

let asked: { version: string; facts: Promise<Facts | null> } | null = null;

/** The facts of the page as it stands; null while the server does not answer (the forms still work). */
export function facts(): Promise<Facts | null> {
  const hand = document.querySelector<HTMLFormElement>("#hand");
  const address = hand?.dataset["facts"];
  if (!hand || !address) return Promise.resolve(null);
  const version = String(new FormData(hand).get("version"));
  asked = asked?.version === version ? asked : { version, facts: load(address) };
  return asked.facts;
}

/** What was fetched is of a page that is gone. */
export function forget(): void {
  asked = null;
}

async function load(address: string): Promise<Facts | null> {
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (answer.ok) return new Facts((await answer.json()) as Told);
  } catch {
    // said below
  }
  asked = null; // the next hand asks again
  return null;
}
