/** Judges the line by what arrives: sound comes first, so pictures become small and then go, one step at a time. */
export interface Arrived {
  received: number; // packets, since the beginning
  lost: number;
}
/** 0: all is well. 1: small pictures only. 2: no pictures of others. */
export type Step = 0 | 1 | 2;

const MANY_LOST = 0.12; // of all packets; sound with its own repair stays clear up to about this
const FEW = 60; // fewer packets than this say nothing
const IN_A_ROW = 3;
const REST = 10; // looks that are not judged after somebody asked for the pictures again

export class Judge {
  step: Step = 0;
  private last: Arrived | null = null;
  private bad = 0;
  private rest = 0;

  /** Another look at the line, every few seconds; what the step is now. */
  look(now: Arrived): Step {
    const before = this.last;
    if (!before || now.received < before.received) {
      this.last = now; // a new connection counts from nothing
      return this.step;
    }
    const received = now.received - before.received;
    const lost = Math.max(0, now.lost - before.lost);
    if (received + lost < FEW) return this.step; // waits until there is enough to judge
    this.last = now;
    if (this.rest > 0) {
      this.rest -= 1;
      return this.step;
    }
    this.bad = lost / (received + lost) > MANY_LOST ? this.bad + 1 : 0;
    if (this.bad >= IN_A_ROW && this.step < 2) {
      this.step = (this.step + 1) as Step;
      this.bad = 0;
    }
    return this.step;
  }

  /** A new connection: nothing is known of it yet. */
  anew(): void {
    this.step = 0;
    this.bad = 0;
    this.last = null;
  }

  /** Somebody wants the pictures back. */
  again(): void {
    this.anew();
    this.rest = REST;
  }
}
