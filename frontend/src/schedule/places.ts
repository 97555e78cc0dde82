/** Where what is in the hand could go, and what it would mean. */
import type { Facts } from "./facts.ts";
import { type Fault, faults } from "./legal.ts";
import { type Standing, standing } from "./standing.ts";
import { DAY, long, type Thing } from "./week.ts";

/** One place: the thing as it would stand there; `wrong`: what does not fit there that fitted before. */
export interface Place {
  thing: Thing;
  wrong: Fault[];
}

/** Somebody whose week would change. */
export interface Turn {
  who: string;
  before: Standing;
  after: Standing;
}

const MOST_REASONS = 4; // that are read at a glance
const ROOMS = new Set(["room_double_booked", "room_closed", "room_too_small"]);
const tell = (fault: Fault): string => `${fault.code} ${fault.who}`;

/** What does not fit already: no reason to stay. */
const known = (facts: Facts, was: Thing): Set<string> => new Set(faults(facts.week, was).map(tell));

/** What is new among the faults of `thing`. */
function newly(facts: Facts, thing: Thing, before: Set<string>): Fault[] {
  return faults(facts.week, thing).filter((each) => !before.has(tell(each)));
}

/** The session, or the hour, beginning at `start`: in its room, or where that is taken in the smallest other one that is free. */
function placeAt(facts: Facts, was: Thing, start: number, before: Set<string>): Place {
  const thing = { ...was, start };
  const wrong = newly(facts, thing, before);
  const site = facts.week.rooms.get(was.room ?? "")?.site;
  if (site === undefined || !wrong.some((each) => ROOMS.has(each.code))) return { thing, wrong };
  const others = [...facts.week.rooms.values()].filter((each) => each.site === site && each.id !== was.room);
  for (const { id } of others.sort((a, b) => a.capacity - b.capacity)) {
    const found = newly(facts, { ...thing, room: id }, before);
    if (!found.some((each) => ROOMS.has(each.code))) return { thing: { ...thing, room: id }, wrong: found };
  }
  return { thing, wrong };
}

/** Every half-hour of these days at which it could begin. */
export function places(facts: Facts, was: Thing, days: number[]): Map<number, Place> {
  const found = new Map<number, Place>();
  const before = known(facts, was);
  for (const day of days) {
    for (let at = 0; at + long(was.minutes) <= DAY; at++) found.set(day * DAY + at, placeAt(facts, was, day * DAY + at, before));
  }
  return found;
}

/** The session led by somebody else, or in another room, at its time. */
export function elsewise(facts: Facts, was: Thing, change: Partial<Pick<Thing, "clinician" | "room">>): Place {
  const thing = { ...was, ...change };
  return { thing, wrong: newly(facts, thing, known(facts, was)) };
}

/** The session with this client in it, too. */
export function withClient(facts: Facts, was: Thing, client: string): Place {
  const thing = { ...was, members: [...was.members, client] };
  return { thing, wrong: newly(facts, thing, known(facts, was)) };
}

/** Whose minutes or days change if `thing` stands so. */
export function turns(facts: Facts, thing: Thing): Turn[] {
  const { week } = facts;
  const stood = new Map(thing.members.map((who) => [who, standing(week, who)]));
  const kept = week.things;
  week.things = kept.map((each) => (each.id === thing.id ? thing : each));
  const found = thing.members.flatMap((who) => {
    const [before, after] = [stood.get(who), standing(week, who)];
    if (!before || !after) return [];
    return before.unmet === after.unmet && before.invalid === after.invalid && before.minutes === after.minutes ? [] : [{ who, before, after }];
  });
  week.things = kept;
  return found;
}

/** What speaks against a place, in words, each once; of many the first. */
export function reasons(facts: Facts, place: Place): string[] {
  const lead = facts.name(place.thing.clinician);
  const all = [...new Set(place.wrong.map((each) => facts.say(each.code, { lead, who: facts.name(each.who) })))];
  const more = all.length - MOST_REASONS;
  return more > 1 ? [...all.slice(0, MOST_REASONS), facts.say("more", { n: String(more) })] : all;
}

export const isSame = (a: Thing, b: Thing): boolean => a.start === b.start && a.room === b.room && a.clinician === b.clinician;
