/** Taps that the server has not kept yet. They outlive a reload, sealed in this tab under the reader's own key
 * (page/seal.ts); signing out, or somebody else signing in, drops them with all other drafts (page/keep.ts). */
import { canSeal, open, seal } from "../page/seal.ts";
import type { Tap } from "./fold.ts";

export class Queue {
  readonly waiting = new Map<string, Tap>();
  private readonly place: string;
  private turn = 0;

  constructor(session: string) {
    this.place = `keep:${document.body.dataset["who"] ?? ""}:board:${session}`;
  }

  /** What an earlier page of this tab could not send. */
  async restore(): Promise<void> {
    const sealed = sessionStorage.getItem(this.place);
    if (!sealed || !canSeal()) return;
    const kept = await open(sealed, this.place);
    for (const tap of kept ? (JSON.parse(kept) as Tap[]) : []) this.waiting.set(tap.key, tap);
  }

  add(taps: Tap[]): void {
    for (const tap of taps) this.waiting.set(tap.key, tap);
    void this.keep();
  }

  drop(keys: string[]): void {
    for (const key of keys) this.waiting.delete(key);
    void this.keep();
  }

  private async keep(): Promise<void> {
    const turn = ++this.turn; // the last change wins, in whatever order the seals are ready
    if (!this.waiting.size || !canSeal()) return sessionStorage.removeItem(this.place);
    const sealed = await seal(JSON.stringify([...this.waiting.values()]), this.place);
    if (turn === this.turn) sessionStorage.setItem(this.place, sealed);
  }
}
