/** What a board shows: the same pure fold as care/encounters/tap_rules.py, over the same vectors (tests/fold.json).
 *
 * Instants are texts of one spelling (2026-11-18T19:00:00.000Z), so that they compare as time does. */
export interface Tap {
  key: string;
  client: string | null;
  kind: string;
  value: unknown;
  at: string;
  by?: string | null;
}
export type Stretch = [string, string | null];
export interface ByHand {
  client: string;
  at: string;
  code: string;
  stretches: Stretch[];
}
export interface Person {
  attendance: string;
  since: string | null;
  stretches: Stretch[];
  participation: unknown;
  affect: unknown;
  engagement: unknown;
  response: unknown;
  quote: unknown;
  objectives: string[];
  safety: string[];
}
export interface State {
  topic: string | null;
  people: Record<string, Person>;
}

const LATE_AFTER = 5 * 60_000;
const ABSENT = ["no_show", "excused", "cancelled"];
const order = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
const least = (one: string, other: string): string => (one < other ? one : other);

/** The taps that happened, in order: each once, without undone ones and without the undoings. */
export function effective(taps: Iterable<Tap>): Tap[] {
  const every = new Map([...taps].map((tap) => [tap.key, tap]));
  const undone = new Set([...every.values()].filter((tap) => tap.kind === "undo").map((tap) => tap.value));
  return [...every.values()]
    .filter((tap) => tap.kind !== "undo" && !undone.has(tap.key))
    .sort((one, other) => order(one.at, other.at) || order(one.key, other.key));
}

function last(taps: Tap[], kind: string): unknown {
  const value = taps.filter((tap) => tap.kind === kind).at(-1)?.value;
  return value === undefined || value === "" ? null : value;
}

export function fold(taps: Iterable<Tap>, hand: Iterable<ByHand>, start: string, end: string): State {
  const standing = effective(taps);
  const byHand = new Map([...hand].map((each) => [each.client, each]));
  const clients = new Set([...standing.flatMap((tap) => tap.client ?? []), ...byHand.keys()]);
  const people: Record<string, Person> = {};
  for (const client of [...clients].sort(order)) {
    const mine = standing.filter((tap) => tap.client === client);
    const worked = new Map<string, boolean>();
    for (const tap of mine) {
      if (tap.kind !== "objective") continue;
      const { id, on } = tap.value as { id: string; on: boolean };
      worked.set(id, on);
    }
    people[client] = {
      ...presence(mine, byHand.get(client), start, end),
      participation: last(mine, "participation"),
      affect: last(mine, "affect"),
      engagement: last(mine, "engagement"),
      response: last(mine, "response"),
      quote: last(mine, "quote"),
      objectives: [...worked].flatMap(([id, on]) => (on ? id : [])).sort(order),
      safety: mine.flatMap((tap) => (tap.kind === "safety" ? (tap.value as { protocol: string }).protocol : [])),
    };
  }
  return { topic: (standing.filter((tap) => tap.kind === "topic").at(-1)?.value as string | null | undefined) ?? null, people };
}

function presence(taps: Tap[], hand: ByHand | undefined, start: string, end: string): Pick<Person, "attendance" | "since" | "stretches"> {
  let code = hand?.code ?? "";
  let stretches: Stretch[] = (hand?.stretches ?? []).map(([from, to]) => [from, to]);
  for (const tap of taps) {
    if (tap.kind === "attendance" && (!hand || tap.at > hand.at)) [code, stretches] = after(code, stretches, tap, start);
  }
  stretches = stretches.flatMap(([from, to]): Stretch[] => (from >= end ? [] : [[from, to && to >= end ? null : to]]));
  const final = stretches.at(-1);
  return { attendance: status(code, stretches, start), since: final ? (final[1] ?? final[0]) : null, stretches };
}

function after(code: string, stretches: Stretch[], tap: Tap, start: string): [string, Stretch[]] {
  const value = tap.value as string;
  const final = stretches.at(-1);
  if (ABSENT.includes(value) || value === "clear") return [value === "clear" ? "" : value, []];
  if (value === "left") {
    if (!final || final[1] !== null) return [code, stretches];
    return [code, [...stretches.slice(0, -1), ...(tap.at > final[0] ? [[final[0], tap.at] as Stretch] : [])]];
  }
  const since = value === "arrived" ? least(tap.at, start) : tap.at;
  if (!final) return ["", [[since, null]]];
  if (final[1] !== null) return [code, [...stretches, [tap.at > final[1] ? tap.at : final[1], null]]];
  if (stretches.length === 1 && value !== "back") return [code, [[value === "arrived" ? least(since, final[0]) : since, null]]];
  return [code, stretches];
}

function status(code: string, stretches: Stretch[], start: string): string {
  const final = stretches.at(-1);
  if (!final) return code;
  if (final[1] !== null) return "left";
  if (stretches.length > 1) return "back";
  return Date.parse(final[0]) > Date.parse(start) + LATE_AFTER ? "late" : "here";
}
