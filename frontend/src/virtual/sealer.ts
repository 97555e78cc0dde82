/** Seals what is sent and opens what is received, frame by frame, in a worker. A frame that does not open goes nowhere.
 *
 * sealed frame: some bytes in clear (the router finds key frames by them) | AES-128-GCM of the rest, with its tag | counter (8) | number of the key (1)
 * The nonce is 4 zero bytes and the counter: a key has one sender, and a sender never counts a number twice. */
interface Frame {
  data: ArrayBuffer;
  type?: "key" | "delta" | "empty";
}
interface Passage {
  readable: ReadableStream<Frame>;
  writable: WritableStream<Frame>;
  options: { side: "send" | "receive"; kind: string; id?: string };
}

const CLEAR = { key: 10, delta: 3, sound: 1 };
const TAIL = 9;
const keys = new Map<string, Map<number, CryptoKey>>(); // whose → number → key
let sending: { number: number; key: CryptoKey } | null = null;
let counter = 0n;

const imported = (raw: Uint8Array<ArrayBuffer>, use: KeyUsage): Promise<CryptoKey> => crypto.subtle.importKey("raw", raw, "AES-GCM", false, [use]);

self.addEventListener("message", (event: MessageEvent) => {
  const told = event.data as { do: string; id: string; number: number; key: Uint8Array<ArrayBuffer> };
  if (told.do === "send") void imported(told.key, "encrypt").then((key) => (sending = { number: told.number, key }));
  else if (told.do === "forget") keys.delete(told.id);
  else if (told.do === "receive") {
    void imported(told.key, "decrypt").then((key) => {
      const known = keys.get(told.id) ?? new Map<number, CryptoKey>();
      known.set(told.number, key);
      if (known.size > 3) known.delete(known.keys().next().value as number);
      keys.set(told.id, known);
    });
  }
});

function clearOf(frame: Frame, kind: string): number {
  if (kind === "audio") return CLEAR.sound;
  return Math.min(frame.type === "key" ? CLEAR.key : CLEAR.delta, frame.data.byteLength);
}

function nonce(count: bigint): Uint8Array<ArrayBuffer> {
  const made = new Uint8Array(12);
  new DataView(made.buffer).setBigUint64(4, count);
  return made;
}

async function seal(frame: Frame, kind: string): Promise<boolean> {
  const now = sending;
  if (!now || !frame.data.byteLength) return false;
  const all = new Uint8Array(frame.data);
  const clear = all.slice(0, clearOf(frame, kind));
  const count = ++counter;
  const hidden = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce(count), additionalData: clear }, now.key, all.slice(clear.length)));
  const made = new Uint8Array(clear.length + hidden.length + TAIL);
  made.set(clear);
  made.set(hidden, clear.length);
  new DataView(made.buffer).setBigUint64(made.length - TAIL, count);
  made[made.length - 1] = now.number;
  frame.data = made.buffer;
  return true;
}

async function open(frame: Frame, kind: string, id: string): Promise<boolean> {
  const all = new Uint8Array(frame.data);
  if (all.length < TAIL + 17) return false;
  const key = keys.get(id)?.get(all[all.length - 1] ?? -1);
  if (!key) return false;
  const count = new DataView(frame.data).getBigUint64(all.length - TAIL);
  const clear = all.slice(0, clearOf(frame, kind));
  const plain = new Uint8Array(
    await crypto.subtle.decrypt({ name: "AES-GCM", iv: nonce(count), additionalData: clear }, key, all.slice(clear.length, all.length - TAIL)),
  );
  const made = new Uint8Array(clear.length + plain.length);
  made.set(clear);
  made.set(plain, clear.length);
  frame.data = made.buffer;
  return true;
}

self.addEventListener("rtctransform", (event) => {
  const { readable, writable, options } = (event as unknown as { transformer: Passage }).transformer;
  const work = new TransformStream<Frame, Frame>({
    async transform(frame, out) {
      try {
        if (await (options.side === "send" ? seal(frame, options.kind) : open(frame, options.kind, options.id ?? ""))) out.enqueue(frame);
      } catch {
        // what does not open is dropped: it is never shown or played
      }
    },
  });
  void readable.pipeThrough(work).pipeTo(writable).catch(() => undefined);
});
