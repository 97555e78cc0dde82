/** End-to-end encryption. Every page has a key of its own for what it sends (AES-GCM, 128 bits) and gives it to each of
 * the others alone, wrapped by what the two agree on (ECDH, P-256). Whoever comes later gets it from then on; whenever
 * somebody leaves, everybody takes a new one. The server passes the boxes on and opens none of them; that it gave us the
 * right public keys, the safety code tells, which two people can read to each other. The sealing itself is in sealer.ts. */
import type { Line } from "./line.ts";
import type { Person } from "./who.ts";
import { trustedScript } from "../page/trust.ts";

interface Peer {
  key: string;
  shared: CryptoKey;
  words: Map<number, CryptoKey>; // what opens their words, by the number of their key
  early: (() => void)[]; // words that came before the key that opens them
}
interface Encodable {
  transform: unknown;
}

const Transform = (window as unknown as { RTCRtpScriptTransform?: new (worker: Worker, options: unknown) => unknown }).RTCRtpScriptTransform;
export const canSeal = Boolean(Transform);
const CURVE = { name: "ECDH", namedCurve: "P-256" } as const;
const OLD_STAYS = 800; // until the others have the new key, what we send is still sealed with the old one

const base64 = (bytes: ArrayBuffer | Uint8Array): string => btoa(String.fromCharCode(...new Uint8Array(bytes as ArrayBuffer)));
const bytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text), (each) => each.charCodeAt(0));

export class Seal {
  isOn = false;
  code = "";
  private worker: Worker | null = null;
  private pair: CryptoKeyPair | null = null;
  private own = "";
  private me = "";
  private number = 0; // of the key that we send with
  private key: Uint8Array<ArrayBuffer> = new Uint8Array(16);
  private readonly peers = new Map<string, Peer>();
  private readonly early = new Map<string, string>(); // boxes that came before we knew from whom
  private readonly done = new WeakMap<object, string>(); // whose frames this end carries
  private busy: Promise<void> = Promise.resolve();
  private words: Promise<CryptoKey> | null = null; // seals our words
  private clear = new Set<string>(); // who is there, where nothing is sealed

  constructor(
    private readonly line: Line,
    private readonly script: string,
    private readonly told_: (code: string) => void,
    private readonly met: (id: string) => void = () => undefined, // somebody new, who can open from now on what we seal
  ) {}

  settings(): RTCConfiguration {
    return {};
  }

  /** A new connection to the room: a new public key, and a new key to send with. */
  begin(on: boolean, me: string): Promise<void> {
    this.isOn = on && canSeal;
    this.me = me;
    this.clear.clear();
    return this.isOn ? (this.busy = this.busy.then(() => this.anew())) : Promise.resolve();
  }

  private async anew(): Promise<void> {
    this.worker ??= new Worker(trustedScript(this.script) as unknown as string, { type: "module" });
    this.pair ??= await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
    this.own = base64(await crypto.subtle.exportKey("raw", this.pair.publicKey));
    this.peers.clear();
    this.early.clear();
    this.renew();
    this.worker.postMessage({ do: "send", number: this.number, key: this.key });
    this.line.say({ t: "public", key: this.own });
  }

  private renew(): void {
    this.number = (this.number + 1) % 256;
    this.key = crypto.getRandomValues(new Uint8Array(16));
    this.words = forWords(this.key);
  }

  /** Who is in the room now, with their public keys. */
  people(list: Person[]): void {
    if (this.isOn) this.busy = this.busy.then(() => this.settle(list)).catch(() => undefined);
    else this.greet(list.map((each) => each.id));
  }

  private greet(there: string[]): void {
    const before = this.clear;
    this.clear = new Set(there.filter((id) => id !== this.me));
    for (const id of this.clear) if (!before.has(id)) this.met(id);
  }

  private async settle(list: Person[]): Promise<void> {
    const there = new Map(list.filter(({ id, key }) => id !== this.me && key).map(({ id, key }) => [id, key]));
    const gone = [...this.peers].filter(([id, peer]) => there.get(id) !== peer.key);
    for (const [id] of gone) {
      this.peers.delete(id);
      this.early.delete(id); // of a connection that is over: nothing opens it any more
      this.worker?.postMessage({ do: "forget", id });
    }
    if (gone.length) this.renew();
    for (const [id, key] of there) {
      const known = this.peers.has(id);
      if (!known) this.peers.set(id, { key, shared: await this.agree(id, key), words: new Map(), early: [] });
      if (!known || gone.length) await this.give(id);
      const box = this.early.get(id);
      if (!known && box) await this.open(id, box).catch(() => undefined);
      if (!known) this.met(id);
    }
    if (gone.length) window.setTimeout(() => this.worker?.postMessage({ do: "send", number: this.number, key: this.key }), OLD_STAYS);
    this.code = await safetyCode([this.own, ...there.values()]);
    this.told_(this.code);
  }

  /** What the two of us agree on. */
  private async agree(id: string, key: string): Promise<CryptoKey> {
    const theirs = await crypto.subtle.importKey("raw", bytes(key), CURVE, false, []);
    const bits = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, (this.pair as CryptoKeyPair).privateKey, 256);
    const base = await crypto.subtle.importKey("raw", bits, "HKDF", false, ["deriveKey"]);
    const info = new TextEncoder().encode(`openiop video|${[this.me, id].sort().join("|")}`);
    const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(32), info };
    return crypto.subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  }

  private async give(id: string): Promise<void> {
    const peer = this.peers.get(id);
    if (!peer) return;
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const inside = new Uint8Array([this.number, ...this.key]);
    const how = { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(`${this.me}>${id}`) };
    const box = await crypto.subtle.encrypt(how, peer.shared, inside);
    this.line.say({ t: "key", to: id, box: base64(new Uint8Array([...iv, ...new Uint8Array(box)])) });
  }

  /** A box came. */
  told(id: string, box: string): void {
    this.early.set(id, box);
    this.busy = this.busy.then(() => (this.peers.has(id) ? this.open(id, box) : undefined)).catch(() => undefined);
  }

  private async open(id: string, box: string): Promise<void> {
    const peer = this.peers.get(id) as Peer;
    const all = bytes(box);
    const how = { name: "AES-GCM", iv: all.slice(0, 12), additionalData: new TextEncoder().encode(`${id}>${this.me}`) };
    const inside = new Uint8Array(await crypto.subtle.decrypt(how, peer.shared, all.slice(12)));
    const number = inside[0] ?? 0;
    this.worker?.postMessage({ do: "receive", id, number, key: inside.slice(1) });
    peer.words.set(number, await forWords(inside.slice(1)));
    for (const again of peer.early.splice(0)) again();
  }

  /** Words for everybody here: "number of the key (1) | nonce (12) | AES-128-GCM", in base64; in clear where nothing is sealed. */
  async wrap(kind: string, told: unknown): Promise<string> {
    const plain = new TextEncoder().encode(JSON.stringify(told));
    if (!this.isOn) return base64(plain);
    const [number, words, iv] = [this.number, this.words as Promise<CryptoKey>, crypto.getRandomValues(new Uint8Array(12))];
    const key = await words; // a newer one may come meanwhile; this one and its number belong together
    const how = { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(`${kind}|${this.me}`) };
    return base64(new Uint8Array([number, ...iv, ...new Uint8Array(await crypto.subtle.encrypt(how, key, plain))]));
  }

  /** What `id` said; what does not open is thrown away. Words may come a moment before the key that opens them. */
  unwrap(kind: string, id: string, box: string, then: (told: unknown) => void, waited = false): void {
    this.busy = this.busy
      .then(async () => {
        const all = bytes(box);
        if (!this.isOn) return then(JSON.parse(new TextDecoder().decode(all)));
        const peer = this.peers.get(id);
        const key = peer?.words.get(all[0] ?? -1);
        if (!key) {
          if (!waited && peer && peer.early.length < 50) peer.early.push(() => this.unwrap(kind, id, box, then, true));
          return;
        }
        const how = { name: "AES-GCM", iv: all.slice(1, 13), additionalData: new TextEncoder().encode(`${kind}|${id}`) };
        then(JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(how, key, all.slice(13)))));
      })
      .catch(() => undefined);
  }

  send(sender: RTCRtpSender, kind: string): void {
    this.attach(sender, { side: "send", kind });
  }

  receive(receiver: RTCRtpReceiver, id: string, kind: string): void {
    this.attach(receiver, { side: "receive", kind, id });
  }

  private attach(end: RTCRtpSender | RTCRtpReceiver, options: Record<string, string>): void {
    const whose = options["id"] ?? this.me;
    if (!this.isOn || !Transform || !this.worker || this.done.get(end) === whose) return;
    this.done.set(end, whose);
    (end as unknown as Encodable).transform = new Transform(this.worker, options);
  }
}

/** The key for words, from the one for sound and pictures: neither tells of the other. */
async function forWords(key: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey("raw", key, "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(32), info: new TextEncoder().encode("openiop words") };
  return crypto.subtle.deriveKey(how, base, { name: "AES-GCM", length: 128 }, false, ["encrypt", "decrypt"]);
}

/** Six groups of five digits, the same for everybody who was given the same public keys. */
async function safetyCode(keys: string[]): Promise<string> {
  const all = new TextEncoder().encode([...keys].sort().join("|"));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", all));
  return [0, 1, 2, 3, 4, 5].map((n) => String((((digest[n * 4] ?? 0) << 16) | ((digest[n * 4 + 1] ?? 0) << 8) | (digest[n * 4 + 2] ?? 0)) % 100000).padStart(5, "0")).join(" ");
}
