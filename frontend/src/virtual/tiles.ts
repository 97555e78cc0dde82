/** The people in the room: a tile each, with the name they have here and nothing else. */
import { part, says } from "./words.ts";

export interface Person {
  id: string;
  alias: string;
  role: string;
  mic: boolean;
  cam: boolean;
  hand: boolean;
  key: string;
}

export class Tiles {
  private readonly tiles = new Map<string, HTMLLIElement>();
  private readonly sounds = new Map<string, HTMLAudioElement>();
  people: Person[] = [];
  me = "";

  constructor(private readonly list: HTMLElement) {}

  paint(people: Person[]): { came: Person[]; went: Person[]; hands: Person[] } {
    const before = this.people;
    this.people = [...people].sort((a, b) => order(a, this.me) - order(b, this.me));
    for (const id of [...this.tiles.keys()]) if (!people.some((each) => each.id === id)) this.remove(id);
    for (const person of this.people) this.list.append(this.tile(person));
    this.list.dataset["count"] = String(Math.min(this.people.length, 12));
    const had = (id: string): Person | undefined => before.find((each) => each.id === id);
    return {
      came: people.filter((each) => !had(each.id) && before.length > 0),
      went: before.filter((each) => !people.some((other) => other.id === each.id)),
      hands: people.filter((each) => each.hand && had(each.id)?.hand === false),
    };
  }

  private tile(person: Person): HTMLLIElement {
    const tile = this.tiles.get(person.id) ?? this.made(person.id);
    const mine = person.id === this.me;
    tile.classList.toggle("host", person.role === "host");
    const name = part("alias", tile);
    if (name) name.textContent = mine ? says("you", { who: person.alias }) : person.alias;
    const initial = part("initial", tile);
    if (initial) initial.textContent = person.alias.slice(0, 1).toUpperCase();
    for (const [what, on] of [["mic-on", person.mic], ["mic-off", !person.mic], ["hand", person.hand]] as const) {
      const mark = part(what, tile);
      if (mark) mark.hidden = !on;
    }
    this.showPicture(tile, person.cam);
    return tile;
  }

  private made(id: string): HTMLLIElement {
    const kept = document.getElementById("tile") as HTMLTemplateElement;
    const tile = (kept.content.cloneNode(true) as DocumentFragment).querySelector("li") as HTMLLIElement;
    tile.dataset["id"] = id;
    this.tiles.set(id, tile);
    return tile;
  }

  private showPicture(tile: HTMLLIElement, on: boolean): void {
    const video = tile.querySelector("video");
    if (!video) return;
    video.hidden = !on || !video.srcObject;
    const initial = part("initial", tile);
    if (initial) initial.hidden = !video.hidden;
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
    this.showPicture(tile, this.people.find((each) => each.id === id)?.cam ?? false);
    void video.play().catch(() => undefined);
  }

  speaking(id: string): void {
    for (const [each, tile] of this.tiles) tile.toggleAttribute("data-speaking", each === id);
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
    this.people = [];
  }
}

function order(person: Person, me: string): number {
  return person.role === "host" ? 0 : person.id === me ? 1 : 2;
}
