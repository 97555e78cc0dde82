/** A box for all of them: inside [data-ticks] the box with [data-tick-all] ticks every other, and shows what they are:
 * ticked, empty, or some of each. Boxes may stand for boxes that stand for others. */
const BOX = "input[type=checkbox]";

const head = (group: Element): HTMLInputElement | null => group.querySelector<HTMLInputElement>(`${BOX}[data-tick-all]`);

function showAbove(box: Element): void {
  for (let group = box.closest("[data-ticks]"); group; group = group.parentElement?.closest("[data-ticks]") ?? null) {
    const all = head(group);
    if (!all || all === box) continue;
    const parts = [...group.querySelectorAll<HTMLInputElement>(`${BOX}:not([data-tick-all])`)];
    all.checked = parts.every((part) => part.checked);
    all.indeterminate = !all.checked && parts.some((part) => part.checked);
  }
}

function onChange(event: Event): void {
  const box = event.target;
  if (!(box instanceof HTMLInputElement) || !box.matches(BOX)) return;
  const group = box.closest("[data-ticks]");
  if (!group) return;
  if (box === head(group)) {
    for (const part of group.querySelectorAll<HTMLInputElement>(BOX)) {
      part.checked = box.checked;
      part.indeterminate = false;
    }
  }
  showAbove(box);
}

export function startTicks(): void {
  document.addEventListener("change", onChange);
}
