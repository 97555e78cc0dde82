/** The line to the gateway: a ticket for each connection, and back by itself whenever it breaks off. */
export interface Said {
  t: string;
  [name: string]: unknown;
}

const SILENT = 13_000; // the gateway says something every five seconds
const UNANSWERED = 8000; // a ticket that did not come by then hangs in a network that is gone
const PAUSES = [300, 700, 1500, 3000, 4000];

/** The token that fits the session now: the lock renews it. */
const token = (): string => (JSON.parse(document.body.getAttribute("hx-headers") ?? "{}") as Record<string, string>)["X-CSRFToken"] ?? "";

export class Line {
  private socket: WebSocket | null = null;
  private tries = 0;
  private over = false;
  private heardAt = 0;
  private asking: AbortController | null = null; // for a ticket: one at a time, so that one page never comes in twice

  constructor(
    private readonly gateway: string,
    private readonly tickets: string,
    private readonly heard: (said: Said) => void,
    private readonly broken: () => void,
    private readonly refused: (words: string, code: string) => void,
  ) {
    window.setInterval(() => this.look(), 2000);
    window.addEventListener("online", () => {
      this.asking?.abort();
      this.again(0);
    });
  }

  async open(): Promise<void> {
    if (this.over || this.socket || this.asking) return;
    const asking = (this.asking = new AbortController());
    const late = window.setTimeout(() => asking.abort(), UNANSWERED);
    try {
      const headers = { Accept: "application/json", "X-CSRFToken": token() };
      const said = await fetch(this.tickets, { method: "POST", headers, signal: asking.signal });
      if (said.headers.get("X-Locked")) {
        document.dispatchEvent(new Event("locked"));
        return this.again();
      }
      if (said.redirected || said.status === 403 || said.status === 404) return this.end("", "closed");
      const told = (await said.json()) as { ticket?: string; error?: string; code?: string };
      if (!told.ticket) return this.end(told.error ?? "", told.code ?? "closed");
      this.connect(told.ticket);
    } catch {
      this.again();
    } finally {
      window.clearTimeout(late);
      this.asking = null;
    }
  }

  private connect(ticket: string): void {
    const socket = new WebSocket(this.gateway);
    this.socket = socket;
    this.heardAt = Date.now();
    socket.addEventListener("open", () => socket.send(JSON.stringify({ t: "hello", ticket })));
    socket.addEventListener("message", (event: MessageEvent<string>) => {
      if (socket !== this.socket) return;
      this.heardAt = Date.now();
      const said = JSON.parse(event.data) as Said;
      if (said.t === "ping") return void this.say({ t: "pong" });
      if (said.t === "welcome") this.tries = 0;
      if (said.t === "out") {
        const why = String(said["why"]);
        if (["used_ticket", "no_ticket", "wrong_room", "no_hello"].includes(why)) return; // another ticket will do
        this.over = true;
      }
      this.heard(said);
    });
    socket.addEventListener("close", () => {
      if (socket === this.socket) this.drop();
    });
  }

  /** Nothing was heard for too long: the network is gone, whatever the browser thinks. */
  private look(): void {
    if (this.socket && Date.now() - this.heardAt > SILENT) this.drop();
  }

  private drop(): void {
    const socket = this.socket;
    this.socket = null;
    socket?.close();
    if (this.over) return;
    this.broken();
    this.again();
  }

  private again(pause = PAUSES[Math.min(this.tries++, PAUSES.length - 1)] ?? 4000): void {
    if (!this.over && !this.socket) window.setTimeout(() => void this.open(), pause);
  }

  private end(words: string, code: string): void {
    this.over = true;
    this.refused(words, code);
  }

  /** False where there is no line to say it on. */
  say(said: Said): boolean {
    if (this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify(said));
    return true;
  }

  close(): void {
    this.over = true;
    this.socket?.close();
  }
}
