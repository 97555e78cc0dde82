/** What the board says, in the reader's language: data-… attributes of #board-says, with {blanks} to fill. */
export function says(name: string, blanks: Record<string, string | number> = {}): string {
  const words = document.getElementById("board-says")?.dataset[name] ?? "";
  return words.replace(/\{(\w+)\}/g, (whole, blank: string) => String(blanks[blank] ?? whole));
}
