/** Ctrl K, or ⌘ K on a Mac, goes to the search. */
const MAC = /Mac|iPhone|iPad/.test(navigator.userAgent);

export function startCommand(): void {
  const input = document.querySelector<HTMLInputElement>("[data-command]");
  if (!input) return;
  const shortcut = document.querySelector("[data-shortcut]");
  if (shortcut && MAC) shortcut.textContent = "⌘ K";
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(MAC ? event.metaKey : event.ctrlKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
}
