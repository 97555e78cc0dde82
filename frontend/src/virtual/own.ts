/** One's own sound and picture, and what is sent of them: masked where one wants it. */
import { Blur } from "./blur.ts";
import { ask, type Layer, PICTURE } from "./camera.ts";
import type { Outgoing } from "./media.ts";
import { maskVoice, type Voice } from "./pitch.ts";

export class Own {
  mic = false;
  cam = true;
  voice: Voice = "own";
  layer: Layer | "" = "";
  private sound: MediaStreamTrack | null = null; // of the microphone
  private picture: MediaStreamTrack | null = null; // of the camera, only while it is on
  private hasCamera = false;
  private isCovered = false; // until the first blurred picture is there
  private masked: { track: MediaStreamTrack; close(): void } | null = null;
  private readonly blur: Blur;

  /** `changed`: what is sent is another track now. `slow`: the blur cannot keep up; the picture is off. */
  constructor(
    private readonly changed: (kind: "audio" | "video", track: MediaStreamTrack | null) => void,
    private readonly slow: () => void,
    files: { blur: string; voice: string },
  ) {
    this.worklet = files.voice;
    this.blur = new Blur(files.blur, () => {
      this.stopPicture();
      this.cam = false;
      this.slow();
    });
  }
  private readonly worklet: string;

  async begin(withPicture: boolean): Promise<void> {
    const { stream, layer } = await ask(withPicture);
    this.layer = layer;
    this.sound = stream?.getAudioTracks()[0] ?? null;
    this.picture = stream?.getVideoTracks()[0] ?? null;
    this.hasCamera = Boolean(this.picture);
    this.cam = this.hasCamera;
    this.apply();
  }

  get has(): { mic: boolean; cam: boolean } {
    return { mic: Boolean(this.sound), cam: this.hasCamera };
  }

  /** What goes to the others. */
  get outgoing(): Outgoing {
    return { audio: this.masked?.track ?? this.sound, video: this.shown, camera: this.hasCamera };
  }

  private get sent(): MediaStreamTrack | null {
    return this.blur.isOn ? this.blur.track : this.picture;
  }

  /** What oneself sees: what the others see. */
  get shown(): MediaStreamTrack | null {
    return this.cam && !this.isCovered ? this.sent : null;
  }

  private apply(): void {
    if (this.sound) this.sound.enabled = this.mic;
  }

  setMic(on: boolean): void {
    this.mic = on && Boolean(this.sound);
    this.apply();
  }

  /** Off is off: the camera's light goes out. */
  async setCam(on: boolean): Promise<void> {
    if (!this.hasCamera || on === this.cam) return;
    this.cam = on;
    if (!on) this.stopPicture();
    else {
      const found = await navigator.mediaDevices.getUserMedia({ video: PICTURE }).catch(() => null);
      const track = found?.getVideoTracks()[0] ?? null;
      if (!this.cam) return track?.stop(); // changed their mind meanwhile
      this.picture = track;
      this.cam = Boolean(track);
      if (track && this.blur.isOn) await this.blur.take(track);
    }
    this.changed("video", this.shown);
  }

  private stopPicture(): void {
    this.blur.pause();
    this.picture?.stop();
    this.picture = null;
  }

  /** Only the person is sharp. Until the first such picture is ready, none is sent. */
  async setBlur(on: boolean): Promise<boolean> {
    if (!on) this.blur.end();
    else {
      this.isCovered = true;
      this.changed("video", null);
      const good = await this.blur.begin(this.picture);
      this.isCovered = false;
      if (!good) return false;
    }
    this.changed("video", this.shown);
    return true;
  }

  get isBlurred(): boolean {
    return this.blur.isOn;
  }

  async setVoice(voice: Voice): Promise<void> {
    this.masked?.close();
    this.masked = null;
    this.voice = voice;
    try {
      if (voice !== "own" && this.sound) this.masked = await maskVoice(this.sound, voice, this.worklet);
    } catch (error) {
      this.voice = "own";
      this.setMic(false); // nobody hears a voice that should have been masked
      throw error;
    } finally {
      this.changed("audio", this.outgoing.audio);
    }
  }

  end(): void {
    this.blur.end();
    this.masked?.close();
    this.masked = null;
    this.sound?.stop();
    this.picture?.stop();
    this.sound = this.picture = null;
    this.hasCamera = false;
  }
}
