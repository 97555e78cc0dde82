/** Day, night or as the device: at once, and kept in the cookie from which the server draws the next page. */
import { around } from "./words.ts";

const YEAR = 365 * 24 * 3600;

function show(theme: string): void {
  const secure = location.protocol === "https:" ? "; secure" : "";
  if (theme === "light" || theme === "dark") {
    document.documentElement.dataset["theme"] = theme;
    document.cookie = `theme=${theme}; path=/; max-age=${YEAR}; samesite=lax${secure}`;
  } else {
    delete document.documentElement.dataset["theme"];
    document.cookie = `theme=; path=/; max-age=0; samesite=lax${secure}`;
  }
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-theme-form] button[name=theme]")) {
    button.setAttribute("aria-pressed", String(button.value === theme));
  }
}

export function startTheme(): void {
  document.addEventListener(
    "submit",
    (event) => {
      if (!around(event, "[data-theme-form]")) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      show((event.submitter as HTMLButtonElement | null)?.value ?? "system");
    },
    { capture: true },
  );
}
