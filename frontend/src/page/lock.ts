/** The lock. A page that nobody touched for a while hides itself and asks who is there; nothing leaves the page, and
 * nothing typed is written anywhere. The server decides: it locks the session at the same time and answers nothing else. */
import { answer, challenge, knowsPasskeys, problem } from "./passkey.ts";
import { reveal } from "./reveal.ts";
import { word } from "./words.ts";

const POLL = { headers: { Accept: "application/json", "X-Polling": "1" } };
const NUDGE = 60_000; // how often a person who types, but sends nothing, is told to the server

interface State {
  gone?: boolean;
  locked?: boolean;
  left?: number;
  who?: string;
  csrf?: string;
}

let layer: HTMLDialogElement | null = null;
let title = "";
let timer = 0;
let touched = false;

async function ask(polling: boolean): Promise<State> {
  const said = await fetch(document.body.dataset["lockState"] ?? "", polling ? POLL : { headers: { Accept: "application/json" } });
  return (await said.json()) as State;
}

function wait(seconds: number): void {
  window.clearTimeout(timer);
  timer = window.setTimeout(() => void look(), (seconds + 1) * 1000);
}

/** Is it time? The server knows, for another tab may have been busy. */
async function look(): Promise<void> {
  if (layer) return;
  try {
    const state = await ask(true);
    if (state.gone || state.locked) await lock(Boolean(state.gone));
    else wait(state.left ?? 60);
  } catch {
    await lock(false); // nobody answers: better hidden than open
  }
}

/** Hides the page and asks. The page itself stays as it is, with all that was typed. */
export async function lock(gone: boolean): Promise<void> {
  const kept = document.getElementById("lock");
  if (layer || !(kept instanceof HTMLTemplateElement)) return;
  layer = (kept.content.cloneNode(true) as DocumentFragment).querySelector("dialog") as HTMLDialogElement;
  title = document.title;
  document.title = layer.querySelector("h1")?.textContent ?? "";
  document.documentElement.dataset["locked"] = "";
  for (const open of document.querySelectorAll<HTMLDialogElement>("dialog[open]")) {
    open.dataset["wasOpen"] = "";
    open.close();
  }
  layer.addEventListener("cancel", (event) => event.preventDefault());
  const form = layer.querySelector("form") as HTMLFormElement;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    const way = (event.submitter as HTMLButtonElement | null)?.value ?? "password";
    void (way === "again" ? comeBack(form) : send(form, way));
  });
  document.body.append(layer);
  reveal(form);
  layer.showModal();
  if (gone) show(form, ["elsewhere"]);
  else await question(form);
}

/** Which ways this person has. */
async function question(form: HTMLFormElement): Promise<void> {
  try {
    const said = await fetch(document.body.dataset["lock"] ?? "", POLL);
    if (!said.ok) return show(form, ["elsewhere"]);
    const ways = (await said.json()) as { has_passkey: boolean; has_password: boolean; csrf: string; options: string };
    (form.elements.namedItem("csrfmiddlewaretoken") as HTMLInputElement).value = ways.csrf;
    form.dataset["options"] = ways.options;
    const password = ways.has_password ? ["password"] : [];
    show(form, [...(ways.has_passkey && knowsPasskeys() ? ["passkey"] : []), ...password, "send"]);
  } catch {
    problem(form, word("offline"));
    show(form, ["elsewhere"]);
  }
}

function show(form: HTMLFormElement, ways: string[]): void {
  for (const part of form.querySelectorAll<HTMLElement>("[data-way]")) part.hidden = !ways.includes(part.dataset["way"] ?? "");
  const first = form.querySelector<HTMLElement>("[data-way]:not([hidden])");
  (first?.matches("button, a") ? first : first?.querySelector<HTMLElement>("input"))?.focus();
}

async function send(form: HTMLFormElement, way: string): Promise<void> {
  problem(form, "");
  try {
    if (way === "passkey") (form.elements.namedItem("credential") as HTMLInputElement).value = await answer(await challenge(form));
  } catch {
    return problem(form, word("passkeyFailed"));
  }
  const told = new URLSearchParams();
  for (const [name, value] of new FormData(form)) told.append(name, String(value));
  told.set("way", way);
  try {
    const said = await fetch(document.body.dataset["lock"] ?? "", {
      method: "POST",
      body: told,
      headers: { Accept: "application/json" },
    });
    const state = (await said.json()) as { open?: boolean; error?: string; sent?: boolean; gone?: boolean; csrf?: string };
    if (state.open) return open(state.csrf ?? "");
    if (state.gone) return show(form, ["elsewhere"]);
    if (state.sent) return show(form, ["code", "send"]);
    problem(form, state.error ?? word("wrong"));
  } catch {
    problem(form, word("offline"));
  }
}

/** The session was over and they signed in beside this page: is it the same person? */
async function comeBack(form: HTMLFormElement): Promise<void> {
  try {
    const state = await ask(true);
    if (state.gone) return show(form, ["elsewhere"]);
    if (state.who !== document.body.dataset["who"]) return location.replace("/"); // somebody else: nothing of this page
    if (state.locked) return await question(form);
    open(state.csrf ?? "");
  } catch {
    problem(form, word("offline"));
  }
}

/** Shows the page again, as it was, with the token that fits the session now. */
function open(csrf: string): void {
  if (csrf) {
    for (const field of document.querySelectorAll<HTMLInputElement>("input[name=csrfmiddlewaretoken]")) field.value = csrf;
    if (document.body.hasAttribute("hx-headers")) document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": csrf }));
  }
  layer?.close();
  layer?.remove();
  layer = null;
  document.title = title;
  delete document.documentElement.dataset["locked"];
  for (const dialog of document.querySelectorAll<HTMLDialogElement>("dialog[data-was-open]")) {
    delete dialog.dataset["wasOpen"];
    dialog.showModal();
  }
  wait(Number(document.body.dataset["idle"]));
}

/** Somebody types or points: they are there, even if nothing is sent for a while. */
function nudge(): void {
  if (!touched || layer) return;
  touched = false;
  ask(false).then(
    (state) => (state.gone || state.locked ? void lock(Boolean(state.gone)) : wait(state.left ?? 60)),
    () => undefined,
  );
}

export function startLock(): void {
  document.querySelector<HTMLFormElement>("form[data-send-again]")?.requestSubmit();
  const form = document.querySelector<HTMLFormElement>("form[data-unlock]");
  for (const button of form?.querySelectorAll<HTMLElement>("[data-passkey]") ?? []) button.hidden = !knowsPasskeys();
  form?.addEventListener("submit", (event) => {
    if ((event.submitter as HTMLButtonElement | null)?.value !== "passkey") return;
    event.preventDefault();
    void byPasskey(form);
  });
  if (!document.body.dataset["lock"]) return;
  wait(Number(document.body.dataset["idle"]));
  for (const kind of ["keydown", "pointerdown", "input"]) {
    document.addEventListener(kind, (event) => (touched ||= event.isTrusted), { passive: true });
  }
  window.setInterval(nudge, NUDGE);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && void look());
  document.addEventListener("locked", () => void lock(false)); // an island heard so from the server
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = (event as CustomEvent<{ xhr: XMLHttpRequest }>).detail;
    if (xhr.getResponseHeader("X-Locked")) void lock(false);
  });
}

/** The question on a page of its own: the passkey's answer goes with the form, and with it what was sent before. */
async function byPasskey(form: HTMLFormElement): Promise<void> {
  problem(form, "");
  try {
    (form.elements.namedItem("credential") as HTMLInputElement).value = await answer(await challenge(form));
    const way = document.createElement("input");
    Object.assign(way, { type: "hidden", name: "way", value: "passkey" });
    form.append(way);
    form.submit();
  } catch {
    problem(form, word("passkeyFailed"));
  }
}
