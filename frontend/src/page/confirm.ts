/** data-confirm="question" on a button or form, and hx-confirm, ask in our own dialog before anything is sent. */
import htmx from "htmx.org";

const agreed = new WeakSet<HTMLFormElement>();

/** Ask; resolves to whether the answer was yes. `doer` lends its words and its colour to the button that says yes. */
export function ask(question: string, doer: HTMLElement | null): Promise<boolean> {
  const dialog = document.querySelector<HTMLDialogElement>("dialog[data-confirm-dialog]");
  const words = dialog?.querySelector("[data-confirm-words]");
  const yes = dialog?.querySelector<HTMLButtonElement>("[data-confirm-yes]");
  if (!dialog || !words || !yes) return Promise.resolve(true);
  words.textContent = question;
  const said = doer?.textContent?.trim();
  if (said) yes.textContent = said;
  yes.className = doer?.classList.contains("stop") ? "btn stop" : "btn go";
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

/** While somebody read the question, news may have replaced that part of the page. What they said yes to is done all the same. */
function backOnThePage(asked: HTMLElement): void {
  if (asked.isConnected) return;
  const whole = asked.closest("form") ?? asked;
  whole.hidden = true;
  document.body.append(whole);
  htmx.process(whole);
  whole.addEventListener("htmx:afterRequest", () => whole.remove(), { once: true });
}

function onSubmit(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  const submitter = event.submitter;
  const question = submitter?.dataset["confirm"] ?? form.dataset["confirm"];
  if (!question || agreed.delete(form)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  void ask(question, submitter).then((yes) => {
    if (!yes) return;
    backOnThePage(form);
    agreed.add(form);
    form.requestSubmit(submitter);
  });
}

export function startConfirm(): void {
  document.addEventListener("submit", onSubmit, { capture: true });
  document.addEventListener("htmx:confirm", (event) => {
    const detail = (event as CustomEvent<{ question: string | null; elt: HTMLElement; issueRequest(skip: boolean): void }>).detail;
    if (!detail.question) return;
    event.preventDefault();
    void ask(detail.question, detail.elt).then((yes) => {
      if (!yes) return;
      backOnThePage(detail.elt);
      detail.issueRequest(true);
    });
  });
}
