/** The video room: wait, be let in, see and hear, be put out; back by itself whenever the network or the router fails. */
import { ask, type Layer, preview } from "./camera.ts";
import { Line, type Said } from "./line.ts";
import { Media, type Sender } from "./media.ts";
import { canSeal, Seal } from "./sealing.ts";
import { type Person, Tiles } from "./tiles.ts";
import { part, says } from "./words.ts";

const page = part("room") as HTMLElement;
const { gateway = "", ticket = "", who = "", role = "client", soundOnly = "" } = page.dataset;
const tiles = new Tiles(part("tiles") as HTMLElement);
const line = new Line(gateway, ticket, heard, broken, refused);
const seal = new Seal(line, page.dataset["sealer"] ?? "", (code) => lockWords(code));
const media = new Media(line, seal, (id, track) => tiles.play(id, track), rejoin);

let own: MediaStream | null = null;
let layer: Layer | "" = "";
let mic = role === "client" ? false : true; // clients come in silent
let cam = true;
let hand = false;
let inside = false;
let rejoining = 0;

// Words

function status(words: string): void {
  const line = part("status");
  if (line && line.textContent !== words) line.textContent = words;
}

/** What is true of the lock beside the title. */
function lockWords(code: string): void {
  const words = part("lock-words");
  if (words) words.textContent = seal.isOn ? says("sealed", { code }) : says("unsealed");
}

function announce(words: string): void {
  const region = part("say");
  if (region) region.textContent = words;
}

function show(name: "lobby" | "tiles"): void {
  for (const each of ["lobby", "tiles"]) {
    const shown = part(each);
    if (shown) shown.hidden = each !== name;
  }
  const bar = part("bar");
  if (bar) bar.hidden = name === "lobby";
}

// What the gateway says

function heard(said: Said): void {
  const act = ACTS[said.t];
  if (act) act(said);
}

const ACTS: Record<string, (said: Said) => void> = {
  welcome: (said) => {
    tiles.me = String(said["id"]);
    status(says("connecting"));
  },
  waiting: (said) => {
    inside = false;
    show("lobby");
    status(says(said["open"] ? (said["host"] ? "wait-host" : "wait-none") : "wait-open"));
  },
  admitted: () => {
    status(says("admitted"));
    line.say({ t: "join" });
  },
  joined: (said) => void joined(said),
  answer: (said) => void media.answered(String(said["sdp"])),
  offer: (said) => void media.offered(said),
  senders: (said) => media.want(said["add"] as Sender[]),
  gone: (said) => media.forget(String(said["id"])),
  people: (said) => people(said["people"] as Person[]),
  again: () => {
    status(says("router"));
    announce(says("router"));
    media.end();
    line.say({ t: "join" });
  },
  muted: () => {
    mic = false;
    apply();
    announce(says("muted"));
  },
  reaction: () => undefined,
  chat: (said) => chat(said),
  key: (said) => seal.told(String(said["id"]), String(said["box"])),
  changed: () => look(),
  error: (said) => {
    if (said["about"] === "want") media.notHad();
    if (said["about"] === "join") window.setTimeout(() => !inside && line.say({ t: "join" }), 1500);
    if (typeof said["words"] === "string") announce(said["words"]);
  },
  out: (said) => out(String(said["why"])),
};

async function joined(said: Said): Promise<void> {
  inside = true;
  rejoining = 0;
  show("tiles");
  if (said["sealed"] && !canSeal) {
    line.close();
    return out("unsealable");
  }
  await seal.begin(Boolean(said["sealed"]), tiles.me);
  lockWords(seal.code);
  await media.begin(said["ice"] as RTCIceServer[], own);
  for (const track of own?.getVideoTracks() ?? []) tiles.play(tiles.me, track, true);
  media.want(said["senders"] as Sender[]);
  apply();
  line.say({ t: "hand", up: hand });
  announce("");
}

function people(list: Person[]): void {
  const { came, went, hands } = tiles.paint(list);
  const said = [...came.map((each) => says("came", { who: each.alias })), ...went.map((each) => says("went", { who: each.alias }))];
  said.push(...hands.map((each) => says("hand-up", { who: each.alias })));
  if (said.length) announce(said.join(". "));
  seal.people(list);
}

/** Media broke off while the line holds: enter again. */
function rejoin(): void {
  if (!inside || rejoining) return;
  rejoining = window.setTimeout(() => (rejoining = 0), 4000);
  media.end();
  line.say({ t: "join" });
}

function broken(): void {
  announce(says("reconnecting"));
  status(says("reconnecting"));
}

function refused(words: string, code: string): void {
  out(code, words);
}

function out(why: string, words = ""): void {
  inside = false;
  media.end();
  tiles.clear();
  for (const track of own?.getTracks() ?? []) track.stop();
  own = null;
  show("lobby");
  preview(part<HTMLVideoElement>("preview"), null, part("no-picture"));
  status(words || says(why) || says("closed"));
  const again = part("join");
  if (again) again.hidden = !["left", "elsewhere"].includes(why);
  page.dataset["out"] = why;
  if (role === "host" && why === "ended") look();
}

// What only the facilitator's page shows

let looking = 0;
function look(): void {
  if (!who || looking) return;
  looking = window.setTimeout(() => {
    looking = 0;
    document.getElementById("who")?.dispatchEvent(new Event("look"));
  }, 150);
}

// One's own sound and picture

function apply(): void {
  for (const track of own?.getAudioTracks() ?? []) track.enabled = mic;
  for (const track of own?.getVideoTracks() ?? []) track.enabled = cam;
  const has = { mic: Boolean(own?.getAudioTracks().length), cam: Boolean(own?.getVideoTracks().length) };
  line.say({ t: "self", mic: mic && has.mic, cam: cam && has.cam });
  for (const [name, on, can] of [["mic", mic, has.mic], ["cam", cam, has.cam], ["hand", hand, true]] as const) {
    const button = document.querySelector<HTMLButtonElement>(`[data-do="${name}"]`);
    button?.setAttribute("aria-pressed", String(on && can));
    button?.classList.toggle("on", on && can);
    if (button) button.disabled = !can;
  }
}

function chat(said: Said): void {
  const list = part("said-list");
  const entry = document.createElement("li");
  const name = document.createElement("b");
  name.textContent = tiles.people.find((each) => each.id === said["id"])?.alias ?? "";
  entry.append(name, " ", String(said["text"]));
  list?.append(entry);
  entry.scrollIntoView({ block: "nearest" });
}

function press(button: HTMLButtonElement): void {
  const what = button.dataset["do"];
  if (what === "mic") mic = !mic;
  else if (what === "cam") cam = !cam;
  else if (what === "hand") {
    hand = !hand;
    line.say({ t: "hand", up: hand });
  } else if (what === "view") {
    const on = page.toggleAttribute("data-speaker");
    button.setAttribute("aria-pressed", String(on));
    button.classList.toggle("on", on);
  } else if (what === "chat") {
    const box = part("chat") as HTMLElement;
    box.hidden = !box.hidden;
    button.setAttribute("aria-pressed", String(!box.hidden));
    if (!box.hidden) box.querySelector("input")?.focus();
  } else if (what === "leave") {
    line.say({ t: "leave" });
    window.setTimeout(() => out("left"), 400);
    return;
  }
  apply();
}

document.addEventListener("click", (event) => {
  const at = event.target instanceof Element ? event.target : null;
  const button = at?.closest<HTMLButtonElement>("button[data-do]");
  if (button) press(button);
  const muted = at?.closest<HTMLElement>("[data-mute]");
  if (muted) line.say({ t: "mute", seat: muted.dataset["mute"] ?? "" });
  if (at?.closest("[data-join]")) location.reload();
});
part("chat-form")?.addEventListener("submit", (event) => {
  event.preventDefault();
  const field = (event.target as HTMLFormElement).elements.namedItem("text") as HTMLInputElement;
  if (field.value.trim()) line.say({ t: "chat", text: field.value.trim() });
  field.value = "";
});
window.setInterval(() => {
  if (!inside || document.hidden) return;
  void media.loudest().then((id) => id && tiles.speaking(id));
}, 700);
window.addEventListener("pagehide", () => line.close());

async function start(): Promise<void> {
  const found = await ask(!soundOnly);
  own = found.stream;
  layer = found.layer;
  preview(part<HTMLVideoElement>("preview"), own, part("no-picture"));
  const trouble = part("trouble");
  if (trouble) {
    trouble.textContent = layer === "good" ? "" : says(layer);
    trouble.hidden = !trouble.textContent;
  }
  await line.open();
}
void start();
