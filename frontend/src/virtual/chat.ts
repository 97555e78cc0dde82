/** The chat, as the program's policy says: none; sealed, and gone with the room; or kept, and then in clear and said so. */
import type { Line, Said } from "./line.ts";
import type { Seal } from "./sealing.ts";
import { aliasOf, here } from "./who.ts";
import { part } from "./words.ts";

const MOST = 200; // lines that stay on the page

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
  if (said.t === "chat") show(id, String(said["text"]));
  else if (id !== here.me) seal.unwrap("say", id, String(said["box"]), (told) => typeof told === "string" && show(id, told));
}

export function begin(line: Line, seal: Seal, policy: () => string): void {
  part("chat-form")?.addEventListener("submit", (event) => {
    event.preventDefault();
    const field = (event.target as HTMLFormElement).elements.namedItem("text") as HTMLInputElement;
    const text = field.value.trim();
    if (!text) return;
    if (policy() === "kept") line.say({ t: "chat", text });
    else void seal.wrap("say", text).then((box) => {
      line.say({ t: "say", box });
      show(here.me, text);
    });
    field.value = "";
  });
}
