/** Toasts: read aloud when they come, gone by themselves after a while, sooner by their button. */
import { word } from "./words.ts";

const STAYS = 8000;

function closable(toast: HTMLElement): void {
  const close = document.createElement("button");
  close.type = "button";
  close.setAttribute("aria-label", word("close"));
  close.textContent = "×";
  close.addEventListener("click", () => toast.remove());
  toast.append(close);
  let timer = 0;
  const leave = (): void => {
    timer = window.setTimeout(() => toast.remove(), STAYS);
  };
  const stay = (): void => window.clearTimeout(timer);
  toast.addEventListener("pointerenter", stay);
  toast.addEventListener("focusin", stay);
  toast.addEventListener("pointerleave", leave);
  toast.addEventListener("focusout", leave);
  if (!toast.querySelector("a") && !("stays" in toast.dataset)) leave();
}

/** Show and read aloud one line. */
export function say(text: string, stays = false): void {
  const region = document.getElementById("toasts");
  if (!region || !text) return;
  const toast = document.createElement("div");
  toast.className = "toast";
  if (stays) toast.dataset["stays"] = "";
  const words = document.createElement("span");
  words.textContent = text;
  toast.append(words);
  region.append(toast);
  closable(toast);
}

/** What came with the page, or with a part of it. */
export function showToasts(): void {
  const region = document.getElementById("toasts");
  if (!region) return;
  const shown = [...region.querySelectorAll<HTMLElement>("[data-toast]")];
  // A live region reads what is put into it; what came with the page is put in once more.
  for (const toast of shown) toast.remove();
  requestAnimationFrame(() => {
    for (const toast of shown) {
      region.append(toast);
      closable(toast);
    }
  });
}

export function startToasts(): void {
  showToasts();
  document.addEventListener("toast", (event) => {
    const detail = (event as CustomEvent<{ text?: string; value?: string }>).detail;
    say(detail.text ?? detail.value ?? "");
  });
}
