/** Every password can be looked at while one types it (NIST SP 800-63B-4): a button below the field. */
import { word } from "./words.ts";

export function reveal(within: ParentNode): void {
  for (const field of within.querySelectorAll<HTMLInputElement>("input[type=password]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn small quiet reveal";
    button.setAttribute("aria-controls", field.id);
    button.textContent = word("show");
    button.addEventListener("click", () => {
      const hidden = field.type === "password";
      field.type = hidden ? "text" : "password";
      button.textContent = word(hidden ? "hide" : "show");
    });
    field.form?.addEventListener("submit", () => {
      field.type = "password";
      button.textContent = word("show");
    });
    field.after(button);
  }
}

export function startReveal(): void {
  reveal(document);
}
