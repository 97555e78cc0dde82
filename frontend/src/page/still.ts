/** A page that is shown only as long as somebody allows it asks every second whether they still do. Where it cannot ask for
 * `data-still` seconds, because the network is gone or the computer slept, it takes itself away: what stood here leaves
 * the document, and with it the browser's memory of the page. Opening it again asks anew. */
export function startStill(): void {
  const page = document.querySelector<HTMLElement>("[data-still]");
  const words = document.getElementById("unsure");
  if (!page || !(words instanceof HTMLTemplateElement)) return;
  const patience = Number(page.dataset["still"]) * 1000;
  let heard = Date.now();
  let timer = 0;

  function look(): void {
    if (!page?.isConnected) window.clearInterval(timer); // taken back: what stands here now was sent by the server
    else if (Date.now() - heard > patience) blank();
  }

  function blank(): void {
    window.clearInterval(timer);
    const said = (words as HTMLTemplateElement).content.cloneNode(true) as DocumentFragment;
    const first = said.firstElementChild as HTMLElement;
    page?.replaceWith(said);
    first.focus();
  }

  page.addEventListener("htmx:afterRequest", (event) => {
    if ((event as CustomEvent<{ successful: boolean }>).detail.successful) heard = Date.now();
  });
  // A page that comes back out of the browser's memory, or a lid that opens, may be hours old: it is asked at once.
  window.addEventListener("pageshow", (event) => event.persisted && blank());
  document.addEventListener("visibilitychange", look);
  timer = window.setInterval(look, 1000);
}
