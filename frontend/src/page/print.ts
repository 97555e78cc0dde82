/** button[data-print] prints the page; without scripts the browser's own menu does. */
export function startPrint(): void {
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-print]")) window.print();
  });
}
