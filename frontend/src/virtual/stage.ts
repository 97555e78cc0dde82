/** The stage: pages of the grid or whoever speaks, and only those pictures that are seen. */
import type { Carrier, Visible } from "./media.ts";
import { Judge, type Step } from "./poor.ts";
import type { Tiles } from "./tiles.ts";
import { layerOf, viewOf } from "./view.ts";
import { here } from "./who.ts";
import { part, says } from "./words.ts";

const LOOK = 2000;

export class Stage {
  private page = 0;
  private speaker = "";
  private bySpeaker = false;
  private readonly judge = new Judge();
  private step: Step = 0;

  constructor(
    private readonly tiles: Tiles,
    private readonly media: Carrier,
    private readonly box: HTMLElement,
    private readonly announce: (words: string) => void,
  ) {
    new ResizeObserver(() => this.arrange()).observe(box);
    window.setInterval(() => void this.listen(), LOOK);
    part("earlier")?.addEventListener("click", () => this.turn(-1));
    part("later")?.addEventListener("click", () => this.turn(1));
    part("pictures-again")?.addEventListener("click", () => this.again());
  }

  /** A new connection: the line is judged anew. */
  begin(): void {
    this.judge.anew();
    this.poor(0);
  }

  arrange(): void {
    if (!here.people.length) return;
    const { width } = this.box.getBoundingClientRect();
    const view = viewOf(here.people, here.me, this.speaker, this.bySpeaker, this.page, width);
    this.page = view.page;
    this.tiles.arrange(view.shown, view.large, this.step < 2);
    const pager = part("pager");
    if (pager) pager.hidden = view.pages < 2;
    const words = part("page-words");
    if (words) words.textContent = says("page", { n: String(view.page + 1), of: String(view.pages) });
    const visible: Visible = new Map();
    for (const id of this.step < 2 ? view.shown : []) {
      const cam = here.people.find((each) => each.id === id)?.cam;
      if (cam && id !== here.me) visible.set(id, layerOf(this.tiles.widthOf(id), this.step > 0));
    }
    this.media.show(visible);
  }

  private turn(by: number): void {
    this.page += by;
    this.arrange();
  }

  toggleSpeaker(): boolean {
    this.bySpeaker = !this.bySpeaker;
    this.box.toggleAttribute("data-speaker", this.bySpeaker);
    this.arrange();
    return this.bySpeaker;
  }

  speaks(id: string): void {
    this.tiles.speaking(id);
    if (id === this.speaker) return;
    this.speaker = id;
    if (this.bySpeaker) this.arrange();
  }

  // The line

  private async listen(): Promise<void> {
    if (document.hidden || !here.people.length) return;
    const step = this.judge.look(await this.media.arrived());
    if (step !== this.step) this.poor(step);
  }

  private poor(step: Step): void {
    this.step = step;
    const banner = part("poor");
    if (banner) banner.hidden = step < 2;
    if (step === 2) this.announce(says("poor"));
    this.arrange();
  }

  private again(): void {
    this.judge.again();
    this.poor(0);
    this.announce(says("pictures-again"));
    this.box.focus(); // the button is gone
  }
}
