/** Words that scripts say, translated by the server: data-… attributes of #words. */
export function word(name: string): string {
  return document.getElementById("words")?.dataset[name] ?? "";
}

/** The closest element around an event's target, if any. */
export function around<T extends Element = HTMLElement>(event: Event, selector: string): T | null {
  return event.target instanceof Element ? event.target.closest<T>(selector) : null;
}
