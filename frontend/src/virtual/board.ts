/** The shared whiteboard: strokes with the pointer, lines from the keyboard; one's own can be taken back, and the
 * facilitator clears it. It lives in the pages alone. */
import { type Mark, Marks, pointsOf } from "./marks.ts";
import { hear, share, type Told } from "./share.ts";
import { aliasOf, here, isHost } from "./who.ts";
import { part, says } from "./words.ts";

const EVERY = 250; // ms between two pieces of a stroke on their way
const marks = new Marks();
let color = 0;
let drawing: { id: string; sent: number; points: number[] } | null = null;
let shown: () => void = () => undefined;
let say: (words: string) => void = () => undefined;

const fresh = (): string => crypto.randomUUID().replaceAll("-", "").slice(0, 16);
const canvas = (): SVGSVGElement | null => document.querySelector("[data-canvas]");

function paint(mark: Mark): void {
  if (mark.kind === "line") {
    const list = part("lines");
    const entry = list?.querySelector<HTMLElement>(`[data-mark="${mark.id}"]`) ?? document.createElement("li");
    entry.dataset["mark"] = mark.id;
    entry.className = `pen-${mark.color}`;
    const name = document.createElement("small");
    name.textContent = aliasOf(mark.by);
    entry.replaceChildren(mark.text, " ", name);
    list?.append(entry);
    return;
  }
  const paper = canvas();
  if (!paper) return;
  const found = paper.querySelector(`[data-mark="${mark.id}"]`);
  const stroke = found ?? document.createElementNS(paper.namespaceURI, "polyline");
  stroke.setAttribute("data-mark", mark.id);
  stroke.setAttribute("class", `stroke pen-${mark.color}`);
  stroke.setAttribute("points", (mark.points.length === 2 ? [...mark.points, ...mark.points] : mark.points).join(" "));
  if (!found) paper.append(stroke);
}

function unpaint(id: string): void {
  for (const each of document.querySelectorAll(`[data-whiteboard] [data-mark="${id}"]`)) each.remove();
}

function wipe(): void {
  marks.all.clear();
  for (const each of document.querySelectorAll("[data-whiteboard] [data-mark]")) each.remove();
}

function take(told: Told, by: string): void {
  const mark = marks.add(told, by);
  if (mark) paint(mark);
}

/** Somebody came: a facilitator's page shows them everything that is there, in pieces that fit. */
export function greet(id: string): void {
  const all = [...marks.all.values()].filter((each) => (isHost(here.me) ? true : each.by === here.me && !here.people.some((one) => one.role === "host")));
  for (let at = 0; at < all.length; at += 5) void share({ k: "marks", all: all.slice(at, at + 5) }, id);
}

function at(event: PointerEvent): number[] {
  const box = (canvas() as SVGSVGElement).getBoundingClientRect();
  const within = (value: number): number => Math.min(1000, Math.max(0, Math.round(value * 1000)));
  return [within((event.clientX - box.left) / box.width), within((event.clientY - box.top) / box.height)];
}

function send(): void {
  if (!drawing) return;
  const points = drawing.points.slice(drawing.sent);
  drawing.sent = drawing.points.length;
  if (points.length) void share({ k: "stroke", id: drawing.id, color, points });
}

function draw(event: PointerEvent): void {
  if (!drawing) return;
  const points = at(event);
  if (!marks.add({ id: drawing.id, color, points }, here.me)) return;
  drawing.points.push(...points);
  paint(marks.all.get(drawing.id) as Mark);
}

function pens(): void {
  const board = canvas();
  board?.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    board.setPointerCapture(event.pointerId);
    drawing = { id: fresh(), sent: 0, points: [] };
    draw(event);
  });
  board?.addEventListener("pointermove", draw);
  for (const end of ["pointerup", "pointercancel"] as const) {
    board?.addEventListener(end, () => {
      send();
      drawing = null;
    });
  }
  window.setInterval(send, EVERY);
}

export function begin(open: () => void, announce: (words: string) => void): void {
  [shown, say] = [open, announce];
  hear("stroke", (told, from) => {
    take(told, from);
    shown();
  });
  hear("line", (told, from) => {
    take(told, from);
    shown();
    say(says("board-line", { who: aliasOf(from), what: String(told["text"]).slice(0, 200) }));
  });
  hear("unmark", (told, from) => {
    if (marks.remove(told["id"], from)) unpaint(String(told["id"]));
  });
  hear("wipe", (_told, from) => {
    if (isHost(from)) wipe();
  });
  hear("marks", (told, from) => {
    if (!Array.isArray(told["all"])) return;
    for (const each of told["all"].slice(0, 5) as Told[]) {
      const by = isHost(from) && typeof each["by"] === "string" ? each["by"] : from; // only a facilitator speaks for others
      if (!marks.all.has(String(each["id"]))) take({ ...each, points: pointsOf(each["points"]) }, by);
    }
  });
  pens();
  for (const pen of document.querySelectorAll<HTMLInputElement>("input[name=pen]")) pen.addEventListener("change", () => (color = Number(pen.value)));
  part("line-form")?.addEventListener("submit", (event) => {
    event.preventDefault();
    const field = (event.target as HTMLFormElement).elements.namedItem("text") as HTMLInputElement;
    const told = { k: "line", id: fresh(), color, text: field.value };
    if (!field.value.trim()) return;
    take(told, here.me);
    void share(told);
    field.value = "";
  });
  part("unmark")?.addEventListener("click", () => {
    const last = marks.lastOf(here.me);
    if (!last) return say(says("nothing-to-undo"));
    marks.remove(last.id, here.me);
    unpaint(last.id);
    void share({ k: "unmark", id: last.id });
    say(says("undone"));
  });
  part("wipe")?.addEventListener("click", () => {
    wipe();
    void share({ k: "wipe" });
  });
}

export const clear = wipe;
