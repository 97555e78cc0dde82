/** A form is sent once. Its button says so; coming back to the page frees it again. */
const sent = new Set<HTMLFormElement>();

function onSubmit(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  // data-again: the answer is a download, the page stays; method=dialog never leaves the page.
  if (event.defaultPrevented || form.method === "dialog" || form.target || "again" in form.dataset) return;
  if (sent.has(form)) {
    event.preventDefault();
    return;
  }
  sent.add(form);
  event.submitter?.setAttribute("aria-busy", "true");
}

function freeAll(): void {
  for (const form of sent) {
    for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
  }
  sent.clear();
}

export function startBusy(): void {
  document.addEventListener("submit", onSubmit);
  window.addEventListener("pageshow", freeAll);
}
