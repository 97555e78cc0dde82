/** The sheets about one person: what was seen, their words, safety. Which person, the sheet's data-client says. */
import { say as toast } from "../page/toast.ts";
import { around } from "../page/words.ts";
import type { Person } from "./fold.ts";
import type { Act } from "./main.ts";
import { says } from "./words.ts";

const sheet = (id: string): HTMLDialogElement => document.getElementById(id) as HTMLDialogElement;
export const opened = (): HTMLDialogElement | null => document.querySelector<HTMLDialogElement>("dialog.sheet[open][data-client]");

function show(id: string, client: string, name: string): HTMLDialogElement {
  const dialog = sheet(id);
  dialog.dataset["client"] = client;
  for (const part of dialog.querySelectorAll("[data-sheet-name]")) part.textContent = name;
  const aims = dialog.querySelector<HTMLElement>("[data-sheet-aims]");
  if (aims) offerAims(aims, client);
  dialog.showModal();
  return dialog;
}

/** Every step of this person's plan, in full: their row has room for one or two. */
function offerAims(place: HTMLElement, client: string): void {
  const own = document.querySelectorAll<HTMLButtonElement>(`li[data-client="${CSS.escape(client)}"] [data-kind="objective"]`);
  place.replaceChildren(...[...own].map((button) => {
    const whole = button.cloneNode(true) as HTMLButtonElement;
    whole.hidden = false;
    (whole.lastElementChild as HTMLElement).textContent = button.title;
    return whole;
  }));
  (place.parentElement as HTMLElement).hidden = !own.length;
}

export function startSheets(act: Act, person: (client: string) => Person | undefined, name: (client: string) => string, after: () => void): void {
  const words = document.getElementById("board-quote") as HTMLTextAreaElement | null;
  document.addEventListener("click", (event) => {
    const opener = around<HTMLElement>(event, "[data-sheet]");
    const client = around(event, "[data-client]")?.dataset["client"] ?? "";
    if (opener && client) {
      const dialog = show(opener.dataset["sheet"] ?? "", client, name(client));
      if (dialog.id === "board-words" && words) {
        words.value = String(person(client)?.quote ?? "");
        words.focus();
      }
      after();
    } else if (around(event, "[data-safety]")) {
      sheet("board-person").close();
      show("board-safety", client, name(client));
      after();
    } else if (around(event, "[data-flag]")) {
      const protocol = around(event, "[data-flag]")?.dataset["flag"] ?? "";
      void act([{ client, kind: "safety", value: { protocol } }]).then((told) => toast(says(told ? "flagged" : "notFlagged"), !told));
      sheet("board-safety").close();
    }
  });
  document.getElementById("board-words")?.addEventListener("submit", () => {
    const client = sheet("board-words").dataset["client"] ?? "";
    const said = (words?.value ?? "").trim();
    if (said !== String(person(client)?.quote ?? "")) void act([{ client, kind: "quote", value: said }]);
  });
}
