/** data-dialog="name" opens that dialog; data-close or a click beside it closes it; data-open opens it with the page. */
import { around } from "./words.ts";

function outside(dialog: HTMLDialogElement, event: MouseEvent): boolean {
  const box = dialog.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}

export function startDialogs(): void {
  document.addEventListener("click", (event) => {
    const opener = around(event, "[data-dialog]");
    if (opener) {
      const dialog = document.getElementById(opener.dataset["dialog"] ?? "");
      if (dialog instanceof HTMLDialogElement) {
        event.preventDefault();
        dialog.showModal();
      }
      return;
    }
    const dialog = around<HTMLDialogElement>(event, "dialog");
    if (!dialog) return;
    // A click on the backdrop has the dialog itself as its target; Enter on a button reports 0, 0 and is inside.
    if (around(event, "[data-close]") || (event.target === dialog && event.detail > 0 && outside(dialog, event))) dialog.close();
  });
  for (const dialog of document.querySelectorAll<HTMLDialogElement>("dialog[data-open]")) dialog.showModal();
}
