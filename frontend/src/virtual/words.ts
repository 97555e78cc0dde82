/** What the room says, in the reader's language: data-… attributes of #room-says, with {blanks} to fill. */
export function says(name: string, blanks: Record<string, string> = {}): string {
  const key = name.replace(/[_-](\w)/g, (_all, letter: string) => letter.toUpperCase());
  const words = document.getElementById("room-says")?.dataset[key] ?? "";
  return words.replace(/\{(\w+)\}/g, (whole, blank: string) => blanks[blank] ?? whole);
}

/** The element marked data-name, inside `root`. */
export function part<T extends HTMLElement = HTMLElement>(name: string, root: ParentNode = document): T | null {
  return root.querySelector<T>(`[data-${name}]`);
}
