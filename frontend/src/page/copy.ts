/** `data-copy="id"` puts what stands in that field into the clipboard and says so; without script the field is there to select. */
export function startCopy(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-copy]")) button.hidden = !navigator.clipboard;
  document.addEventListener("focusin", (event) => {
    if (event.target instanceof HTMLInputElement && event.target.hasAttribute("data-select")) event.target.select();
  });
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLButtonElement>("button[data-copy]") : null;
    const field = button && document.getElementById(button.dataset.copy ?? "");
    if (!button || !(field instanceof HTMLInputElement)) return;
    void navigator.clipboard.writeText(field.value).then(
      () => {
        const words = button.querySelector("[aria-live]");
        if (words) words.textContent = button.dataset.copied ?? "";
      },
      () => field.select(),
    );
  });
}
