/** A week of ticks (`form[data-paint]`): a mouse or a pen draws a rectangle of days and hours, the arrow keys walk.
 * Without script they are plain checkboxes. */

const COLUMNS = 7;

export function startPaint(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-paint]")) paint(form);
}

function paint(form: HTMLFormElement): void {
  const cells = [...form.querySelectorAll<HTMLInputElement>(".paint input")];
  let stroke: { brush: boolean; from: number; before: boolean[] } | null = null; // what is being drawn

  function draw(to: number): void {
    if (!stroke) return;
    const { brush, from, before } = stroke;
    const [left, right] = [from % COLUMNS, to % COLUMNS].sort((a, b) => a - b) as [number, number];
    const [top, bottom] = [Math.floor(from / COLUMNS), Math.floor(to / COLUMNS)].sort((a, b) => a - b) as [number, number];
    cells.forEach((each, at) => {
      const [row, column] = [Math.floor(at / COLUMNS), at % COLUMNS];
      const isIn = row >= top && row <= bottom && column >= left && column <= right;
      each.checked = isIn ? brush : (before[at] ?? false);
    });
  }

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
      stroke = { brush: !cell.checked, from: at, before: cells.map((each) => each.checked) };
      draw(at);
      cell.focus();
      event.preventDefault();
    });
    cell.addEventListener("pointerenter", () => draw(at));
    cell.addEventListener("click", (event) => {
      if ((event as PointerEvent).pointerType === "mouse" || (event as PointerEvent).pointerType === "pen") {
        event.preventDefault(); // the stroke has done it
      }
    });
  });
  for (const end of ["pointerup", "pointercancel"]) {
    addEventListener(end, () => {
      stroke = null;
    });
  }
}
