/** News replaces the list of who is there, again and again. What the facilitator opened in it stays open, and what they
 * typed or chose in it, and did not send yet, stays as they left it. News that was on its way when they opened where help
 * has to go does not take that from them. */
const LIST = "who";
type Field = HTMLInputElement | HTMLSelectElement;

let open: string[] = [];
let typed: [string, string][] = [];

const seatOf = (element: Element): string => element.closest<HTMLElement>("[data-seat]")?.dataset["seat"] ?? "";

/** Each disclosure by whom it is about and its place among theirs. */
function disclosures(list: HTMLElement): Map<string, HTMLDetailsElement> {
  const found = new Map<string, HTMLDetailsElement>();
  for (const each of list.querySelectorAll("details")) {
    let place = 0;
    while (found.has(`${seatOf(each)} ${place}`)) place += 1;
    found.set(`${seatOf(each)} ${place}`, each);
  }
  return found;
}

function fields(list: HTMLElement): [string, Field][] {
  const all = [...list.querySelectorAll<Field>("input:not([type=hidden]):not([type=checkbox]):not([type=radio]), select")];
  return all.map((each) => [`${seatOf(each)} ${each.form?.getAttribute("action") ?? ""} ${each.name}`, each]);
}

function isChanged(field: Field): boolean {
  if (field instanceof HTMLInputElement) return field.value !== field.defaultValue;
  return [...field.options].some((each) => each.selected !== each.defaultSelected) && [...field.options].some((each) => each.defaultSelected);
}

interface Swap {
  target: HTMLElement;
  requestConfig: { verb: string; elt: Element };
  shouldSwap: boolean;
}

export function begin(isReading: () => boolean, later: () => void): void {
  document.addEventListener("htmx:beforeSwap", (event) => {
    const swap = (event as CustomEvent<Swap>).detail;
    const { target, requestConfig } = swap;
    if (target.id !== LIST) return;
    if (requestConfig.elt === target && isReading()) {
      swap.shouldSwap = false;
      return later();
    }
    open = [...disclosures(target)].filter(([, each]) => each.open).map(([key]) => key);
    typed = requestConfig.verb === "get" ? fields(target).filter(([, each]) => isChanged(each)).map(([key, each]) => [key, each.value]) : [];
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if ((event.target as HTMLElement).id !== LIST) return;
    const list = event.target as HTMLElement;
    const now = disclosures(list);
    for (const key of open) now.get(key)?.setAttribute("open", "");
    const places = new Map(fields(list));
    for (const [key, value] of typed) {
      const field = places.get(key);
      if (field) field.value = value;
    }
  });
}
