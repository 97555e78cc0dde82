/** Sound and picture without a router: a connection to each of the others. For very small rooms alone (the gateway lets
 * four in), and said so on every page: each device learns the network addresses of the others. Sealed as everywhere.
 *
 * Whoever comes calls everybody who is there already; a call that comes later takes the place of the one before. */
import type { Line, Said } from "./line.ts";
import type { Carrier, Outgoing, Sender } from "./media.ts";
import { pick, quiet } from "./media.ts";
import type { Arrived } from "./poor.ts";
import type { Seal } from "./sealing.ts";

interface Peer {
  pc: RTCPeerConnection;
  early: (RTCIceCandidateInit | null)[]; // candidates that came before the description they belong to
}
const PICTURE = 350_000; // bits a second, to each
const GIVE_UP = 6000;

export class Mesh implements Carrier {
  private readonly peers = new Map<string, Peer>();
  private own: Outgoing = { audio: null, video: null, camera: false };
  private ice: RTCIceServer[] = [];
  private isIn = false;

  constructor(
    private readonly line: Line,
    private readonly seal: Seal,
    private readonly shown: (id: string, track: MediaStreamTrack) => void,
    private readonly failed: () => void,
  ) {}

  begin(ice: RTCIceServer[], own: Outgoing): Promise<void> {
    this.end();
    this.isIn = true;
    [this.ice, this.own] = [ice, { ...own }];
    return Promise.resolve();
  }

  hold(): void {
    this.isIn = false;
  }

  end(): void {
    this.hold();
    for (const id of [...this.peers.keys()]) this.forget(id);
  }

  forget(id: string): void {
    this.peers.get(id)?.pc.close();
    this.peers.delete(id);
  }

  /** Calls everybody who was there before us. */
  want(senders: Sender[]): void {
    for (const { id } of senders) void this.call(id);
  }

  private async call(id: string): Promise<void> {
    const { pc } = this.meet(id);
    for (const kind of ["audio", "video"] as const) {
      const made = pc.addTransceiver(kind, { direction: this.has(kind) ? "sendrecv" : "recvonly" });
      this.seal.receive(made.receiver, id, kind); // before the first frame: what passed unopened cannot be opened later
      this.give(made);
    }
    await pc.setLocalDescription();
    this.tell(id, pc);
  }

  /** A call, the answer to one, or a way to reach somebody. */
  async told(said: Said): Promise<void> {
    const id = String(said["id"]);
    if (!this.isIn) return;
    if (said.t === "ice") return this.reach(id, said["candidate"] as RTCIceCandidateInit | null);
    const description = { type: said["kind"] as RTCSdpType, sdp: String(said["sdp"]) };
    const peer = description.type === "offer" ? this.meet(id) : this.peers.get(id);
    if (!peer || (description.type === "answer" && peer.pc.signalingState !== "have-local-offer")) return;
    await peer.pc.setRemoteDescription(description);
    if (description.type === "offer") {
      for (const each of peer.pc.getTransceivers()) {
        each.direction = this.has(each.receiver.track.kind) ? "sendrecv" : "recvonly";
        this.give(each);
      }
      await peer.pc.setLocalDescription();
      this.tell(id, peer.pc);
    }
    for (const each of peer.early.splice(0)) await this.reach(id, each);
  }

  private async reach(id: string, candidate: RTCIceCandidateInit | null): Promise<void> {
    const peer = this.peers.get(id);
    if (!peer) return;
    if (!peer.pc.remoteDescription) peer.early.push(candidate);
    else await peer.pc.addIceCandidate(candidate ?? undefined).catch(() => undefined); // of a call that was given up
  }

  private tell(id: string, pc: RTCPeerConnection): void {
    const { type = "offer", sdp = "" } = pc.localDescription ?? {};
    if (this.peers.get(id)?.pc === pc) this.line.say({ t: "peer", to: id, kind: type, sdp: quiet(sdp) });
  }

  private meet(id: string): Peer {
    this.forget(id);
    const pc = new RTCPeerConnection({ iceServers: this.ice, ...this.seal.settings() });
    const peer: Peer = { pc, early: [] };
    this.peers.set(id, peer);
    const isStill = (): boolean => this.peers.get(id) === peer;
    pc.addEventListener("icecandidate", ({ candidate }) => {
      if (isStill()) this.line.say({ t: "ice", to: id, candidate: candidate ? pick(candidate.toJSON()) : null });
    });
    pc.addEventListener("track", ({ track, receiver }) => {
      this.seal.receive(receiver, id, track.kind);
      this.shown(id, track);
    });
    pc.addEventListener("connectionstatechange", () => {
      if (!isStill()) return;
      if (pc.connectionState === "failed") this.failed();
      if (pc.connectionState === "disconnected") window.setTimeout(() => isStill() && pc.connectionState !== "connected" && this.failed(), GIVE_UP);
    });
    return peer;
  }

  private has(kind: string): boolean {
    return kind === "audio" ? Boolean(this.own.audio) : this.own.camera;
  }

  private give({ sender, receiver }: RTCRtpTransceiver): void {
    const kind = receiver.track.kind as "audio" | "video";
    if (!this.has(kind)) return;
    this.seal.send(sender, kind);
    void sender.replaceTrack(this.own[kind]);
    if (kind === "audio") return;
    const wish = sender.getParameters();
    for (const each of wish.encodings) each.maxBitrate = PICTURE;
    void sender.setParameters(wish).catch(() => undefined); // a browser that knows no limit sends as it thinks best
  }

  async replace(kind: "audio" | "video", track: MediaStreamTrack | null): Promise<void> {
    this.own[kind] = track;
    for (const { pc } of this.peers.values()) {
      const end = pc.getTransceivers().find((each) => each.receiver.track.kind === kind);
      if (this.has(kind)) await end?.sender.replaceTrack(track);
    }
  }

  async arrived(): Promise<Arrived> {
    const found = { received: 0, lost: 0 };
    for (const { pc } of this.peers.values()) {
      (await pc.getStats()).forEach((each: { type: string; packetsReceived?: number; packetsLost?: number }) => {
        if (each.type !== "inbound-rtp") return;
        found.received += each.packetsReceived ?? 0;
        found.lost += each.packetsLost ?? 0;
      });
    }
    return found;
  }

  loudest(): Promise<string> {
    let most = 0.01;
    let found = "";
    for (const [id, { pc }] of this.peers) {
      const level = Math.max(0, ...pc.getReceivers().map((each) => each.getSynchronizationSources()[0]?.audioLevel ?? 0));
      if (level > most) [most, found] = [level, id];
    }
    return Promise.resolve(found);
  }

  /* Four pictures are all seen, and what there is of the router's talk is none here. */
  show(): void {}
  notHad(): void {}
  answered(): Promise<void> {
    return Promise.resolve();
  }
  offered(): Promise<void> {
    return Promise.resolve();
  }
}
