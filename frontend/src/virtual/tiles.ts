/** The people in the room: a tile each, with the name they have here and nothing else. */
import { drawingOf } from "./drawings.ts";
import { here, type Person } from "./who.ts";
import { part, says } from "./words.ts";

export class Tiles {
  private readonly tiles = new Map<string, HTMLLIElement>();
  private readonly sounds = new Map<string, HTMLAudioElement>();

  constructor(private readonly list: HTMLElement) {}

  paint(people: Person[]): { came: Person[]; went: Person[]; hands: Person[] } {
    const before = here.people;
    here.people = [...people].sort((a, b) => order(a) - order(b));
    for (const id of [...this.tiles.keys()]) if (!people.some((each) => each.id === id)) this.remove(id);
    for (const person of here.people) this.place(person);
    const had = (id: string): Person | undefined => before.find((each) => each.id === id);
    return {
      came: people.filter((each) => !had(each.id) && before.length > 0),
      went: before.filter((each) => !people.some((other) => other.id === each.id)),
      hands: people.filter((each) => each.hand && had(each.id)?.hand === false),
    };
  }

  /** In their order, without moving what stands there already (a moved video begins anew). */
  private place(person: Person): void {
    const tile = this.tile(person);
    const before = here.people[here.people.indexOf(person) - 1];
    const wanted = before ? this.tiles.get(before.id)?.nextElementSibling : this.list.firstElementChild;
    if (tile !== wanted) this.list.insertBefore(tile, wanted ?? null);
  }

  private tile(person: Person): HTMLLIElement {
    const tile = this.tiles.get(person.id) ?? this.made(person.id);
    const mine = person.id === here.me;
    tile.classList.toggle("host", person.role === "host");
    const name = part("alias", tile);
    if (name) name.textContent = mine ? says("you", { who: person.alias }) : person.alias;
    this.draw(person);
    for (const [what, on] of [["mic-on", person.mic], ["mic-off", !person.mic], ["hand", person.hand]] as const) {
      const mark = part(what, tile);
      if (mark) mark.hidden = !on;
    }
    this.showPicture(tile, person.cam);
    return tile;
  }

  /** The drawn mask; a facilitator, whom everybody knows by name, has their letters. */
  draw(person: Person): void {
    const tile = this.tiles.get(person.id);
    const place = tile && part("mask", tile);
    if (!place) return;
    if (person.role === "host") {
      place.className = "avatar t1 big";
      place.textContent = person.alias.split(/\s+/).slice(0, 2).map((word) => word.slice(0, 1).toUpperCase()).join("");
      return;
    }
    const drawing = drawingOf(person);
    if (drawing && place.dataset["drawing"] !== drawing.dataset["drawing"]) {
      place.dataset["drawing"] = drawing.dataset["drawing"];
      place.replaceChildren(drawing.cloneNode(true));
    }
  }

  private made(id: string): HTMLLIElement {
    const kept = document.getElementById("tile") as HTMLTemplateElement;
    const tile = (kept.content.cloneNode(true) as DocumentFragment).querySelector("li") as HTMLLIElement;
    tile.dataset["id"] = id;
    this.tiles.set(id, tile);
    const seen = (): void => this.showPicture(tile, here.people.find((each) => each.id === id)?.cam ?? false);
    tile.querySelector("video")?.addEventListener("loadeddata", seen);
    return tile;
  }

  private showPicture(tile: HTMLLIElement, on: boolean): void {
    const video = tile.querySelector("video");
    if (!video) return;
    video.hidden = !on || !video.srcObject || tile.hasAttribute("data-unseen");
    const mask = part("mask", tile);
    if (mask) mask.hidden = !video.hidden && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA; // until then it stands behind
  }

  /** Which tiles stand on the stage; of whom no picture is wanted, the drawing stands there. */
  arrange(shown: string[], large: string, pictures: boolean): void {
    for (const person of here.people) {
      const tile = this.tiles.get(person.id);
      if (!tile) continue;
      tile.hidden = !shown.includes(person.id);
      tile.toggleAttribute("data-large", person.id === large);
      tile.toggleAttribute("data-unseen", !pictures && person.id !== here.me);
      this.showPicture(tile, person.cam);
    }
    this.list.dataset["count"] = String(shown.length);
  }

  widthOf(id: string): number {
    return this.tiles.get(id)?.getBoundingClientRect().width ?? 0;
  }

  /** Sound or picture of somebody. It may come before we know who they are. */
  play(id: string, track: MediaStreamTrack, own = false): void {
    if (track.kind === "audio") {
      if (own) return;
      const sound = this.sounds.get(id) ?? new Audio();
      if ((sound.srcObject as MediaStream | null)?.getTracks()[0] === track) return;
      sound.autoplay = true;
      sound.srcObject = new MediaStream([track]);
      void sound.play().catch(() => undefined);
      this.sounds.set(id, sound);
      return;
    }
    const tile = this.tiles.get(id) ?? this.made(id);
    const video = tile.querySelector("video") as HTMLVideoElement;
    video.muted = true; // sound has an element of its own
    video.classList.toggle("own", own);
    if ((video.srcObject as MediaStream | null)?.getTracks()[0] !== track) video.srcObject = new MediaStream([track]);
    this.showPicture(tile, here.people.find((each) => each.id === id)?.cam ?? false);
    void video.play().catch(() => undefined);
  }

  /** Everybody's sound, for captions made on this device. */
  heard(): MediaStream[] {
    return [...this.sounds.values()].map((each) => each.srcObject as MediaStream).filter(Boolean);
  }

  speaking(id: string): void {
    for (const [each, tile] of this.tiles) tile.toggleAttribute("data-speaking", each === id);
  }

  /** Something that stands on somebody's tile for a while: how they feel about it, or that they took a picture. */
  mark(id: string, name: "reaction" | "captured", words: string, icon = "", seconds = 0): void {
    const tile = this.tiles.get(id);
    const mark = tile && part(name, tile);
    if (!mark) return;
    mark.hidden = !words;
    const said = part("said", mark);
    if (said) said.textContent = words;
    for (const each of mark.querySelectorAll<HTMLElement>("[data-icon]")) each.hidden = each.dataset["icon"] !== icon;
    window.clearTimeout(Number(mark.dataset["timer"] ?? 0));
    if (seconds) mark.dataset["timer"] = String(window.setTimeout(() => (mark.hidden = true), seconds * 1000));
  }

  remove(id: string): void {
    this.tiles.get(id)?.remove();
    this.tiles.delete(id);
    const sound = this.sounds.get(id);
    if (sound) sound.srcObject = null;
    this.sounds.delete(id);
  }

  clear(): void {
    for (const id of [...this.tiles.keys(), ...this.sounds.keys()]) this.remove(id);
    here.people = [];
  }
}

function order(person: Person): number {
  return person.role === "host" ? 0 : person.id === here.me ? 1 : 2;
}
