/** What is in the hand: a session or an hour on its way through the grid, or somebody on their way into a session. Draws where it
 * could go, says what a place would mean, and lets go of it through the page's form. */
import type { Facts } from "./facts.ts";
import { elsewise, isSame, type Place, places, reasons, turns, withClient } from "./places.ts";
import { send } from "./sending.ts";
import { DAY, keyAt, type Thing } from "./week.ts";

const FIRST = 12; // the grid's classes know 6:00 to 22:00
const LAST = 44;
const MOST_TURNS = 3;
const two = (number: number): string => String(number).padStart(2, "0");
const half = (at: number): string => `t${two(Math.floor(at / 2))}${at % 2 ? "30" : "00"}`;

export function hoursOf(minutes: number): string {
  const [whole, rest] = [Math.floor(minutes / 60), minutes % 60];
  return !whole ? `${rest} min` : rest ? `${whole} h ${two(rest)}` : `${whole} h`;
}

/** The line that says, and reads aloud, how it stands: at the foot of the page, for a finger above it. A finger that
 * goes onto the line puts back what it holds. */
class Line {
  private readonly line = document.createElement("div");

  constructor(private readonly leave: string) {
    this.line.className = "in-hand";
    this.line.toggleAttribute("data-touch", leave !== "");
    this.line.setAttribute("role", "status");
    document.body.append(this.line);
  }

  say(parts: string[], mood: "" | "fits" | "wrong"): void {
    this.line.dataset["mood"] = mood;
    const texts = parts.filter(Boolean).map((text, at) => {
      const part = document.createElement(at === 0 ? "b" : "span");
      part.textContent = text;
      return part;
    });
    if (this.leave) {
      const way = document.createElement("small");
      way.textContent = this.leave;
      texts.push(way);
    }
    this.line.replaceChildren(...texts);
  }

  remove(): void {
    this.line.remove();
  }
}

abstract class Hold {
  protected readonly line: Line;
  protected place: Place | null = null;

  constructor(
    protected readonly facts: Facts,
    isTouch: boolean,
  ) {
    this.line = new Line(isTouch ? facts.say("leave") : "");
    document.body.classList.add("has-in-hand");
  }

  abstract over(target: Element | null): void;
  protected abstract fields(place: Place): Record<string, string> | null;

  /** Puts it where it is now, and says under which key the page will have it. "" where that changes nothing. */
  letGo(): string {
    const { place } = this;
    const fields = place && this.fields(place);
    this.end();
    return fields && send(fields) ? keyAt(place.thing) : "";
  }

  end(): void {
    this.line.remove();
    document.body.classList.remove("has-in-hand");
    meters(null);
  }

  /** What the place in question means, in words and on the meters. */
  protected tell(what: string, place: Place): void {
    const { facts } = this;
    const wrong = reasons(facts, place);
    const changed = turns(facts, place.thing);
    const told = changed.filter((each) => each.before.unmet !== each.after.unmet).slice(0, MOST_TURNS).map((each) =>
      facts.say("person", {
        who: facts.name(each.who),
        before: hoursOf(each.before.unmet),
        after: each.after.unmet ? hoursOf(each.after.unmet) : facts.say("nothing"),
      }),
    );
    this.line.say([what, ...(wrong.length ? wrong : [facts.say("fits")]), ...told], wrong.length ? "wrong" : "fits");
    meters(new Map(changed.map((each) => [each.who, each.after.minutes])));
  }
}

/** A session, or an hour one to one, on its way. */
export class SessionHold extends Hold {
  private readonly all: Map<number, Place>;
  private readonly columns = new Map<number, string>(); // day of the week -> class of its column
  private readonly ghost = document.createElement("div");
  private readonly layer: HTMLElement[] = [];
  private readonly others = new Map<Element, Place>(); // who else could lead it, or where else it could be
  private marked: Element | null = null;

  constructor(
    facts: Facts,
    isTouch: boolean,
    readonly was: Thing,
    private readonly block: HTMLElement,
    private readonly grid: HTMLElement,
  ) {
    super(facts, isTouch);
    for (const day of grid.querySelectorAll<HTMLElement>(".cal-day")) {
      this.columns.set(facts.week.dayOn(day.dataset["day"] ?? ""), day.dataset["column"] ?? "");
    }
    this.all = places(facts, was, [...this.columns.keys()]);
    this.draw();
    block.classList.add("lifted");
    this.line.say([facts.say(isTouch ? "lifted" : "held", { what: facts.name(was.id) })], "");
  }

  /** One small cell for each half-hour at which it could begin. */
  private draw(): void {
    for (const [start, place] of this.all) {
      const at = start % DAY;
      if (at < FIRST || at >= LAST) continue;
      const cell = document.createElement("span");
      cell.className = `spot ${this.columns.get(Math.floor(start / DAY)) ?? ""} ${half(at)} m30`;
      cell.dataset["start"] = String(start);
      if (place.wrong.length) cell.dataset["wrong"] = "";
      this.layer.push(cell);
    }
    this.ghost.className = "block ghost";
    this.ghost.hidden = true;
    this.grid.append(...this.layer, this.ghost);
    for (const one of document.querySelectorAll<HTMLElement>("#main [data-put]")) {
      const key = one.dataset["put"] ?? "";
      const isRoom = one.dataset["as"] === "room";
      if (this.was.type === null && !isRoom) continue; // an hour belongs to the primary therapist
      const place = elsewise(this.facts, this.was, isRoom ? { room: key } : { clinician: key });
      if (isSame(place.thing, this.was)) continue;
      this.others.set(one, place);
      one.dataset["seat"] = place.wrong.length ? "wrong" : "fits";
    }
  }

  over(target: Element | null): void {
    const cell = target?.closest<HTMLElement>(".spot");
    const other = target?.closest("[data-put]") ?? null;
    this.mark(other);
    if (cell) this.choose(Number(cell.dataset["start"]));
    else if (other) this.choosePlace(this.others.get(other) ?? null);
    else this.nowhere();
  }

  private mark(other: Element | null): void {
    this.marked?.classList.remove("pointed");
    this.marked = other;
    other?.classList.add("pointed");
  }

  /** At its time, with somebody else or in another room. */
  private choosePlace(place: Place | null): void {
    if (!place) return this.nowhere();
    if (place === this.place) return;
    this.place = place;
    this.ghost.hidden = true;
    const { thing } = place;
    const when = this.facts.when(thing.start);
    const isLed = thing.clinician !== this.was.clinician;
    this.tell(
      isLed
        ? this.facts.say("led", { who: this.facts.name(thing.clinician), when })
        : this.facts.say("in", { when, room: this.facts.name(thing.room ?? "") }),
      place,
    );
  }

  private nowhere(): void {
    if (!this.place) return;
    this.place = null;
    this.ghost.hidden = true;
    this.line.say([this.facts.say("back", { what: this.facts.name(this.was.id) })], "");
    meters(null);
  }

  /** The place that begins there, if there is one. */
  choose(start: number): void {
    const place = this.all.get(start);
    if (!place || place === this.place) return;
    this.place = place;
    const { thing } = place;
    const length = Math.min(24, Math.max(1, Math.round(thing.minutes / 15))) * 15;
    this.ghost.className = `block ghost ${this.columns.get(Math.floor(start / DAY)) ?? ""} ${half(start % DAY)} m${length}`;
    this.ghost.textContent = this.facts.name(thing.id);
    this.ghost.toggleAttribute("data-wrong", place.wrong.length > 0);
    this.ghost.hidden = false;
    const when = this.facts.when(start);
    const room = thing.room === this.was.room ? "" : this.facts.name(thing.room ?? "");
    this.tell(room ? this.facts.say("in", { when, room }) : when, place);
  }

  /** By arrow keys: half-hours down, days to the side; with `fitting`, on to the next place that fits. */
  step(halves: number, days: number, fitting = false): void {
    const shown = [...this.columns.keys()].sort((a, b) => a - b);
    let start = this.place?.thing.start ?? this.was.start;
    for (let tries = 0; tries < DAY; tries++) {
      const day = shown[shown.indexOf(Math.floor(start / DAY)) + days];
      const at = (start % DAY) + halves;
      if (day === undefined || at < FIRST || at >= LAST || !this.all.has(day * DAY + at)) break;
      start = day * DAY + at;
      if (!fitting || !this.all.get(start)?.wrong.length) break;
    }
    if (fitting && this.all.get(start)?.wrong.length) return this.line.say([this.facts.say("none")], "wrong");
    this.choose(start);
    this.ghost.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  protected fields({ thing }: Place): Record<string, string> | null {
    if (isSame(thing, this.was)) return null;
    const led: Record<string, string> = thing.clinician === this.was.clinician ? {} : { clinician: thing.clinician };
    return { key: thing.id, day: String(Math.floor(thing.start / DAY)), at: String(thing.start % DAY), room: thing.room ?? "video", ...led };
  }

  override end(): void {
    super.end();
    for (const each of [...this.layer, this.ghost]) each.remove();
    for (const each of this.others.keys()) each.removeAttribute("data-seat");
    this.mark(null);
    this.block.classList.remove("lifted");
  }
}

/** Somebody on their way into a session. */
export class PersonHold extends Hold {
  private readonly all = new Map<Element, Place>();
  private marked: Element | null = null;

  constructor(
    facts: Facts,
    isTouch: boolean,
    private readonly who: string,
    grid: HTMLElement,
  ) {
    super(facts, isTouch);
    const byKey = new Map(facts.week.things.map((each) => [each.id, each]));
    for (const block of grid.querySelectorAll<HTMLElement>(".block[data-key]")) {
      const thing = byKey.get(block.dataset["key"] ?? "");
      if (!thing?.type || thing.members.includes(who)) continue;
      const place = withClient(facts, thing, who);
      this.all.set(block, place);
      block.dataset["seat"] = place.wrong.length ? "wrong" : "fits";
    }
    this.line.say([facts.name(who)], "");
  }

  over(target: Element | null): void {
    const block = target?.closest(".block[data-seat]") ?? null;
    if (block === this.marked) return;
    this.marked?.classList.remove("pointed");
    this.marked = block;
    this.place = (block && this.all.get(block)) ?? null;
    block?.classList.add("pointed");
    if (this.place) this.tell(`${this.facts.name(this.who)} → ${this.facts.name(this.place.thing.id)}`, this.place);
    else {
      this.line.say([this.facts.name(this.who)], "");
      meters(null);
    }
  }

  protected fields({ thing }: Place): Record<string, string> {
    return { key: thing.id, client: this.who };
  }

  override end(): void {
    super.end();
    for (const block of this.all.keys()) {
      block.removeAttribute("data-seat");
      block.classList.remove("pointed");
    }
  }
}

/** The bars of whoever falls short, as they would be; null: as they are. */
function meters(minutes: Map<string, number> | null): void {
  for (const row of document.querySelectorAll<HTMLElement>("[data-who][data-prescribed]")) {
    const bar = row.querySelector<SVGRectElement>(".dose .f-ahead");
    if (!bar) continue;
    bar.dataset["was"] ??= bar.getAttribute("width") ?? "0";
    const now = minutes?.get(row.dataset["who"] ?? "");
    const whole = Math.max(1, (Number(row.dataset["prescribed"]) * 10) / 9, now ?? 0);
    bar.setAttribute("width", now === undefined ? bar.dataset["was"] : String(Math.round((now / whole) * 1000)));
    row.classList.toggle("turning", now !== undefined);
  }
}
