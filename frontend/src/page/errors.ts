/** A page that came back with faults begins at the list of them. */
export function startErrors(): void {
  document.querySelector<HTMLElement>("[data-errors]")?.focus();
}
