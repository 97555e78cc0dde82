/** A week of ticks (`form[data-paint]`): drawn over with the mouse or a pen, walked with the arrow keys. Without script
 * they are plain checkboxes. */

const COLUMNS = 7;

export function startPaint(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-paint]")) paint(form);
}

function paint(form: HTMLFormElement): void {
  const cells = [...form.querySelectorAll<HTMLInputElement>(".paint input")];
  let brush: boolean | null = null; // what the stroke that is being drawn does

  cells.forEach((cell, at) => {
    cell.tabIndex = at === 0 ? 0 : -1; // one stop on the way through the page; the arrows do the rest
    cell.addEventListener("focus", () => {
      for (const each of cells) each.tabIndex = each === cell ? 0 : -1;
    });
    cell.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[event.key];
      const next = step === undefined ? undefined : cells[at + step];
      if (!next) return;
      event.preventDefault();
      if (event.shiftKey) next.checked = cell.checked; // shift draws
      next.focus();
    });
    cell.addEventListener("pointerdown", (event) => {
      if (event.pointerType === "touch" || event.button !== 0) return; // a finger scrolls, and taps
      brush = !cell.checked;
      cell.checked = brush;
      cell.focus();
      event.preventDefault();
    });
    cell.addEventListener("pointerenter", () => {
      if (brush !== null) cell.checked = brush;
    });
    cell.addEventListener("click", (event) => {
      if ((event as PointerEvent).pointerType === "mouse" || (event as PointerEvent).pointerType === "pen") {
        event.preventDefault(); // the stroke has done it
      }
    });
  });
  addEventListener("pointerup", () => {
    brush = null;
  });
}
