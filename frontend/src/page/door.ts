/** The kiosk at the door. A number is sent only where somebody hears it: without a network the page says so, keeps nothing
 *  that was typed, and comes back by itself. A browser's own page of errors would help nobody there. */
const AGAIN = 3000; // ms between two questions whether the network is back

export function startDoor(): void {
  const kiosk = document.querySelector<HTMLElement>(".kiosk");
  const gone = kiosk?.querySelector<HTMLElement>("[data-gone]");
  if (!kiosk || !gone) return;
  let sending = false;
  let asking = 0;

  const heard = () =>
    fetch(location.pathname, { method: "HEAD", cache: "no-store" }).then(
      (answer) => answer.status < 500,
      () => false,
    );

  function lost(): void {
    sending = false;
    forget();
    if (!gone || !gone.hidden) return;
    gone.hidden = false;
    asking = window.setInterval(() => void back(), AGAIN);
  }

  async function back(): Promise<void> {
    if (!(await heard())) return;
    window.clearInterval(asking);
    location.replace(location.pathname); // a new page: the one that stands here may be of before
  }

  kiosk.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    event.preventDefault();
    if (sending) return;
    sending = true;
    void heard().then((answered) => (answered ? form.submit() : lost()));
  });
  kiosk.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[href]");
    if (!link) return;
    event.preventDefault();
    void heard().then((answered) => (answered ? location.assign(link.href) : lost()));
  });
  window.addEventListener("offline", lost);
  window.addEventListener("online", () => void (gone.hidden || back()));
  window.addEventListener("pageshow", () => (sending = false));
  if (!navigator.onLine) lost();

  // What is left standing (an answer, another language, half a number) is gone before the next person comes.
  const seconds = Number(kiosk.dataset.forget || 60);
  let until = window.setTimeout(next, seconds * 1000);
  kiosk.addEventListener("input", () => {
    window.clearTimeout(until);
    until = window.setTimeout(next, seconds * 1000);
  });

  function next(): void {
    forget();
    if (!kiosk?.dataset.forget) return;
    void heard().then((answered) => (answered ? location.replace(location.pathname) : lost()));
  }

  function forget(): void {
    for (const form of kiosk?.querySelectorAll("form") ?? []) form.reset();
  }
}
