/** The page before the door: one press tries camera and microphone and names what stands in the way. */
import { ask, preview } from "./camera.ts";
import { part } from "./words.ts";

const box = part("devices");
let stream: MediaStream | null = null;

function show(layer: string): void {
  for (const words of box?.querySelectorAll<HTMLElement>("[data-said]") ?? []) words.hidden = words.dataset["said"] !== layer;
}

async function attempt(): Promise<void> {
  for (const track of stream?.getTracks() ?? []) track.stop();
  const found = await ask(true);
  stream = found.stream;
  show(found.layer);
  preview(part<HTMLVideoElement>("preview"), stream, part("no-picture"));
  if (stream?.getAudioTracks().length) listen(stream);
}

function listen(heard: MediaStream): void {
  const level = part<HTMLMeterElement>("level");
  const context = new AudioContext();
  const meter = context.createAnalyser();
  context.createMediaStreamSource(heard).connect(meter);
  const samples = new Float32Array(meter.fftSize);
  const look = (): void => {
    if (stream !== heard) return void context.close();
    meter.getFloatTimeDomainData(samples);
    if (level) level.value = Math.min(1, Math.sqrt(samples.reduce((sum, each) => sum + each * each, 0) / samples.length) * 6);
    window.setTimeout(look, 80);
  };
  const shown = part("level-box");
  if (shown) shown.hidden = false;
  look();
}

part("try")?.addEventListener("click", () => void attempt());
window.addEventListener("pagehide", () => stream?.getTracks().forEach((track) => track.stop()));
