/** The kiosk without a network: a number is sent only where somebody hears it. Else the page stays and says so; a browser's
 *  own page of errors would help nobody at the door. */
export function startDoor(): void {
  const gone = document.querySelector<HTMLElement>(".kiosk [data-gone]");
  if (!gone) return;
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.closest(".kiosk")) return;
    event.preventDefault();
    fetch(location.pathname, { cache: "no-store" }).then(
      () => form.submit(),
      () => (gone.hidden = false),
    );
  });
  window.addEventListener("online", () => (gone.hidden = true));
}
