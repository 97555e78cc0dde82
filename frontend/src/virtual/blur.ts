/** Background blur: only the person is sharp. The model and its WASM come from our own server, in a worker, and only when it
 * is switched on. It measures itself: where a device is too slow it switches itself off, and the camera with it. */
import { trustedScript } from "../page/trust.ts";

const WIDTH = 480;
const HEIGHT = 270;
const SLOW = 180; // ms a picture, at the middle of the last ones: fewer than about five a second is no picture of a person
const JUDGED = 12; // pictures
const LONGEST = 20_000; // ms for everything to be loaded and the first picture to be there

interface Made {
  picture?: ImageBitmap;
  took?: number;
  fault?: string;
}

export class Blur {
  isOn = false;
  track: MediaStreamTrack | null = null;
  private worker: Worker | null = null;
  private readonly video = document.createElement("video");
  private readonly canvas = document.createElement("canvas");
  private readonly took: number[] = [];
  private first: ((good: boolean) => void) | null = null;
  private ends = 0;

  constructor(
    private readonly script: string,
    private readonly gaveUp: () => void,
  ) {
    this.video.muted = true;
    this.video.playsInline = true;
    [this.canvas.width, this.canvas.height] = [WIDTH, HEIGHT];
  }

  /** On; false where it cannot be. Waits for the first picture. */
  async begin(camera: MediaStreamTrack | null): Promise<boolean> {
    this.isOn = true;
    this.took.length = 0;
    if (!this.worker) {
      this.worker = new Worker(trustedScript(this.script) as unknown as string, { type: "classic" });
      this.worker.addEventListener("message", (event: MessageEvent<Made>) => this.made(event.data));
      this.worker.addEventListener("error", () => this.fail());
    }
    const context = this.canvas.getContext("2d");
    context?.clearRect(0, 0, WIDTH, HEIGHT);
    this.track ??= this.canvas.captureStream(15).getVideoTracks()[0] ?? null;
    return camera ? this.take(camera) : true;
  }

  /** Another camera track. */
  async take(camera: MediaStreamTrack): Promise<boolean> {
    this.video.srcObject = new MediaStream([camera]);
    await this.video.play().catch(() => undefined);
    const good = new Promise<boolean>((done) => (this.first = done));
    this.ends = window.setTimeout(() => this.fail(), LONGEST);
    void this.next();
    return good;
  }

  private async next(): Promise<void> {
    if (!this.isOn || !this.video.srcObject || !this.worker) return;
    const picture = await createImageBitmap(this.video, { resizeWidth: WIDTH, resizeHeight: HEIGHT }).catch(() => null);
    if (!picture) return void window.setTimeout(() => void this.next(), 100);
    this.worker.postMessage({ picture }, [picture]);
  }

  private made({ picture, took = 0, fault }: Made): void {
    if (!this.isOn) return picture?.close();
    if (fault || !picture) return this.fail();
    if (this.video.srcObject) this.canvas.getContext("2d")?.drawImage(picture, 0, 0, WIDTH, HEIGHT);
    picture.close();
    window.clearTimeout(this.ends);
    if (this.first) {
      this.first(true); // the first one warms up and is not measured
      this.first = null;
    } else this.took.push(took);
    if (this.took.length > JUDGED) this.took.shift();
    if (this.took.length === JUDGED && ([...this.took].sort((a, b) => a - b)[JUDGED / 2] ?? 0) > SLOW) return this.fail();
    window.setTimeout(() => void this.next(), Math.max(0, 66 - took));
  }

  private fail(): void {
    if (!this.isOn) return;
    this.end();
    this.first?.(false);
    this.first = null;
    this.gaveUp();
  }

  /** The camera is off for now. */
  pause(): void {
    this.video.srcObject = null;
    this.canvas.getContext("2d")?.clearRect(0, 0, WIDTH, HEIGHT);
  }

  end(): void {
    window.clearTimeout(this.ends);
    this.isOn = false;
    this.pause();
    this.worker?.terminate();
    this.worker = null;
    this.track?.stop();
    this.track = null;
  }
}
