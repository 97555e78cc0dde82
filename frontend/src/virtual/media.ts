/** Sound and picture: one connection that sends, one that receives what the others send. */
import type { Line, Said } from "./line.ts";
import type { Arrived } from "./poor.ts";
import type { Seal } from "./sealing.ts";

interface Track {
  mid: string;
  kind: "audio" | "video";
}
export interface Sender {
  id: string;
  tracks: Track[];
}
interface Stream {
  mid: string;
  id: string;
  kind: "audio" | "video";
}

/** What one sends. `camera`: there is one, even if it is off now. */
export interface Outgoing {
  audio: MediaStreamTrack | null;
  video: MediaStreamTrack | null;
  camera: boolean;
}
/** What is wanted of somebody's picture now: a layer of it, or nothing (not in the map). */
export type Visible = Map<string, number>;

const LAYERS: RTCRtpEncodingParameters[] = [
  { rid: "h", maxBitrate: 700_000, maxFramerate: 20 },
  { rid: "l", maxBitrate: 120_000, maxFramerate: 12, scaleResolutionDownBy: 2 },
];
const GIVE_UP = 6000; // a connection that was lost for so long does not come back by itself

/** What the page asks of whatever carries sound and picture: the router, or a mesh (mesh.ts). */
export interface Carrier {
  begin(ice: RTCIceServer[], own: Outgoing): Promise<void>;
  hold(): void;
  end(): void;
  replace(kind: "audio" | "video", track: MediaStreamTrack | null): Promise<void>;
  want(senders: Sender[]): void;
  show(visible: Visible): void;
  forget(id: string): void;
  notHad(): void;
  answered(sdp: string): Promise<void>;
  offered(said: Said): Promise<void>;
  arrived(): Promise<Arrived>;
  loudest(): Promise<string>;
}

export class Media implements Carrier {
  private sending: RTCPeerConnection | null = null;
  private receiving: RTCPeerConnection | null = null;
  private ice: RTCIceServer[] = [];
  private wanted = new Map<string, Track & { id: string; asked?: boolean }>();
  private asking = false;
  private wishes: (Track & { id: string })[] = [];
  private streams = new Map<string, Stream>();
  private chosen = new Map<string, string>(); // media id → what the router was last told of it
  private visible: Visible = new Map();
  private lost = 0;
  private isIn = false; // outside the room the gateway takes no wishes

  constructor(
    private readonly line: Line,
    private readonly seal: Seal,
    private readonly shown: (id: string, track: MediaStreamTrack) => void,
    private readonly failed: () => void,
  ) {}

  /** A new beginning, with everything that came before thrown away. */
  async begin(ice: RTCIceServer[], own: Outgoing): Promise<void> {
    this.end();
    this.isIn = true;
    this.ice = ice;
    if (own.audio || own.camera) await this.publish(own);
  }

  /** The line broke off. What flows may flow on; what is wished waits until we are in again. */
  hold(): void {
    this.isIn = false;
  }

  end(): void {
    this.hold();
    window.clearTimeout(this.lost);
    for (const each of [this.sending, this.receiving]) each?.close();
    this.sending = this.receiving = null;
    this.wanted.clear();
    this.streams.clear();
    this.chosen.clear();
    this.wishes = [];
    this.asking = false;
  }

  private connection(side: "send" | "receive"): RTCPeerConnection {
    const made = new RTCPeerConnection({ iceServers: this.ice, ...this.seal.settings() });
    made.addEventListener("icecandidate", ({ candidate }) => {
      this.line.say({ t: "trickle", side, candidate: candidate ? pick(candidate.toJSON()) : null });
    });
    made.addEventListener("connectionstatechange", () => this.look(made));
    return made;
  }

  private look(made: RTCPeerConnection): void {
    if (made !== this.sending && made !== this.receiving) return;
    window.clearTimeout(this.lost);
    if (made.connectionState === "failed") this.failed();
    if (made.connectionState === "disconnected") this.lost = window.setTimeout(() => made.connectionState !== "connected" && this.failed(), GIVE_UP);
  }

  /** Sound first, then the picture: large and small, so that the router gives everybody what they need. */
  private async publish(own: Outgoing): Promise<void> {
    const made = (this.sending = this.connection("send"));
    const first: RTCRtpEncodingParameters[] = [{ networkPriority: "high", priority: "high" }];
    if (own.audio) this.seal.send(made.addTransceiver(own.audio, { direction: "sendonly", sendEncodings: first }).sender, "audio");
    if (own.camera) this.seal.send(made.addTransceiver(own.video ?? "video", { direction: "sendonly", sendEncodings: structuredClone(LAYERS) }).sender, "video");
    await made.setLocalDescription();
    this.line.say({ t: "publish", sdp: quiet(made.localDescription?.sdp ?? ""), sealed: this.seal.isOn });
  }

  /** Another camera track in place of the one before, or none: nobody else has to do anything. */
  async replace(kind: "audio" | "video", track: MediaStreamTrack | null): Promise<void> {
    const end = this.sending?.getTransceivers().find((each) => each.receiver.track.kind === kind);
    await end?.sender.replaceTrack(track);
  }

  async answered(sdp: string): Promise<void> {
    if (this.sending?.signalingState === "have-local-offer") await this.sending.setRemoteDescription({ type: "answer", sdp });
  }

  /** Wants the sound of these people, and the pictures of those who are seen. */
  want(senders: Sender[]): void {
    for (const { id, tracks } of senders) for (const track of tracks) this.wanted.set(`${id}/${track.mid}`, { ...this.wanted.get(`${id}/${track.mid}`), ...track, id });
    this.settle();
  }

  /** Whose pictures are on the screen now. What is not seen is not sent to us. */
  show(visible: Visible): void {
    this.visible = visible;
    this.settle();
  }

  private settle(): void {
    if (!this.isIn) return;
    for (const each of this.wanted.values()) {
      if (each.asked || (each.kind === "video" && !this.visible.has(each.id))) continue;
      each.asked = true;
      this.wishes.push({ id: each.id, mid: each.mid, kind: each.kind });
    }
    this.next();
    this.choose();
  }

  /** Tells the router what has changed for pictures that it sends already. */
  private choose(): void {
    if (!this.isIn) return;
    const streams = [];
    for (const { mid, id, kind } of this.streams.values()) {
      if (kind !== "video") continue;
      const layer = this.visible.get(id);
      const now = `${id} ${layer ?? "none"}`;
      if (this.chosen.get(mid) === now) continue;
      this.chosen.set(mid, now);
      streams.push({ mid, on: layer !== undefined, layer: layer ?? 0 });
    }
    if (streams.length && this.receiving?.signalingState === "stable") this.line.say({ t: "choose", streams: streams.slice(0, 64) });
    else for (const { mid } of streams) this.chosen.delete(mid); // as soon as the router has our answer
  }

  forget(id: string): void {
    for (const key of [...this.wanted.keys()]) if (key.startsWith(`${id}/`)) this.wanted.delete(key);
    this.wishes = this.wishes.filter((each) => each.id !== id);
  }

  /** One question at a time: the router offers, we answer, then comes the next. */
  private next(): void {
    if (this.asking || !this.isIn || !this.wishes.length) return;
    this.asking = true;
    this.wishes.sort((a, b) => a.kind.localeCompare(b.kind)); // audio first
    this.line.say({ t: "want", add: this.wishes.splice(0, 48).map(({ id, mid }) => ({ id, mid })), drop: [] });
  }

  /** What could not be had, because they had just gone, is not asked for again. */
  notHad(): void {
    this.asking = false;
    this.next();
  }

  async offered(said: Said): Promise<void> {
    const made = (this.receiving ??= this.listening());
    this.streams = new Map((said["streams"] as Stream[]).map((each) => [each.mid, each]));
    await made.setRemoteDescription({ type: "offer", sdp: String(said["sdp"]) });
    for (const each of made.getTransceivers()) this.take(each);
    await made.setLocalDescription();
    this.line.say({ t: "answer", sdp: made.localDescription?.sdp ?? "" });
    this.asking = false;
    this.next();
    this.choose();
  }

  private listening(): RTCPeerConnection {
    const made = this.connection("receive");
    made.addEventListener("track", ({ transceiver }) => this.take(transceiver));
    return made;
  }

  private take(transceiver: RTCRtpTransceiver): void {
    const stream = this.streams.get(transceiver.mid ?? "");
    if (!stream?.id || transceiver.receiver.track.readyState === "ended") return;
    this.seal.receive(transceiver.receiver, stream.id, transceiver.receiver.track.kind);
    this.shown(stream.id, transceiver.receiver.track);
  }

  /** How the line is: every packet that came, and every one that did not. */
  async arrived(): Promise<Arrived> {
    const found = { received: 0, lost: 0 };
    const report = await this.receiving?.getStats();
    report?.forEach((each: { type: string; packetsReceived?: number; packetsLost?: number }) => {
      if (each.type !== "inbound-rtp") return;
      found.received += each.packetsReceived ?? 0;
      found.lost += each.packetsLost ?? 0;
    });
    return found;
  }

  /** Who speaks loudest now, by what arrives. */
  async loudest(): Promise<string> {
    let most = 0.01;
    let found = "";
    for (const each of this.receiving?.getReceivers() ?? []) {
      const level = each.getSynchronizationSources()[0]?.audioLevel ?? 0;
      const mid = this.receiving?.getTransceivers().find((one) => one.receiver === each)?.mid ?? "";
      if (level > most) [most, found] = [level, this.streams.get(mid)?.id ?? ""];
    }
    return found;
  }
}

/** Asks for silence to cost nothing (Opus DTX): the router grants it where the offer names it, and then we send so. */
export function quiet(sdp: string): string {
  const opus = /^a=rtpmap:(\d+) opus\//m.exec(sdp)?.[1] ?? "";
  return sdp.replace(new RegExp(`^(a=fmtp:${opus} (?!.*usedtx).*?)(\r?)$`, "m"), "$1;usedtx=1$2");
}

/** What the gateway takes of a candidate. */
export function pick({ candidate, sdpMid, sdpMLineIndex }: RTCIceCandidateInit): RTCIceCandidateInit {
  return { candidate: candidate ?? "", sdpMid: sdpMid ?? null, sdpMLineIndex: sdpMLineIndex ?? null };
}
