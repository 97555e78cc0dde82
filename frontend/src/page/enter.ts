/** form[data-ctrl-enter="value"]: Ctrl (or Cmd) and Enter press the form's button with that value, from any field. */
import { around } from "./words.ts";

export function startEnter(): void {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    const form = around<HTMLFormElement>(event, "form[data-ctrl-enter]");
    const button = form?.querySelector<HTMLButtonElement>(`button[value="${CSS.escape(form.dataset["ctrlEnter"] ?? "")}"]`);
    if (!form || !button) return;
    event.preventDefault();
    form.requestSubmit(button);
  });
}
