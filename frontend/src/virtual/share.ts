/** What the pages of a room show each other: drawn masks, reactions, the timer, the whiteboard, the worksheet. Everything
 * is sealed like the chat, passes through the server unread, and is gone when the room closes. */
import type { Line, Said } from "./line.ts";
import type { Seal } from "./sealing.ts";

export interface Told {
  k: string;
  [name: string]: unknown;
}
type Hear = (told: Told, from: string) => void;

const kinds = new Map<string, Hear>();
let line: Line;
let seal: Seal;

export function begin(ours: Line, sealing: Seal): void {
  line = ours;
  seal = sealing;
}

/** Who wants to hear of one kind. What comes was sealed by `from`, and may still be anything: look at it closely. */
export function hear(kind: string, act: Hear): void {
  kinds.set(kind, act);
}

/** To everybody in the room, or to one. */
export async function share(told: Told, to = ""): Promise<void> {
  line.say({ t: "share", to, box: await seal.wrap("share", told) });
}

export function heard(said: Said): void {
  const from = String(said["id"]);
  seal.unwrap("share", from, String(said["box"]), (told) => {
    const kind = (told as Told | null)?.k;
    if (typeof kind === "string") kinds.get(kind)?.(told as Told, from);
  });
}
