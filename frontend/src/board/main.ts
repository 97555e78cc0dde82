/** The live group board. The server paints it; from then on the set of taps does: what the server has kept and what
 * still waits here, folded (fold.ts). A tap shows at once, is kept in this tab and sent as soon as it can be. */
import { say as toast } from "../page/toast.ts";
import { around } from "../page/words.ts";
import { effective, fold, type State, type Tap } from "./fold.ts";
import { Link } from "./link.ts";
import { find, paint, paintTime, paintTopic, press, rows } from "./paint.ts";
import { Queue } from "./queue.ts";
import { opened, startSheets } from "./sheets.ts";
import { says } from "./words.ts";

type Said = Pick<Tap, "client" | "kind" | "value">;
export type Act = (said: Said[]) => Promise<boolean>;

const page = document.querySelector<HTMLElement>("[data-board]") as HTMLElement;
const { session = "", sync = "", start = "", now = "", me = "", zone = "UTC", topic = "", planned = "" } = page.dataset;
let { end = "" } = page.dataset;
const offset = Date.parse(now) - Date.now(); // the server's clock counts, whatever this device's shows
const clock = (): number => Date.now() + offset;
const iso = (at: number): string => new Date(at).toISOString();
const format = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "numeric", minute: "2-digit", timeZone: zone });
const time = (at: string): string => // the hour of a group needs no am or pm
  format.formatToParts(new Date(at)).flatMap(({ type, value }) => (type === "dayPeriod" ? [] : value)).join("").trim();

const queue = new Queue(session);
const link = new Link(sync, queue, () => iso(clock()), heard);
const acts: string[][] = []; // one's own acts on this page, the last one last
let state: State = { topic: null, people: {} };
let latest = 0;
let begun = false;

const name = (client: string): string => rows().find((row) => row.dataset["client"] === client)?.dataset["name"] ?? "";
const waiting = (): Tap[] => [...queue.waiting.values()];

function paintAll(): void {
  state = fold([...link.taps.values(), ...waiting()], link.hand, start, end);
  paint(state, waiting(), link.trouble, time);
  const sheet = opened();
  if (sheet) paintSheet(sheet, sheet.dataset["client"] ?? "");
  paintTopic(state.topic ?? planned, topic, topicTitle());
  (find("undo") as HTMLButtonElement | null)?.toggleAttribute("disabled", !undoable().length);
}

const topicTitle = (): string => document.querySelector(`[data-topic="${CSS.escape(state.topic ?? planned)}"]:not([data-board])`)?.textContent?.trim() ?? "";

function paintSheet(sheet: HTMLElement, client: string): void {
  press(sheet, state.people[client], waiting().filter((tap) => tap.client === client));
  for (const mark of sheet.querySelectorAll<HTMLElement>("[data-flagged-as]")) {
    mark.hidden = !state.people[client]?.safety.includes(mark.dataset["flaggedAs"] ?? "");
  }
}

/** Later than anything seen here, so that what is tapped now is what stands. */
function moment(): string {
  const seen = [...link.taps.values()].reduce((most, tap) => Math.max(most, Date.parse(tap.at)), 0);
  latest = Math.max(clock(), latest + 1, seen < clock() + 60_000 ? seen + 1 : 0);
  return iso(latest);
}

/** Shows it at once and sends it; says whether the server has it by then. */
const act: Act = async (said) => {
  const taps = said.map((each) => ({ ...each, key: crypto.randomUUID(), at: moment(), by: me }));
  acts.push(taps.map((tap) => tap.key));
  queue.add(taps);
  paintAll();
  await link.sync();
  return taps.every((tap) => link.taps.has(tap.key));
};

// What is taken back: the last act of this page that still stands, else one's own last tap

function undoable(): Tap[] {
  const standing = effective([...link.taps.values(), ...waiting()]);
  while (acts.length) {
    const found = standing.filter((tap) => acts.at(-1)?.includes(tap.key));
    if (found.length) return found;
    acts.pop();
  }
  return standing.filter((tap) => tap.by === me).slice(-1);
}

function undo(): void {
  const taken = undoable();
  if (!taken.length) return;
  const taps = taken.map((tap) => ({ client: tap.client, kind: "undo", value: tap.key, key: crypto.randomUUID(), at: moment(), by: me }));
  queue.add(taps);
  announce(says("undone"));
  paintAll();
  void link.sync();
}

// What came from the server

let isStale = false; // somebody came or the topic changed while the page could not be painted anew

function heard(fresh: Tap[], refused: { tap: Tap | undefined; why: string }[]): void {
  const had = find("offline")?.hidden === false;
  if (link.end) end = link.end; // it may have been ended before its time
  paintAll();
  for (const { tap, why } of refused) refuse(tap, why);
  if (begun) for (const tap of fresh) if (tap.by !== me) tellOther(tap);
  if (had && !link.trouble) announce(says("back"));
  const joined = begun && fresh.some(({ client }) => client && !name(client) && state.people[client]?.attendance);
  begun ||= !link.trouble;
  const other = !link.trouble && (state.topic ?? planned) !== topic;
  isStale ||= joined || other;
  paintAnew();
}

/** The server paints guests' rows and topics: as soon as nothing waits to be sent and no sheet lies on the board. */
function paintAnew(): void {
  if (isStale && !queue.waiting.size && !document.querySelector("dialog[open]")) location.reload();
}
document.addEventListener("close", paintAnew, { capture: true });

function tellOther(tap: Tap): void {
  if (tap.kind === "topic") return announce(says("topicIs", { what: topicTitle() }));
  const value = tap.kind === "objective" ? (tap.value as { id: string }).id : String(tap.value);
  const button = tap.kind === "undo" ? null : document.querySelector(`[data-kind="${CSS.escape(tap.kind)}"][data-value="${CSS.escape(value)}"]`);
  const what = tap.kind === "undo" ? says("undone") : (button?.getAttribute("aria-label") ?? button?.textContent?.trim() ?? "");
  if (what) announce(says("other", { who: link.names.get(tap.by ?? "") ?? "", what: `${name(tap.client ?? "")}, ${what}` }));
}

function announce(words: string): void {
  const region = find("say");
  if (region) region.textContent = words;
}

function refuse(tap: Tap | undefined, why: string): void {
  const error = rows().find((row) => row.dataset["client"] === tap?.client)?.querySelector<HTMLElement>("[data-refused]");
  const guest = find("guest-why");
  const part = error ?? (guest?.closest("dialog")?.open ? guest : null);
  if (!part) return toast(why, true);
  (part.querySelector("[data-why]") ?? part).textContent = why;
  part.hidden = false;
}

// What is tapped

function tapped(button: HTMLElement): void {
  const { kind = "", value = "" } = button.dataset;
  const client = button.closest<HTMLElement>("[data-client]")?.dataset["client"] ?? "";
  const pressed = button.getAttribute("aria-pressed") === "true";
  if (!client) return;
  if (kind === "attendance") {
    if (!pressed) void act([{ client, kind, value }]);
  } else if (kind === "objective") void act([{ client, kind, value: { id: value, on: !pressed } }]);
  else void act([{ client, kind, value: pressed ? null : kind === "participation" ? Number(value) : value }]);
}

function everyone(): void {
  const unknown = rows().filter((row) => !row.dataset["status"]);
  if (unknown.length) void act(unknown.map((row) => ({ client: row.dataset["client"] ?? "", kind: "attendance", value: "arrived" })));
}

function chooseTopic(value: string): void {
  (document.getElementById("board-topic") as HTMLDialogElement).close();
  if (value !== (state.topic ?? planned)) void act([{ client: null, kind: "topic", value }]);
}

/** Before its time: ask whether it ends now. Taps that wait go first. */
async function endGroup(event: SubmitEvent): Promise<void> {
  const form = event.target as HTMLFormElement;
  const early = document.getElementById("board-end") as HTMLDialogElement | null;
  if (early && !(event.submitter as HTMLButtonElement | null)?.name && clock() < Date.parse(end)) {
    event.preventDefault();
    return early.showModal();
  }
  if (!queue.waiting.size && !link.trouble) return;
  event.preventDefault();
  early?.close();
  await link.sync();
  if (queue.waiting.size || link.trouble) toast(says("waitEnd"));
  else {
    const chosen = document.createElement("input");
    chosen.type = "hidden";
    chosen.name = (event.submitter as HTMLButtonElement | null)?.name || "drafts";
    form.append(chosen);
    form.submit();
  }
}

document.addEventListener("click", (event) => {
  const button = around(event, "button[data-kind]");
  if (button) tapped(button);
  else if (around(event, "[data-everyone]")) everyone();
  else if (around(event, "[data-undo]")) undo();
  else if (around(event, "button[data-topic]")) chooseTopic(around(event, "button[data-topic]")?.dataset["topic"] ?? "");
  else if (around(event, "[data-guest]")) void act([{ client: around(event, "[data-guest]")?.dataset["guest"] ?? "", kind: "attendance", value: "arrived" }]);
  else if (around(event, "[data-dismiss]")) (around(event, "[data-refused]") as HTMLElement).hidden = true;
});
document.addEventListener("submit", (event) => {
  if ((event.target as HTMLElement).matches("[data-end-group]")) void endGroup(event);
}, true);
window.addEventListener("beforeunload", (event) => {
  if (queue.waiting.size) event.preventDefault();
});
startSheets(act, (client) => state.people[client], name, paintAll);
window.setInterval(() => paintTime(clock(), Date.parse(end), () => time(end)), 1000);
paintTime(clock(), Date.parse(end), () => time(end));
void queue.restore().then(() => link.sync());
