/** What was let go of, on its way to the server: through the page's own form, which htmx sends and answers with the week
 * as it is then. Where nothing answers it stays in the form, is said, and goes again once the connection is back. */

const hand = (): HTMLFormElement | null => document.querySelector<HTMLFormElement>("#hand");
let bar: HTMLElement | null = null;
let kept: HTMLFormElement | null = null; // the form that did not arrive; the page that answers it has another

/** Puts these fields into the form and sends it. False without a form. */
export function send(fields: Record<string, string>): boolean {
  const form = hand();
  if (!form) return false;
  for (const each of form.querySelectorAll("[data-held]")) each.remove();
  for (const [name, value] of Object.entries(fields)) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    field.dataset["held"] = "";
    form.append(field);
  }
  form.requestSubmit();
  return true;
}

/** Whether something that was let go of has not arrived yet: nothing else is taken up before it has. */
export const isUnsent = (): boolean => bar !== null;

function again(): void {
  if (bar) hand()?.requestSubmit();
}

/** Says that it did not arrive, with a button that sends it once more. */
function keep(form: HTMLFormElement): void {
  if (bar) return;
  kept = form;
  bar = document.createElement("div");
  bar.className = "in-hand unsent";
  bar.dataset["mood"] = "wrong";
  bar.setAttribute("role", "alert");
  const words = document.createElement("b");
  words.textContent = form.dataset["unsent"] ?? "";
  bar.append(words, button(form.dataset["again"], again), button(form.dataset["leave"], done));
  document.body.append(bar);
}

function button(words: string | undefined, press: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", className: "btn small", textContent: words ?? "" });
  made.addEventListener("click", press);
  return made;
}

function done(): void {
  bar?.remove();
  bar = kept = null;
}

export function startSending(): void {
  for (const lost of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
    document.addEventListener(
      lost,
      (event) => {
        const form = hand();
        if (!form || event.target !== form) return;
        event.stopImmediatePropagation(); // said here, with what to do
        keep(form);
      },
      { capture: true },
    );
  }
  document.addEventListener("htmx:afterSettle", () => (kept?.isConnected ? undefined : done()));
  window.addEventListener("online", again);
  window.addEventListener("beforeunload", (event) => (bar ? event.preventDefault() : undefined));
}
