/** The chat, as the program's policy says: none; sealed, and gone with the room; or kept, and then in clear and said so.
 * One's own line stands there once the gateway has passed it on; what it did not pass on is in the field again. */
import type { Line, Said } from "./line.ts";
import type { Seal } from "./sealing.ts";
import { aliasOf, here } from "./who.ts";
import { part } from "./words.ts";

const MOST = 200; // lines that stay on the page
const onTheWay: string[] = []; // one's own, in the order in which they were sent

function show(id: string, text: string): void {
  const list = part("said-list");
  const entry = document.createElement("li");
  const name = document.createElement("b");
  name.textContent = aliasOf(id);
  entry.append(name, " ", text.slice(0, 1000));
  list?.append(entry);
  while ((list?.children.length ?? 0) > MOST) list?.firstElementChild?.remove();
  entry.scrollIntoView({ block: "nearest" });
  const button = document.querySelector<HTMLElement>('[data-do="chat"]');
  if (id !== here.me && button?.getAttribute("aria-expanded") === "false") button.toggleAttribute("data-news", true);
}

/** A line came, sealed or in clear. */
export function heard(said: Said, seal: Seal): void {
  const id = String(said["id"]);
  const mine = id === here.me ? onTheWay.shift() : undefined;
  if (said.t === "chat") show(id, String(said["text"]));
  else if (mine !== undefined) show(id, mine);
  else if (id !== here.me) seal.unwrap("say", id, String(said["box"]), (told) => typeof told === "string" && show(id, told));
}

/** What was not passed on goes back to where it was written: the first of them, or all where the line broke. */
export function giveBack(all: boolean): void {
  const field = document.querySelector<HTMLInputElement>("[data-chat-form] [name=text]");
  const lost = onTheWay.splice(0, all ? onTheWay.length : 1);
  if (field && lost.length) field.value = [...lost, field.value].filter(Boolean).join(" ");
}

export function begin(line: Line, seal: Seal, policy: () => string): void {
  part("chat-form")?.addEventListener("submit", (event) => {
    event.preventDefault();
    const field = (event.target as HTMLFormElement).elements.namedItem("text") as HTMLInputElement;
    const text = field.value.trim();
    if (!text) return;
    field.value = "";
    onTheWay.push(text);
    const said = policy() === "kept" ? Promise.resolve({ t: "chat", text }) : seal.wrap("say", text).then((box) => ({ t: "say", box }));
    void said.then((told) => line.say(told) || giveBack(true)).catch(() => giveBack(true));
  });
}
