/** A page that came back with faults begins at the list of them; an error page leads back to the form that was sent. */
const FROM = "sent-from";

export function startErrors(): void {
  document.querySelector<HTMLElement>("[data-errors]")?.focus();
  const from = sessionStorage.getItem(FROM);
  const back = document.querySelector<HTMLAnchorElement>("a[data-sent-from]");
  if (back && from) back.href = from;
  document.addEventListener("submit", () => sessionStorage.setItem(FROM, location.href));
}
