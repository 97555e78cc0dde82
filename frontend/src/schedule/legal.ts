/** Whether a session or an hour one to one fits where it would be put: the twin of openiop/engines/scheduler/verify.py for one of them, so that
 * a page can say so while it is still held. The server's verify stays the judge. Both are held to the same vectors
 * (openiop/care/schedule/tests/legal.json). */
import { DAY, HALF, type Client, type Clinician, dayOf, type Halves, halfOf, long, type Thing, WEEK, type Week } from "./week.ts";

/** A rule that would be broken; `who`: the client it is about, else "". The codes are verify.py's. */
export interface Fault {
  code: string;
  who: string;
}

const overlaps = (a: Thing, b: Thing): boolean => a.start < b.start + long(b.minutes) && b.start < a.start + long(a.minutes);

function every(halves: Halves, thing: Thing): boolean {
  for (let at = thing.start; at < thing.start + long(thing.minutes); at++) if (!halves[at]) return false;
  return true;
}

function some(halves: Halves, thing: Thing): boolean {
  for (let at = thing.start; at < thing.start + long(thing.minutes); at++) if (halves[at]) return true;
  return false;
}

/** What is held by whom and where, looked up once for every array of things: a program of five hundred has a thousand. */
interface Held {
  byId: Map<string, Thing>;
  by: Map<string, Thing[]>; // of a clinician, a room, a client or a kind of group
}

const held = new WeakMap<Thing[], Held>();

function heldIn(week: Week): Held {
  const found = held.get(week.things) ?? { byId: new Map<string, Thing>(), by: new Map<string, Thing[]>() };
  if (!held.has(week.things)) {
    for (const each of week.things) {
      found.byId.set(each.id, each);
      for (const key of [each.clinician, each.room, each.type, ...each.members]) {
        if (key !== null) found.by.set(key, [...(found.by.get(key) ?? []), each]);
      }
    }
    held.set(week.things, found);
  }
  return found;
}

/** Every rule that it breaks as it stands in `thing`, whatever it was in the week before. */
export function faults(week: Week, thing: Thing): Fault[] {
  const { byId, by } = heldIn(week);
  const was = byId.get(thing.id);
  const others = (key: string): Thing[] => (by.get(key) ?? []).filter((each) => each.id !== thing.id);
  const found: Fault[] = [];
  const wrong = (code: string, who = ""): void => void found.push({ code, who });
  if (was?.frozen && (was.start !== thing.start || was.clinician !== thing.clinician || was.room !== thing.room)) wrong("frozen_changed");
  ofGroup(week, thing, wrong);
  ofRoom(week, thing, others, wrong);
  ofLeader(week, thing, others, wrong);
  for (const key of thing.members) {
    const client = week.clients.get(key);
    if (client) ofMember(week, client, thing, others(key), was ? dayOf(was) : null, wrong);
  }
  for (const { clients } of week.problem.separations) if (clients.every((each) => thing.members.includes(each))) wrong("separated");
  if (thing.type) {
    if (others(thing.type).length + 1 > (week.groups.get(thing.type)?.most_per_week ?? Infinity)) wrong("too_often");
  }
  return found;
}

/** For each half-hour of the week at which it could begin on that day, what would be wrong with it there. */
export function targets(week: Week, thing: Thing, spot: { clinician?: string; room?: string | null } = {}): Map<number, Fault[]> {
  const found = new Map<number, Fault[]>();
  const length = long(thing.minutes);
  for (let start = 0; start < WEEK; start++) {
    if ((start % DAY) + length <= DAY) found.set(start, faults(week, { ...thing, ...spot, start }));
  }
  return found;
}

type Others = (key: string) => Thing[];
type Wrong = (code: string, who?: string) => void;

function ofGroup(week: Week, thing: Thing, wrong: Wrong): void {
  const group = week.groups.get(thing.type ?? "");
  if (!group) return;
  const meets = week.meets(group);
  if (meets && !every(meets, thing)) wrong("outside_windows");
  if (thing.members.length < group.minimum) wrong("group_too_small");
  if (thing.members.length > group.maximum) wrong("group_over_full");
  if ((group.mode === "virtual") !== (thing.room === null)) wrong("wrong_mode");
  const room = week.rooms.get(thing.room ?? "");
  if (room && group.site !== null && room.site !== group.site) wrong("room_elsewhere");
}

function ofRoom(week: Week, thing: Thing, others: Others, wrong: Wrong): void {
  const room = week.rooms.get(thing.room ?? "");
  if (!room) return;
  if (room.capacity < thing.members.length) wrong("room_too_small");
  if (some(week.closed(room.id), thing)) wrong("room_closed");
  if (!every(week.opened(room.site), thing)) wrong("site_closed");
  if (others(room.id).some((each) => overlaps(each, thing))) wrong("room_double_booked");
}

/** Where it is for those who come: the group's site, an hour's room's site; null by video. */
function siteOf(week: Week, thing: Thing): string | null {
  const group = week.groups.get(thing.type ?? "");
  if (group) return group.site;
  return week.rooms.get(thing.room ?? "")?.site ?? null;
}

function ofLeader(week: Week, thing: Thing, others: Others, wrong: Wrong): void {
  const one = week.clinicians.get(thing.clinician);
  if (!one) return;
  const group = week.groups.get(thing.type ?? "");
  if (group?.skill && !one.skills.includes(group.skill)) wrong("skill_missing");
  if (group?.language && !one.languages.includes(group.language)) wrong("language_missing");
  const site = siteOf(week, thing);
  if (!every(week.works(one, site), thing)) wrong("clinician_unavailable");
  const states = site === null ? thing.members.map((key) => week.clients.get(key)?.state) : [week.sites.get(site)?.state];
  for (const state of new Set(states)) if (state !== undefined && !licensed(week, one, state, dayOf(thing))) wrong("unlicensed");
  ofWork(one, thing, others(one.id), wrong);
}

function licensed(week: Week, one: Clinician, state: string, day: number): boolean {
  return one.licences.some(
    (each) => each.state === state && week.dayOn(each.from) <= day && (each.until === null || day <= week.dayOn(each.until)),
  );
}

/** One place at a time; caps, the break and the longest run of the clinician who leads it. */
function ofWork(one: Clinician, thing: Thing, others: Thing[], wrong: Wrong): void {
  if (others.some((each) => overlaps(each, thing))) wrong("clinician_double_booked");
  if (total([...others, thing]) > one.week_cap + one.overtime) wrong("week_cap");
  const those = [...others.filter((each) => dayOf(each) === dayOf(thing)), thing];
  if (total(those) > one.day_cap) wrong("day_cap");
  const busy = taken(those);
  if (one.break && !restful(busy, one.break)) wrong("break_missed");
  if (runs(busy).some(([, length]) => length * HALF > one.longest_run)) wrong("run_too_long");
}

function restful(busy: Halves, pause: { from: string; to: string; minutes: number }): boolean {
  const [from, to, length] = [halfOf(pause.from), halfOf(pause.to), long(pause.minutes)];
  for (let at = from; at + length <= to; at++) if (!busy.subarray(at, at + length).includes(1)) return true;
  return false;
}

/** `leaves`: the day on which the session was before, where a hole may stay behind. */
function ofMember(week: Week, client: Client, thing: Thing, others: Thing[], leaves: number | null, wrong: Wrong): void {
  const group = week.groups.get(thing.type ?? "");
  const tell = (code: string): void => wrong(code, client.id);
  if (group && !group.is_open && !group.members.includes(client.id)) tell("not_on_list");
  if (group && group.track !== null && group.track !== client.track) tell("wrong_track");
  if (group && group.language !== null && group.language !== client.language) tell("wrong_language");
  const site = group?.mode === "virtual" ? null : siteOf(week, thing);
  if (client.mode !== "either" && client.mode !== (site === null ? "virtual" : "in_person")) tell("wrong_mode");
  else if (site !== null && client.site !== null && client.site !== site) tell("wrong_site");
  else if (!every(week.comes(client, site), thing)) tell("client_unavailable");
  if (client.starts && dayOf(thing) < week.dayOn(client.starts)) tell("not_started");
  if (others.some((each) => overlaps(each, thing))) tell("client_double_booked");
  const those = [...others.filter((each) => dayOf(each) === dayOf(thing)), thing];
  if (total(those) > (week.payers.get(client.payer)?.maximum_day_minutes ?? Infinity)) tell("client_day_too_long");
  const topic = group?.curriculum;
  if (topic && those.some((each) => each !== thing && week.groups.get(each.type ?? "")?.curriculum === topic)) tell("curriculum_twice");
  const left = leaves === null || leaves === dayOf(thing) ? [] : others.filter((each) => dayOf(each) === leaves);
  if (isHoled(those, client) || isHoled(left, client)) tell("client_hole");
}

/** Whether they would wait longer on that day than they accept. */
function isHoled(those: Thing[], client: Client): boolean {
  const stretches = runs(taken(those));
  return stretches.slice(1).some(([start], n) => (start - stretches[n]![0] - stretches[n]![1]) * HALF > client.gap_minutes);
}

const total = (things: Thing[]): number => things.reduce((sum, each) => sum + each.minutes, 0);

/** The half-hours of their one day that these take. */
function taken(things: Thing[]): Halves {
  const busy = new Uint8Array(DAY);
  for (const each of things) busy.fill(1, each.start % DAY, (each.start % DAY) + long(each.minutes));
  return busy;
}

/** Unbroken stretches as [first half-hour, length]. */
function runs(busy: Halves): [number, number][] {
  const found: [number, number][] = [];
  for (let at = 0; at < DAY; at++) {
    if (!busy[at]) continue;
    const last = found.at(-1);
    if (last && last[0] + last[1] === at) last[1]++;
    else found.push([at, 1]);
  }
  return found;
}
