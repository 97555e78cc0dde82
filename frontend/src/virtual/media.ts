/** Sound and picture: one connection that sends, one that receives what the others send. */
import type { Line, Said } from "./line.ts";
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

const GIVE_UP = 6000; // a connection that was lost for so long does not come back by itself

export class Media {
  private sending: RTCPeerConnection | null = null;
  private receiving: RTCPeerConnection | null = null;
  private ice: RTCIceServer[] = [];
  private wanted = new Map<string, Track & { id: string }>();
  private asking = false;
  private wishes: { id: string; mid: string }[] = [];
  private streams = new Map<string, Stream>();
  private lost = 0;

  constructor(
    private readonly line: Line,
    private readonly seal: Seal,
    private readonly shown: (id: string, track: MediaStreamTrack) => void,
    private readonly failed: () => void,
  ) {}

  /** A new beginning, with everything that came before thrown away. */
  async begin(ice: RTCIceServer[], own: MediaStream | null): Promise<void> {
    this.end();
    this.ice = ice;
    if (own?.getTracks().length) await this.publish(own);
  }

  end(): void {
    window.clearTimeout(this.lost);
    for (const each of [this.sending, this.receiving]) each?.close();
    this.sending = this.receiving = null;
    this.wanted.clear();
    this.streams.clear();
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

  private async publish(own: MediaStream): Promise<void> {
    const made = (this.sending = this.connection("send"));
    for (const track of own.getTracks()) {
      const { sender } = made.addTransceiver(track, { direction: "sendonly", streams: [own] });
      this.seal.send(sender, track.kind);
    }
    await made.setLocalDescription();
    this.line.say({ t: "publish", sdp: made.localDescription?.sdp ?? "", sealed: this.seal.isOn });
  }

  async answered(sdp: string): Promise<void> {
    if (this.sending?.signalingState === "have-local-offer") await this.sending.setRemoteDescription({ type: "answer", sdp });
  }

  /** Wants everything that these people send. */
  want(senders: Sender[]): void {
    for (const { id, tracks } of senders) {
      for (const track of tracks) {
        const key = `${id}/${track.mid}`;
        if (this.wanted.has(key)) continue;
        this.wanted.set(key, { ...track, id });
        this.wishes.push({ id, mid: track.mid });
      }
    }
    this.next();
  }

  forget(id: string): void {
    for (const key of [...this.wanted.keys()]) if (key.startsWith(`${id}/`)) this.wanted.delete(key);
    this.wishes = this.wishes.filter((each) => each.id !== id);
  }

  /** One question at a time: the router offers, we answer, then comes the next. */
  private next(): void {
    if (this.asking || !this.wishes.length) return;
    this.asking = true;
    this.line.say({ t: "want", add: this.wishes.splice(0, 48), drop: [] });
  }

  /** What could not be had, because they had just gone, is not asked for again. */
  notHad(): void {
    this.asking = false;
    this.next();
  }

  async offered(said: Said): Promise<void> {
    const made = (this.receiving ??= this.listening());
    for (const each of said["streams"] as Stream[]) this.streams.set(each.mid, each);
    await made.setRemoteDescription({ type: "offer", sdp: String(said["sdp"]) });
    for (const each of made.getTransceivers()) this.take(each);
    await made.setLocalDescription();
    this.line.say({ t: "answer", sdp: made.localDescription?.sdp ?? "" });
    this.asking = false;
    this.next();
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

/** What the gateway takes of a candidate. */
function pick({ candidate, sdpMid, sdpMLineIndex }: RTCIceCandidateInit): RTCIceCandidateInit {
  return { candidate: candidate ?? "", sdpMid: sdpMid ?? null, sdpMLineIndex: sdpMLineIndex ?? null };
}
