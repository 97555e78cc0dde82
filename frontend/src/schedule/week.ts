/** A week as the engine's JSON writes it (openiop/engines/scheduler, problem.schema.json and plan.schema.json), made ready
 * for quick questions: half-hours of the week are numbers, day * 48 + half-hours after midnight. */
export const HALF = 30;
export const DAY = 48;
export const WEEK = 7 * DAY;
const NAMES = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

interface Window {
  day: string;
  from: string;
  to: string;
  site?: string | null;
  mode?: string | null;
}
interface Group {
  id: string;
  curriculum: string;
  minutes: number;
  minimum: number;
  maximum: number;
  mode: "in_person" | "virtual";
  site: string | null;
  track: string | null;
  language: string | null;
  skill: string | null;
  is_open: boolean;
  members: string[];
  windows: Window[] | null;
  most_per_week: number;
}
export interface Clinician {
  id: string;
  sites: string[];
  virtual: boolean;
  skills: string[];
  languages: string[];
  licences: { state: string; from: string; until: string | null }[];
  available: Window[];
  day_cap: number;
  week_cap: number;
  overtime: number;
  break: { from: string; to: string; minutes: number } | null;
  longest_run: number;
}
export interface Client {
  id: string;
  payer: string;
  dose: { minutes: number; days: number; day_minutes: number };
  needs: { curriculum: string; minutes: number }[];
  individual: { minutes: number; times: number } | null;
  family: { minutes: number; every_weeks: number; last: string | null } | null;
  available: Window[];
  mode: "in_person" | "virtual" | "either";
  site: string | null;
  state: string;
  track: string;
  language: string;
  gap_minutes: number;
  starts: string | null;
}
export interface Problem {
  first_day: string;
  sites: { id: string; state: string; open: Window[] }[];
  rooms: { id: string; site: string; capacity: number; closed: Window[] }[];
  payers: { id: string; minimum_day_minutes: number; minimum_days: number; maximum_day_minutes: number; individual_counts: boolean }[];
  group_types: Group[];
  clinicians: Clinician[];
  clients: Client[];
  separations: { clients: string[] }[];
}
interface When {
  day: string;
  at: string;
  minutes: number;
  clinician: string;
  room: string | null;
  frozen?: boolean;
}
export interface Plan {
  sessions: (When & { id: string; type: string; members: string[] })[];
  slots: (When & { client: string; kind: "individual" | "family" })[];
}

/** One appointment. `type` null: an hour of one client, of that `kind`. `start`: its first half-hour of the week. */
export interface Thing {
  id: string;
  type: string | null;
  kind: "group" | "individual" | "family";
  start: number;
  minutes: number;
  clinician: string;
  room: string | null;
  members: string[];
  frozen: boolean;
}
export type Halves = Uint8Array; // of a week: 1 where something is so

/** What an hour is called: drawing.key_of's name for it. */
const hourKey = (kind: string, client: string, start: number): string => `${kind}/${client}/${start}`;

/** What the page calls a thing that stands so. */
export const keyAt = (thing: Thing): string => (thing.type === null ? hourKey(thing.kind, thing.members[0] ?? "", thing.start) : thing.id);

export const long = (minutes: number): number => Math.ceil(minutes / HALF);
export const dayOf = (thing: Thing): number => Math.floor(thing.start / DAY);

export function halfOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return hours * 2 + (minutes >= HALF ? 1 : 0);
}

const epoch = (date: string): number => Math.round(Date.parse(`${date}T00:00:00Z`) / 86_400_000);
const byId = <T extends { id: string }>(rows: T[]): Map<string, T> => new Map(rows.map((row) => [row.id, row]));

export class Week {
  readonly groups: Map<string, Group>;
  readonly rooms: Map<string, Problem["rooms"][number]>;
  readonly sites: Map<string, Problem["sites"][number]>;
  readonly payers: Map<string, Problem["payers"][number]>;
  readonly clinicians: Map<string, Clinician>;
  readonly clients: Map<string, Client>;
  private readonly first: number;
  private readonly known = new Map<string, Halves>();

  constructor(
    readonly problem: Problem,
    public things: Thing[],
  ) {
    this.first = epoch(problem.first_day);
    this.groups = byId(problem.group_types);
    this.rooms = byId(problem.rooms);
    this.sites = byId(problem.sites);
    this.payers = byId(problem.payers);
    this.clinicians = byId(problem.clinicians);
    this.clients = byId(problem.clients);
  }

  /** Day 0 to 6 of a weekday's name. */
  dayNamed(name: string): number {
    const monday = (this.first + 3) % 7; // 1970 began on a Thursday
    return (NAMES.indexOf(name) - monday + 7) % 7;
  }

  nameOf(day: number): string {
    return NAMES[(((this.first + 3) % 7) + day) % 7] ?? "";
  }

  /** Days from the week's first day to a date: negative before. */
  dayOn(date: string): number {
    return epoch(date) - this.first;
  }

  /** The half-hours that some window covers. */
  covered(windows: Window[]): Halves {
    const found = new Uint8Array(WEEK);
    for (const each of windows) {
      const day = this.dayNamed(each.day) * DAY;
      found.fill(1, day + halfOf(each.from), day + halfOf(each.to));
    }
    return found;
  }

  /** When this clinician works at a site, or with null by video. */
  works(one: Clinician, site: string | null): Halves {
    const never = site === null ? !one.virtual : !one.sites.includes(site);
    return this.once(`works ${one.id} ${site ?? ""}`, () => this.free(never ? [] : one.available, site));
  }

  /** When this client can be at a site, or with null attend by video. */
  comes(one: Client, site: string | null): Halves {
    const never = site === null ? one.mode === "in_person" : one.mode === "virtual" || (one.site !== null && one.site !== site);
    return this.once(`comes ${one.id} ${site ?? ""}`, () => this.free(never ? [] : one.available, site));
  }

  opened(site: string): Halves {
    return this.once(`opened ${site}`, () => this.covered(this.sites.get(site)?.open ?? []));
  }

  closed(room: string): Halves {
    return this.once(`closed ${room}`, () => this.covered(this.rooms.get(room)?.closed ?? []));
  }

  meets(group: Group): Halves | null {
    const windows = group.windows;
    return windows === null ? null : this.once(`meets ${group.id}`, () => this.covered(windows));
  }

  private free(windows: Window[], site: string | null): Halves {
    const fits = (each: Window): boolean =>
      site === null ? each.mode !== "in_person" : each.mode !== "virtual" && (!each.site || each.site === site);
    return this.covered(windows.filter(fits));
  }

  private once(name: string, make: () => Halves): Halves {
    const found = this.known.get(name) ?? make();
    this.known.set(name, found);
    return found;
  }
}

export function read(problem: Problem, plan: Plan): Week {
  const week = new Week(problem, []);
  const start = (each: When): number => week.dayNamed(each.day) * DAY + halfOf(each.at);
  week.things = [
    ...plan.sessions.map((each): Thing => ({
      id: each.id, type: each.type, kind: "group", start: start(each), minutes: each.minutes, clinician: each.clinician,
      room: each.room, members: [...each.members], frozen: each.frozen ?? false,
    })),
    ...plan.slots.map((each): Thing => ({
      id: hourKey(each.kind, each.client, start(each)), type: null, kind: each.kind, start: start(each), minutes: each.minutes, clinician: each.clinician,
      room: each.room, members: [each.client], frozen: each.frozen ?? false,
    })),
  ];
  return week;
}
