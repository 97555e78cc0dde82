/** Pictures of the screen. No browser tells a page that the device records or photographs it; two things browsers do tell:
 * the PrintScreen key, and printing. Whoever does either is seen to have done it, on every page. */
import { hear, share } from "./share.ts";
import type { Tiles } from "./tiles.ts";
import { aliasOf, here } from "./who.ts";
import { says } from "./words.ts";

const SECONDS = 60;
const WAYS = ["key", "print"];

export function begin(tiles: Tiles, inside: () => boolean, announce: (words: string) => void): void {
  const show = (id: string, way: string): void => {
    if (!WAYS.includes(way)) return;
    tiles.mark(id, "captured", says(`captured-${way}`), "", SECONDS);
    announce(says("captured", { who: aliasOf(id), what: says(`captured-${way}`) }));
  };
  const told = (way: string): void => {
    if (!inside()) return;
    show(here.me, way);
    void share({ k: "captured", way });
  };
  hear("captured", (said, from) => show(from, String(said["way"])));
  document.addEventListener("keyup", (event) => event.key === "PrintScreen" && told("key"));
  window.addEventListener("beforeprint", () => told("print"));
}
