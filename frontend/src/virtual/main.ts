/** The video room: wait, be let in, see and hear, be put out; back by itself whenever the network or the router fails. */
import { also, isReading, moving } from "./also.ts";
import * as beside from "./beside.ts";
import * as board from "./board.ts";
import { preview } from "./camera.ts";
import * as capture from "./capture.ts";
import * as chat from "./chat.ts";
import * as drawings from "./drawings.ts";
import * as kept from "./kept.ts";
import { Line, type Said } from "./line.ts";
import { type Carrier, Media, type Sender } from "./media.ts";
import { Mesh } from "./mesh.ts";
import { Own } from "./own.ts";
import * as panels from "./panels.ts";
import * as reactions from "./reactions.ts";
import { canSeal, Seal } from "./sealing.ts";
import * as share from "./share.ts";
import * as sheet from "./sheet.ts";
import { Stage } from "./stage.ts";
import { Tiles } from "./tiles.ts";
import * as timer from "./timer.ts";
import { here, type Person, person } from "./who.ts";
import { part, says } from "./words.ts";

const page = part("room") as HTMLElement;
const { gateway = "", ticket = "", who = "", role = "client", soundOnly = "", cameras = "" } = page.dataset;
const tiles = new Tiles(part("tiles") as HTMLElement);
const line = new Line(gateway, ticket, heard, broken, refused);
const seal = new Seal(line, page.dataset["sealer"] ?? "", (code) => lockWords(code), greet);
const mesh = page.dataset["mesh"] ? new Mesh(line, seal, (id, track) => tiles.play(id, track), rejoin) : null;
const media: Carrier = mesh ?? new Media(line, seal, (id, track) => tiles.play(id, track), rejoin);
const stage = new Stage(tiles, media, part("tiles") as HTMLElement, announce);
const own = new Own(sent, tooSlow, { blur: page.dataset["blur"] ?? "", voice: page.dataset["voice"] ?? "" });

let hand = false;
let inside = false;
let rejoining = 0;
let chatPolicy = page.dataset["chat"] || "during";

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

function show(name: "lobby" | "stage"): void {
  for (const each of ["lobby", "stage"]) {
    const shown = part(each);
    if (shown) shown.hidden = each !== name;
  }
  const bar = part("bar");
  if (bar) bar.hidden = name === "lobby";
  if (name === "lobby") panels.close();
}

// What the gateway says

function heard(said: Said): void {
  also[said.t]?.(said);
  ACTS[said.t]?.(said);
}

const ACTS: Record<string, (said: Said) => void> = {
  welcome: (said) => {
    inside = false;
    media.hold();
    here.me = String(said["id"]);
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
  peer: (said) => void mesh?.told(said),
  ice: (said) => void mesh?.told(said),
  gone: (said) => media.forget(String(said["id"])),
  people: (said) => people(said["people"] as Person[]),
  again: () => again(says("router")),
  moved: (said) => {
    for (const each of [board, sheet, timer]) each.clear(); // what was in a room stays there
    again(moving(said));
  },
  muted: () => {
    own.setMic(false);
    apply();
    announce(says("muted"));
  },
  say: (said) => chat.heard(said, seal),
  chat: (said) => chat.heard(said, seal),
  share: (said) => share.heard(said),
  key: (said) => seal.told(String(said["id"]), String(said["box"])),
  changed: () => look(),
  error: (said) => {
    if (["say", "chat"].includes(String(said["about"]).split(" ", 1)[0] ?? "")) chat.giveBack(false);
    if (said["about"] === "want") media.notHad();
    if (["answer", "publish"].includes(String(said["about"])) && ["router", "no_router"].includes(String(said["code"]))) rejoin(); // the two disagree: begin anew
    if (said["about"] === "join") {
      inside = false; // a join that crossed another one may have been answered first
      window.setTimeout(() => !inside && line.say({ t: "join" }), 1500);
    }
    if (typeof said["words"] === "string") announce(said["words"]);
  },
  out: (said) => out(String(said["why"])),
};

async function joined(said: Said): Promise<void> {
  inside = true;
  rejoining = 0;
  show("stage");
  if (said["sealed"] && !canSeal) {
    line.close();
    return out("unsealable");
  }
  const policy = said["policy"] as { chat?: string } | undefined;
  if (policy?.chat) chatPolicy = policy.chat;
  panels.allow("chat", chatPolicy !== "off");
  for (const words of document.querySelectorAll<HTMLElement>("[data-chat-is]")) words.hidden = words.dataset["chatIs"] !== chatPolicy;
  await seal.begin(Boolean(said["sealed"]), here.me);
  lockWords(seal.code);
  await media.begin(said["ice"] as RTCIceServer[], own.outgoing);
  stage.begin();
  if (own.shown) tiles.play(here.me, own.shown, true);
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
  stage.arrange();
}

/** Somebody new can read what we seal: they learn what everybody sees. */
function greet(id: string): void {
  for (const each of [drawings, board, sheet, timer]) each.greet(id);
}

/** The media begin anew, over the line that holds. */
function again(words: string): void {
  inside = false;
  status(words);
  announce(words);
  media.end();
  line.say({ t: "join" });
}

/** Media broke off while the line holds: enter again. */
function rejoin(): void {
  if (!inside || rejoining) return;
  rejoining = window.setTimeout(() => (rejoining = 0), 4000);
  inside = false;
  media.end();
  line.say({ t: "join" });
}

function broken(): void {
  inside = false;
  chat.giveBack(true);
  media.hold();
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
  for (const each of [board, sheet, timer]) each.clear();
  own.end();
  show("lobby");
  preview(part<HTMLVideoElement>("preview"), null, part("no-picture"));
  status(words || says(why) || says("closed"));
  const back = part("join");
  if (back) back.hidden = !["left", "elsewhere", "full"].includes(why);
  page.dataset["out"] = why;
  if (role === "host" && why === "ended") look();
}

// What only the facilitator's page shows

let looking = 0;
function look(): void {
  if (!who || looking) return;
  looking = window.setTimeout(() => {
    looking = 0;
    if (isReading()) return void (looking = window.setTimeout(() => (looking = 0, look()), 1500));
    document.getElementById("who")?.dispatchEvent(new Event("look"));
  }, 150);
}

// One's own sound and picture

/** What goes out is another track now. */
function sent(kind: "audio" | "video", track: MediaStreamTrack | null): void {
  void media.replace(kind, track);
  if (kind === "video" && track) tiles.play(here.me, track, true);
  apply();
}

/** The blur cannot keep up: better no picture than one with the room behind. */
function tooSlow(): void {
  sent("video", null);
  panels.blurIs(false);
  announce(says("too-slow"));
  const words = part("mask-words");
  if (words) words.textContent = says("too-slow");
}

function apply(): void {
  const { has } = own;
  if (inside) line.say({ t: "self", mic: own.mic && has.mic, cam: own.cam && has.cam && Boolean(own.shown) });
  panels.pressed("mic", own.mic && has.mic, has.mic);
  panels.pressed("cam", own.cam && has.cam, has.cam);
  panels.pressed("hand", hand, true);
}

function press(button: HTMLButtonElement): void {
  const what = button.dataset["do"];
  if (what === "mic") own.setMic(!own.mic);
  else if (what === "cam") return void own.setCam(!own.cam);
  else if (what === "hand") {
    hand = !hand;
    if (inside) line.say({ t: "hand", up: hand });
  } else if (what === "view") {
    panels.pressed("view", stage.toggleSpeaker(), true);
    return;
  } else if (what === "leave") {
    line.say({ t: "leave" });
    window.setTimeout(() => out("left"), 400);
    return;
  } else return;
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
window.setInterval(() => {
  if (!inside || document.hidden) return;
  void media.loudest().then((id) => id && stage.speaks(id));
}, 700);
window.addEventListener("pagehide", () => line.close());

share.begin(line, seal);
chat.begin(line, seal, () => chatPolicy);
drawings.begin((id) => {
  const found = person(id);
  if (found) tiles.draw(found);
});
reactions.begin(tiles, announce);
timer.begin(announce);
board.begin(() => panels.news("board"), announce);
sheet.begin(() => panels.news("sheet"), announce);
capture.begin(tiles, () => inside, announce);
beside.begin();
kept.begin(isReading, look);
if (page.dataset["captions"] === "") panels.without("captions");
panels.begin({ own, tiles, announce });

async function start(): Promise<void> {
  const isPeer = role === "client" || role === "guest";
  own.mic = !isPeer; // they come in silent
  await own.begin(!soundOnly && !(cameras === "off" && isPeer));
  preview(part<HTMLVideoElement>("preview"), own.shown && new MediaStream([own.shown]), part("no-picture"));
  const trouble = part("trouble");
  if (trouble) {
    trouble.textContent = own.layer === "good" ? "" : says(own.layer);
    trouble.hidden = !trouble.textContent;
  }
  await line.open();
}
void start();
