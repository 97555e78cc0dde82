/** A small sign on one's own tile for a few seconds: it interrupts nobody. */
import { hear, share } from "./share.ts";
import type { Tiles } from "./tiles.ts";
import { aliasOf, here } from "./who.ts";
import { says } from "./words.ts";

const KINDS: Record<string, string> = { heart: "heart-handshake", nod: "check", same: "users-round", star: "star", question: "circle-help" };
const SECONDS = 6;

export function begin(tiles: Tiles, announce: (words: string) => void): void {
  const show = (id: string, kind: string): void => {
    if (!(kind in KINDS)) return;
    const words = says(`react-${kind}`);
    tiles.mark(id, "reaction", words, KINDS[kind], SECONDS);
    if (id !== here.me) announce(says("reacts", { who: aliasOf(id), what: words }));
  };
  hear("react", (told, from) => show(from, String(told["what"])));
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-react]") : null;
    if (!button) return;
    const what = button.dataset["react"] ?? "";
    show(here.me, what);
    void share({ k: "react", what });
  });
}
