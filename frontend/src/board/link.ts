/** Between this board and the server: sends what waits, hears what others tapped, and listens for news. */
import type { ByHand, Tap } from "./fold.ts";
import type { Queue } from "./queue.ts";

const EVERY = 4000; // where no stream tells
const AT_ONCE = 400;

interface Answer {
  kept: string[];
  refused: { key: string; why: string }[];
  taps: Tap[];
  people: Record<string, string>;
  hand: ByHand[];
  cursor: number;
  now: string;
  end: string;
  ticket: string;
  live: string;
}
export type Trouble = "" | "offline" | "signedOut";

/** The token that fits the session now: the lock renews it. */
const token = (): string => (JSON.parse(document.body.getAttribute("hx-headers") ?? "{}") as Record<string, string>)["X-CSRFToken"] ?? "";

export class Link {
  trouble: Trouble = "";
  readonly taps = new Map<string, Tap>();
  readonly names = new Map<string, string>();
  hand: ByHand[] = [];
  end = "";
  private since = 0;
  private busy: Promise<void> | null = null;
  private again = false;
  private timer = 0;
  private streaming = false;

  constructor(
    private readonly address: string,
    private readonly queue: Queue,
    private readonly clock: () => string,
    private readonly heard: (fresh: Tap[], refused: { tap: Tap | undefined; why: string }[]) => void,
  ) {
    window.addEventListener("online", () => void this.sync());
    window.addEventListener("offline", () => void this.sync());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && void this.sync());
  }

  /** Until everything that waits now was tried. */
  async sync(): Promise<void> {
    this.again = true;
    this.busy ??= this.run().finally(() => (this.busy = null));
    await this.busy;
  }

  private async run(): Promise<void> {
    window.clearTimeout(this.timer);
    while (this.again) {
      this.again = false;
      const batch = [...this.queue.waiting.values()].slice(0, AT_ONCE);
      try {
        const answer = await this.ask(batch);
        if (answer) this.take(answer, batch);
      } catch {
        this.fail("offline");
      }
      if (!this.trouble && batch.length === AT_ONCE) this.again = true;
    }
    if (!this.streaming || this.trouble) this.timer = window.setTimeout(() => void this.sync(), EVERY);
  }

  private async ask(batch: Tap[]): Promise<Answer | null> {
    const said = await fetch(this.address, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token(), ...(batch.length ? {} : { "X-Polling": "1" }) },
      body: JSON.stringify({ taps: batch.map(({ key, client, kind, value, at }) => ({ key, client, kind, value, at })), since: this.since, clock: this.clock() }),
    });
    if (said.headers.get("X-Locked")) {
      document.dispatchEvent(new Event("locked"));
      this.fail("signedOut");
      return null;
    }
    const isOurs = said.headers.get("Content-Type")?.startsWith("application/json");
    if (said.status === 400 && isOurs) {
      const { error } = (await said.json()) as { error: string };
      this.refuse(batch.map((tap) => ({ key: tap.key, why: error })), batch);
      return null;
    }
    if (!isOurs || !said.ok) {
      this.fail(said.status >= 500 ? "offline" : "signedOut");
      return null;
    }
    return (await said.json()) as Answer;
  }

  private take(answer: Answer, batch: Tap[]): void {
    this.trouble = "";
    this.since = answer.cursor;
    this.hand = answer.hand;
    this.end = answer.end;
    for (const [id, name] of Object.entries(answer.people)) this.names.set(id, name);
    const fresh = answer.taps.filter((tap) => !this.taps.has(tap.key));
    for (const tap of answer.taps) this.taps.set(tap.key, tap);
    for (const tap of batch) if (answer.kept.includes(tap.key) && !this.taps.has(tap.key)) this.taps.set(tap.key, tap);
    this.queue.drop(answer.kept);
    if (answer.live && !this.streaming) void this.listen(answer.live, answer.ticket);
    this.refuse(answer.refused, batch, fresh);
  }

  private refuse(refused: { key: string; why: string }[], batch: Tap[], fresh: Tap[] = []): void {
    const told = refused.map(({ key, why }) => ({ tap: batch.find((tap) => tap.key === key), why }));
    this.queue.drop(refused.map(({ key }) => key));
    this.heard(fresh, told);
  }

  private fail(trouble: Trouble): void {
    this.trouble = trouble;
    this.heard([], []);
  }

  /** News as it comes, until the ticket is over; then the next sync brings another. */
  private async listen(live: string, ticket: string): Promise<void> {
    this.streaming = true;
    try {
      const said = await fetch(live, { headers: { Authorization: `Ticket ${ticket}` }, credentials: "omit", cache: "no-store" });
      const reader = said.ok ? said.body?.getReader() : undefined;
      const decoder = new TextDecoder();
      let text = "";
      while (reader) {
        const { done, value } = await reader.read();
        if (done) break;
        text += decoder.decode(value, { stream: true });
        const events = text.split("\n\n");
        text = events.pop() ?? "";
        if (events.some((event) => event.includes("event: news"))) void this.sync();
        if (events.some((event) => event.includes("event: end"))) break;
      }
      await reader?.cancel();
      this.streaming = false;
      if (reader) return void this.sync();
    } catch {
      this.streaming = false;
    }
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.sync(), EVERY);
  }
}
